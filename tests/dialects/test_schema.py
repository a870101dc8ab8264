"""The OpenAPI document: valid, complete for the URL conf, and true to the rules and samples."""

import re
from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.validation import validate_schema

from apps.dialects.plivo.document import Document
from apps.dialects.plivo.routes import ROOT
from config.urls import PLIVO, PLIVO_DOCUMENT
from tests.dialects.openapi import DOCUMENT, media, misfits
from tests.dialects.openapi import OPERATIONS as BY_ID

OPERATIONS = list(BY_ID.values())
IDS = list(BY_ID)


def test_it_is_valid_and_made_without_a_warning() -> None:
    reset_generator_stats()
    made = Document("Anew", PLIVO, []).openapi
    assert (GENERATOR_STATS._warn_cache, GENERATOR_STATS._error_cache) == ({}, {})
    validate_schema(made)
    validate_schema(DOCUMENT)


def test_every_route_and_method_is_documented_and_no_other() -> None:
    routed = {
        (method, f"/{ROOT}{route.template}")
        for route in PLIVO
        if not route.alias
        for method in ("get", "post", "delete")
        if hasattr(route.view, method)
    }
    assert {(method, path) for method, path, _ in OPERATIONS} == routed
    assert len(OPERATIONS) == sum(map(len, DOCUMENT["paths"].values()))


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=IDS)
def test_an_operation_says_what_there_is_to_know(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"] and operation["description"].endswith((".", '"'))
    assert operation["security"] == [{"basic": []}]
    named = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
    assert named == set(re.findall(r"{(\w+)}", path))
    assert all(each["description"] for each in operation["parameters"])
    assert ("requestBody" in operation) is (
        method == "post" or "Number/{number}" in path and method == "delete"
    )
    assert {"400", "401", "403", "405", "429", "500"} <= set(operation["responses"])
    assert ("404" in operation["responses"]) is (path.count("{") > 1)
    assert ("415" in operation["responses"]) is (method == "post")


@pytest.mark.parametrize("name", sorted(DOCUMENT["components"]["schemas"]))
def test_every_property_is_described_or_speaks_for_itself(name: str) -> None:
    plain = {"meta", "limit", "offset", "total_count", "message", "code", "details", "name"}
    schema = DOCUMENT["components"]["schemas"][name]
    silent = {
        key
        for key, value in schema.get("properties", {}).items()
        if not value.get("description") and value.get("type") in ("string", "integer", "boolean")
    }
    assert name.startswith("AccountNumber") or silent <= plain


def test_what_a_filing_requires_comes_from_the_rules() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert set(schemas["ProfileRequest"]["required"]) == {
        "profile_alias", "customer_type", "entity_type", "company_name", "vertical", "address",
        "authorized_contact",
    }  # fmt: skip
    assert set(schemas["AddressRequest"]["required"]) == set(schemas["Address"]["properties"])
    assert "required" not in schemas["AddressUpdateRequest"]
    assert "required" not in schemas["CampaignUpdateRequest"]
    text = schemas["CampaignRequest"]["properties"]["description"]
    assert (text["minLength"], "maxLength" in text) == (40, False)


@pytest.mark.parametrize("sample", PLIVO_DOCUMENT.samples, ids=lambda sample: sample.name)
def test_a_sample_fits_the_schema_of_its_operation(sample: Any) -> None:
    operation = BY_ID[sample.operation][2]
    sent, answered = sample.sent(), sample.answered()
    if sent is not None:
        body = media(operation["requestBody"])
        assert misfits(body["schema"], sent) == []
        assert sent in [each["value"] for each in body["examples"].values()]
    answer = operation["responses"][str(sample.status)]
    # What the page prints may be less than we answer, of what it prints nothing may be wrong.
    if answered is not None:
        wrong = misfits(media(answer)["schema"], answered)
        assert [each for each in wrong if "is a required property" not in each] == []


@pytest.mark.parametrize("blank", ["", None])
def test_an_optional_value_may_be_blank(blank: Any) -> None:
    ref = {"$ref": "#/components/schemas/ProfileUpdateRequest"}
    names = DOCUMENT["components"]["schemas"]["ProfileUpdateRequest"]["properties"]
    assert misfits(ref, dict.fromkeys(names, blank)) == []
    assert misfits(ref, {"entity_type": "LLC"}) != []
