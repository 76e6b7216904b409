"""The watch finds secrets that a test leaks."""

from __future__ import annotations

import logging

import pytest
import structlog

from tests.canary import Leak, watch
from tests.product import SEND, Product

BODY = "Your results are in, please call."
NUMBER = "(406) 555-0137"


async def send(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await client.get(SEND, input={"senderId": account, "to": NUMBER, "body": BODY})


@pytest.mark.parametrize(
    "text",
    [BODY, NUMBER, "+14065550137", "recipient=4065550137", f"accepted {BODY} for delivery"],
)
@pytest.mark.parametrize("logger", ["ours", "theirs"])
async def test_a_message_body_or_number_in_a_log_is_found(
    product: Product, text: str, logger: str
) -> None:
    await send(product)
    watch.check()
    if logger == "ours":
        structlog.get_logger("any").debug("message_sent", about=text)
    else:
        logging.getLogger("any").debug("sent %s", text)
    with pytest.raises(Leak):
        watch.check()
    watch.logged.clear()


async def test_a_program_token_in_a_log_is_found(product: Product) -> None:
    client = await product.partner()
    await client.get("{ viewer { name } }")
    structlog.get_logger("any").info("authenticated", token=client.token)
    with pytest.raises(Leak):
        watch.check()
    watch.logged.clear()


async def test_harmless_values_may_be_logged(product: Product) -> None:
    await send(product)
    structlog.get_logger("any").info("message_sent", to="…0137", route="/graphql")
    watch.check()
