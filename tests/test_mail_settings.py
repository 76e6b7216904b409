"""Mail settings are parsed. Errors explain invalid ones without the password."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from textgate.composition import options
from textgate.domain.mail_server import Security, SmtpServer
from textgate.settings import SettingsError, load_settings

SENDER = "texts@acme.example"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("TEXTGATE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_no_mail_is_sent_without_the_settings() -> None:
    assert options(load_settings()).smtp is None


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", SmtpServer("mail.example", 587, Security.STARTTLS)),
        ("smtps://mail.example/", SmtpServer("mail.example", 465, Security.TLS)),
        ("SMTPS://mail.example:1465", SmtpServer("mail.example", 1465, Security.TLS)),
        ("smtp+plain://localhost", SmtpServer("localhost", 25, Security.NONE)),
        ("smtp+plain://[::1]:2525", SmtpServer("::1", 2525, Security.NONE)),
        (
            "smtp://a%40acme.example:p%2Fw%3A%23@mail.example:25",
            SmtpServer("mail.example", 25, Security.STARTTLS, "a@acme.example", "p/w:#"),
        ),
    ],
)
def test_the_url_of_a_mail_server_is_parsed(url: str, server: SmtpServer) -> None:
    parsed = options(load_settings(smtp_url=url, mail_from=SENDER))
    assert (parsed.smtp, parsed.mail_from) == (server, SENDER)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://user:hunter2@mail.example",
        "smtp://",
        "smtp://user:hunter2@",
        "smtp://user:hunter2@mail.example:port",
        "smtp://user:hunter2@mail.example:99999",
        "smtp://user:x/hunter2@mail.example",
        "smtp://user:x#hunter2@mail.example",
        "smtp://user:hunter2@[mail.example",
        "smtp://hunter2@mail.example",
        "smtp://:hunter2@mail.example",
        "smtp+plain://user:hunter2@mail.example",
    ],
)
def test_an_invalid_url_is_explained_and_not_quoted(url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(smtp_url=url, mail_from=SENDER)
    (line,) = str(refused.value).splitlines()
    assert line.startswith("TEXTGATE_SMTP_URL: ")
    assert "hunter2" not in line


@pytest.mark.parametrize(
    ("sender", "normalized"),
    [
        ("texts@acme.example", "texts@acme.example"),
        (" Textgate <texts@ACME.example> ", "Textgate <texts@acme.example>"),
        ('"Acme, Inc." <texts@acme.example>', '"Acme, Inc." <texts@acme.example>'),
        ("Zoë <texts@bücher.example>", "Zoë <texts@xn--bcher-kva.example>"),
    ],
)
def test_a_sender_is_normalized(sender: str, normalized: str) -> None:
    assert load_settings(mail_from=sender).mail_from == normalized


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "texts",
        "Textgate",
        "a@acme.example, b@acme.example",
        "Textgate <texts@acme>",
        "a@acme.example\nBcc: b@acme.example",
        "a@acme.example b",
        "friends: a@acme.example, b@acme.example;",
    ],
)
def test_an_invalid_sender_is_explained(sender: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(mail_from=sender)
    assert str(refused.value).startswith("TEXTGATE_MAIL_FROM: ")


def test_a_mail_server_needs_a_sender() -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(smtp_url="smtp://user:hunter2@mail.example")
    assert str(refused.value) == "TEXTGATE_SMTP_URL requires TEXTGATE_MAIL_FROM."


def test_the_repr_of_settings_and_options_hides_the_password() -> None:
    settings = load_settings(smtp_url="smtp://user:hunter2@mail.example", mail_from=SENDER)
    assert "hunter2" not in f"{settings!r} {settings} {options(settings)!r}"
