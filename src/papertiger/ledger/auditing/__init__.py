"""The audit: every hash, every quote and every derived figure of a ledger worked out again and compared with what is stored.

Nothing here trusts a column that another column or a text can tell: what was stored as derived is derived again, from the
evidence and by the program as it is today. An audit only reads.
"""

from papertiger.ledger.auditing.audit import CHECKS, Audit, audit
from papertiger.ledger.auditing.finding import Finding
from papertiger.ledger.auditing.mending import mend

__all__ = ["CHECKS", "Audit", "Finding", "audit", "mend"]
