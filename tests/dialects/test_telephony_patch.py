"""PATCH: what is named changes, everything else stays."""

import uuid
from typing import Any

import pytest

from apps.core import clock, events
from apps.providers.models import AccessToken, Lane, ProviderConfiguration
from apps.sync import lane as lanes
from apps.sync.models import Block, Sync
from tests import factories
from tests.policies.world import Environment
from tests.telephony_rest import TelephonyDoor, data, row, said, token_of, vonage, wrong
from tests.upstream.test_plivo_client import peer
from tests.world import World


@pytest.fixture
def pk(telephony: TelephonyDoor) -> int:
    """Of a configuration nobody is asked about."""
    meta = [{"meta_key": "floor", "meta_value": "3"}]
    return int(data(telephony.post(vonage(meta_json=meta, sip_url="sip:a.example.com")))["id"])


@pytest.mark.parametrize(
    ("asked", "column", "value"),
    [
        ({"name": " Vonage EU "}, "name", "Vonage EU"),
        ({"api_key": "another"}, "api_key", "another"),
        ({"base_url": "https://rest.nexmo.com"}, "base_url", "https://rest.nexmo.com"),
        ({"base_url": None}, "base_url", ""),
        ({"sip_url": "sip:b.example.com"}, "sip_url", "sip:b.example.com"),
        ({"sip_url": ""}, "sip_url", ""),
        ({"active": False}, "active", False),
        ({"meta_json": []}, "meta", {}),
        ({"meta_json": [{"meta_key": "a", "meta_value": None}]}, "meta", {"a": None}),
    ],
)
def test_one_column_changes_and_no_other(
    telephony: TelephonyDoor, pk: int, asked: dict[str, Any], column: str, value: Any
) -> None:
    columns = ("name", "api_key", "api_secret", "base_url", "sip_url", "active", "meta")
    before = {name: getattr(row(pk), name) for name in columns}
    data(telephony.patch(pk, asked))
    after = {name: getattr(row(pk), name) for name in columns}
    assert after == before | {column: value}


def test_what_it_was_is_on_record(telephony: TelephonyDoor, pk: int) -> None:
    telephony.patch(pk, {"name": "New", "sip_url": "sip:b.example.com"}, product_id="5")
    entry = events.timeline(row(pk))[0]
    assert (entry.verb, entry.data) == ("edited", {"product_id": 5})
    assert entry.changes == {
        "name": ["Vonage production", "New"],
        "sip_url": ["sip:a.example.com", "sip:b.example.com"],
    }


def test_its_own_answer_sent_back_changes_nothing(telephony: TelephonyDoor, pk: int) -> None:
    before = row(pk)
    count = events.timeline(before).count()
    whole = data(telephony.read(pk))
    assert data(telephony.patch(pk, whole)) == whole
    assert row(pk).api_secret == before.api_secret
    assert events.timeline(before).count() == count
    assert data(telephony.patch(pk, {})) == whole


def test_a_masked_secret_changes_nothing_beside_what_does(
    telephony: TelephonyDoor, pk: int
) -> None:
    secret = row(pk).api_secret
    for masked in (data(telephony.read(pk))["api_secret"], "••••", "••••9999"):
        answered = data(telephony.patch(pk, {"name": "Renamed", "api_secret": masked}))
        assert answered["name"] == "Renamed"
        assert row(pk).api_secret == secret
        assert answered["api_secret"] == f"••••{secret[-4:]}"


def test_the_provider_cannot_change(telephony: TelephonyDoor, pk: int) -> None:
    assert "cannot change" in wrong(telephony.patch(pk, {"provider": 3, "name": "x"}), "provider")
    assert row(pk).name == "Vonage production"
    data(telephony.patch(pk, {"provider": 5}))


def test_a_name_in_use_is_refused(telephony: TelephonyDoor, pk: int) -> None:
    telephony.post(vonage(name="Taken"))
    wrong(telephony.patch(pk, {"name": "Taken"}), "name")


