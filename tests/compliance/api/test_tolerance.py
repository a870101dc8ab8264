"""What Plivo's official SDKs put on the wire is taken as they mean it.

``recorded.json`` holds method, path, headers and body of each call as Plivo's Python SDK 4.63.0 and
Node SDK 4.79.0 sent them to a listening socket; ``__brand__`` and the like stand for live ids.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from apps.compliance.models import Brand, Campaign, Profile, TollfreeVerification
from tests.rest import Door, body, error
from tests.world import CAMPAIGN, World

RECORDED: list[dict[str, Any]] = json.loads(Path(__file__).with_name("recorded.json").read_text())


class Place:
    """The objects a recorded call names, each made when it is first named."""

    def __init__(self, world: World, door: Door) -> None:
        self.world = world
        self.door = door
        self.known: dict[str, str] = {}
        self.makers: dict[str, Callable[[], str]] = {
            "profile": lambda: world.profile(profile_alias="Free").public_id,
            "brand": lambda: world.brand().public_id,
            "campaign": lambda: world.active_campaign().public_id,
            "declined": lambda: self._declined().public_id,
            "linking": lambda: self._linking().public_id,
            "linked": lambda: self._linking().numbers.get().number,
            "number": lambda: world.numbers(1)[0],
            "tollfree": lambda: world.tollfree_numbers(1)[0],
            "verification": lambda: (
                world.verification(world.profile(profile_alias="Verified")).public_id
            ),
        }

    def fill(self, text: str) -> str:
        return re.sub(r"__(\w+?)__", lambda found: self.id_of(found[1]), text)

    def id_of(self, name: str) -> str:
        if name not in self.known:
            self.known[name] = self.makers[name]()
        return self.known[name]

    def send(self, call: dict[str, Any]) -> HttpResponse:
        headers = {name.lower().replace("-", "_"): v for name, v in call["headers"].items()}
        return self.door.call(
            call["method"], self.fill(call["path"]), self.fill(call["body"]), **headers
        )

    def _declined(self) -> Campaign:
        return self.world.active_campaign(message_flow="DECLINE 1004 " + "x" * 40, sample3="y" * 20)

    def _linking(self) -> Campaign:
        if not Campaign.objects.exists():
            campaign = self.world.active_campaign()
            self.world.link(campaign, self.world.numbers(1))
        return Campaign.objects.get()


@pytest.fixture
def place(world: World, door: Door) -> Place:
    return Place(world, door)


def recorded(sdk: str, name: str) -> dict[str, Any]:
    return next(c for c in RECORDED if c["sdk"].startswith(sdk) and c["call"] == name)


@pytest.mark.parametrize("call", RECORDED, ids=lambda c: f"{c['sdk']}: {c['call']}")
def test_a_recorded_call_is_answered_as_its_sdk_expects(place: Place, call: dict[str, Any]) -> None:
    answer = place.send(call)
    assert answer.status_code == call["status"], answer.content
    if call["status"] == 204:
        assert answer.content == b""
    elif call["status"] >= 400:
        error(answer, call["status"])
    else:
        assert body(answer)["api_id"]


def test_empty_texts_and_objects_are_absent(place: Place) -> None:
    """Item 1: the Python SDK sends "", {} and [] for every argument that was not given."""
    place.send(recorded("python", "profile.create"))
    profile = Profile.objects.get()
    assert (profile.ein, profile.stock_exchange, profile.alt_business_id_type) == ("", "", "")
    said = error(place.send(recorded("python", "profile.create without address")))
    assert "address.street: " in said and "authorized_contact.email: " in said


def test_false_is_said_and_not_absent(place: Place) -> None:
    """Item 1: its brand.create sends secondary_vetting false unless told otherwise."""
    place.send(recorded("python", "brand.create"))
    brand = Brand.objects.get()
    assert (brand.brand_type, brand.secondary_vetting) == ("STANDARD", False)
    assert (brand.callback_url, brand.callback_method) == ("", "POST")


def test_an_empty_text_in_an_update_leaves_it_alone(place: Place) -> None:
    """Item 1: its campaign.update sends "" for each text that was not given."""
    place.send(recorded("python", "campaign.update"))
    campaign = Campaign.objects.get()
    assert campaign.message_flow.startswith("Customers enter their number")
    assert (campaign.sample1, campaign.sample3) == (CAMPAIGN["sample1"], "y" * 20)


def test_an_update_of_a_profile_with_empty_objects_changes_one_field(place: Place) -> None:
    place.send(recorded("python", "profile.update"))
    profile = Profile.objects.get()
    assert (profile.vertical, profile.street) == ("ENERGY", "660 Broadway")
    assert profile.company_name == "Acme Bakery LLC"


def test_keys_nobody_asked_for_are_ignored(place: Place) -> None:
    """Item 2: number_link repeats campaign_id, the verification's update its uuid."""
    assert place.send(recorded("python", "campaign.number_link")).status_code == 202
    place.send(recorded("python", "tollfree_verification.update"))
    assert TollfreeVerification.objects.get().volume == "10,000"


