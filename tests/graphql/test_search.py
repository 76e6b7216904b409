"""`search` finds a caller's accounts, numbers and messages by words, and nothing of others."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from tests.graphql.documents import saved, send
from tests.members import member
from tests.product import ADDRESS, START, Client, Product
from textgate.domain.permissions import Role
from textgate.services.accounts.accounts import new_account
from textgate.storage.tables import account

SEARCH = """query ($query: String!, $kinds: [SearchKind!], $first: Int! = 25) {
  search(query: $query, kinds: $kinds, first: $first) {
    __typename
    ... on Account { name }
    ... on SmsNumber { phoneNumber sender { name } }
    ... on SmsMessage { recipient: to }
  }
}"""
LISTED = (
    "query ($search: String) { accounts(filter: {search: $search}) { totalCount nodes { name } } }"
)
NAMES = (
    "Northern Family Dental",
    "Family Northern Clinic",
    "Northernmost Health",
    "Greatnorthern Care",
    "Nothern Lights",
    "Rental Wellness",
    "St. Mary's",
    "Smyth Practice",
    "Dublin Pediatrics",
)


async def found(client: Client, query: str, **variables: Any) -> list[str]:
    """The names, phone numbers and recipients of the results."""
    results = (await client.get(SEARCH, query=query, **variables))["search"]
    return [
        result.get("name") or result.get("phoneNumber") or result["recipient"] for result in results
    ]


async def listed(client: Client, search: str) -> list[str]:
    page = (await client.get(LISTED, search=search))["accounts"]
    assert page["totalCount"] == len(page["nodes"])
    return [node["name"] for node in page["nodes"]]


@pytest.fixture
async def client(product: Product) -> Client:
    """A partner with accounts. Another partner has the same ones."""
    owner = await product.partner()
    for partner in (owner, await product.partner("Other EHR")):
        for number, name in enumerate(NAMES):
            city = {"city": "Dublin", "state": "OH"} if number % 2 else {"city": "Boston"}
            await product.account(
                partner,
                name=name,
                externalId=f"EMR-{number}X",
                phone=f"614555010{number}",
                address=ADDRESS | city,
            )
    return owner


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (
            "northern",
            # Exact words, a start, a part, a typo; each by name.
            [
                "Family Northern Clinic",
                "Northern Family Dental",
                "Northernmost Health",
                "Greatnorthern Care",
                "Nothern Lights",
            ],
        ),
        ("family northern", ["Family Northern Clinic", "Northern Family Dental"]),
        ("norhern dental", ["Northern Family Dental"]),
        ("family northren", ["Family Northern Clinic", "Northern Family Dental"]),
        ("smith", ["Smyth Practice"]),
        ("marys", ["St. Mary's"]),
        # Its name matches, so it precedes the accounts in that city.
        (
            "dublin oh",
            [
                "Family Northern Clinic",
                "Greatnorthern Care",
                "Rental Wellness",
                "Smyth Practice",
            ],
        ),
        ("(614) 555-0104", ["Nothern Lights"]),
        ("emr-4x", ["Nothern Lights"]),
        ("zzyzx", []),
        ("!?%_", []),
        ("\0", []),
    ],
)
async def test_accounts_are_ranked(client: Client, query: str, names: list[str]) -> None:
    assert await found(client, query, kinds=["ACCOUNT"]) == names


async def test_accounts_whose_name_matches_come_first(client: Client) -> None:
    names = await found(client, "dublin", kinds=["ACCOUNT"], first=3)
    assert names == ["Dublin Pediatrics", "Family Northern Clinic", "Greatnorthern Care"]


async def test_a_list_forgives_a_typo_only_if_nothing_matches_as_typed(client: Client) -> None:
    assert await listed(client, "dental") == ["Northern Family Dental"]
    assert await listed(client, "dentel") == ["Northern Family Dental"]
    assert await listed(client, "rentel") == ["Rental Wellness"]
    assert await listed(client, "clinic famly") == ["Family Northern Clinic"]
    assert await listed(client, "dentel zzyzx") == []


async def test_changed_accounts_are_found_by_their_new_words_only(
    product: Product, client: Client
) -> None:
    key = await product.account(client, name="Hilltop Clinic")
    await saved(client, "updateAccount", id=key, name="Riverside Clinic")
    assert await found(client, "riverside") == ["Riverside Clinic"]
    assert await found(client, "hilltop") == []
    async with product.services.database.write() as connection:
        gone = account.c.name == "Nothern Lights"
        await connection.execute(update(account).where(gone).values(search_key=" other "))
    assert await found(client, "lights") == []


async def test_deleted_accounts_are_not_found(product: Product, client: Client) -> None:
    row = new_account(
        client.viewer.partner_id, {"external_id": "gone", "name": "Hilltop Clinic"}, START
    )
    async with product.services.database.write() as connection:
        await connection.execute(insert(account), row)
    assert await found(client, "hilltop") == ["Hilltop Clinic"]
    async with product.services.database.write() as connection:
        await connection.execute(delete(account).where(account.c.id == row["id"]))
    assert await found(client, "hilltop") == []


@pytest.fixture
async def practice(product: Product, client: Client) -> str:
    """An account with a second location. Both have sent."""
    key = await product.approved_account(client, name="Hilltop Clinic")
    place = await saved(client, "createLocation", accountId=key, name="Bayview Office")
    await send(client, place["id"])
    await product.finish_reviews()
    await send(client, place["id"], to="(406) 555-0177")
    return key


async def test_numbers_and_messages_are_found_by_digits_and_by_their_sender(
    client: Client, practice: str
) -> None:
    (number,) = await found(client, "bayview", kinds=["SMS_NUMBER"])
    assert await found(client, number, kinds=["SMS_NUMBER"]) == [number]
    assert await found(client, number[-4:], kinds=["SMS_NUMBER"]) == [number]
    assert await found(client, number[-3:], kinds=["SMS_NUMBER"]) == []
    assert await found(client, "0177") == ["+14065550177"]
    assert await found(client, "406 555 0177", kinds=["MESSAGE"]) == ["+14065550177"]
    assert await found(client, "177", kinds=["MESSAGE"]) == []
    assert await found(client, "bayveiw", kinds=["MESSAGE"]) == ["+14065550177"]
    # The text of a message is not searched.
    assert await found(client, "nine") == []


async def test_kinds_are_mixed_with_matching_names_first(
    product: Product, client: Client, practice: str
) -> None:
    await product.account(client, name="Bayviewing")
    results = await found(client, "bayview")
    assert results[0] == "Bayviewing"
    assert len(results) == 3
    assert results[2] == "+14065550177"


async def test_nobody_finds_what_they_may_not_see(
    product: Product, client: Client, practice: str
) -> None:
    partner_id = client.viewer.partner_id
    support = await member(product, partner_id, Role.PARTNER_SUPPORT)
    assert await found(support, "0177") == []
    assert len(await found(support, "bayview")) == 1
    own = await member(product, partner_id, Role.ACCOUNT_SENDER, practice)
    assert await found(own, "0177") == ["+14065550177"]
    assert await found(own, "hilltop clinic northern") == []
    assert await found(own, "northern", kinds=["ACCOUNT"]) == []
    elsewhere = await product.account(client, name="Elsewhere")
    other = await member(product, partner_id, Role.ACCOUNT_SENDER, elsewhere)
    stranger = await product.partner("Strangers")
    for caller in (other, stranger):
        for query in ("bayview", "0177", "4065550120", "northern", "hilltop"):
            assert await found(caller, query) == []


@pytest.mark.parametrize(
    ("variables", "argument"),
    [
        ({"query": ""}, "query"),
        ({"query": "x" * 201}, "query"),
        ({"query": "a", "first": 0}, "first"),
        ({"query": "a", "first": 26}, "first"),
    ],
)
async def test_wrong_arguments_are_refused(
    client: Client, variables: dict[str, Any], argument: str
) -> None:
    (error,) = (await client.ask(SEARCH, **variables))["errors"]
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"
    assert error["extensions"]["argument"] == argument


async def test_the_number_of_statements_is_limited(product: Product, client: Client) -> None:
    """The credential; words and typos of accounts and senders; their numbers and messages; the objects."""
    rows = [
        new_account(
            client.viewer.partner_id, {"external_id": f"p{n}", "name": f"Practice {n}"}, START
        )
        for n in range(60)
    ]
    async with product.services.database.write() as connection:
        await connection.execute(insert(account), rows)
    with product.statements() as statements:
        assert len(await found(client, "practice", first=25)) == 25
    assert len(statements) <= 8


async def test_frequent_words_find_the_best_first_accounts(
    product: Product, client: Client
) -> None:
    """More accounts match than are ranked: exact words precede parts of words, by name."""
    chance = random.Random(3)
    names = [f"{chance.choice('bcd')}{n:04} Hilltops" for n in range(1_200)]
    names += [f"a{n:04} Hilltop" for n in range(40)]
    chance.shuffle(names)
    partner_id = client.viewer.partner_id
    rows = [new_account(partner_id, {"external_id": name, "name": name}, START) for name in names]
    async with product.services.database.write() as connection:
        await connection.execute(insert(account), rows)
    first = await found(client, "hilltop", kinds=["ACCOUNT"], first=25)
    assert first == [f"a{n:04} Hilltop" for n in range(25)]


async def test_words_of_very_many_accounts_find_the_first_by_name(
    product: Product, client: Client
) -> None:
    names = [f"a{n:04} Hilltop Harbor" for n in range(1_200)]
    random.Random(4).shuffle(names)
    partner_id = client.viewer.partner_id
    rows = [new_account(partner_id, {"external_id": name, "name": name}, START) for name in names]
    async with product.services.database.write() as connection:
        await connection.execute(insert(account), rows)
    assert await found(client, "harbor hilltop", kinds=["ACCOUNT"], first=25) == sorted(names)[:25]
