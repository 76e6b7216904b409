"""An import survives its worker: every row is stored once, or the import says that it ended early."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from tests.members import contents
from tests.product import Product
from tests.rest.importing import admin, count, finish, progress, start
from textgate.services.imports import worker
from textgate.services.imports.worker import BATCH, MAX_TRIES, ImportWorker
from textgate.storage.leases import LEASE
from textgate.storage.tables import account, audit_entry, import_file, import_job, sender, user


def practices(rows: int) -> str:
    """A file whose last row repeats the id of the first."""
    lines = [f"p-{number},Practice {number}\n" for number in range(rows - 1)]
    return "external_id,name\n" + "".join([*lines, "p-0,Practice again\n"])


def restarted(product: Product) -> ImportWorker:
    """The worker of a process that starts now."""
    return ImportWorker(product.services.database, product.clock)


async def finish_with(worker: ImportWorker) -> None:
    while await worker.run_due():
        pass


async def test_a_killed_worker_is_replaced_and_each_row_is_stored_once(product: Product) -> None:
    _, ada = await admin(product)
    import_id = await start(ada, practices(3 * BATCH))
    killed, replacement = restarted(product), restarted(product)
    await killed.run_due()
    assert (await progress(ada, import_id))["rowsDone"] == BATCH
    # The lease of the killed worker has not expired.
    assert await replacement.run_due() == 0
    product.clock.turn(seconds=LEASE.total_seconds())
    await finish_with(replacement)
    job = await progress(ada, import_id)
    assert (job["state"], job["rowsDone"], job["problemCount"]) == ("COMPLETED", 3 * BATCH, 1)
    assert (job["created"], job["refused"]) == (3 * BATCH - 1, 1)
    # Detected although another worker has read the first row.
    assert job["problems"][0]["message"] == "An earlier row has this id."
    assert await count(product, account) == await count(product, sender) == 3 * BATCH - 1
    entries = select(audit_entry.c.subject_id).where(audit_entry.c.action == "ACCOUNT_CREATED")
    async with product.services.database.read() as connection:
        subjects = (await connection.execute(entries)).scalars().all()
    assert len(subjects) == len(set(subjects)) == 3 * BATCH - 1


async def test_a_worker_that_has_lost_its_lease_writes_nothing(product: Product) -> None:
    _, ada = await admin(product)
    import_id = await start(ada, practices(3 * BATCH))
    slow, fast = restarted(product), restarted(product)
    await slow.run_due()
    product.clock.turn(seconds=LEASE.total_seconds() + 1)
    await fast.run_due()
    # An edit that the next batch of the slow worker would undo.
    is_edited = account.c.external_id == f"p-{BATCH}"
    async with product.services.database.write() as connection:
        await connection.execute(update(account).where(is_edited).values(name="Edited"))
    before = await contents(product, account, sender, audit_entry, import_job)
    await slow.run_due()
    assert await contents(product, account, sender, audit_entry, import_job) == before
    await finish_with(fast)
    job = await progress(ada, import_id)
    assert (job["state"], job["created"]) == ("COMPLETED", 3 * BATCH - 1)


async def test_a_worker_that_stops_gives_its_import_back(product: Product) -> None:
    _, ada = await admin(product)
    import_id = await start(ada, practices(2 * BATCH))
    stopped, next_worker = restarted(product), restarted(product)
    await stopped.run_due()
    await stopped.release()
    await finish_with(next_worker)
    assert (await progress(ada, import_id))["state"] == "COMPLETED"


async def test_an_import_that_kills_every_worker_fails_and_frees_the_partner(
    product: Product,
) -> None:
    _, ada = await admin(product)
    import_id = await start(ada, practices(2))
    async with product.services.database.write() as connection:
        await connection.execute(update(import_job).values(tries=MAX_TRIES))
    assert await product.services.import_worker.run_due() == 0
    job = await progress(ada, import_id)
    assert (job["state"], job["failure"], job["rowsDone"]) == ("FAILED", "INTERRUPTED", 0)
    assert await count(product, account) == await count(product, import_file) == 0
    await start(ada, practices(2))


async def test_a_defect_fails_the_import_and_not_the_worker(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ada = await admin(product)
    import_id = await start(ada, practices(2 * BATCH))
    await product.services.import_worker.run_due()

    def broken(*_: object) -> None:
        raise ValueError("Practice 1")

    broken_progress: Callable[..., None] = broken
    monkeypatch.setattr(worker, "_progress", broken_progress)
    await finish(product)
    job = await progress(ada, import_id)
    assert (job["state"], job["failure"], job["rowsDone"]) == ("FAILED", "INTERNAL_ERROR", BATCH)
    assert await count(product, account) == BATCH


async def test_statements_do_not_grow_with_the_rows_of_a_batch(product: Product) -> None:
    _, ada = await admin(product)
    numbers = []
    for size in (2, BATCH):
        rows = "".join(f"s{size}-{number},Practice\n" for number in range(size))
        await start(ada, "external_id,name\n" + rows)
        with product.statements() as statements:
            await product.services.import_worker.run_due()
        numbers.append(len(statements))
        await finish(product)
    assert numbers[0] == numbers[1]


async def test_an_import_ends_when_its_user_loses_access_and_says_so(product: Product) -> None:
    _, ada = await admin(product)
    rows = "".join(f"p-{number},Practice\n" for number in range(3 * BATCH))
    import_id = await start(ada, "external_id,name\n" + rows)
    await product.services.import_worker.run_due()
    async with product.services.database.write() as connection:
        is_ada = user.c.id == ada.user_id
        await connection.execute(
            update(user).where(is_ada).values(deactivated_at=product.clock.now)
        )
    await finish(product)
    client = await product.client(ada.viewer.partner_id)
    job = await progress(client, import_id)
    assert (job["state"], job["failure"]) == ("FAILED", "ACCESS_ENDED")
    assert job["rowsDone"] == job["created"] == await count(product, account)
    assert job["rowsDone"] == BATCH
    assert await count(product, import_file) == 0
