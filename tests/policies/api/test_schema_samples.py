"""The bodies PingOne's pages print, and our own examples: sent to the door, they are answered as
the reference shows them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from apps.policies.api.samples import SAMPLES
from apps.policies.rules.registry import RULES
from tests.dialects.openapi import PINGONE, media
from tests.policies import printed
from tests.policies.rest import Door, refused
from tests.policies.world import SETTING, Environment, chain

OURS = [sample for sample in SAMPLES if sample.source == "Linecheck"]
SENT = [sample for sample in SAMPLES if sample.sent() is not None]
# Another one each time: ids, times, and the links that hold ids.
FREE = {"id", "createdAt", "updatedAt", "href"}


def fits(operation: str, answer: Any) -> None:
    """The answer has the status, headers and body that are documented."""
    said = PINGONE.answer(operation, answer.status_code)
    assert set(said.get("headers", ())) <= set(answer.headers)
    if answer.content:
        assert PINGONE.misfits(media(said)["schema"], answer.json()) == []


def shape(value: Any) -> Any:
    """A body with its free values levelled."""
    if isinstance(value, dict):
        return {key: "…" if key in FREE else shape(inner) for key, inner in value.items()}
    return [shape(each) for each in value] if isinstance(value, list) else value


@pytest.fixture
def ids(environment: Environment) -> dict[str, str]:
    """A gateway that no policy names, and a policy with a chain."""
    gateway = next(each for each in OURS if each.operation == "getPhoneDeliverySetting").answered()
    known = {"method": "BEARER", "authToken": "t0ken-canary"}
    body = {**gateway, "authentication": known, "numbers": None}
    free = environment.setting(**body)
    named = environment.setting(**{**body, "name": "Named"})
    policy = environment.policy(providerConfiguration={"conditions": [chain(named)]})
    return {
        "setting_id": free.public_id,
        "policy_id": policy.public_id,
        "named": named.public_id,
    }


def live(sent: Any, ids: dict[str, str]) -> Any:
    """The ids of a printed chain are somebody else's."""
    if isinstance(sent, list):
        return [live(each, ids) for each in sent]
    if not isinstance(sent, dict):
        return sent
    if "fallbackChain" in sent:
        return {**sent, "fallbackChain": [{"id": ids["named"]}]}
    return {key: live(value, ids) for key, value in sent.items()}


@pytest.mark.parametrize("sample", SENT, ids=lambda sample: sample.name)
def test_what_is_sent_is_answered_as_shown(door: Door, ids: dict[str, str], sample: Any) -> None:
    path = re.sub(r"{(\w+)}", lambda found: ids[found[1]], sample.address())
    answer = door.call(sample.method, path, live(sample.sent(), ids))
    assert answer.status_code == sample.status, answer.content
    fits(sample.operation, answer)
    assert shape(answer.json()) == shape(live(sample.answered(), ids))


@pytest.mark.parametrize(
    "sample", [each for each in OURS if each.sent() is None], ids=lambda sample: sample.name
)
def test_what_is_asked_is_answered_as_shown(door: Door, ids: dict[str, str], sample: Any) -> None:
    path = re.sub(r"{(\w+)}", lambda found: ids[found[1]], sample.address())
    answer = door.call(sample.method, path)
    assert answer.status_code == sample.status, answer.content
    fits(sample.operation, answer)
    if sample.response is not None:
        assert answer.json().keys() == sample.answered().keys()


@pytest.mark.parametrize("policy", printed.policies(), ids=lambda policy: policy["name"][:40])
def test_every_printed_policy_may_be_sent_and_answered(policy: dict[str, Any]) -> None:
    assert PINGONE.misfits(PINGONE.body("replaceNotificationPolicy"), policy) == []
    answered = media(PINGONE.answer("getNotificationPolicy", 200))["schema"]
    assert PINGONE.misfits(answered, policy) == []


@pytest.mark.parametrize(
    "sample", [each for each in SAMPLES if each.corrections], ids=lambda sample: sample.name
)
def test_a_correction_says_why_and_changes_something(sample: Any) -> None:
    assert all(each.why.endswith(".") for each in sample.corrections)
    assert (sample.request, sample.response) != (sample.sent(), sample.answered())


def refusals(door: Door, ids: dict[str, str]) -> Iterator[tuple[str, Any, str]]:
    """(operation, its answer, code) of what goes wrong."""
    settings = "notificationsSettings/phoneDeliverySettings"
    mine = f"{settings}/{ids['setting_id']}"
    other = {**SETTING, "name": "Other"}
    create = "createPhoneDeliverySetting"
    yield create, door.post(settings, {**other, "name": "Named"}), "INVALID_DATA"
    yield create, door.post(settings, "["), "INVALID_REQUEST"
    yield create, door.post(settings, other, content_type="text/plain"), "INVALID_REQUEST"
    yield create, door.call("POST", settings, other, authorization="Bearer no"), "ACCESS_FAILED"
    yield "getPhoneDeliverySetting", door.get(f"{settings}/none"), "NOT_FOUND"
    replace = "replacePhoneDeliverySetting"
    yield replace, door.put(mine, other, **{"If-Match": '"99"'}), "REQUEST_FAILED"
    yield replace, door.call("PATCH", mine, other), "INVALID_REQUEST"
    named = f"{settings}/{ids['named']}"
    yield "deletePhoneDeliverySetting", door.delete(named), "REQUEST_FAILED"
    yield "getEnvironment", door.get(f"/v1/environments/{ids['named']}"), "ACCESS_FAILED"


def test_every_refusal_is_documented(door: Door, ids: dict[str, str]) -> None:
    statuses = set()
    for operation, answer, code in refusals(door, ids):
        details = refused(answer, answer.status_code, code)
        assert all(detail["code"] and detail["message"] for detail in details)
        fits(operation, answer)
        statuses.add(answer.status_code)
    assert statuses == {400, 401, 403, 404, 405, 412, 415}


def test_every_code_a_rule_gives_is_explained() -> None:
    codes = PINGONE.openapi["components"]["schemas"]["ErrorDetail"]["properties"]["code"]["enum"]
    assert {rule.code for rule in RULES.values()} <= set(codes)


def test_a_body_that_breaks_the_description_is_told_so() -> None:
    body = PINGONE.body("createPhoneDeliverySetting")
    assert PINGONE.misfits(body, SETTING) == []
    assert PINGONE.misfits(body, {"provider": "CUSTOM_CARRIER", "planet": 1}) == []
    assert PINGONE.misfits(body, {"name": "No kind"}) != []
    assert PINGONE.misfits(body, {**SETTING, "requests": None}) != []
    policy = PINGONE.body("createNotificationPolicy")
    assert PINGONE.misfits(policy, {"name": "All", "quotas": [], "countryLimit": {}}) != []
    assert PINGONE.misfits(policy, {"name": "All", "quotas": [], "default": None}) == []
