"""What PingOne has comes here: on connecting, by a button, by itself."""

import pytest
from django.test import override_settings

from apps.core.clock import db_now
from apps.core.errors import NotAllowed, Refused
from apps.core.events import timeline
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.services.pull import pull_environment
from apps.policies.tasks import pull_all
from apps.providers.models import Lane
from tests.policies.world import SETTING, Environment

REMOTE = "5353f38a-c25f-4eaa-94d2-99e01968bb93"


def test_it_adopts_what_is_there_and_says_how_much(environment: Environment) -> None:
    environment.pull()
    environment.drain()
    (policy,) = NotificationPolicy.objects.all()
    assert policy.imported and policy.default and policy.public_id == policy.remote_id
    assert policy.sync.state == "in_sync"
    (event,) = timeline(policy)
    assert event.verb == "imported" and event.data["body"] == policy.wanted


def test_twice_is_once(environment: Environment) -> None:
    environment.pull()
    assert environment.pull() == {"provider": 0, "notification policy": 0}
    assert NotificationPolicy.objects.count() == 1


def test_a_list_of_many_pages_is_read_to_its_end(environment: Environment) -> None:
    bodies = [{**SETTING, "id": f"{n:08d}-c25f-4eaa-94d2-99e01968bb93"} for n in range(7)]
    environment.load(settings=[{**body, "name": body["id"]} for body in bodies])
    environment.sandbox.page(environment.account, 2)
    assert environment.pull()["provider"] == 7
    assert {row.remote_id for row in PhoneDeliverySetting.objects.all()} == {
        body["id"] for body in bodies
    }


def test_what_is_known_is_read_again_so_that_an_edit_shows(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.edit_there("policy", policy.remote_id, quotas=[])
    environment.pull()
    environment.drain()
    policy.refresh_from_db()
    assert policy.sync.state == "held"


def test_what_is_gone_there_is_told(environment: Environment) -> None:
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    environment.sandbox.drift(environment.account, "policy", policy.remote_id, action="delete")
    pull_all()
    environment.drain()
    policy.refresh_from_db()
    assert policy.sync.detail["gone"]


def test_by_itself_it_adopts_and_leaves_what_is_known(environment: Environment) -> None:
    environment.pull()
    environment.load(settings=[{**SETTING, "id": REMOTE}], policies=environment.there("policy"))
    pull_all()
    assert PhoneDeliverySetting.objects.get().remote_id == REMOTE


def test_a_paused_connection_is_left_alone(environment: Environment) -> None:
    Lane.objects.filter(configuration=environment.configuration).update(paused_at=db_now())
    pull_all()
    assert not NotificationPolicy.objects.exists()


def test_what_a_create_on_its_way_has_made_is_not_adopted_beside_it(
    environment: Environment,
) -> None:
    environment.fault(kind="reset_after", method="POST", path="notificationsPolicies")
    environment.fault(
        kind="status", status=503, method="GET", path="notificationsPolicies", times=1
    )
    policy = environment.policy()
    environment.drain()
    policy.refresh_from_db()
    assert not policy.remote_id
    environment.pull()
    assert NotificationPolicy.objects.filter(name="Staff").count() == 1
    environment.later(10)
    policy.refresh_from_db()
    assert policy.remote_id


def test_pingones_words_reach_who_asked(environment: Environment) -> None:
    environment.fault(kind="status", status=403, method="GET")
    with pytest.raises(Refused, match="Environment Admin"):
        environment.pull()


def test_who_may_not_connect_may_not_pull(environment: Environment) -> None:
    with pytest.raises(NotAllowed):
        pull_environment(configuration=environment.configuration, actor=environment.viewer)


@override_settings(PINGONE_LOOK_SECONDS=60)
def test_what_was_adopted_is_read_again_by_itself(environment: Environment) -> None:
    environment.pull()
    environment.drain()
    policy = NotificationPolicy.objects.get()
    environment.edit_there("policy", policy.remote_id, quotas=[])
    environment.later(61)
    policy.refresh_from_db()
    assert policy.sync.state == "held"
