"""A change made in PingOne while one of ours waits is not undone before somebody has seen it."""

from typing import Any

import pytest

from apps.core.errors import Refused
from apps.core.events import timeline
from apps.policies.models import NotificationPolicy
from apps.policies.services.policy import delete_policy, replace_policy
from apps.policies.services.setting import replace_setting
from apps.sync.models import Hold
from apps.sync.queue import look_soon
from apps.sync.services import push_ours, take_theirs
from tests.policies.world import POLICY, SETTING, Environment

DENIED = {"type": "DENIED", "countries": ["FR"]}
FIRST = "Default Notification Policy"


def there(environment: Environment, name: str) -> dict[str, Any]:
    (found,) = [one for one in environment.there("policy") if one["name"] == name]
    return found


def edit(environment: Environment, policy: NotificationPolicy, **over: Any) -> None:
    policy.refresh_from_db()
    body = {**policy.wanted, **over}
    replace_policy(policy=policy, body=body, version=None, actor=environment.actor)


def test_read_while_our_edit_waits_it_is_held(environment: Environment) -> None:
    """Once read it is no longer unknown: the push would find nothing to stop it."""
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.fault(kind="status", status=503, method="GET")
    edit(environment, policy, countryLimit=DENIED)
    environment.drain()
    policy.sync.refresh_from_db()
    assert policy.sync.state == "waiting"
    environment.edit_there("policy", policy.remote_id, quotas=[])
    look_soon(policy.sync)
    environment.drain()
    environment.later(130)
    policy.refresh_from_db()
    assert environment.requests("PUT") == []
    assert policy.sync.hold == Hold.DRIFT and "quotas" in policy.sync.detail["drift"]
    assert there(environment, "Staff")["quotas"] == []
    push_ours(sync=policy.sync, actor=environment.actor)
    environment.drain()
    assert there(environment, "Staff")["quotas"] == POLICY["quotas"]
    assert there(environment, "Staff")["countryLimit"] == DENIED


