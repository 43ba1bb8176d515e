"""Mail, to a server of the test's own."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from papertiger.workbench.delivering.channels import Mail
from papertiger.workbench.delivering.mail import message, send

NOW = datetime(2026, 8, 13, 6, tzinfo=UTC)


class Kept:
    """Keeps what comes; refuses whoever begins with "no"."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], bytes]] = []
        self.answer = "250 OK"

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: ANN401, N802 - as the library calls it
        _, _, envelope, address, _ = given
        if address.startswith("no"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *given: Any) -> str:  # noqa: ANN401, N802 - as the library calls it
        _, _, envelope = given
        self.got.append((envelope.rcpt_tos, envelope.content.replace(b"\r\n", b"\n")))
        return self.answer


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Kept, int]]:
    kept = Kept()

    def known(*given: Any) -> AuthResult:  # noqa: ANN401 - as the library calls it
        return AuthResult(success=given[-1].password == b"right", handled=False)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(
        kept, hostname="127.0.0.1", port=port, authenticator=known, auth_require_tls=False
    )
    controller.start()
    try:
        yield kept, port
    finally:
        controller.stop()


def channel(port: int = 25, **more: object) -> Mail:
    return Mail.model_validate(
        {
            "name": "m",
            "kind": "email",
            "server": "127.0.0.1",
            "port": port,
            "security": "none",
            "from": "papertiger@example.org",
            "to": ["anna@example.org", "ben@example.org"],
            **more,
        }
    )


def mail(
    subject: str = "Погроза", text: str = "«Ми візьмемо Асеб».\n", answers: str | None = None
) -> EmailMessage:
    return message(channel(), subject, text, name="3f9a", when=NOW, language="uk", answers=answers)


def test_a_warning_arrives_as_it_was_written(server: tuple[Kept, int]) -> None:
    kept, port = server
    kept.got.clear()

    assert send(channel(port), mail(answers="11aa"), {}).status == "sent"

    ((to, raw),) = kept.got
    got = email.message_from_bytes(raw, policy=default)
    assert to == ["anna@example.org", "ben@example.org"]
    assert got["Subject"] == "Погроза"
    assert got.get_content() == "«Ми візьмемо Асеб».\n"
    assert got["Message-ID"] == "<3f9a@papertiger.invalid>"
    assert got["In-Reply-To"] == "<11aa@papertiger.invalid>"
    assert got["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "subject", ["a\r\nBcc: x@example.org", "a\nX-Y: z\n\nbody", "a\x00b\x1b[31m", "\u202eabc", "x" * 5000]
)
def test_no_text_begins_a_header(subject: str) -> None:
    raw = mail(subject, "text\r\n.\r\nMAIL FROM:<x@example.org>\n").as_bytes()
    got = email.message_from_bytes(raw, policy=default)
    assert set(got.keys()) == set(mail().keys())
    assert got["Bcc"] is None
    assert "\n" not in str(got["Subject"])
    assert len(str(got["Subject"])) <= 120


def test_a_lone_dot_ends_no_mail(server: tuple[Kept, int]) -> None:
    kept, port = server
    kept.got.clear()
    text = "before\n.\nMAIL FROM:<x@example.org>\n..after\n"

    assert send(channel(port), mail(text=text), {}).status == "sent"

    ((_, raw),) = kept.got
    assert email.message_from_bytes(raw, policy=default).get_content() == text


def test_users_are_logged_in_by_the_environment(server: tuple[Kept, int]) -> None:
    _, port = server
    own = channel(port, user="anna", password="WORD")  # noqa: S106 - a variable's name
    assert send(own, mail(), {"WORD": "right"}).status == "sent"
    assert send(own, mail(), {"WORD": "wrong"}).status == "refused"
    missing = send(own, mail(), {})
    assert (missing.status, "WORD" in str(missing.problem)) == ("refused", True)


def test_what_the_server_says_tells_now_from_never(server: tuple[Kept, int]) -> None:
    kept, port = server
    assert send(channel(port, to=["nobody@example.org"]), mail(), {}).status == "refused"
    kept.answer = "451 later"
    assert send(channel(port), mail(), {}).status == "failed"
    kept.answer = "554 never"
    assert send(channel(port), mail(), {}).status == "refused"
    kept.answer = "250 OK"


def test_without_encryption_nothing_is_sent_where_it_is_asked_for(server: tuple[Kept, int]) -> None:
    kept, port = server
    kept.got.clear()
    assert send(channel(port, security="starttls"), mail(), {}).status == "refused"
    assert kept.got == []


def test_nobody_there_is_tried_later() -> None:
    assert send(channel(1), mail(), {}, seconds=1).status == "failed"
