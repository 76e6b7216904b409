"""The partner API's documents are current, valid and complete, and their examples work."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.product import Product
from tests.server import Server
from textgate.domain.response_codes import ResponseCode
from textgate.graphql.mutations.sms_errors import SmsError
from textgate.rest.partner_api import openapi
from textgate.rest.partner_api.fields import Field
from textgate.rest.partner_api.registry import METHODS
from textgate.rest.partner_api.schemas import codes_of
from textgate.rest.partner_api.tables import fill

TOP = Path(__file__).resolve().parents[2]
PAGE = (TOP / "docs" / "rest.md").read_text(encoding="utf-8")
REGENERATE = "run: textgate openapi --output openapi.json --tables docs/rest.md"


def test_the_published_files_match_the_declarations() -> None:
    assert (TOP / "openapi.json").read_text(encoding="utf-8") == openapi.as_json(), REGENERATE
    assert fill(PAGE) == PAGE, REGENERATE


def test_the_document_is_valid() -> None:
    errors = [error.message for error in OpenAPIV31SpecValidator(openapi.document()).iter_errors()]
    assert errors == []


def test_generators_find_tags_and_a_contact() -> None:
    document = openapi.document()
    assert document["info"]["contact"]["name"]
    declared = [tag["name"] for tag in document["tags"]]
    assert all(tag["description"] for tag in document["tags"])
    used = [operation["post"]["tags"] for operation in document["paths"].values()]
    assert all(len(tags) == 1 for tags in used)
    assert list(dict.fromkeys(tag for (tag,) in used)) == declared


def test_every_response_schema_is_one_object_with_all_properties() -> None:
    document = openapi.document()
    schemas = document["components"]["schemas"]
    assert not any("allOf" in schema for schema in schemas.values())
    for path, item in document["paths"].items():
        content = item["post"]["responses"]["200"]["content"]
        name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
        method = path.split("/")[1]
        answer = schemas[name]
        assert name == f"{method}Answer"
        assert answer["required"] == ["successful", "responseMessage", "responseCode"]
        (definition,) = (item for item in METHODS if item.name == method)
        assert {field.name for field in definition.response} <= answer["properties"].keys()


def test_schemas_with_the_same_name_are_identical() -> None:
    shapes: dict[str, tuple[Field, ...]] = {}
    for method in METHODS:
        for field in flat((*method.fields("1.1"), *method.response)):
            assert bool(field.shape) == bool(field.inner), field.name
            assert shapes.setdefault(field.shape, field.inner) == field.inner, field.name


async def test_the_document_is_public(product: Product) -> None:
    response = await product.http.get("/api/io/openapi.json")
    assert (response.status_code, response.json()) == (200, openapi.document())


def test_every_method_field_and_code_is_described() -> None:
    for method in METHODS:
        assert method.description.endswith("."), method.name
        assert set(codes_of(method)) <= set(ResponseCode), method.name
        for field in flat((*method.fields("1.1"), *method.response)):
            assert re.search(r"[.`]$", field.description), (method.name, field.name)
    assert {code for method in METHODS for code in codes_of(method)} == set(ResponseCode)
    assert all(code.meaning.endswith(".") for code in ResponseCode)


def test_the_readme_explains_codes_in_the_words_of_the_catalog() -> None:
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \**(\d{4})\** \| ([^|]+) \|", readme, re.MULTILINE)
    codes = {code for method in METHODS if method.sends for code in (*method.codes, 4011)}
    assert {int(code): meaning for code, meaning in rows} == {
        code: code.meaning for code in ResponseCode if code in codes
    }


def test_graphql_has_the_same_codes() -> None:
    schema = (TOP / "schema.graphql").read_text(encoding="utf-8")
    descriptions = re.findall(r'"""\n?(\d{4}): [^"]*"""\ntype \w+ implements SmsError', schema)
    assert len(descriptions) == len(SmsError.__subclasses__())
    assert set(map(int, descriptions)) <= set(ResponseCode)


def flat(fields: Iterable[Field]) -> Iterable[Field]:
    for field in fields:
        yield field
        yield from flat(field.inner)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data", f"sqlite:///{tmp_path / 'textgate.sqlite3'}")
    yield server
    if server.process is not None:
        server.end()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["sh", "python"])
def test_the_examples_work_as_described(server: Server, language: str) -> None:
    server.command("partner", "create", "Acme", "--enable-sms")
    credential = server.command("credential", "create", "Acme").split()
    (example,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    server.start()
    environment = {
        **os.environ,
        "TEXTGATE": f"http://127.0.0.1:{server.port}",
        "APPLICATION_ID": credential[1],
        "APPLICATION_PASSWORD": credential[-1],
    }
    command = ["bash", "-euc"] if language == "sh" else [sys.executable, "-c"]
    completed = subprocess.run(
        [*command, example], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    lines = completed.stdout.strip().splitlines()
    if language == "python":
        assert lines[1].startswith("4039 ['address1', 'city'")
        assert "'success': True" in lines[2]
        assert "Name is required." in lines[2]
    else:
        # 4039: the partner has no details, so the contact is missing.
        assert [json.loads(line)["responseCode"] for line in lines] == [2000, 2000, 4039, 2000]
