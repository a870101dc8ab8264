"""The OpenAPI documents: valid, complete for the URL conf, and true to the rules and samples."""

import re
from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.validation import validate_schema

from apps.dialects.reference.shapes import SENT
from config.urls import PINGONE_DOCUMENT, PLIVO_DOCUMENT
from tests.dialects.openapi import PINGONE, PLIVO, Spec, media, misfits

SPECS = [PLIVO, PINGONE]
SECURITY = {"plivo": [{"basic": []}], "pingone": [{"oauth2": []}]}
TOKEN = "getAccessToken"
# Below both doors every operation is held to the same; the token endpoint is OAuth's.
OPERATIONS = [
    pytest.param(spec, *described, id=name)
    for spec in SPECS
    for name, described in spec.operations.items()
    if name != TOKEN
]
COMPONENTS = [
    pytest.param(schema, id=f"{spec.document.name}-{name}")
    for spec in SPECS
    for name, schema in sorted(spec.openapi["components"]["schemas"].items())
    if not name.startswith("AccountNumber")
]
SAMPLES = [
    pytest.param(spec, sample, id=sample.name) for spec in SPECS for sample in spec.document.samples
]


@pytest.mark.parametrize("document", [PLIVO_DOCUMENT, PINGONE_DOCUMENT], ids=["plivo", "pingone"])
def test_it_is_valid_and_made_without_a_warning(document: Any) -> None:
    reset_generator_stats()
    anew = type(document)("Anew", document.routes, [], document.bodies, document.models).openapi
    assert (GENERATOR_STATS._warn_cache, GENERATOR_STATS._error_cache) == ({}, {})
    validate_schema(anew)
    validate_schema(document.openapi)


@pytest.mark.parametrize("spec", SPECS, ids=["plivo", "pingone"])
def test_every_route_and_method_is_documented_and_no_other(spec: Spec) -> None:
    routed = {
        (method, f"/{spec.document.root}{route.template}".rstrip("/"))
        for route in spec.document.routes
        if not route.alias
        for method in ("get", "post", "put", "delete")
        if hasattr(route.view, method)
    }
    documented = {
        (method, path.rstrip("/"))
        for name, (method, path, _) in spec.operations.items()
        if name != TOKEN
    }
    assert documented == routed
    assert len(spec.operations) == sum(map(len, spec.openapi["paths"].values()))


@pytest.mark.parametrize(("spec", "method", "path", "operation"), OPERATIONS)
def test_an_operation_says_what_there_is_to_know(
    spec: Spec, method: str, path: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"] and operation["description"].endswith((".", '"'))
    assert operation["security"] == SECURITY[spec.document.name]
    named = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
    assert named == set(re.findall(r"{(\w+)}", path))
    assert all(each["description"] for each in operation["parameters"])
    writes = method in ("post", "put")
    assert ("requestBody" in operation) is (
        writes or "Number/{number}" in path and method == "delete"
    )
    assert {"400", "401", "403", "405", "429", "500"} <= set(operation["responses"])
    assert ("404" in operation["responses"]) is (path.count("{") > 1)
    assert ("415" in operation["responses"]) is writes


@pytest.mark.parametrize("schema", COMPONENTS)
def test_every_property_is_described_or_speaks_for_itself(schema: dict[str, Any]) -> None:
    plain = {"meta", "limit", "offset", "total_count", "message", "code", "details", "name"}
    silent = {
        key
        for part in schema.get("allOf", [schema])
        for key, value in part.get("properties", {}).items()
        if not value.get("description") and value.get("type") in ("string", "integer", "boolean")
    }
    assert silent <= plain


@pytest.mark.parametrize(("spec", "sample"), SAMPLES)
def test_a_sample_fits_the_schema_of_its_operation(spec: Spec, sample: Any) -> None:
    operation = spec.operations[sample.operation][2]
    sent, answered = sample.sent(), sample.answered()
    if sent is not None:
        body = media(operation["requestBody"])
        assert spec.misfits(body["schema"], sent) == []
        assert sent in [each["value"] for each in body["examples"].values()]
    answer = operation["responses"][str(sample.status)]
    # What the page prints may be less than we answer, of what it prints nothing may be wrong.
    if answered is not None:
        wrong = spec.misfits(media(answer)["schema"], answered)
        assert [each for each in wrong if "is a required property" not in each] == []


def test_what_a_filing_requires_comes_from_the_rules() -> None:
    schemas = PLIVO.openapi["components"]["schemas"]
    assert set(schemas["ProfileRequest"]["required"]) == {
        "profile_alias", "customer_type", "entity_type", "company_name", "vertical", "address",
        "authorized_contact",
    }  # fmt: skip
    assert set(schemas["AddressRequest"]["required"]) == set(schemas["Address"]["properties"])
    assert "required" not in schemas["AddressUpdateRequest"]
    assert "required" not in schemas["CampaignUpdateRequest"]
    text = schemas["CampaignRequest"]["properties"]["description"]
    assert (text["minLength"], "maxLength" in text) == (40, False)


@pytest.mark.parametrize("blank", ["", None])
def test_an_optional_value_may_be_blank(blank: Any) -> None:
    ref = {"$ref": "#/components/schemas/ProfileUpdateRequest"}
    names = PLIVO.openapi["components"]["schemas"]["ProfileUpdateRequest"]["properties"]
    assert misfits(ref, dict.fromkeys(names, blank)) == []
    assert misfits(ref, {"entity_type": "LLC"}) != []


@pytest.mark.parametrize("name", sorted(PINGONE_DOCUMENT.bodies))
def test_what_only_one_side_writes_is_in_its_body_alone(name: str) -> None:
    described = PINGONE_DOCUMENT.bodies[name]
    answered, sent = (
        _properties(PINGONE.openapi["components"]["schemas"][each]) for each in (name, name + SENT)
    )
    for key, value in _properties(described).items():
        assert (key in sent) is not bool(value.get("readOnly"))
        assert (key in answered) is not bool(value.get("writeOnly"))
        assert "enum" not in answered.get(key, {}) or len(answered[key]["enum"]) == 1


def _properties(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for part in schema.get("allOf", [schema])
        for key, value in part.get("properties", {}).items()
    }
