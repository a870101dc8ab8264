"""GET: the list of what a token may read, and one configuration."""

from apps.core import clock
from apps.core.clock import db_now
from apps.providers.models import ProviderConfiguration
from apps.sync import lane as lanes
from tests import factories
from tests.telephony_rest import KEYS, LIST, TelephonyDoor, data, said, vonage
from tests.world import World


def test_the_list_has_all_of_the_tokens_organisation_with_a_handle_and_without(
    world: World, telephony: TelephonyDoor
) -> None:
    made = data(telephony.post(vonage()))
    factories.ConfigurationFactory()
    without = data(telephony.get(org_handle=""))
    assert [one["id"] for one in without] == [world.configuration.pk, made["id"]]
    assert data(telephony.get()) == without
    assert all(list(one) == KEYS for one in without)
    assert {one["org_handle"] for one in without} == {world.organization.handle}


def test_a_list_of_none_is_an_empty_array(world: World, telephony: TelephonyDoor) -> None:
    world.configuration.delete()
    assert data(telephony.get()) == []


def test_one_is_read_with_its_organisation_and_product(telephony: TelephonyDoor) -> None:
    made = data(telephony.post(vonage()))
    body = said(telephony.read(made["id"], product_id="3"), 200)
    assert body["message"] == "Success"
    assert body["data"] == made | {"api_secret": f"••••{made['api_secret'][-4:]}"}
    (other,) = [one for one in data(telephony.get()) if one["id"] == made["id"]]
    assert other == body["data"]


def test_addresses_work_without_the_last_slash_and_with_two(
    world: World, telephony: TelephonyDoor
) -> None:
    for path in (LIST.rstrip("/"), f"{LIST}/", LIST.replace("/v2/", "//v2/")):
        assert len(data(telephony.get(path))) == 1
    assert data(telephony.get(f"{LIST}{world.configuration.pk}"))["id"] == world.configuration.pk


def test_the_handle_is_read_in_any_case(world: World, telephony: TelephonyDoor) -> None:
    assert data(telephony.get(org_handle=f" {world.organization.handle.upper()} "))


def test_it_is_active_unless_switched_off_or_paused_by_a_person(
    world: World, telephony: TelephonyDoor
) -> None:
    pk = world.configuration.pk
    lanes.pause(world.configuration, "Plivo does not accept the token.")
    assert data(telephony.read(pk))["active"] is True
    lanes.resume(world.configuration, actor=world.actor)
    lanes.pause(world.configuration, "Paused by Olivia.", actor=world.actor)
    assert data(telephony.read(pk))["active"] is False
    lanes.resume(world.configuration, actor=world.actor)
    ProviderConfiguration.objects.filter(pk=pk).update(active=False)
    assert data(telephony.read(pk))["active"] is False


def test_what_its_last_check_found_is_said(world: World, telephony: TelephonyDoor) -> None:
    pk = world.configuration.pk
    ProviderConfiguration.objects.filter(pk=pk).update(
        verified_at=db_now(), verify_error="Plivo does not accept the Auth ID and token."
    )
    message = said(telephony.read(pk), 200)["message"]
    assert message.endswith("Plivo does not accept the Auth ID and token.")


def test_its_use_is_noted_on_the_token(world: World, telephony: TelephonyDoor) -> None:
    clock.shift(3600)
    telephony.get()
    credential = world.organization.api_credentials.get()
    assert credential.last_used_at is not None
