"""Where warnings go, as a file says it."""

from __future__ import annotations

import re
import tomllib
from datetime import time
from pathlib import Path

import pytest

from papertiger.errors import DeliveryProblems
from papertiger.workbench.delivering.channels import AtomFile, Mail, Webhook, delivery_of, read_delivery

PAGE = Path(__file__).parents[3] / "docs" / "delivery.md"
MAIL = {
    "name": "m",
    "kind": "email",
    "server": "mail.example.org",
    "from": "a@example.org",
    "to": ["b@example.org"],
}
HOOK = {"name": "h", "kind": "webhook", "to": "https://desk.example.org/hook"}


def problems(*channels: dict[str, object], **head: object) -> list[str]:
    with pytest.raises(DeliveryProblems) as caught:
        delivery_of({"schema": 1, "channel": list(channels), **head}, "d.toml")
    return [str(one) for one in caught.value.problems]


def test_the_documented_file_is_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    place = tmp_path / "delivery.toml"
    place.write_text(example, "utf-8")

    read = read_delivery(place)

    hook, officer, morning, feed = read.channel
    assert isinstance(hook, Webhook)
    assert hook.rules == ("threats", "escalation")
    assert isinstance(officer, Mail)
    assert officer.quiet == (time(22), time(7))
    assert isinstance(morning, Mail)
    assert (morning.mode, morning.at) == ("digest", time(8))
    assert isinstance(feed, AtomFile)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    found = problems(
        {**HOOK, "to": "http://desk.example.org/hook"},
        {**MAIL, "name": "M!", "zone": "Europe/Kyyiv"},
        {"name": "x", "kind": "pigeon"},
        {**HOOK, "secrett": "X"},
        colour="red",
    )

    assert len(found) == 6
    assert all(one.startswith("d.toml: ") for one in found)
    told = "\n".join(found)
    for part in (
        "channel[0]",
        "https, or insecure",
        "channel[1].name",
        "Europe/Kyyiv",
        "pigeon",
        "channel[3].secrett",
        "did you mean 'secret'",
        "colour",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ({**HOOK, "to": "ftp://desk.example.org/"}, "no http or https address"),
        ({**HOOK, "to": "https://anna:word@desk.example.org/"}, "user name or password"),
        ({**HOOK, "to": "https://desk.example.org/a b"}, "characters"),
        ({**HOOK, "secret": "not a name"}, "pattern"),
        ({**MAIL, "security": "none"}, "unencrypted"),
        ({**MAIL, "user": "anna"}, "go together"),
        ({**MAIL, "mode": "digest"}, "has an hour"),
        ({**MAIL, "to": []}, "at least 1"),
        ({**MAIL, "to": ["b@example.org\r\nBcc: c@example.org"]}, "no mail address"),
        ({**MAIL, "from": "Anna <a@example.org>"}, "no mail address"),
    ],
)
def test_what_cannot_work_is_refused(channel: dict[str, object], says: str) -> None:
    (found,) = problems(channel)
    assert says in found


def test_two_channels_of_one_name_and_no_channel_are_refused() -> None:
    assert "two are called 'h'" in problems(HOOK, HOOK)[0]
    assert "missing or empty" in problems()[0]


def test_this_computer_may_be_asked_without_encryption() -> None:
    read = delivery_of(
        {
            "schema": 1,
            "channel": [
                {**HOOK, "to": "http://127.0.0.1:8000/hook"},
                {**MAIL, "server": "localhost", "security": "none"},
            ],
        },
        "d.toml",
    )
    assert len(read.channel) == 2


@pytest.mark.parametrize(
    ("text", "says"), [(b"\xff\xfe", "UTF-8"), (b"schema = ", "TOML"), (b"channel = 3", "missing or empty")]
)
def test_a_file_that_is_none(tmp_path: Path, text: bytes, says: str) -> None:
    place = tmp_path / "d.toml"
    place.write_bytes(text)
    with pytest.raises(DeliveryProblems, match=says):
        read_delivery(place)
    with pytest.raises(DeliveryProblems, match="cannot be read"):
        read_delivery(tmp_path / "absent.toml")


def test_the_example_is_toml_as_written() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert tomllib.loads(example)["schema"] == 1