@pytest.mark.parametrize(
    ("sdk", "name"),
    [("python", "campaign.number_unlink"), ("node", "campaign.unlinkNumber")],
)
def test_a_delete_may_have_a_body(place: Place, sdk: str, name: str) -> None:
    """Item 3: arguments of a DELETE come as JSON; url "" is none."""
    place.send(recorded(sdk, name))
    link = Campaign.objects.get().numbers.get()
    assert (link.retiring, link.callback_url) == (True, "")


def test_a_body_of_two_quotes_is_none(place: Place) -> None:
    """Item 4: Node's tollfreeVerification.delete sends "" as JSON."""
    call = recorded("node", "tollfreeVerification.delete")
    assert call["body"] == '""'
    assert place.send(call).status_code == 204


def test_a_get_may_announce_json_and_send_none(place: Place) -> None:
    """Item 5."""
    for call in RECORDED:
        if call["method"] == "GET":
            assert (call["headers"]["Content-Type"], call["body"]) == ("application/json", "")


def test_stray_questions_and_slashes_are_harmless(place: Place) -> None:
    """Item 6: what the Node SDK's pool lists do to query and path."""
    number = place.id_of("number")
    page = body(place.door.get("Number//?limit=5&?search=hack"))
    assert len(page["objects"]) == 5
    assert body(place.door.get(f"Number//{number}//?&"))["number"] == number


def test_samples_with_an_underscore_are_samples(place: Place) -> None:
    """Item 7: Node renames sample3 to sample5 on their way out."""
    place.send(recorded("node", "campaign.create"))
    campaign = Campaign.objects.get()
    assert [text[-1] for text in (campaign.sample3, campaign.sample4, campaign.sample5)] == [
        "3",
        "4",
        "5",
    ]
    assert campaign.sub_usecases == ["2FA", "CUSTOMER_CARE"]


def test_a_correction_with_an_underscore_is_one(place: Place) -> None:
    place.send(recorded("node", "campaign.update"))
    campaign = Campaign.objects.get()
    assert campaign.sample3 == "New Bakery: your code is 123456. 3"
    assert (campaign.sample2, campaign.sample4) == (CAMPAIGN["sample2"], "")


def test_shifted_arguments_are_named(place: Place) -> None:
    """Item 8: written for Node before 4.75.7, the flow arrives as a sample and the rest is gone."""
    said = error(place.send(recorded("node", "campaign.create in the order before 4.75.7")))
    for key in ("message_flow", "help_message", "optout_message"):
        assert f"{key}: " in said
    assert not Campaign.objects.exists()


def test_brands_are_listed_by_status_too(world: World, place: Place) -> None:
    """Item 12: Python's brand.list calls the documented registration_status status."""
    call = recorded("python", "brand.list")
    assert "status=COMPLETED" in call["path"]
    place.id_of("brand")
    assert body(place.send(call))["meta"]["total_count"] == 0
    world.drain()
    world.reviewed()
    assert body(place.send(call))["meta"]["total_count"] == 1
