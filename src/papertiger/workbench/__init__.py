"""What the command line, the web app and programs do with a ledger: read, ask, assess, simulate, review, export.

A module a task, each composed of the stages below it, with no logic of its own. `Workbench` (in `workbench.workbench`; `papertiger.open`
opens one) has them as methods, one a verb. Nothing here prints: messages go to a `tell` that the caller passes in. Nothing is imported
here, so that a command loads only what it needs.
"""
