"""Safe fetching: an address in, bytes out, through the only door to other machines (see ``docs/fetching.md``)."""

from papertiger.news.fetching.checking import checked
from papertiger.news.fetching.fetched import Contact, Fetched, Validators
from papertiger.news.fetching.getting import fetch
from papertiger.news.fetching.limits import Limits
from papertiger.news.fetching.networks import Use
from papertiger.news.fetching.reading import articles_from

__all__ = ["Contact", "Fetched", "Limits", "Use", "Validators", "articles_from", "checked", "fetch"]
