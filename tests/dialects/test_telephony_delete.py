"""DELETE: 204 without a body, and 400 naming what hangs on it."""

from apps.core.models import Event
from apps.providers.models import Lane, ProviderConfiguration
from tests.telephony_rest import TelephonyDoor, data, row, said, vonage
from tests.world import World


def test_it_is_gone_and_its_end_is_on_record(telephony: TelephonyDoor) -> None:
    pk = data(telephony.post(vonage()))["id"]
    answer = telephony.delete(pk, product_id="8")
    assert (answer.status_code, answer.content) == (204, b"")
    assert not ProviderConfiguration.objects.filter(pk=pk).exists()
    assert not Lane.objects.filter(configuration_id=pk).exists()
    entry = Event.objects.get(subject_id=pk, verb="disconnected")
    assert (entry.subject_label, entry.data) == ("Vonage production", {"product_id": 8})
    assert said(telephony.delete(pk), 404)["message"] == "Configuration not found."


def test_one_in_use_is_kept_and_what_uses_it_is_named(
    world: World, telephony: TelephonyDoor
) -> None:
    world.brand(world.profile())
    world.profile(profile_alias="Second")
    body = said(telephony.delete(world.configuration.pk), 400)
    assert "still used by" in body["message"]
    assert "1 brand" in body["message"] and "2 company profiles" in body["message"]
    assert body["data"] == {}
    assert row(world.configuration.pk).active
    assert not Event.objects.filter(verb="disconnected").exists()


def test_one_account_with_nothing_filed_can_go(world: World, telephony: TelephonyDoor) -> None:
    world.numbers(1)
    assert telephony.delete(world.configuration.pk).status_code == 204
