"""The metrics for Prometheus, and who may read them."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.product import GENEROUS, SEND, Product
from tests.rest import partner_program
from textgate.app import create_app
from textgate.services.options import Options

TOKEN = "a-token-for-prometheus"


async def samples(product: Product) -> dict[tuple[str, ...], float]:
    """Every sample, by its name and label values."""
    answer = await product.http.get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_requests_refusals_and_backlogs_are_exported(product: Product) -> None:
    before = await samples(product)
    client = await product.partner()
    account = await product.account(client)
    command = {"senderId": account, "to": "4065550120", "body": "Hi"}
    await client.get(SEND, input=command)
    await product.http.get("/nowhere")
    product.clock.turn(seconds=90)
    after = await samples(product)

    def increase(*key: str) -> float:
        return after[key] - before.get(key, 0.0)

    assert increase("textgate_requests_total", "POST", "/graphql", "200") == 3
    assert increase("textgate_requests_total", "GET", "none", "404") == 1
    assert increase("textgate_request_seconds_count", "/graphql") == 3
    assert increase("textgate_refusals_total", "4035") == 1
    assert increase("textgate_refusals_total", "NOT_FOUND") == 1
    assert after["textgate_queue_due", "verifications"] == 1
    assert after["textgate_queue_oldest_due_seconds", "verifications"] == 90
    assert after["textgate_queue_stuck", "verifications"] == 1
    assert after["textgate_verifications_in_flight", "REQUESTED"] == 1
    assert after["textgate_verification_oldest_seconds", "REQUESTED"] == 90
    assert after["textgate_queue_due", "messages"] == 0


async def test_a_call_that_the_partner_api_refuses_is_counted_once(product: Product) -> None:
    program = await (await partner_program.program(product)).practice()
    before = await samples(product)
    assert await program.code("SmsSend", toNumber="4065550120", message="Hi") == 4035
    assert await program.code("SmsSend", toNumber="4065550120") == 4060
    after = await samples(product)
    name = "textgate_refusals_total"
    assert [after[name, code] - before.get((name, code), 0) for code in ("4035", "4060")] == [1, 1]


async def test_the_executor_of_graphql_is_exported(product: Product) -> None:
    client = await product.partner()
    before = await samples(product)
    for document in (
        "{ viewer { name } }",
        "{ accounts { totalCount } }",
        "{ __schema { __typename } }",
    ):
        await client.get(document)
    after = await samples(product)
    name = "textgate_graphql_operations_total"
    assert [after[name, by] - before[name, by] for by in ("plan", "core")] == [2, 1]


async def test_texts_of_a_day_are_exported_by_status(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    command: dict[str, Any] = {"senderId": account, "to": "4065550120", "body": "Hi"}
    for _ in range(3):
        await client.get(SEND, input=command)
    # The 24 hours are read from IDs, which use the machine's clock instead of the product's.
    counts = await samples(product)
    assert counts["textgate_queue_due", "messages"] == 3
    assert {key[1] for key in counts if key[0] == "textgate_messages_24h"} >= {
        "QUEUED",
        "DELIVERED",
    }


async def test_counts_are_cached_for_a_few_seconds(product: Product) -> None:
    with product.statements() as statements:
        for _ in range(10):
            await samples(product)
    assert len(statements) == 6
    product.clock.turn(seconds=6)
    with product.statements() as statements:
        await samples(product)
    assert len(statements) == 6


async def test_unknown_methods_share_one_label(product: Product) -> None:
    for method in ("BREW", "WHEN"):
        await product.http.request(method, "/metrics")
    names = {key[1] for key in await samples(product) if key[0] == "textgate_requests_total"}
    assert "OTHER" in names
    assert not {"BREW", "WHEN"} & names


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("10.0.0.7", {}),
        ("203.0.113.5", {}),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.5"}),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.5"}),
    ],
)
async def test_other_clients_get_not_found(
    product: Product, address: str, headers: dict[str, str]
) -> None:
    transport = httpx2.ASGITransport(app=create_app(product.services), client=(address, 5000))
    async with httpx2.AsyncClient(transport=transport, base_url="http://textgate") as http:
        refused = await http.get("/metrics", headers=headers)
        unknown = await http.get("/nowhere", headers=headers)
    assert refused.status_code == unknown.status_code == 404
    for answer in (refused, unknown):
        assert answer.json()["error"].pop("requestId")
    assert refused.json()["error"]["code"] == unknown.json()["error"]["code"] == "NOT_FOUND"


async def test_with_a_token_only_its_bearer_gets_metrics(database_url: str) -> None:
    options = Options(metrics_token=TOKEN, points_at_once=GENEROUS.points_at_once)
    async with Product.open(database_url, options=options) as product:
        for header in (None, "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
            headers = {"Authorization": header} if header else {}
            assert (await product.http.get("/metrics", headers=headers)).status_code == 404
        valid = {"Authorization": f"Bearer {TOKEN}"}
        assert (await product.http.get("/metrics", headers=valid)).status_code == 200
    assert TOKEN not in repr(options)
