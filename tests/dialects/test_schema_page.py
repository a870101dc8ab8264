"""The reference as people read it: public, one page, every operation with its example."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from drf_spectacular.validation import validate_schema

from apps.dialects.reference.reading import groups
from config.urls import PLIVO_DOCUMENT

GROUPS = groups(PLIVO_DOCUMENT)
OPERATIONS = [operation for group in GROUPS for operation in group.operations]


@pytest.fixture
def page(client: Client) -> str:
    answer = client.get("/v1/docs/plivo/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_has_one_heading_and_a_title(page: str) -> None:
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert "<title>Linecheck, Plivo-compatible REST</title>" in page


def test_every_link_within_the_page_leads_somewhere_and_every_id_is_there_once(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    for names in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page):
        assert set(names.split()) <= set(ids)


def test_resources_stand_in_the_order_of_the_walk() -> None:
    assert [group.title for group in GROUPS] == [
        "Profile", "Brand", "Campaign", "Campaign number", "Toll-free verification", "Number",
    ]  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_an_operation_shows_request_and_answer(page: str, operation: Any) -> None:
    section = page.partition(f'id="{operation.id}"')[2].partition("</section>")[0]
    assert operation.path in section and f">{operation.method}<" in section
    text = unescape(section)
    assert operation.examples
    for example in operation.examples:
        assert example.curl in text and example.answer in text
        assert all(correction.why in text for correction in example.corrections)
    for row in (*operation.parameters, *operation.body, *operation.answer):
        assert f"<code>{row.name}</code>" in section


def test_required_values_and_limits_are_shown() -> None:
    create = next(each for each in OPERATIONS if each.id == "createCampaign")
    rows = {row.name: row for row in create.body}
    assert rows["description"].required and rows["description"].limits == "at least 40 characters"
    assert not rows["optin_message"].required
    assert "MARKETING" in rows["sub_usecases"].values
    profile = next(each for each in OPERATIONS if each.id == "createProfile")
    assert {row.name for row in profile.body if row.required} >= {"address.street", "address"}


def test_it_is_public_and_asks_neither_session_nor_database(client: Client, db: Any) -> None:
    for path in ("plivo/", "plivo.json", "plivo.yaml"):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/v1/docs/{path}")
        assert (answer.status_code, len(queries)) == (200, 0)
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in answer.get("Vary", "")
        assert client.post(f"/v1/docs/{path}").status_code == 405


def test_machines_get_the_document(client: Client) -> None:
    answer = client.get("/v1/docs/plivo.json")
    assert answer["Content-Type"] == "application/json"
    document = json.loads(answer.content)
    validate_schema(document)
    assert document["servers"][0]["url"] == settings.PUBLIC_URL
    assert client.get("/v1/docs/plivo.yaml").content.startswith(b"openapi: 3.0.3")


def test_the_credentials_page_leads_there(olivia: Client) -> None:
    assert 'href="/v1/docs/plivo/"' in olivia.get("/connections/credentials/").content.decode()
