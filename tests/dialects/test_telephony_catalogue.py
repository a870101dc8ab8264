"""The catalogue: which providers there are and what each of them needs."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from apps.providers import catalogue
from tests.telephony_rest import CATALOGUE, TelephonyDoor, data, vonage


@pytest.fixture
def entries(telephony: TelephonyDoor) -> dict[str, Any]:
    return {one["name"]: one for one in data(telephony.get(CATALOGUE, org_handle=""))}


def test_it_has_every_provider_once(entries: dict[str, Any]) -> None:
    assert list(entries) == [
        "Plivo", "PingOne", "Twilio", "Telnyx", "Vonage", "Bandwidth", "Sinch", "Custom",
    ]  # fmt: skip
    assert len({one["id"] for one in entries.values()}) == len(entries)


def test_a_configuration_names_its_entry(entries: dict[str, Any], telephony: TelephonyDoor) -> None:
    made = data(telephony.post(vonage()))
    details = made["provider_details"]
    assert {key: entries["Vonage"][key] for key in details} == details


def test_each_icon_is_an_svg_that_is_served(entries: dict[str, Any], settings: Any) -> None:
    for one in entries.values():
        assert one["icon"].startswith(f"{settings.PUBLIC_URL}/static/img/providers/")
        found = finders.find(urlsplit(one["icon"]).path.removeprefix("/static/"))
        assert found is not None
        with open(str(found)) as icon:
            assert icon.read().startswith("<svg ")


def test_each_says_how_its_credentials_are_called_and_checked(entries: dict[str, Any]) -> None:
    for one in entries.values():
        assert [field["name"] for field in one["fields"]][:2] == ["api_key", "api_secret"]
        assert all(field["label"] for field in one["fields"])
        assert one["fields"][1]["secret"] is True
        assert one["verified_before_saving"] == bool(one["verification"])
        assert all(url.startswith("https://") for url in one["links"].values())
        assert one["links"] or one["name"] == "Custom"
    checked = [name for name, one in entries.items() if one["verified_before_saving"]]
    assert checked == ["Plivo", "PingOne", "Twilio"]
    assert [name for name, one in entries.items() if one["synced"]] == ["Plivo", "PingOne"]
    meta = [field["name"] for field in entries["PingOne"]["fields"] if field["in"] == "meta_json"]
    assert meta == ["environment_id", "region", "auth_url", "token_environment_id"]


def test_what_it_calls_required_is_required(telephony: TelephonyDoor) -> None:
    for provider in catalogue.PROVIDERS:
        answer = telephony.post({"name": "Bare", "provider": provider.id})
        fields = (provider.key, provider.secret, *provider.meta)
        missing = {field.name for field in fields if field.required}
        errors = answer.json().get("data", {}).get("errors", {})
        assert {name.rpartition(".")[2] for name in errors} == missing, provider.name
        assert answer.status_code == (400 if missing else 200)
