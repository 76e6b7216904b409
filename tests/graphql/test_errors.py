"""Errors name the mistake in a request and repeat none of its values."""

from __future__ import annotations

from typing import Any

import pytest

from tests.product import SEND, Product

TO, BODY = "4065550188", "See you at nine, Ada"
GIVEN = {"senderId": "a", "to": TO, "body": BODY}


@pytest.mark.parametrize(
    ("document", "variables", "message_end"),
    [
        (SEND, {"input": GIVEN | {"bodY": BODY}}, "unknown field 'bodY'. Did you mean 'body'?"),
        (SEND, {"input": {"senderId": "a", "to": TO}}, "to include required field 'body'."),
        (SEND, {"input": GIVEN | {"kind": TO}}, "at .kind: No such value in 'MessageKind' enum."),
        (SEND, {"input": GIVEN | {"to": {"x": TO}}}, "cannot represent a non string value."),
        (SEND, {"input": TO}, "'SendSmsInput' to be an object."),
        (SEND, {}, "'SendSmsInput!' to be provided."),
        (
            f'{{ auditLog(filter: {{since: "{TO}"}}) {{ nodes {{ id }} }} }}',
            {},
            "an invalid value.",
        ),
        (f'{{ accounts(first: "{TO}") {{ nodes {{ id }} }} }}', {}, "non-integer value."),
        (f'{{ a "{TO}" }}', {}, "Syntax Error: Expected Name."),
        ("{ a( }", {}, "Syntax Error: Expected Name, found '}'."),
        (
            "{ nope }",
            {},
            "Cannot query field 'nope' on type 'Query'. Did you mean 'node' or 'nodes'?",
        ),
    ],
)
async def test_errors_repeat_no_values_of_the_request(
    product: Product, document: str, variables: dict[str, Any], message_end: str
) -> None:
    client = await product.partner()
    answer = await client.post({"query": document, "variables": variables})
    (message, *others) = [error["message"] for error in answer.json()["errors"]]
    assert any(each.endswith(message_end) for each in (message, *others)), (message, others)
    assert TO not in answer.text
    assert BODY not in answer.text
