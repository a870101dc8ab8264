"""The references as people read them: public, one page each, every operation with its example."""

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

from apps.dialects.reference.reading import groups, models
from config.urls import PINGONE_DOCUMENT, PLIVO_DOCUMENT

DOCUMENTS = [PLIVO_DOCUMENT, PINGONE_DOCUMENT]
OPERATIONS = {
    document.name: [operation for group in groups(document) for operation in group.operations]
    for document in DOCUMENTS
}
EVERY = [
    pytest.param(name, operation, id=operation.id)
    for name, listed in OPERATIONS.items()
    for operation in listed
]
every_dialect = pytest.mark.parametrize("name", list(OPERATIONS))


def page(client: Client, name: str) -> str:
    answer = client.get(f"/v1/docs/{name}/")
    assert answer.status_code == 200
    return answer.content.decode()


@every_dialect
def test_it_has_one_heading_and_a_title(client: Client, name: str) -> None:
    shown = page(client, name)
    assert len(re.findall(r"<h1[ >]", shown)) == 1
    title = {"plivo": "Plivo-compatible REST", "pingone": "PingOne-compatible REST"}[name]
    assert f"<title>Linecheck, {title}</title>" in shown and f"<h1>{title}</h1>" in shown


@every_dialect
def test_every_link_within_the_page_leads_somewhere_and_every_id_is_there_once(
    client: Client, name: str
) -> None:
    shown = page(client, name)
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(ids)
    for names in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', shown):
        assert set(names.split()) <= set(ids)


def test_resources_stand_in_the_order_of_the_walk() -> None:
    assert [group.title for group in groups(PLIVO_DOCUMENT)] == [
        "Profile", "Brand", "Campaign", "Campaign number", "Toll-free verification", "Number",
    ]  # fmt: skip
    assert [group.title for group in groups(PINGONE_DOCUMENT)] == [
        "Access token", "Environment", "Phone delivery settings", "Notification policies",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "operation"), EVERY)
def test_an_operation_shows_request_and_answer(client: Client, name: str, operation: Any) -> None:
    section = page(client, name).partition(f'id="{operation.id}"')[2].partition("</section>")[0]
    assert operation.path in section and f">{operation.method}<" in section
    text = unescape(section)
    assert operation.examples
    for example in operation.examples:
        assert example.curl in text and example.answer in text
        assert all(correction.why in text for correction in example.corrections)
    for row in (*operation.parameters, *operation.body, *operation.answer):
        assert f"<code>{row.name}</code>" in section
    for model in (operation.takes, operation.gives):
        assert model is None or f'href="#{model.anchor}"' in section


def test_an_object_is_told_once_with_all_it_may_have(client: Client) -> None:
    shown = page(client, "pingone")
    setting, policy = models(PINGONE_DOCUMENT)
    for each in (setting, policy):
        section = shown.partition(f'id="{each.model.anchor}"')[2].partition("</section>")[0]
        for part in each.parts:
            assert part.title in section and part.rows
            assert all(f"<code>{row.name}</code>" in section for row in part.rows)
    access = {row.name: row.access for part in setting.parts for row in part.rows}
    assert (access["id"], access["authentication.password"]) == ("read-only", "write-only")
    rows = [row.name for row in policy.parts[0].rows]
    assert "cooldownConfiguration.sms.periods[].timeUnit" in rows
    assert "cooldownConfiguration.voice" in rows
    assert "cooldownConfiguration.voice.periods" not in rows
    takes = {each.id: each.takes for each in OPERATIONS["pingone"] if each.takes}
    assert {each: model.name for each, model in takes.items()} == {
        "createPhoneDeliverySetting": "PhoneDeliverySetting",
        "replacePhoneDeliverySetting": "PhoneDeliverySetting",
        "createNotificationPolicy": "NotificationPolicy",
        "replaceNotificationPolicy": "NotificationPolicy",
    }


def test_what_differs_and_what_an_error_says_is_on_the_page(client: Client) -> None:
    shown = page(client, "pingone")
    for words in ("If-Match", "Masked headers", "Secrets", "Deleting", "Unknown kinds"):
        assert f"<dt>{words}" in shown or words in shown.partition('id="differs"')[2]
    for code in ("UNIQUENESS_VIOLATION", "CONSTRAINT_VIOLATION", "INSUFFICIENT_PERMISSIONS"):
        assert f"<code>{code}</code>" in shown


def test_required_values_and_limits_are_shown() -> None:
    create = next(each for each in OPERATIONS["plivo"] if each.id == "createCampaign")
    rows = {row.name: row for row in create.body}
    assert rows["description"].required and rows["description"].limits == "at least 40 characters"
    assert not rows["optin_message"].required
    assert "MARKETING" in rows["sub_usecases"].values
    profile = next(each for each in OPERATIONS["plivo"] if each.id == "createProfile")
    assert {row.name for row in profile.body if row.required} >= {"address.street", "address"}


@every_dialect
def test_it_is_public_and_asks_neither_session_nor_database(
    client: Client, db: Any, name: str
) -> None:
    for path in (f"{name}/", f"{name}.json", f"{name}.yaml"):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/v1/docs/{path}")
        assert (answer.status_code, len(queries)) == (200, 0)
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in answer.get("Vary", "")
        assert client.post(f"/v1/docs/{path}").status_code == 405


@every_dialect
def test_machines_get_the_document(client: Client, name: str) -> None:
    answer = client.get(f"/v1/docs/{name}.json")
    assert answer["Content-Type"] == "application/json"
    document = json.loads(answer.content)
    validate_schema(document)
    assert document["servers"][0]["url"] == settings.PUBLIC_URL
    assert client.get(f"/v1/docs/{name}.yaml").content.startswith(b"openapi: 3.0.3")


@every_dialect
def test_the_credentials_page_leads_there(olivia: Client, name: str) -> None:
    shown = olivia.get("/connections/credentials/").content.decode()
    assert f'href="/v1/docs/{name}/"' in shown
