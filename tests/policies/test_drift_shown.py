"""What the pages say of an edit in PingOne, and of a look that finds none."""

import pytest

from apps.policies.services.policy import replace_policy
from apps.sync.pages import story_of
from apps.sync.timeline import attempt_entry
from tests.policies.world import POLICY, Environment

LOOK = 901


@pytest.mark.parametrize("kind", ["setting", "policy"])
def test_those_who_may_decide_are_named(environment: Environment, kind: str) -> None:
    obj = environment.setting() if kind == "setting" else environment.policy()
    environment.drain()
    obj.refresh_from_db()
    environment.edit_there(kind, obj.remote_id, name="Renamed there")
    environment.later(LOOK)
    obj.refresh_from_db()
    assert story_of(obj.sync).who == "An owner or admin can fix this"


def test_what_was_not_sent_is_not_called_sent(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.edit_there("policy", policy.remote_id, name="Renamed there")
    body = POLICY | {"countryLimit": {"type": "ALLOWED", "countries": ["SE"]}}
    replace_policy(policy=policy, body=body, version=None, actor=environment.actor)
    environment.drain()
    (held,) = environment.attempts(outcome="held")
    entry = attempt_entry(held)
    assert entry["title"] == "Update: not sent"
    assert entry["text"] == "It was changed at PingOne, so nothing was sent."
    assert "method" not in entry


@pytest.mark.parametrize("kind", ["setting", "policy"])
def test_a_look_that_finds_nothing_new_is_no_change(environment: Environment, kind: str) -> None:
    obj = environment.setting() if kind == "setting" else environment.policy()
    environment.drain()
    obj.refresh_from_db()
    changed, seen = obj.updated_at, obj.remote_seen_at
    environment.later(LOOK)
    obj.refresh_from_db()
    assert obj.remote_seen_at > seen
    assert obj.updated_at == changed
    environment.edit_there(kind, obj.remote_id, name="Renamed there")
    environment.later(LOOK)
    obj.refresh_from_db()
    assert obj.updated_at > changed
