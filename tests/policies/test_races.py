"""Several people and the worker at the same objects at once; PostgreSQL shows the races."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from apps.core.errors import Conflict, Refused
from apps.core.events import timeline
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.services.common import Violations
from apps.policies.services.policy import delete_policy, replace_policy
from apps.policies.services.setting import delete_setting, replace_setting
from apps.sync.drain import drain
from apps.sync.models import Hold, Sync
from apps.sync.services import take_theirs
from tests.policies.test_delivery_faults import digest
from tests.policies.world import POLICY, SETTING, Environment, chain
from tests.sandbox_process import SandboxProcess

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]
PAIRS = 400
ROUNDS = 25
EXPECTED = (Conflict, Refused, Violations)


@pytest.fixture
def environment(
    transactional_db: None, pingone_sandbox: SandboxProcess, settings: Any
) -> Environment:
    settings.UPSTREAM_RATES = {1: (1000.0, 100), 2: (1000.0, 100)}
    return Environment(pingone_sandbox)


def at_once(*jobs: Callable[[], Any]) -> list[str]:
    """What became of each: "saved" or the name of what a person is told; a bug is raised."""
    ends: list[str] = [""] * len(jobs)
    bugs: list[BaseException] = []
    ready = threading.Barrier(len(jobs))

    def run(number: int) -> None:
        try:
            ready.wait()
            jobs[number]()
            ends[number] = "saved"
        except EXPECTED as error:
            ends[number] = type(error).__name__
        except BaseException as error:
            bugs.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if bugs:
        raise bugs[0]
    return ends


def replace(
    environment: Environment, policy: NotificationPolicy, version: int | None, **over: Any
) -> Callable[[], Any]:
    def run() -> None:
        row = NotificationPolicy.objects.get(pk=policy.pk)
        body = {**row.wanted, **over}
        replace_policy(policy=row, body=body, version=version, actor=environment.admin)

    return run


def test_of_400_pairs_of_edits_none_is_lost_in_silence(environment: Environment) -> None:
    policy = environment.policy()
    told: list[tuple[str, str]] = []
    ready = threading.Barrier(2)
    version = [policy.version]

    def admin(key: str) -> Callable[[], Any]:
        def run() -> None:
            for n in range(PAIRS):
                ready.wait()
                seen = version[0]
                quota = {"type": "USER", "deliveryMethods": ["SMS"], "total": 1 + n % 50}
                over = {"quotas": [quota]} if key == "quotas" else {"name": f"Staff {n}"}
                try:
                    replace(environment, policy, seen, **over)()
                    told.append((key, "saved"))
                except Conflict as error:
                    assert error.current_version == seen + 1
                    told.append((key, "conflict"))
                ready.wait()
                version[0] = seen + 1

        return run

    at_once(admin("quotas"), admin("name"))
    assert len(told) == 2 * PAIRS
    assert sum(end == "saved" for _, end in told) == PAIRS
    policy.refresh_from_db()
    assert policy.version == 1 + PAIRS
    # Each one that was saved is in the history, with nothing of the other's undone.
    edits = timeline(policy).filter(verb="edited")
    assert edits.count() == PAIRS
    saved = {key: sum(pair == (key, "saved") for pair in told) for key in ("quotas", "name")}
    named = sum("name" in edit.changes for edit in edits)
    assert named == saved["name"]
    assert all(len({place.partition("[")[0] for place in edit.changes}) == 1 for edit in edits)
    environment.drain()
    (there,) = [one for one in environment.there("policy") if one["id"] == _remote(policy)]
    assert {key: there[key] for key in ("name", "quotas")} == {
        key: policy.wanted[key] for key in ("name", "quotas")
    }


def _remote(policy: NotificationPolicy) -> str:
    policy.refresh_from_db()
    return policy.remote_id


def test_an_edit_against_a_delete(environment: Environment) -> None:
    # A delete may always win: then nothing else opens the environment at the sandbox.
    environment.pull()
    for n in range(ROUNDS):
        policy = environment.policy(name=f"Policy {n}")

        def delete(policy: NotificationPolicy = policy) -> None:
            delete_policy(policy=policy, version=None, actor=environment.actor)

        edit = replace(environment, policy, None, quotas=[])
        ends = at_once(edit, delete, lambda: drain(environment.configuration.pk))
        assert ends[1:] == ["saved", "saved"] and ends[0] in ("saved", "Refused")
        environment.drain()
        policy.refresh_from_db()
        assert not policy.live
    assert len(environment.there("policy")) == 1


def test_a_default_moved_by_two_admins_and_the_worker_is_one(environment: Environment) -> None:
    """To one and back to the other; the worker sends whichever it finds meanwhile."""
    environment.pull()
    policies = [environment.policy(name=f"Policy {n}") for n in range(2)]
    policies.append(NotificationPolicy.objects.get(default=True))
    environment.drain()
    for n in range(ROUNDS):
        a, b = policies[n % 3], policies[(n + 1) % 3]
        moves = [replace(environment, one, None, default=True) for one in (a, b)]
        ends = at_once(*moves, lambda: drain(environment.configuration.pk))
        assert ends == ["saved"] * 3
        environment.drain()
        (chosen,) = NotificationPolicy.objects.live().filter(default=True)
        there = [one["name"] for one in environment.there("policy") if one["default"]]
        assert there == [chosen.name] and chosen.pk in (a.pk, b.pk)
        states = [Sync.objects.get(pk=policy.sync_id).state for policy in policies]
        assert states == ["in_sync"] * 3, [policy.sync.detail for policy in policies]


def test_a_default_taken_from_there_while_it_is_moved_here(environment: Environment) -> None:
    environment.pull()
    environment.policy()
    environment.drain()
    for n in range(ROUNDS // 3):
        loses = NotificationPolicy.objects.get(default=True)
        gains = NotificationPolicy.objects.get(default=False)
        environment.edit_there("policy", loses.remote_id, default=False)
        environment.edit_there("policy", gains.remote_id, default=True)
        environment.later(901)
        sync = Sync.objects.get(pk=gains.sync_id)
        assert sync.hold == Hold.DRIFT

        def take(sync: Sync = sync) -> None:
            take_theirs(sync=sync, actor=environment.actor)

        quota = {"type": "USER", "deliveryMethods": ["SMS"], "total": n + 1}
        edit = replace(environment, loses, None, default=True, quotas=[quota])
        ends = at_once(take, edit, lambda: drain(environment.configuration.pk))
        assert set(ends) <= {"saved", "Refused"}
        assert NotificationPolicy.objects.live().filter(default=True).count() == 1
        for held in Sync.objects.filter(hold=Hold.DRIFT):
            take_theirs(sync=held, actor=environment.actor)
        environment.drain()


@pytest.mark.parametrize("kind", ["setting", "policy"])
def test_of_two_of_one_name_one_is_told_that_it_is_taken(
    environment: Environment, kind: str
) -> None:
    make: Any = environment.setting if kind == "setting" else environment.policy
    # An environment has room for ten settings.
    for n in range(ROUNDS if kind == "policy" else 9):
        ends = at_once(*[lambda n=n: make(name=f"Same {n}") for _ in range(2)])
        assert sorted(ends) == ["Violations", "saved"]


def test_a_rename_to_the_name_somebody_is_creating(environment: Environment) -> None:
    policy = environment.policy()
    for n in range(ROUNDS):
        rename = replace(environment, policy, None, name=f"Name {n}")
        ends = at_once(rename, lambda n=n: environment.policy(name=f"Name {n}"))  # type: ignore[misc]
        assert sorted(ends) == ["Violations", "saved"]


def test_a_setting_is_not_deleted_under_a_policy_that_begins_to_name_it(
    environment: Environment,
) -> None:
    policy = environment.policy()
    for n in range(ROUNDS):
        setting = environment.setting(name=f"Gateway {n}")
        named = {"conditions": [chain(setting)]}
        edit = replace(environment, policy, None, providerConfiguration=named)

        def delete(setting: PhoneDeliverySetting = setting) -> None:
            delete_setting(setting=setting, version=None, actor=environment.actor)

        ends = at_once(edit, delete, lambda: drain(environment.configuration.pk))
        assert ends[:2] in (["saved", "Refused"], ["Violations", "saved"])
        replace_policy(policy=policy, body=POLICY, version=None, actor=environment.actor)
        if ends[1] == "Refused":
            delete()
        environment.drain()
        setting.refresh_from_db()
        assert not setting.live
    assert environment.there("setting") == []


def test_two_new_secrets_at_once_end_as_one_of_them_on_both_sides(
    environment: Environment,
) -> None:
    setting = environment.setting()
    environment.drain()
    for n in range(ROUNDS):

        def change(secret: str) -> Callable[[], Any]:
            body = {**SETTING, "authentication": {**SETTING["authentication"], "password": secret}}
            return lambda: replace_setting(
                setting=setting, body=body, version=None, actor=environment.actor
            )

        at_once(
            change(f"first {n}"), change(f"second {n}"), lambda: drain(environment.configuration.pk)
        )
        environment.drain()
        setting.refresh_from_db()
        (there,) = environment.there("setting")
        kept = setting.secrets["/authentication/password"]
        assert there["secrets"] == {"authentication.password": digest(kept)}
