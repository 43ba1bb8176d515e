"""Following: what sources are, what they list, and how often and how politely they may be asked. Pure; `workbench.following` does it."""
