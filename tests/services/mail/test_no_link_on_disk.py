"""No database file ever contains a working link, whether its mail was sent, refused or withdrawn."""

from __future__ import annotations

import asyncio
import hashlib
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select

from tests.members import user_row
from tests.postgres import find_binaries
from tests.product import Product
from tests.rows import insert_users
from tests.smtp_server import MailServer
from textgate.domain.ids import new_id
from textgate.domain.viewer import Origin, operator
from textgate.storage.tables import link

MAILS = 200
# The partner, an underscore and the random part.
_LENGTH = 32 + 1 + 32
_RUN = re.compile(rb"[\w-]{%d,}" % _LENGTH)


def hashes_of_tokens(octets: bytes) -> set[str]:
    """Every substring that may be a token, also directly before other characters."""
    runs = set(_RUN.findall(octets))
    pieces = {run[at : at + _LENGTH] for run in runs for at in range(len(run) - _LENGTH + 1)}
    return {hashlib.sha256(piece).hexdigest() for piece in pieces}


async def live(product: Product) -> set[str]:
    now = product.clock.now
    statement = select(link.c.token_hash).where(link.c.used_at.is_(None), link.c.expires_at > now)
    async with product.services.database.read() as connection:
        return set((await connection.execute(statement)).scalars())


async def on_disk(product: Product) -> bytes:
    """The contents of the database files; for PostgreSQL, a dump."""
    url = make_url(product.database_url)
    if url.get_backend_name() == "sqlite":
        file = Path(str(url.database))
        files = [file.with_name(file.name + suffix) for suffix in ("", "-wal", "-journal")]
        return b"\n".join(path.read_bytes() for path in files if path.exists())
    binaries = find_binaries()
    assert binaries is not None
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = (str(binaries / "pg_dump"), plain)
    return await asyncio.to_thread(subprocess.check_output, command)


async def people(product: Product, count: int) -> list[dict[str, Any]]:
    client = await product.partner()
    one = await user_row(product, client.viewer.partner_id)
    made = [one | {"id": new_id(), "email": f"user-{n}@acme.example"} for n in range(count)]
    async with product.services.database.write() as connection:
        await insert_users(connection, *made)
    return made


async def test_no_live_link_is_on_disk(mailing: Product, server: MailServer) -> None:
    services, outbox = mailing.services, mailing.services.outbox
    given = await people(mailing, MAILS)

    async def request(some: list[dict[str, Any]]) -> None:
        for person in some:
            await services.user_links.request_reset(person["email"], Origin())

    async def look() -> None:
        found = hashes_of_tokens(await on_disk(mailing))
        assert found & await live(mailing) == set()

    quarter = MAILS // 4
    sent, refused, withdrawn, waiting = (
        given[at : at + quarter] for at in range(0, MAILS, quarter)
    )
    await request(refused)
    server.replies["RCPT"] = "450 later"
    while await outbox.run_due():
        pass
    await look()
    mailing.clock.turn(minutes=59)
    server.replies.clear()
    await request(sent)
    while await outbox.run_due():
        pass
    await request(withdrawn)
    await look()
    for person in withdrawn:
        await services.users.deactivate(operator(person["partner_id"]), person["id"])
    await request(waiting)
    shown = await services.user_links.link_for(sent[0]["email"], by_mail=False)
    assert shown is not None
    await look()
    # The search is able to find tokens: users who got a mail have working links.
    delivered = "\n".join(mail.get_content() for mail in server.mails) + shown
    assert len(hashes_of_tokens(delivered.encode()) & await live(mailing)) >= quarter
    mailing.clock.turn(minutes=2)
    while await outbox.run_due():
        pass
    await mailing.services.housekeeping.run()
    await look()


async def test_deleted_mails_leave_no_trace_in_the_file(
    mailing: Product, server: MailServer
) -> None:
    url = make_url(mailing.database_url)
    if url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL keeps dead rows until it vacuums")
    for person in await people(mailing, 30):
        await mailing.services.user_links.request_reset(person["email"], Origin())
    words = b"we received a request for a new password"
    assert words in await on_disk(mailing)
    while await mailing.services.outbox.run_due():
        pass
    assert len(server.mails) == 30
    # Closing checkpoints the write-ahead log.
    await mailing.services.database.close()
    assert words not in await on_disk(mailing)
