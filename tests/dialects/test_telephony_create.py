"""POST: creates, or updates the one of the same organisation, provider and name."""

import uuid
from typing import Any

import pytest

from apps.core import events
from apps.providers.models import Lane, ProviderConfiguration
from tests import factories
from tests.telephony_rest import KEYS, TelephonyDoor, data, row, said, vonage, wrong
from tests.world import World


def plivo(world: World, **over: Any) -> dict[str, Any]:
    return {
        "name": "Plivo production",
        "provider": 1,
        "api_key": factories.new_auth_id(),
        "api_secret": "a-fine-plivo-token",
        "base_url": world.sandbox.plivo_url,
        **over,
    }


def twilio(world: World, **over: Any) -> dict[str, Any]:
    asked = {"name": "Twilio Support", "provider": 3, "api_key": "sk_xxx"}
    return {**asked, "api_secret": "secret_xxx", "base_url": world.sandbox.twilio_url, **over}


def pingone(world: World, environment: str, **meta: Any) -> dict[str, Any]:
    told = {"environment_id": environment, **meta}
    return {
        "name": "PingOne test",
        "provider": 2,
        "api_key": str(uuid.uuid4()),
        "api_secret": "a-fine-client-secret",
        "base_url": world.sandbox.pingone_url,
        "meta_json": [{"meta_key": key, "meta_value": value} for key, value in told.items()],
    }


def mine(world: World) -> Any:
    everything = ProviderConfiguration.objects.filter(organization=world.organization)
    return everything.exclude(pk=world.configuration.pk)


def test_the_answer_is_the_documented_object(world: World, telephony: TelephonyDoor) -> None:
    body = said(telephony.post(twilio(world)), 200)
    made = body["data"]
    assert list(made) == KEYS
    kept = mine(world).get()
    assert body["message"] == "Success. Twilio accepts the credentials."
    assert made["provider_details"].keys() == {"id", "name", "description", "icon"}
    assert made["provider_details"]["id"] == made["provider"] == 3
    assert made["id"] == kept.pk
    assert made["org_handle"] == world.organization.handle
    assert (made["api_key"], made["api_secret"]) == ("sk_xxx", "secret_xxx")
    assert (made["meta_json"], made["active"], made["sip_url"]) == ([], True, "")
    assert made["base_url"] == world.sandbox.twilio_url
    assert kept.verified_at is not None
    assert Lane.objects.filter(configuration=kept).exists()


def test_what_is_not_given_is_answered_as_documented(telephony: TelephonyDoor) -> None:
    made = data(telephony.post(vonage()))
    assert (made["base_url"], made["sip_url"], made["meta_json"]) == (None, "", [])
    assert made["active"] is True


def test_the_same_name_and_provider_again_updates(telephony: TelephonyDoor, world: World) -> None:
    first = data(telephony.post(vonage(sip_url="sip:one.example.com", meta_json=[])))
    again = data(telephony.post(vonage(api_secret="another-secret", base_url="https://x.example")))
    assert again["id"] == first["id"]
    assert again["api_secret"] == "another-secret"
    assert again["sip_url"] == "sip:one.example.com"
    kept = mine(world).get()
    assert (kept.api_secret, kept.base_url) == ("another-secret", "https://x.example")
    assert data(telephony.post(vonage(provider=99)))["id"] != first["id"]
    assert data(telephony.post(vonage(name="Another")))["id"] != first["id"]


def test_another_organisations_of_that_name_is_left_alone(
    world: World, telephony: TelephonyDoor
) -> None:
    other = factories.ConfigurationFactory(
        provider=5, name="Vonage production", api_secret="theirs"
    )
    assert data(telephony.post(vonage()))["id"] != other.pk
    assert row(other.pk).api_secret == "theirs"


def test_plivo_is_asked_first_and_then_syncs(world: World, telephony: TelephonyDoor) -> None:
    asked = plivo(world)
    body = said(telephony.post(asked), 200)
    kept = row(body["data"]["id"])
    assert body["message"] == "Success. Plivo accepts the credentials."
    assert kept.account_id == asked["api_key"]
    assert kept.verified_at is not None
    (seen,) = world.sandbox.requests(asked["api_key"])
    assert (seen["method"], seen["status"]) == ("GET", 200)


def test_pingone_is_asked_first_by_its_token_and_a_reading(
    world: World, telephony: TelephonyDoor
) -> None:
    environment = str(uuid.uuid4())
    asked = pingone(world, environment.upper(), note="kept as it is", floor=4)
    made = data(telephony.post(asked))
    assert row(made["id"]).account_id == environment
    assert made["meta_json"] == [
        {"meta_key": "environment_id", "meta_value": environment},
        {"meta_key": "floor", "meta_value": 4},
        {"meta_key": "note", "meta_value": "kept as it is"},
    ]
    paths = [one["path"] for one in world.sandbox.requests(environment)]
    assert [path.rpartition("/")[2] for path in paths] == ["token", "notificationsPolicies"]


@pytest.mark.parametrize("provider", ["plivo", "twilio", "pingone"])
def test_refused_credentials_are_400_in_the_providers_words_and_kept_nowhere(
    world: World, telephony: TelephonyDoor, provider: str
) -> None:
    asked = {
        "plivo": plivo(world),
        "twilio": twilio(world),
        "pingone": pingone(world, str(uuid.uuid4())),
    }[provider]
    words = wrong(telephony.post(asked | {"api_secret": "bad-one"}), "api_secret")
    assert "does not accept" in words and "bad-one" not in words
    if provider == "twilio":
        assert "Authenticate (20003)." in words
    assert not mine(world).exists()


