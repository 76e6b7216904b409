"""Every mail is sent despite failing mail servers, and logs contain no address and no link."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from tests.graphql.documents import saved
from tests.product import GENEROUS, Client, Product
from tests.smtp_server import SENDER, MailServer
from textgate.domain.mail_server import Security
from textgate.domain.permissions import Role
from textgate.services.mail import smtp
from textgate.services.mail.outbox import Outbox
from textgate.storage.tables import outbox
from textgate.worker.worker import Worker


async def invite(product: Product, email: str = "ada@acme.example", name: str = "Ada") -> Client:
    client = await product.partner()
    await product.services.user_links.invite(
        client.viewer, email=email, name=name, role=Role.PARTNER_ADMIN, account_id=None
    )
    return client


async def mails(product: Product) -> list[Any]:
    async with product.services.database.read() as connection:
        return list(await connection.execute(select(outbox).order_by(outbox.c.id)))


async def test_a_mail_is_sent_and_its_body_deleted(mailing: Product, server: MailServer) -> None:
    await invite(mailing, name="Zoë Æther")
    with capture_logs() as logged:
        assert await mailing.services.outbox.run_due() == 1
    (mail,) = server.mails
    assert server.envelopes == [("texts@acme.example", "ada@acme.example")]
    assert server.commands[0] == "EHLO acme.example"
    (row,) = await mails(mailing)
    assert (mail["From"], mail["To"]) == (SENDER, "ada@acme.example")
    assert mail["Subject"] == "Your invitation to Textgate"
    assert mail["Message-ID"] == f"<{row.id.hex}@acme.example>"
    assert mail["Date"].datetime == mailing.clock.now
    assert mail.get_content_type() == "text/plain"
    body = mail.get_content().replace("\r\n", "\n")
    assert body.startswith("Hello Zoë Æther,\n")
    assert "\nhttp://127.0.0.1:8000/set-password#" in body
    assert (row.body, row.due_at, row.lease_until, row.tries) == ("", None, None, 1)
    assert row.sent_at == mailing.clock.now
    assert [entry["event"] for entry in logged] == ["mail_sent"]
    assert "acme.example" not in repr(logged)
    # Only once.
    assert await mailing.services.outbox.run_due() == 0
    assert len(server.mails) == 1


async def test_an_international_domain_is_sent_in_ascii(
    mailing: Product, server: MailServer
) -> None:
    await invite(mailing, "ada@bücher.example")
    await mailing.services.outbox.run_due()
    assert server.envelopes == [("texts@acme.example", "ada@xn--bcher-kva.example")]


@pytest.mark.parametrize(
    ("command", "reply", "code", "wait"),
    [
        ("CONNECT", "421 later", 421, timedelta(seconds=1)),
        ("EHLO", "550 no", 550, timedelta(hours=1)),
        ("MAIL", "451 later", 451, timedelta(seconds=1)),
        ("RCPT", "450 ada@acme.example is busy", 450, timedelta(seconds=1)),
        ("RCPT", "550 no such ada@acme.example", 550, timedelta(hours=1)),
        ("DATA", "452 full", 452, timedelta(seconds=1)),
        (".", "554 spam", 554, timedelta(hours=1)),
    ],
)
async def test_a_refused_mail_is_retried(
    mailing: Product,
    server: MailServer,
    command: str,
    reply: str,
    code: int,
    wait: timedelta,
) -> None:
    await invite(mailing)
    server.replies[command] = reply
    if command == "EHLO":
        server.replies["HELO"] = reply
    with capture_logs() as logged:
        assert await mailing.services.outbox.run_due() == 1
    (entry,) = logged
    assert (entry["event"], entry["code"]) == ("mail_not_sent", code)
    assert "acme.example" not in repr(logged)
    (row,) = await mails(mailing)
    due_at = mailing.clock.now + wait
    assert (row.due_at, row.lease_until, row.sent_at) == (due_at, None, None)
    assert "\n[link]\n" in row.body
    assert await mailing.services.outbox.next_due_at() == due_at
    assert (await mailing.services.outbox.run_due(), server.mails) == (0, [])
    server.replies.clear()
    mailing.clock.now = due_at
    assert await mailing.services.outbox.run_due() == 1
    assert len(server.mails) == 1
    (row,) = await mails(mailing)
    assert (row.body, row.tries) == ("", 2)


@pytest.mark.parametrize("command", ["CONNECT", "RCPT", "."])
async def test_a_server_that_never_answers_times_out(
    mailing: Product, server: MailServer, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(smtp, "SEND_TIMEOUT", 0.2)
    await invite(mailing)
    server.replies[command] = None
    async with asyncio.timeout(10):
        assert await mailing.services.outbox.run_due() == 1
    (row,) = await mails(mailing)
    assert row.due_at == mailing.clock.now + timedelta(seconds=1)
    server.replies.clear()
    mailing.clock.turn(seconds=1)
    await mailing.services.outbox.run_due()
    assert len(server.mails) == 1


async def test_an_unanswered_quit_changes_nothing(
    mailing: Product, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "QUIT_TIMEOUT", 0.1)
    await invite(mailing)
    server.replies["QUIT"] = None
    await mailing.services.outbox.run_due()
    (row,) = await mails(mailing)
    assert (row.sent_at, len(server.mails)) == (mailing.clock.now, 1)


async def test_an_unreachable_server_is_retried(mailing: Product, server: MailServer) -> None:
    await invite(mailing)
    gone = replace(GENEROUS, smtp=replace(server.address, port=1), mail_from=SENDER)
    product_without = type(mailing.services.outbox)(
        mailing.services.database, mailing.services.clock, gone
    )
    for tries, seconds in enumerate((1, 2, 4, 8), start=1):
        assert await product_without.run_due() == 1
        (row,) = await mails(mailing)
        assert (row.tries, row.due_at) == (tries, mailing.clock.now + timedelta(seconds=seconds))
        mailing.clock.now = row.due_at
    assert await mailing.services.outbox.run_due() == 1
    assert len(server.mails) == 1


async def test_a_tls_connection_never_falls_back_to_plain_text(
    mailing: Product, server: MailServer
) -> None:
    await invite(mailing)
    guarded = replace(server.address, security=Security.STARTTLS, user="user", password="hunter2")
    options = replace(GENEROUS, smtp=guarded, mail_from=SENDER)
    outbox_with_tls = type(mailing.services.outbox)(
        mailing.services.database, mailing.services.clock, options
    )
    with capture_logs() as logged:
        assert await outbox_with_tls.run_due() == 1
    assert server.mails == []
    assert [line.split()[0] for line in server.commands] == ["EHLO"]
    assert "hunter2" not in repr(logged) + repr(options)


@pytest.mark.parametrize(("reply", "count"), [("235 welcome", 1), ("535 no", 0)])
async def test_a_configured_user_signs_in(
    mailing: Product, server: MailServer, reply: str, count: int
) -> None:
    await invite(mailing)
    server.replies |= {"EHLO": "250-mail.example\r\n250 AUTH PLAIN", "AUTH": reply}
    with_user = replace(server.address, user="user", password="hunter2")
    options = replace(GENEROUS, smtp=with_user, mail_from=SENDER)
    outbox_with_user = type(mailing.services.outbox)(
        mailing.services.database, mailing.services.clock, options
    )
    with capture_logs() as logged:
        assert await outbox_with_user.run_due() == 1
    assert len(server.mails) == count
    assert b64encode(b"\0user\0hunter2").decode() in " ".join(server.commands)
    assert "hunter2" not in repr(logged)


async def test_an_expired_mail_is_discarded_and_its_body_deleted(
    mailing: Product, server: MailServer
) -> None:
    await invite(mailing)
    server.replies["RCPT"] = "450 later"
    mailing.clock.turn(days=7, seconds=-1)
    assert await mailing.services.outbox.run_due() == 1
    (row,) = await mails(mailing)
    assert row.due_at == row.expires_at == mailing.clock.now + timedelta(seconds=1)
    server.replies.clear()
    mailing.clock.turn(seconds=1)
    assert await mailing.services.outbox.run_due() == 1
    (row,) = await mails(mailing)
    assert (row.body, row.due_at, row.sent_at, server.mails) == ("", None, None, [])
    assert await mailing.services.outbox.next_due_at() is None


async def test_without_a_mail_server_no_mail_is_stored(product: Product) -> None:
    await invite(product)
    assert await mails(product) == []
    assert await product.services.outbox.next_due_at() is None
    assert await product.services.outbox.run_due() == 0


async def test_without_a_mail_server_no_mail_limit_applies(product: Product) -> None:
    client = await product.partner()
    for _ in range(7):
        await saved(
            client, "inviteUser", email="ada@acme.example", name="Ada", role="PARTNER_ADMIN"
        )
    assert await mails(product) == []


async def test_mails_expire_after_the_mail_server_is_removed(
    mailing: Product, server: MailServer
) -> None:
    await invite(mailing)
    without_server = Outbox(mailing.services.database, mailing.services.clock, GENEROUS)
    before = await mails(mailing)
    assert await without_server.run_due() == 0
    assert await mails(mailing) == before
    assert await without_server.next_due_at() == before[0].expires_at
    mailing.clock.turn(days=7)
    assert await without_server.run_due() == 1
    (row,) = await mails(mailing)
    assert (row.body, row.due_at, server.mails) == ("", None, [])


async def test_a_dead_workers_mail_is_sent_once_its_lease_expires(
    mailing: Product, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object) -> None:
        raise RuntimeError("killed")

    await invite(mailing)
    with monkeypatch.context() as patched:
        patched.setattr(smtp, "send", die)
        with pytest.raises(RuntimeError):
            await mailing.services.outbox.run_due()
    assert await mailing.services.outbox.run_due() == 0
    lease_until = mailing.clock.now + timedelta(seconds=30)
    assert await mailing.services.outbox.next_due_at() == lease_until
    mailing.clock.now = lease_until
    assert await mailing.services.outbox.run_due() == 1
    assert len(server.mails) == 1


async def test_the_worker_sends_stored_mails(mailing: Product, server: MailServer) -> None:
    worker = Worker(mailing.services)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(worker.run())
        await invite(mailing)
        while not server.mails:
            await asyncio.sleep(0.01)
        worker.stop()


async def test_a_mail_that_cannot_be_composed_does_not_stop_the_others(
    mailing: Product, server: MailServer
) -> None:
    client = await invite(mailing)
    await saved(client, "inviteUser", email="bo@acme.example", name="Bo", role="PARTNER_ADMIN")
    to_ada = outbox.c.recipient == "ada@acme.example"
    async with mailing.services.database.write() as connection:
        await connection.execute(update(outbox).where(to_ada).values(recipient="ada@"))
    with capture_logs() as logged:
        assert await mailing.services.outbox.run_due() == 2
    assert server.envelopes == [("texts@acme.example", "bo@acme.example")]
    reasons = [entry.get("reason") for entry in logged if entry["event"] == "mail_not_sent"]
    assert reasons == ["EmailSyntaxError"]
    row, other = await mails(mailing)
    assert (row.due_at, row.sent_at) == (mailing.clock.now + timedelta(seconds=1), None)
    assert other.sent_at == mailing.clock.now
