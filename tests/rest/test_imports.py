"""Imports through HTTP: a preview stores nothing; an import stores each row once and reports every problem."""

from __future__ import annotations

import asyncio
import csv
import io

import pytest
from sqlalchemy import select

from tests.members import contents
from tests.product import Product
from tests.rest.importing import (
    DIRTY,
    GOOD,
    HEADER,
    REFUSED,
    STORED,
    admin,
    count,
    finish,
    progress,
    run,
    start,
    upload,
)
from tests.rest.people import code_of
from textgate.storage.tables import (
    account,
    audit_entry,
    import_file,
    import_job,
    sender,
)


async def test_a_preview_shows_every_change_and_problem_and_stores_nothing(
    product: Product,
) -> None:
    client, ada = await admin(product)
    await product.account(client, externalId="p-1", name="Lakeside")
    before = await contents(product, *STORED)
    text = HEADER.replace("website", "website,colour") + "".join(
        row.replace("\n", ",red\n") for row in (GOOD, DIRTY, REFUSED)
    )
    response = await upload(ada, "/imports/preview", text)
    assert response.status_code == 200, response.text
    assert await contents(product, *STORED) == before
    preview = response.json()
    assert preview["kind"] == "ACCOUNTS"
    assert preview["columns"]["postal_code"] == "postal"
    assert preview["ignoredColumns"] == ["colour"]
    assert preview["counts"] == {
        "rows": 3,
        "created": 1,
        "updated": 1,
        "unchanged": 0,
        "refused": 1,
    }
    first, second, third = preview["firstRows"]
    assert (first["row"], first["outcome"]) == (2, "UPDATED")
    assert first["values"]["phone"] == "+16175550101"
    assert (second["outcome"], second["values"]["phone"]) == ("CREATED", None)
    assert third == {"row": 4, "outcome": "REFUSED", "values": {}}
    assert [
        (problem["row"], problem["column"], problem["code"], problem["message"])
        for problem in preview["problems"]
    ] == [
        (1, "colour", "IGNORED", "The column is unknown."),
        (3, "phone", "REFUSED", "Phone is a placeholder, not a value."),
        (
            3,
            "website",
            "REFUSED",
            "Website must start with https:// or http://, for example https://www.riverside.org.",
        ),
        (4, "external_id", "ROW_REFUSED", "External ID is required."),
    ]
    assert preview["problemCounts"] == {"IGNORED": 1, "REFUSED": 2, "ROW_REFUSED": 1}


async def test_an_import_reports_its_result_and_a_second_one_changes_nothing(
    product: Product,
) -> None:
    _, ada = await admin(product)
    text = HEADER + GOOD + DIRTY + REFUSED
    import_id = await start(ada, text)
    queued = await progress(ada, import_id)
    assert (queued["state"], queued["rowsTotal"], queued["rowsDone"]) == ("QUEUED", 3, 0)
    await finish(product)
    job = await progress(ada, import_id)
    assert (job["state"], job["failure"], job["rowsDone"]) == ("COMPLETED", None, 3)
    assert [job[name] for name in ("created", "updated", "unchanged", "refused")] == [2, 0, 0, 1]
    assert (job["fileName"], job["actorName"]) == ("practices.csv", "Ada")
    assert [problem["row"] for problem in job["problems"]] == [3, 3, 4]
    assert await count(product, import_file) == 0
    before = await contents(product, account, sender, audit_entry)
    again = await run(product, ada, text)
    assert [again[name] for name in ("created", "updated", "unchanged", "refused")] == [0, 0, 2, 1]
    assert await contents(product, account, sender, audit_entry) == before


async def test_the_audit_log_names_the_user_and_the_request(product: Product) -> None:
    _, ada = await admin(product)
    response = await upload(ada, "/imports", HEADER + GOOD, **{"X-Request-Id": "mine-1"})
    await finish(product)
    statement = select(audit_entry).where(audit_entry.c.action == "ACCOUNT_CREATED")
    async with product.services.database.read() as connection:
        (entry,) = await connection.execute(statement)
    assert (entry.actor_id, entry.actor_name) == (ada.user_id, "Ada")
    assert entry.request_id == response.headers["x-request-id"]