def test_a_provider_that_does_not_answer_is_said_at_the_address(
    world: World, telephony: TelephonyDoor
) -> None:
    answer = telephony.post(twilio(world, base_url="http://127.0.0.1:9"))
    assert "could not be reached" in wrong(answer, "base_url")
    sid = f"AC{uuid.uuid4().hex}"
    world.sandbox.fault(account=sid, kind="status", status=503)
    answer = telephony.post(twilio(world, api_key=sid))
    assert "Check the address, then try again." in wrong(answer, "base_url")
    assert not mine(world).exists()


def test_others_are_kept_as_given_and_that_is_said(telephony: TelephonyDoor) -> None:
    body = said(telephony.post(vonage()), 200)
    assert "cannot check credentials of Vonage" in body["message"]
    assert row(body["data"]["id"]).verified_at is None


def test_an_account_has_one_owner(world: World, telephony: TelephonyDoor) -> None:
    same = plivo(world, api_key=world.account, api_secret=world.configuration.api_secret)
    assert "connected already" in wrong(telephony.post(same), "api_key")


@pytest.mark.parametrize(
    ("over", "fields"),
    [
        ({"name": None}, ["name"]),
        ({"name": " "}, ["name"]),
        ({"name": "n" * 101}, ["name"]),
        ({"provider": 42}, ["provider"]),
        ({"provider": "vonage"}, ["provider"]),
        ({"provider": True}, ["provider"]),
        ({"provider": None}, ["provider"]),
        ({"api_key": ""}, ["api_key"]),
        ({"api_key": None}, ["api_key"]),
        ({"api_secret": "s" * 501}, ["api_secret"]),
        ({"api_secret": "a\nb"}, ["api_secret"]),
        ({"api_secret": "••••1234"}, ["api_secret"]),
        ({"api_secret": ["a"]}, ["api_secret"]),
        ({"active": "perhaps"}, ["active"]),
        ({"active": None}, ["active"]),
        ({"base_url": "gateway"}, ["base_url"]),
        ({"base_url": "ftp://gateway.example.com"}, ["base_url"]),
        ({"base_url": "https://user:word@gateway.example.com"}, ["base_url"]),
        ({"sip_url": "sip:user:word@example.com"}, ["sip_url"]),
        ({"sip_url": "s" * 201}, ["sip_url"]),
        ({"meta_json": {"key": "value"}}, ["meta_json"]),
        ({"meta_json": [{"meta_key": "a"}]}, ["meta_json"]),
        ({"meta_json": [{"meta_key": "a", "meta_value": 1}] * 2}, ["meta_json"]),
        ({"meta_json": [{"meta_key": "auth_token", "meta_value": "x"}]}, ["meta_json"]),
        ({"name": "", "provider": 42}, ["name", "provider"]),
    ],
)
def test_what_is_wrong_is_said_at_its_key(
    world: World, telephony: TelephonyDoor, over: dict[str, Any], fields: list[str]
) -> None:
    wrong(telephony.post(vonage(**over)), *fields)
    assert not mine(world).exists()


@pytest.mark.parametrize("name", ["name", "provider", "api_key", "api_secret"])
def test_what_is_missing_is_said_at_its_key(
    world: World, telephony: TelephonyDoor, name: str
) -> None:
    asked = {key: value for key, value in vonage().items() if key != name}
    wrong(telephony.post(asked), name)
    assert not mine(world).exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("environment_id", ""),
        ("environment_id", "test"),
        ("environment_id", 7),
        ("region", "com@evil.example"),
        ("region", 7),
        ("auth_url", "http://10.0.0.5"),
        ("token_environment_id", "test"),
    ],
)
def test_what_pingone_needs_is_looked_at_before_it_is_asked(
    world: World, telephony: TelephonyDoor, key: str, value: Any
) -> None:
    environment = str(uuid.uuid4())
    asked = pingone(world, environment)
    told = {"environment_id": environment, key: value}
    asked["meta_json"] = [{"meta_key": name, "meta_value": said} for name, said in told.items()]
    wrong(telephony.post(asked), f"meta_json.{key}")
    assert world.sandbox.requests(environment) == []
    assert not mine(world).exists()


@pytest.mark.parametrize(
    "address", ["http://169.254.169.254/latest", "http://10.0.0.5", "https://u:w@api.plivo.com"]
)
@pytest.mark.parametrize("kind", [plivo, twilio])
def test_it_asks_no_host_of_our_own_network(
    world: World, telephony: TelephonyDoor, address: str, kind: Any
) -> None:
    wrong(telephony.post(kind(world, base_url=address)), "base_url")
    assert not mine(world).exists()


@pytest.mark.parametrize("auth_id", ["MA1", "../x", "XXABCDEFGHIJKLMNOPQR"])
def test_a_key_that_is_part_of_an_address_has_its_shape(
    world: World, telephony: TelephonyDoor, auth_id: str
) -> None:
    wrong(telephony.post(plivo(world, api_key=auth_id)), "api_key")


def test_switched_off_it_is_made_and_rests(world: World, telephony: TelephonyDoor) -> None:
    made = data(telephony.post(plivo(world, active=False)))
    assert made["active"] is False
    kept = row(made["id"])
    assert not kept.active
    assert Lane.objects.get(configuration=kept).paused_at is not None


def test_it_is_on_record_with_its_product_and_without_its_secret(
    telephony: TelephonyDoor,
) -> None:
    asked = vonage()
    made = data(telephony.post(asked, product_id="17"))
    entry = events.timeline(row(made["id"])).get()
    assert (entry.verb, entry.data, entry.actor_kind) == ("connected", {"product_id": 17}, "token")
    telephony.post(asked | {"api_secret": "yet-another-secret"})
    entry = events.timeline(row(made["id"])).first()  # type: ignore[assignment]
    assert entry.verb == "credentials_replaced"
    assert entry.changes == {"api_secret": ["••••", "••••"]}
