"""The home page, search and the left bar on PingOne's providers and policies."""

from typing import Any

import pytest
from django.test import Client

from apps.core.clock import db_now
from apps.providers.models import ProviderConfiguration
from apps.sync import lane as lanes
from apps.sync.models import Block, Sync
from tests.policies.world import Environment
from tests.world import World


@pytest.fixture
def policy(environment: Environment) -> Any:
    made = environment.policy()
    environment.drain()
    made.refresh_from_db()
    return made


def needs(client: Client) -> list[Any]:
    return list(client.get("/").context["needs"])


def found(client: Client, words: str) -> dict[str, list[str]]:
    groups = client.get("/search/", {"q": words}).context["groups"]
    return {group.label: [hit.name for hit in group.hits] for group in groups}


def test_a_change_made_at_pingone_wants_a_decision(
    environment: Environment, olivia: Client, policy: Any
) -> None:
    environment.edit_there("policy", policy.remote_id, name="Employees")
    Sync.objects.filter(pk=policy.sync_id).update(look_at=db_now())
    environment.drain()
    (need,) = needs(olivia)
    assert (need.title, need.noun, need.word) == ("Staff", "notification policy", "Held")
    assert "was changed at PingOne" in need.text
    assert need.label == "Compare and decide"
    assert need.url == f"/sync/{policy.sync_id}/"


def test_what_pingone_refused_leads_to_its_page(
    environment: Environment, olivia: Client, sam: Client, policy: Any
) -> None:
    setting = environment.setting()
    Sync.objects.filter(pk__in=[policy.sync_id, setting.sync_id]).update(
        blocked=Block.REJECTED, detail={"message": "quotas: too many"}
    )
    by_title = {need.title: need for need in needs(olivia)}
    assert by_title["Staff"].url == policy.get_absolute_url()
    assert by_title["Staff"].label == "Correct this policy"
    assert by_title[str(setting)].url == setting.get_absolute_url()
    assert by_title[str(setting)].label == "Correct this provider"
    assert by_title["Staff"].why == "quotas: too many"
    # A filer may read it, and that is all.
    assert {need.label for need in needs(sam)} == {"Open this policy", "Open this provider"}


def test_a_paused_environment_speaks_of_its_credentials(
    environment: Environment, olivia: Client
) -> None:
    lanes.pause(environment.configuration, "PingOne does not accept the client ID and secret.")
    (need,) = needs(olivia)
    assert need.title == environment.configuration.name
    assert "Replace its credentials" in need.text


def test_a_connection_whose_check_failed_is_listed(
    environment: Environment, olivia: Client
) -> None:
    ProviderConfiguration.objects.filter(pk=environment.configuration.pk).update(
        verify_error="PingOne could not be reached."
    )
    (need,) = needs(olivia)
    assert (need.title, need.word) == (environment.configuration.name, "Failing")
    assert need.why == "PingOne could not be reached."
    assert need.url == f"/connections/{environment.configuration.pk}/"


def test_who_uses_pingone_alone_is_not_led_to_plivo(
    world: World, environment: Environment, olivia: Client
) -> None:
    assert olivia.get("/").context["steps"]
    ProviderConfiguration.objects.filter(pk=world.configuration.pk).delete()
    assert olivia.get("/").context["steps"] == []


def test_who_has_nothing_is_offered_both(stranger: Client) -> None:
    assert "/connections/new/?provider=pingone" in stranger.get("/").content.decode()


def test_a_policy_is_found_by_its_name_and_both_ids(vera: Client, policy: Any) -> None:
    assert policy.remote_id and policy.remote_id != policy.public_id
    for words in ("staf", policy.public_id, policy.remote_id, policy.remote_id.upper()):
        assert found(vera, words) == {"Notification policies": ["Staff"]}


def test_a_provider_is_found_by_name_kind_ids_and_the_end_of_its_sid(
    environment: Environment, vera: Client
) -> None:
    sid = "AC" + "0123456789abcdef" * 2
    body = {"provider": "CUSTOM_TWILIO", "sid": sid, "authToken": "a fine token"}
    environment.setting()
    twilio = environment.setting(**dict.fromkeys(("name", "authentication", "requests")), **body)
    environment.drain()
    twilio.refresh_from_db()
    for words in ("twilio", sid, "cdef", twilio.public_id, twilio.remote_id):
        assert found(vera, words) == {"Notification providers": ["Twilio cdef"]}
    assert found(vera, "gatew") == {"Notification providers": ["Gateway"]}
    assert found(vera, "ef") == {}


def test_nothing_of_another_organisation_is_found(stranger: Client, policy: Any) -> None:
    assert found(stranger, "staff") == {}
    assert not needs(stranger)


def test_the_left_bar_leads_to_notifications(vera: Client) -> None:
    groups = {group["label"]: group["items"] for group in vera.get("/").context["nav"]}
    assert [item["label"] for item in groups["Notifications"]] == [
        "Policies",
        "Providers",
        "Simulator",
    ]
    assert list(groups).index("Notifications") < list(groups).index("Connections")
