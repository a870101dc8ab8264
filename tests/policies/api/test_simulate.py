"""`POST /api/v1/policies/{id}/simulate/`: the simulator for programs."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.accounts.actors import actor_of
from apps.accounts.models import ApiCredential
from apps.core.models import Event
from apps.policies.models import NotificationPolicy
from tests import factories
from tests.policies.rest import door_of
from tests.policies.world import POLICY, Environment, chain
from tests.rest import issue

Ask = Callable[..., Any]


@pytest.fixture
def token(environment: Environment) -> str:
    """One that only reads."""
    over = {"door": ApiCredential.Door.API, "rights": ApiCredential.Rights.READ}
    return issue(environment.actor, "", **over)[1]


@pytest.fixture
def ask(token: str) -> Ask:
    """ask(policy or id, **body); `authorization` and `raw` replace the header and the body."""

    def post(asked: Any, /, authorization: str = "", raw: str = "", **body: Any) -> Any:
        value = asked if isinstance(asked, str) else asked.public_id
        return Client(raise_request_exception=False).post(
            f"/api/v1/policies/{value}/simulate/",
            raw or json.dumps(body),
            content_type="application/json",
            headers={"authorization": authorization or f"Token {token}"},
        )

    return post


def routed(environment: Environment) -> tuple[NotificationPolicy, Any, Any]:
    """A policy that sends texts by Alpha, then by Beta."""
    alpha, beta = environment.setting(name="Alpha"), environment.setting(name="Beta")
    conditions = [chain(alpha, beta)]
    policy = environment.policy(providerConfiguration={"conditions": conditions})
    return policy, alpha, beta


def test_it_answers_the_decision_with_its_steps(environment: Environment, ask: Ask) -> None:
    policy, alpha, beta = routed(environment)
    events = Event.objects.count()
    answer = ask(policy, channel="SMS", country="SE", failing=[alpha.public_id])
    assert answer.status_code == 200
    said = answer.json()
    assert {key: said[key] for key in said if key != "steps"} == {
        "outcome": "delivered",
        "delivered": True,
        "stopped_by": "",
        "order": [alpha.public_id, beta.public_id],
        "by": beta.public_id,
        "until": None,
    }
    assert [step["rule"] for step in said["steps"]] == [
        "country_limit",
        "quota",
        "cooldown",
        "chain",
        "chain",
        "chain",
    ]
    assert set(said["steps"][0]) == {"rule", "verdict", "title", "why", "source", "until"}
    # Nothing was sent and nothing was written.
    assert Event.objects.count() == events
    assert environment.requests() == []


def test_a_quota_says_until_when(environment: Environment, ask: Ask) -> None:
    policy = environment.policy()
    question = {"channel": "Voice", "number": "+46 70 123 45 67", "clock": "23:00"}
    assert ask(policy, **question, user_count=29).json()["outcome"] == "default_sender"
    said = ask(policy, **question, user_claimed=10, user_unclaimed=20).json()
    assert (said["outcome"], said["stopped_by"], said["until"]) == ("quota", "quota", 3600)


def test_either_id_names_the_policy_and_its_providers(environment: Environment, ask: Ask) -> None:
    policy, alpha, beta = routed(environment)
    environment.drain()
    for row in (policy, alpha, beta):
        row.refresh_from_db()
    assert alpha.remote_id not in ("", alpha.public_id)
    said = ask(policy.remote_id, channel="SMS", country="SE", failing=alpha.remote_id).json()
    assert said["by"] == beta.public_id
    capable = {alpha.remote_id: ["VOICE"], beta.public_id: ["SMS"]}
    said = ask(policy, channel="SMS", country="SE", capable=capable).json()
    assert (said["order"], said["by"]) == ([alpha.public_id, beta.public_id], beta.public_id)


def test_a_body_can_be_tried_that_is_not_kept(environment: Environment, ask: Ask) -> None:
    policy, alpha, beta = routed(environment)
    environment.drain()
    beta.refresh_from_db()
    kept = policy.wanted
    limit = {"type": "DENIED", "countries": ["SE"]}
    tried = {**POLICY, "countryLimit": limit, "_links": {}, "id": "whatever"}
    said = ask(policy, channel="SMS", country="SE", policy=tried).json()
    assert said["outcome"] == "country_limit"
    conditions = [{"deliveryMethods": ["SMS"], "fallbackChain": [{"id": beta.remote_id}]}]
    tried = {**POLICY, "providerConfiguration": {"conditions": conditions}}
    assert ask(policy, channel="SMS", country="SE", policy=tried).json()["by"] == beta.public_id
    said = ask(policy, channel="SMS", country="SE", policy={}).json()
    assert said["outcome"] == "default_sender"
    said = ask(policy, channel="SMS", country="SE", policy=None).json()
    assert said["by"] == alpha.public_id
    policy.refresh_from_db()
    assert policy.wanted == kept and policy.version == 1


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"channel"}),
        ({"channel": "Fax", "country": "SE"}, {"channel"}),
        ({"channel": "SMS"}, {"country"}),
        ({"channel": "SMS", "country": "Sweden", "sends": ["x"]}, {"country", "sends"}),
        ({"channel": "SMS", "country": "US", "number": "+46701234567"}, {"country"}),
        ({"channel": "SMS", "country": "SE", "user_claimed": -1}, {"user_claimed"}),
        ({"channel": "SMS", "country": "SE", "capable": ["SMS"]}, {"capable"}),
        ({"channel": "SMS", "country": "SE", "policy": "mine"}, {"policy"}),
        ({"channel": "SMS", "country": "SE", "policy": []}, {"policy"}),
    ],
)
def test_wrong_fields_are_named(
    environment: Environment, ask: Ask, body: dict[str, Any], fields: set[str]
) -> None:
    answer = ask(environment.policy(), **body)
    assert answer.status_code == 400
    said = answer.json()
    assert set(said) == {"error", "fields"}
    assert set(said["fields"]) == fields


@pytest.mark.parametrize("raw", ["[1]", "{", '"text"', "1"])
def test_a_body_that_is_no_object_is_400(environment: Environment, ask: Ask, raw: str) -> None:
    answer = ask(environment.policy(), raw=raw)
    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]


@pytest.mark.parametrize(
    "tried",
    [
        {"quotas": 7, "countryLimit": [], "providerConfiguration": {"conditions": {"id": 1}}},
        {"providerConfiguration": {"conditions": [None, {"fallbackChain": [{"id": 7}, "x"]}]}},
        {"cooldownConfiguration": {"sms": {"enabled": True, "periods": "often"}}},
    ],
)
def test_a_strange_body_is_read_as_far_as_it_can_be(
    environment: Environment, ask: Ask, tried: dict[str, Any]
) -> None:
    answer = ask(environment.policy(), channel="SMS", country="SE", sends=[5], policy=tried)
    assert answer.status_code == 200, answer.content
    assert answer.json()["steps"]


def test_who_may_ask(environment: Environment, ask: Ask) -> None:
    policy = environment.policy()
    question = {"channel": "SMS", "country": "SE"}

    def status(token: str) -> int:
        answered: int = ask(policy, authorization=f"Token {token}", **question).status_code
        return answered

    def issued(actor: Any = environment.actor, **over: Any) -> str:
        return issue(actor, "", door=ApiCredential.Door.API, **over)[1]

    assert status(issued(rights="write")) == 200
    assert status(issued(rights="read", families=["policy"])) == 200
    assert status(issued(families=["sync"])) == 403
    assert status("nonsense") == 401
    stranger = actor_of(factories.MembershipFactory(role="owner"))
    assert status(issued(stranger)) == 404


def test_tokens_of_other_doors_do_not_open_this_one(environment: Environment, ask: Ask) -> None:
    policy = environment.policy()
    question = {"channel": "SMS", "country": "SE"}
    bearer = f"Bearer {door_of(environment).token}"
    assert ask(policy, authorization=bearer, **question).status_code == 401
    plivo = factories.ConfigurationFactory(organization=environment.organization)
    token = issue(environment.actor, plivo.account_id)[1]
    assert ask(policy, authorization=f"Token {token}", **question).status_code == 401
    # With its account it comes in, and finds no policies there.
    pair = base64.b64encode(f"{plivo.account_id}:{token}".encode()).decode()
    assert ask(policy, authorization=f"Basic {pair}", **question).status_code == 403


def test_what_is_gone_or_elsewhere_is_404(environment: Environment, ask: Ask) -> None:
    policy = environment.policy()
    question = {"channel": "SMS", "country": "SE"}
    assert ask("00000000-0000-4000-8000-000000000000", **question).status_code == 404
    policy.retiring = True
    policy.save(update_fields=["retiring"])
    assert ask(policy, **question).status_code == 404


def test_only_post(environment: Environment, token: str) -> None:
    url = f"/api/v1/policies/{environment.policy().public_id}/simulate/"
    answer = Client().get(url, headers={"authorization": f"Token {token}"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
