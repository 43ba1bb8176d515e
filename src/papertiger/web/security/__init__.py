"""Who may ask, and what a browser may do with the answer: threats 5, 6 and 15 of the threat model (docs/web.md).

`Access` holds the token of a run and the names under which the app may be asked for; `Guard` stands before every route.
"""

from papertiger.web.security.access import Access
from papertiger.web.security.guard import Guard
from papertiger.web.security.headers import POLICY

__all__ = ["POLICY", "Access", "Guard"]