@pytest.mark.parametrize("name", ["name", "api_key", "api_secret", "active", "meta_json"])
def test_nothing_is_no_value(telephony: TelephonyDoor, pk: int, name: str) -> None:
    wrong(telephony.patch(pk, {name: None}), name)


def test_a_required_secret_cannot_be_emptied(telephony: TelephonyDoor, pk: int) -> None:
    wrong(telephony.patch(pk, {"api_secret": ""}), "api_secret")
    custom = data(telephony.post({"name": "Own gateway", "provider": 99, "api_key": "k"}))["id"]
    data(telephony.patch(custom, {"api_key": ""}))
    assert row(custom).api_key == ""


def test_a_new_token_is_tried_before_it_replaces_the_old(
    world: World, telephony: TelephonyDoor
) -> None:
    pk, before = world.configuration.pk, world.configuration.api_secret
    wrong(telephony.patch(pk, {"name": "New", "api_secret": "bad-token"}), "api_secret")
    assert (row(pk).api_secret, row(pk).name) == (before, world.configuration.name)
    world.sandbox.reset(world.account)
    body = said(telephony.patch(pk, {"name": "New", "api_secret": "the-new-token"}), 200)
    assert body["message"] == "Success. Plivo accepts the credentials."
    assert body["data"]["api_secret"] == "the-new-token"
    assert (row(pk).api_secret, row(pk).name) == ("the-new-token", "New")
    assert row(pk).verified_at is not None


def test_new_credentials_free_what_the_old_ones_had_blocked(
    world: World, telephony: TelephonyDoor
) -> None:
    profile = world.profile()
    Sync.objects.filter(pk=profile.sync_id).update(blocked=Block.MISCONFIGURED)
    lanes.pause(world.configuration, "Plivo does not accept the token.")
    world.sandbox.reset(world.account)
    telephony.patch(world.configuration.pk, {"api_secret": "the-new-token"})
    assert Lane.objects.get(configuration=world.configuration).paused_at is None
    world.drain()
    profile.refresh_from_db()
    assert profile.remote_id


def test_a_secret_is_sent_to_no_host_it_was_not_given_for(
    world: World, telephony: TelephonyDoor
) -> None:
    """Else who may write but not read a secret could have it sent to an address of their own."""
    pk, secret = world.configuration.pk, world.configuration.api_secret
    heard: list[bytes] = []
    with peer(lambda connection, data: heard.append(data)) as elsewhere:
        masked = data(telephony.read(pk))["api_secret"]
        for asked in ({}, {"api_secret": masked}):
            answer = telephony.patch(pk, {"base_url": elsewhere, **asked})
            assert "Send api_secret" in wrong(answer, "base_url")
        same = {"name": row(pk).name, "provider": 1, "base_url": elsewhere}
        wrong(telephony.post(same), "base_url")
    assert heard == []
    assert row(pk).base_url == world.sandbox.plivo_url
    whole = {"base_url": f"{world.sandbox.plivo_url}/", "api_secret": secret}
    assert data(telephony.patch(pk, whole))["base_url"] == whole["base_url"]


def test_what_does_not_concern_the_provider_asks_it_nothing(
    world: World, telephony: TelephonyDoor
) -> None:
    asked = len(world.sandbox.requests(world.account))
    data(telephony.patch(world.configuration.pk, {"name": "New", "sip_url": "sip:a.example.com"}))
    assert len(world.sandbox.requests(world.account)) == asked


def test_the_account_stays_the_same(world: World, telephony: TelephonyDoor) -> None:
    other = {"api_key": factories.new_auth_id(), "api_secret": "its-own-token"}
    words = wrong(telephony.patch(world.configuration.pk, other), "api_key")
    assert world.account in words
    assert row(world.configuration.pk).account_id == world.account


