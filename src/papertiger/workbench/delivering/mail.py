"""Mail through the user's own server (RFC 5321, 5322, 8314), with nothing in a header that a text could have put there."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from papertiger.report.visible import clipped
from papertiger.workbench.delivering.channels import Mail
from papertiger.workbench.delivering.tried import Tried

SECONDS: Final = 20.0
SUBJECT: Final = 120
"""Characters of a subject."""
_HERE: Final = "papertiger.invalid"
"""Right side of message ids: no machine is named (RFC 2606)."""


def message(
    channel: Mail,
    subject: str,
    text: str,
    *,
    name: str,
    when: datetime,
    language: str,
    answers: str | None = None,
) -> EmailMessage:
    """A mail in plain text.

    Args:
        channel: from whom, to whom.
        subject: any text; one line is made of it.
        text: the mail; lines as they are.
        name: what names it: letters and digits. The same warning has the same Message-ID, however often it is sent.
        when: the moment, with a time zone.
        language: BCP 47.
        answers: name of an earlier mail that this one goes with.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(channel.sender)
    mail["To"] = tuple(_address(one) for one in channel.to)
    mail["Subject"] = clipped(subject, SUBJECT)
    mail["Date"] = format_datetime(when)
    mail["Message-ID"] = f"<{name}@{_HERE}>"
    if answers is not None:
        mail["In-Reply-To"] = mail["References"] = f"<{answers}@{_HERE}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday answers it
    mail["Content-Language"] = language
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    return mail


def _address(mailbox: str) -> Address:
    user, _, domain = mailbox.rpartition("@")
    return Address(username=user, domain=domain)


def send(
    channel: Mail,
    mail: EmailMessage,
    environment: Mapping[str, str],
    *,
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    seconds: float = SECONDS,
) -> Tried:
    """Hand a mail to the server; its certificate is checked.

    Args:
        channel: which server.
        mail: what `message` made.
        environment: has the password.
        trust: makes the context that certificates are checked with.
        seconds: longest silence of the server.
    """
    password = None
    if channel.password is not None:
        password = environment.get(channel.password)
        if not password:
            return Tried("refused", f"the environment has no {channel.password}; set it to the password")
    try:
        with _connected(channel, trust, seconds) as server:
            if password is not None and channel.user is not None:
                server.login(channel.user, password)
            server.send_message(mail, channel.sender, list(channel.to))
    except smtplib.SMTPAuthenticationError:
        return Tried("refused", "the server does not take user and password")
    except smtplib.SMTPRecipientsRefused:
        return Tried("refused", "the server takes no recipient")
    except smtplib.SMTPResponseException as error:
        lasting = 500 <= error.smtp_code < 600  # noqa: PLR2004 - RFC 5321, 4.2.1
        return Tried("refused" if lasting else "failed", f"the server answered with {error.smtp_code}")
    except smtplib.SMTPNotSupportedError:
        return Tried("refused", "the server does not do what the settings ask for (TLS, log-in)")
    except ssl.SSLError:
        return Tried("refused", "the server's certificate is not valid for its name")
    except (smtplib.SMTPException, OSError) as error:
        return Tried("failed", f"no answer ({type(error).__name__})")
    return Tried("sent")


def _connected(channel: Mail, trust: Callable[[], ssl.SSLContext], seconds: float) -> smtplib.SMTP:
    if channel.security == "tls":
        return smtplib.SMTP_SSL(channel.server, channel.port, timeout=seconds, context=trust())
    server = smtplib.SMTP(channel.server, channel.port, timeout=seconds)
    if channel.security == "starttls":
        try:
            server.starttls(context=trust())
        except BaseException:
            server.close()
            raise
    return server
