"""The door cannot be opened from outside: nothing but tests passes a reach of its own, and nothing but fetching connects."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import pytest

import papertiger
from papertiger.errors import FetchError
from papertiger.news.fetching import Limits, fetch
from papertiger.news.fetching.limits import PUBLIC, Reach
from papertiger.news.fetching.networks import why_refused
from papertiger.settings import Settings, from_environment

SOURCE = Path(papertiger.__file__).parent
FETCHING = SOURCE / "news" / "fetching"
NETWORK = {"httpx2", "httpcore2", "httpx", "requests", "urllib3", "aiohttp", "urllib.request", "http.client", "ftplib"}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """What of one module's source these tests look at; finding it takes seconds for all, so it is found once."""

    path: Path
    imports: frozenset[str]
    keywords: frozenset[str | None]
    """Names of the arguments that it passes by name."""
    made: tuple[ast.Call, ...]
    """Where it makes a `Reach`."""


@cache
def modules() -> tuple[Module, ...]:
    return tuple(module(path) for path in SOURCE.rglob("*.py"))


def module(path: Path) -> Module:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    return Module(
        path,
        frozenset(imported(nodes)),
        frozenset(node.arg for node in nodes if isinstance(node, ast.keyword)),
        tuple(
            node
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reach"
        ),
    )


def outside() -> list[Module]:
    """All modules but those that fetch."""
    found = [one for one in modules() if FETCHING not in one.path.parents]
    assert len(modules()) > len(found) > 0
    return found


def imported(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_passes_a_reach_of_its_own() -> None:
    """Only tests do; in the program the word stands in the fetching package, and there is one object of the class."""
    for one in outside():
        assert "reach" not in one.keywords, one.path
        assert not any(name.endswith((".Reach", ".why_refused")) for name in one.imports), one.path
    made = [(one.path.name, call) for one in modules() for call in one.made]
    assert [name for name, _ in made] == ["limits.py"]
    assert made[0][1].args == made[0][1].keywords == []


def test_what_the_program_reaches_is_the_public_web() -> None:
    assert Reach() == PUBLIC
    assert PUBLIC.ports == {80, 443}
    assert PUBLIC.refusal is why_refused


def test_no_setting_speaks_of_it() -> None:
    names = {field.name for kind in (Settings, Limits) for field in fields(kind)}
    assert not names & {"reach", "ports", "refusal", "trust", "loopback", "private", "proxy", "resolve"}


def test_no_environment_variable_opens_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REACH", "ALLOW_LOOPBACK", "ALLOW_PRIVATE", "FETCH_PORTS", "INSECURE"):
        monkeypatch.setenv(f"PAPERTIGER_{name}", "1")
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:8080")
    from_environment()
    with pytest.raises(FetchError) as refused:
        fetch("http://127.0.0.1/")
    assert refused.value.kind == "private"


USERS_OWN = {
    "readers/llm/connection.py": {"httpcore2"},
    "workbench/delivering/webhook.py": {"httpx2"},
    "workbench/delivering/mail.py": {"smtplib"},
}
"""What asks a language model, and sends warnings to a webhook and a mail server: all that the user wrote down; nothing in a text, an
answer or a warning can name one."""


def test_nothing_else_in_the_program_can_ask_another_machine() -> None:
    """The scheduler of the extra `distributed` and the database driver connect on their own, to what the user names."""
    for one in outside():
        allowed = USERS_OWN.get(one.path.relative_to(SOURCE).as_posix(), set())
        assert not (NETWORK & one.imports) - allowed, one.path


def test_only_these_modules_touch_sockets() -> None:
    touching = {one.path.relative_to(SOURCE).as_posix() for one in modules() if "socket" in one.imports}
    assert touching <= {"news/fetching/resolving.py", "web/serving.py", "web/listening.py", "cli/serve.py"}