def test_pingones_application_and_place_may_change_and_its_environment_not(
    db: Any, plivo_sandbox: Any
) -> None:
    environment = Environment(plivo_sandbox)
    environment.pull()
    door = TelephonyDoor(token_of(environment.actor), environment.organization.handle)
    pk = environment.configuration.pk
    version = AccessToken.objects.get(configuration=pk).version
    stray = [{"meta_key": "environment_id", "meta_value": str(uuid.uuid4())}]
    wrong(door.patch(pk, {"meta_json": stray}), "meta_json.environment_id")
    wrong(door.patch(pk, {"meta_json": []}), "meta_json.environment_id")
    told = {
        "auth_url": plivo_sandbox.pingone_url,
        "environment_id": environment.account,
        "region": "eu",
        "team": "identity",
    }
    meta = [{"meta_key": key, "meta_value": value} for key, value in told.items()]
    wrong(door.patch(pk, {"meta_json": meta}), "meta_json.auth_url")
    secret = environment.configuration.api_secret
    body = said(door.patch(pk, {"meta_json": meta, "api_secret": secret}), 200)
    assert body["message"] == "Success. PingOne accepts the credentials."
    assert row(pk).meta == told
    # The token of before is not used with what came after.
    kept = AccessToken.objects.get(configuration=pk)
    assert (kept.version, kept.token) == (version + 1, "")
    # Another application is kept out of it by its first one.
    intruder = {"api_key": str(uuid.uuid4()), "api_secret": "some-secret"}
    wrong(door.patch(pk, intruder), "meta_json.environment_id")


def test_switching_off_pauses_its_sync_and_on_resumes_it(
    world: World, telephony: TelephonyDoor
) -> None:
    pk = world.configuration.pk
    profile = world.profile()
    assert data(telephony.patch(pk, {"active": False}))["active"] is False
    lane = Lane.objects.get(configuration=pk)
    assert lane.paused_at is not None and lane.probe_at is None
    assert "Switched off by" in lane.pause_reason
    # Nothing leaves, whoever asks.
    world.drain()
    assert world.writes() == []
    assert data(telephony.patch(pk, {"active": True}))["active"] is True
    world.drain()
    assert len(world.writes()) == 1
    profile.refresh_from_db()
    assert profile.remote_id


def test_switched_off_it_lasts_although_its_credentials_work(
    world: World, telephony: TelephonyDoor
) -> None:
    pk = world.configuration.pk
    lanes.pause(world.configuration, "Plivo does not accept the token.")
    telephony.patch(pk, {"active": False})
    world.sandbox.reset(world.account)
    telephony.patch(pk, {"api_secret": "the-new-token"})
    clock.shift(3600)
    lane = Lane.objects.get(configuration=pk)
    assert lane.paused_at is not None and lane.probe_at is None
    assert row(pk).active is False


def test_a_pause_by_a_person_is_not_ended_by_sending_back_what_was_read(
    world: World, telephony: TelephonyDoor
) -> None:
    pk = world.configuration.pk
    lanes.pause(world.configuration, "Paused by Olivia.", actor=world.actor)
    data(telephony.patch(pk, data(telephony.read(pk)) | {"name": "New"}))
    assert row(pk).active is True
    assert Lane.objects.get(configuration=pk).pause_reason == "Paused by Olivia."
    data(telephony.patch(pk, {"active": True}))
    assert Lane.objects.get(configuration=pk).paused_at is None


def test_it_is_not_switched_on_beside_another_owner_of_its_account(
    world: World, telephony: TelephonyDoor
) -> None:
    pk = world.configuration.pk
    telephony.patch(pk, {"active": False})
    factories.ConfigurationFactory(account_id=world.account)
    assert "connected already" in wrong(telephony.patch(pk, {"active": True}), "api_key")
    assert not row(pk).active
    assert Lane.objects.get(configuration=pk).paused_at is not None


def test_one_that_is_gone_is_404(telephony: TelephonyDoor, pk: int) -> None:
    ProviderConfiguration.objects.filter(pk=pk).delete()
    said(telephony.patch(pk, {"name": "x"}), 404)