async def test_locations_are_recognized_and_need_their_account(product: Product) -> None:
    _, ada = await admin(product)
    await run(product, ada, HEADER + GOOD)
    text = "account_external_id,external_id,name,state\np-1,l-1,North,MA\np-9,l-2,South,MA\n"
    preview = (await upload(ada, "/imports/preview", text)).json()
    assert preview["kind"] == "LOCATIONS"
    assert (preview["counts"]["created"], preview["counts"]["refused"]) == (1, 1)
    assert preview["firstRows"][0]["values"]["account_external_id"] == "p-1"
    job = await run(product, ada, text)
    assert (job["kind"], job["created"], job["refused"]) == ("LOCATIONS", 1, 1)
    assert job["problems"][0]["message"] == "Account does not exist."


async def test_the_report_lists_all_problems_without_formulas(product: Product) -> None:
    _, ada = await admin(product)
    rows = "".join(f"p-{number},Practice,=1+{number}\n" for number in range(150))
    import_id = await start(ada, "external_id,name,website\n" + rows)
    await finish(product)
    job = await progress(ada, import_id)
    assert (job["created"], job["problemCount"], len(job["problems"])) == (150, 150, 100)
    response = await ada.http.get(f"/imports/{import_id}/report.csv", headers=ada.headers)
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["content-disposition"] == 'attachment; filename="import-report.csv"'
    header, *lines = csv.reader(io.StringIO(response.text, newline=""), strict=True)
    assert header == ["file", "row", "external_id", "column", "value", "action", "reason"]
    assert [(line[1], line[4], line[5]) for line in lines] == [
        (str(number + 2), f"'=1+{number}", "refused") for number in range(150)
    ]


async def test_a_template_has_all_columns_and_imports_nothing(product: Product) -> None:
    _, ada = await admin(product)
    for kind, title in (("accounts", "website"), ("locations", "account_external_id")):
        response = await ada.http.get(f"/imports/templates/{kind}.csv", headers=ada.headers)
        assert title in response.text.strip().split(",")
        preview = (await upload(ada, "/imports/preview", response.text)).json()
        assert (preview["kind"], preview["ignoredColumns"]) == (kind.upper(), [])
        assert preview["counts"]["rows"] == 0
    unknown = await ada.http.get("/imports/templates/users.csv", headers=ada.headers)
    assert code_of(unknown) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    "encoded",
    [
        (HEADER + GOOD).encode("utf-8-sig"),
        (HEADER + GOOD).encode("utf-16"),
        (HEADER + GOOD).replace(",", "\t").encode("utf-16"),
        (HEADER + GOOD).replace(",", ";").encode(),
    ],
    ids=["utf-8 with a mark", "utf-16", "tabs", "semicolons"],
)
async def test_what_spreadsheets_save_is_accepted(product: Product, encoded: bytes) -> None:
    _, ada = await admin(product)
    job = await run(product, ada, encoded)
    assert (job["created"], job["problemCount"]) == (1, 0)


async def test_of_two_starts_at_once_one_is_refused(product: Product) -> None:
    _, ada = await admin(product)
    _, eve = await admin(product, "Other EHR")
    both = await asyncio.gather(*(upload(ada, "/imports", HEADER + GOOD) for _ in range(2)))
    assert sorted(response.status_code for response in both) == [202, 409]
    (refused,) = [response for response in both if response.status_code == 409]
    assert code_of(refused) == (409, "IMPORT_RUNNING")
    assert await count(product, import_job) == await count(product, import_file) == 1
    # Another partner's import does not wait.
    await start(eve, HEADER + GOOD)
    await finish(product)
    await start(ada, HEADER + GOOD)


async def test_imports_are_listed_newest_first_in_pages(product: Product) -> None:
    _, ada = await admin(product)
    ids = []
    for _ in range(3):
        ids.append(await start(ada, HEADER + GOOD))
        await finish(product)
    page = "query ($after: String) { imports(first: 2, after: $after) { totalCount nodes { id } "
    page += "pageInfo { endCursor hasNextPage } } }"
    first = (await ada.get(page))["imports"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    second = (await ada.get(page, after=first["pageInfo"]["endCursor"]))["imports"]
    listed = [node["id"] for node in (*first["nodes"], *second["nodes"])]
    assert listed == ids[::-1]
