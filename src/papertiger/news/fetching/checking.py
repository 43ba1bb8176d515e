"""Whether an address may be asked at all, told before anything is: for lists of addresses that people and servers write."""

from __future__ import annotations

from papertiger.errors import FetchError
from papertiger.news.fetching.addresses import Target, parse
from papertiger.news.fetching.limits import PUBLIC, Reach


def checked(address: str, reach: Reach = PUBLIC) -> Target:
    """`address` taken apart by the rules of `fetch`; names are not looked up, so that one may still prove private later.

    Args:
        address: an http or https address.
        reach: for tests only, which need servers on the loopback address.

    Raises:
        FetchError: nothing is fetched from such an address.
    """
    target = parse(address, reach.ports)
    why = reach.refusal(target.ip) if target.ip is not None else None
    if why is not None:
        raise FetchError(
            address, f"{target.ip} is not public: {why}", kind="private", cure="give a public host"
        )
    return target
