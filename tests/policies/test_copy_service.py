"""A policy copied to an environment with providers of its own."""

import pytest

from apps.policies.services.common import Violations
from apps.policies.services.policy import copy_policy
from tests.policies.world import Environment, chain
from tests.sandbox_process import SandboxProcess


def test_each_provider_becomes_the_one_named_for_it(
    environment: Environment, pingone_sandbox: SandboxProcess
) -> None:
    there = Environment(pingone_sandbox, organization=environment.organization)
    a, b = environment.setting(name="A"), environment.setting(name="B")
    mine = there.setting(name="Mine")
    conditions = [chain(a, countries=["SE"]), chain(b, a)]
    policy = environment.policy(providerConfiguration={"conditions": conditions})
    copy = copy_policy(
        policy=policy,
        configuration=there.configuration,
        name=" Copy ",
        mapping={a.public_id: mine.public_id, b.public_id: ""},
        actor=environment.actor,
    )
    assert copy.name == "Copy" and not copy.default
    assert copy.wanted["providerConfiguration"]["conditions"] == [
        chain(mine, countries=["SE"]),
        chain(mine),
    ]
    assert policy.wanted["providerConfiguration"]["conditions"] == conditions
    there.drain()
    assert "Copy" in {body["name"] for body in there.there("policy")}


def test_a_condition_without_any_provider_left_goes(environment: Environment) -> None:
    a, b = environment.setting(name="A"), environment.setting(name="B")
    conditions = [chain(a, countries=["SE"]), chain(b)]
    policy = environment.policy(providerConfiguration={"conditions": conditions})
    copy = copy_policy(
        policy=policy,
        configuration=environment.configuration,
        name="Copy",
        mapping={a.public_id: "", b.public_id: b.public_id},
        actor=environment.actor,
    )
    assert copy.wanted["providerConfiguration"]["conditions"] == [chain(b)]


def test_the_condition_for_all_other_countries_may_not_go(environment: Environment) -> None:
    a, b = environment.setting(name="A"), environment.setting(name="B")
    conditions = [chain(a, countries=["SE"]), chain(b)]
    policy = environment.policy(providerConfiguration={"conditions": conditions})
    with pytest.raises(Violations) as told:
        copy_policy(
            policy=policy,
            configuration=environment.configuration,
            name="Copy",
            mapping={a.public_id: a.public_id, b.public_id: ""},
            actor=environment.actor,
        )
    (target,) = told.value.errors
    assert target == "providerConfiguration.conditions[1].fallbackChain"