def test_read_while_a_lost_write_of_ours_is_in_doubt_it_is_held(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.fault(kind="reset_before", method="PUT")
    edit(environment, policy, countryLimit=DENIED)
    environment.drain()
    environment.edit_there("policy", policy.remote_id, quotas=[])
    look_soon(policy.sync)
    environment.drain()
    environment.later(130)
    policy.refresh_from_db()
    assert policy.sync.hold == Hold.DRIFT
    assert [one["applied"] for one in environment.requests("PUT")] == [False]
    take_theirs(sync=policy.sync, actor=environment.actor)
    environment.later(130)
    policy.refresh_from_db()
    assert policy.sync.state == "in_sync" and policy.wanted["quotas"] == []


def test_our_own_lost_write_is_read_as_ours(environment: Environment) -> None:
    setting = environment.setting()
    environment.drain()
    environment.fault(kind="reset_after", method="PUT")
    sign_in = {"method": "BASIC", "username": "other", "password": "n3w"}
    replace_setting(
        setting=setting,
        body={**SETTING, "authentication": sign_in},
        version=None,
        actor=environment.actor,
    )
    environment.drain()
    look_soon(setting.sync)
    environment.later(130)
    setting.sync.refresh_from_db()
    assert setting.sync.state == "in_sync"
    assert not [one for one in environment.attempts(write=True) if one.outcome == "held"]


def test_a_header_changed_there_is_not_overwritten_by_a_new_password(
    environment: Environment,
) -> None:
    """What changed is a secret, so it is masked on both sides."""
    request = {**SETTING["requests"][0], "headers": {"x-api-key": "first"}}
    setting = environment.setting(requests=[request])
    environment.drain()
    setting.refresh_from_db()
    changed = [{**request, "headers": {"x-api-key": "theirs"}}]
    environment.edit_there("setting", setting.remote_id, requests=changed)
    sign_in = {**SETTING["authentication"], "password": "n3w"}
    body = {**SETTING, "requests": [request], "authentication": sign_in}
    replace_setting(setting=setting, body=body, version=None, actor=environment.actor)
    environment.drain()
    setting.refresh_from_db()
    assert setting.sync.hold == Hold.DRIFT and environment.requests("PUT") == []
    assert "theirs" not in str(setting.sync.detail)


def test_a_default_moved_there_is_not_moved_back_by_an_edit_here(environment: Environment) -> None:
    environment.pull()
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    first = NotificationPolicy.objects.get(name=FIRST)
    environment.edit_there("policy", first.remote_id, default=False)
    environment.edit_there("policy", policy.remote_id, default=True)
    edit(environment, first, quotas=[])
    environment.drain()
    first.refresh_from_db()
    assert first.sync.hold == Hold.DRIFT and first.sync.detail["drift"]["default"] == [True, False]
    assert there(environment, "Staff")["default"] is True
    assert environment.requests("PUT") == []


@pytest.mark.parametrize("between", [False, True])
def test_a_default_moved_here_and_back_needs_nobody(
    environment: Environment, between: bool
) -> None:
    """PingOne takes the flag from the former by itself; that is our doing, not somebody's."""
    environment.pull()
    environment.policy()
    second = NotificationPolicy.objects.get(name="Staff")
    first = NotificationPolicy.objects.get(name=FIRST)
    environment.drain()
    edit(environment, second, default=True)
    if between:
        # The flag has moved there, and nobody has read the former since.
        path = f"notificationsPolicies/{first.remote_id}"
        environment.fault(kind="status", status=503, method="GET", path=path, times=None)
        environment.drain()
        assert there(environment, "Staff")["default"] is True
        environment.sandbox.clear_faults(environment.account)
    edit(environment, first, default=True)
    environment.drain()
    for _ in range(3):
        environment.later(901)
    for policy in (first, second):
        policy.refresh_from_db()
        assert policy.sync.state == "in_sync", policy.sync.detail
    assert (first.default, second.default) == (True, False)
    assert [p["name"] for p in environment.there("policy") if p["default"]] == [FIRST]


def test_edits_of_everything_at_both_ends_lose_nothing(environment: Environment) -> None:
    """Whichever comes first, and whatever is read in between."""
    for n, look in enumerate((False, True, False, True)):
        policy = environment.policy(name=f"Policy {n}")
        environment.drain()
        policy.refresh_from_db()
        if n < 2:
            edit(environment, policy, countryLimit=DENIED)
        environment.edit_there("policy", policy.remote_id, quotas=[])
        if look:
            environment.later(901)
        if n >= 2:
            edit(environment, policy, countryLimit=DENIED)
        environment.later(901)
        policy.refresh_from_db()
        assert policy.sync.hold == Hold.DRIFT
        assert there(environment, policy.name)["quotas"] == []
    assert environment.requests("PUT") == []


def test_who_takes_the_loss_of_the_flag_gives_it_to_the_one_that_has_it(
    environment: Environment,
) -> None:
    environment.pull()
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    first = NotificationPolicy.objects.get(name=FIRST)
    environment.edit_there("policy", first.remote_id, default=False)
    environment.edit_there("policy", policy.remote_id, default=True)
    environment.later(901)
    first.refresh_from_db()
    take_theirs(sync=first.sync, actor=environment.actor)
    environment.drain()
    for row, default in ((first, False), (policy, True)):
        row.refresh_from_db()
        assert (row.default, row.sync.state) == (default, "in_sync")
    assert environment.requests("PUT") == []


def test_a_name_taken_here_cannot_be_taken_over(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.edit_there("policy", policy.remote_id, name="Night shift")
    environment.policy(name="Night shift")
    environment.later(901)
    policy.refresh_from_db()
    with pytest.raises(Refused, match="Rename one of them"):
        take_theirs(sync=policy.sync, actor=environment.actor)
    policy.refresh_from_db()
    assert policy.name == "Staff" and policy.sync.hold == Hold.DRIFT


def test_a_default_given_up_and_deleted_goes_after_the_flag_has_moved(
    environment: Environment,
) -> None:
    environment.pull()
    policy = environment.policy(default=True)
    environment.drain()
    first = NotificationPolicy.objects.get(name=FIRST)
    environment.fault(kind="status", status=503, method="PUT")
    edit(environment, first, default=True)
    policy.refresh_from_db()
    delete_policy(policy=policy, version=None, actor=environment.actor)
    environment.drain()
    environment.later(130)
    policy.refresh_from_db()
    assert not policy.live
    assert [one["method"] for one in environment.writes()][-2:] == ["PUT", "DELETE"]


def test_a_default_on_its_way_elsewhere_and_called_back_needs_nobody(
    environment: Environment,
) -> None:
    """The answer that gave the flag to another one was lost; nobody has read that one since."""
    environment.pull()
    policy = environment.policy()
    environment.drain()
    environment.fault(kind="reset_after", method="PUT")
    edit(environment, policy, default=True)
    path = f"notificationsPolicies/{_remote(policy)}"
    environment.fault(kind="status", status=503, method="GET", path=path, times=3)
    environment.drain()
    first = NotificationPolicy.objects.get(name=FIRST)
    edit(environment, first, default=True)
    look_soon(first.sync)
    environment.drain()
    for _ in range(3):
        environment.later(901)
    for row, default in ((first, True), (policy, False)):
        row.refresh_from_db()
        assert (row.default, row.sync.state) == (default, "in_sync"), row.sync.detail
    held = [event for event in timeline(first) if event.verb == "held"]
    assert held == []


def _remote(policy: NotificationPolicy) -> str:
    policy.refresh_from_db()
    return policy.remote_id


def test_a_default_that_arrives_late_is_moved_on_again(environment: Environment) -> None:
    """The move before the last reaches PingOne after it."""
    environment.pull()
    policy = environment.policy()
    environment.drain()
    first = NotificationPolicy.objects.get(name=FIRST)
    environment.fault(kind="late", seconds=2, method="PUT")
    edit(environment, policy, default=True)
    environment.drain()
    edit(environment, first, default=True, quotas=[])
    environment.drain()
    environment.sandbox.advance(2.5, environment.account)
    assert there(environment, "Staff")["default"] is True
    look_soon(first.sync)
    environment.drain()
    for _ in range(3):
        environment.later(901)
    for row, default in ((first, True), (policy, False)):
        row.refresh_from_db()
        assert (row.default, row.sync.state) == (default, "in_sync"), row.sync.detail
    assert there(environment, FIRST)["default"] is True
    assert not [event for event in timeline(first) if event.verb == "held"]


def test_our_own_write_that_arrives_late_is_read_as_ours(environment: Environment) -> None:
    """After a reading that came too early to show it."""
    policy = environment.policy()
    environment.drain()
    environment.fault(kind="late", seconds=2, method="PUT")
    edit(environment, policy, quotas=[])
    environment.drain()
    for seconds in (0, 2.5):
        environment.sandbox.advance(seconds, environment.account)
        look_soon(policy.sync)
        environment.drain()
    environment.later(130)
    policy.refresh_from_db()
    assert policy.sync.state == "in_sync" and len(environment.requests("PUT")) == 1
    assert not [event for event in timeline(policy) if event.verb == "held"]
