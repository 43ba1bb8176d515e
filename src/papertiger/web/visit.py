"""One request by one person: which ledger, in which language, and how a page is made of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from papertiger.ledger import Ledger
from papertiger.report.evidence import Voice, voice_in
from papertiger.report.languages import DEFAULT, Language, is_language
from papertiger.report.wording import left_out_lines
from papertiger.web.languages import Interface, interface, preferred
from papertiger.web.rendering import render
from papertiger.web.state import State
from papertiger.workbench.workbench import Workbench

Value = TypeVar("Value")

THEMES = ("auto", "light", "dark")
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Visit:
    """What a page is made with. `page` renders it; `url` makes links; `t` and `n` give words."""

    request: Request
    state: State

    @property
    def ledger(self) -> Ledger:
        """The ledger, to read from: no page can change it."""
        return self.state.reading

    @property
    def bench(self) -> Workbench:
        """What composes the ledger with the stages above it; reads only."""
        return self.state.bench

    def kept(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` works out, remembered under `name` until something is stored in the ledger."""
        return self.state.shelf.kept(self.chain, name, make)

    @cached_property
    def chain(self) -> str:
        """The ledger's chain of custody when it was first asked for during this visit."""
        return self.ledger.chain()

    @cached_property
    def words(self) -> Interface:
        """The interface's words in the visitor's language."""
        return interface(preferred(self.request.query_params, self.request.cookies, self.request.headers))

    @property
    def language(self) -> str:
        """BCP 47 code of the visitor's language."""
        return self.words.code

    @property
    def speaks(self) -> Language:
        """The same for what reports say; the default where they do not speak it."""
        return self.language if is_language(self.language) else DEFAULT

    @cached_property
    def voice(self) -> Voice:
        """The words and names that claims are told with."""
        return voice_in(self.speaks)

    def left_out(self, number: int | None = None) -> str:
        """A sentence on claims that no number counts, for only a language model read them: `number` of them, or all that there are; empty for none."""
        if number is None:
            number = self.ledger.left_out().all
        return " ".join(left_out_lines(number, self.speaks))

    def name(self, actor: str | None) -> str:
        """How an actor is called in the visitor's language; the word for one that is not named where there is none."""
        return self.voice.name(actor) or self.voice.words.unnamed

    @property
    def theme(self) -> str:
        """auto, light or dark."""
        chosen = self.request.query_params.get("theme") or self.request.cookies.get("papertiger-theme")
        return chosen if chosen in THEMES else THEMES[0]

    def t(self, key: str, **values: object) -> str:
        """A text of the interface."""
        return self.words.text(key, **values)

    def n(self, key: str, number: float, **values: object) -> str:
        """A text of the interface for `number` things."""
        return self.words.counted(key, number, **values)

    def url(self, name: str, /, **given: Any) -> str:  # noqa: ANN401 - whatever an address can hold
        """The address of the route `name`: what it has in its path goes there, the rest into the query; None and "" are left out."""
        return self.state.url(name, **given)

    def knows(self, name: str) -> bool:
        """Whether there is a route of that name."""
        return name in self.state.paths

    def to(self, name: str, /, **given: Any) -> str:  # noqa: ANN401 - as above
        """The address of a route, or nothing where there is no route of that name."""
        return self.url(name, **given) if self.knows(name) else ""

    def here(self, **changes: Any) -> str:  # noqa: ANN401 - as above
        """This page's own address with some of its query changed; None removes."""
        given = [(name, one) for name, one in self.request.query_params.multi_items() if name not in changes]
        given += [
            (name, one)
            for name, value in changes.items()
            for one in (value if isinstance(value, (list, tuple)) else [value])
        ]
        kept = [(name, value) for name, value in given if value not in {None, ""}]
        return self.request.url.path + (f"?{urlencode(kept)}" if kept else "")

    def page(self, template: str, /, *, status: int = 200, **context: object) -> HTMLResponse:
        """A page; what the visitor chose for language or look in the address is remembered."""
        body = render(
            template,
            self.words,
            visit=self,
            url=self.url,
            here=self.here,
            path=self.request.url.path,
            **context,
        )
        made = HTMLResponse(body, status)
        self._remember(made, self.request.query_params)
        return made

    def _remember(self, answer: HTMLResponse, query: Mapping[str, str]) -> None:
        for name, value in (("language", self.language), ("theme", self.theme)):
            if query.get(name) == value:
                answer.set_cookie(
                    f"papertiger-{name}", value, max_age=_YEAR, samesite="strict", httponly=True
                )


def _visit(request: Request) -> Visit:
    return Visit(request, request.app.state.papertiger)


Visited = Annotated[Visit, Depends(_visit)]
"""What a route asks for to get its visit."""
