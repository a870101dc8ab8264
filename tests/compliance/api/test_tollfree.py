"""``/TollfreeVerification/``: every operation, parameter and filter."""

from typing import Any

import pytest

from apps.compliance.models import TollfreeVerification
from apps.numberpools.models import PhoneNumber
from tests.compliance.api import bodies
from tests.compliance.api.bodies import VERIFICATION
from tests.rest import Door, body, error
from tests.world import World

PATH = "TollfreeVerification/"


@pytest.fixture
def profile_uuid(world: World) -> str:
    return world.profile().public_id


@pytest.fixture
def number(world: World) -> str:
    return world.tollfree_numbers(1)[0]


@pytest.fixture
def uuid(door: Door, profile_uuid: str, number: str) -> str:
    """A verification that was filed and not sent yet."""
    return str(body(door.post(PATH, bodies.verification(profile_uuid, number)))["uuid"])


def test_a_create_answers_201_with_our_id(door: Door, profile_uuid: str, number: str) -> None:
    answer = door.post(PATH, bodies.verification(profile_uuid, number))
    assert (answer.status_code, answer["Linecheck-Sync"]) == (201, "waiting")
    assert set(body(answer)) == {"api_id", "message", "uuid"}
    assert body(answer)["message"] == "created"
    assert len(body(answer)["uuid"]) == 36


def test_what_was_filed_is_read_back_flat(door: Door, profile_uuid: str, number: str) -> None:
    more = {
        "callback_url": "https://acme.com/hook",
        "callback_method": "get",
        "terms_and_conditions_link": "https://acmebakery.com/terms",
        "privacy_policy_link": "https://acmebakery.com/privacy",
        "optin_message": "Acme Bakery: you are in.",
        "help_message": "Acme Bakery: write to help@acmebakery.com.",
    }
    uuid = body(door.post(PATH, bodies.verification(profile_uuid, f"+{number}", **more)))["uuid"]
    said = body(door.get(f"{PATH}{uuid}/"))
    for key in ("created", "last_modified"):
        assert said.pop(key).endswith("Z")
    assert said.pop("api_id")
    assert said == {
        **VERIFICATION,
        **more,
        "usecase": "2FA,CUSTOMER_CARE",
        "callback_method": "GET",
        "uuid": uuid,
        "profile_uuid": profile_uuid,
        "number": number,
        "status": "SUBMITTED",
        "error_message": "",
    }


def test_a_verification_is_read_through_its_states(world: World, door: Door, uuid: str) -> None:
    world.drain()
    answer = door.get(f"{PATH}{uuid}/")
    assert answer["Linecheck-Sync"] == "in-sync"
    assert body(answer)["status"] == "SUBMITTED"
    assert body(answer)["remote_id"] == world.objects("tollfrees")[0]["uuid"] != uuid
    world.reviewed()
    assert body(door.get(f"{PATH}{uuid}/"))["status"] == "APPROVED"


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"usecase": "2fa"}, {"usecase": ["2FA"]}),
        ({"usecase": ["2FA", "marketing"]}, {"usecase": ["2FA", "MARKETING"]}),
        ({"volume": 10000}, {"volume": "10,000"}),
        ({"volume": "10000000+"}, {"volume": "10,000,000+"}),
        ({"optin_type": "web form"}, {"optin_type": "WEB_FORM"}),
        (
            {"optin_image_url": "https://a.example.com/1.png, https://a.example.com/2.png"},
            {"optin_image_url": ["https://a.example.com/1.png", "https://a.example.com/2.png"]},
        ),
        (
            {"optin_image_url": ["https://a.example.com/1,2.png"]},
            {"optin_image_url": ["https://a.example.com/1,2.png"]},
        ),
        ({"extra_data": None, "additional_information": ""}, {"extra_data": ""}),
        ({"uuid": "mine", "status": "APPROVED"}, {"remote_status": ""}),
    ],
)
def test_values_are_read_tolerantly(
    door: Door, profile_uuid: str, number: str, sent: dict[str, Any], stored: dict[str, Any]
) -> None:
    answer = door.post(PATH, bodies.verification(profile_uuid, number, **sent))
    assert answer.status_code == 201, answer.content
    row = TollfreeVerification.objects.get()
    assert {name: getattr(row, name) for name in stored} == stored


@pytest.mark.parametrize(
    ("over", "key"),
    [
        ({"profile_uuid": ""}, "profile_uuid"),
        ({"profile_uuid": "nobody"}, "profile_uuid"),
        ({"usecase": ""}, "usecase"),
        ({"usecase": "SPAM"}, "usecase"),
        ({"usecase": {"a": 1}}, "usecase"),
        ({"usecase": "2FA,2FA"}, "usecase"),
        ({"usecase_summary": None}, "usecase_summary"),
        ({"usecase_summary": "x" * 501}, "usecase_summary"),
        ({"message_sample": "x" * 1001}, "message_sample"),
        ({"message_sample": ["x"]}, "message_sample"),
        ({"optin_image_url": []}, "optin_image_url"),
        ({"optin_image_url": "not a link"}, "optin_image_url"),
        ({"optin_image_url": "http://["}, "optin_image_url"),
        ({"optin_type": ""}, "optin_type"),
        ({"optin_type": "TELEPATHY"}, "optin_type"),
        ({"volume": ""}, "volume"),
        ({"volume": "7"}, "volume"),
        ({"number": ""}, "number"),
        ({"number": "x"}, "number"),
        ({"number": "12025550100"}, "number"),
        ({"number": "18005550100"}, "number"),
        ({"number": ["18005550100"]}, "number"),
        ({"additional_information": "x" * 501}, "additional_information"),
        ({"extra_data": "x" * 101}, "extra_data"),
        ({"privacy_policy_link": "acme.com"}, "privacy_policy_link"),
        ({"callback_url": "nowhere"}, "callback_url"),
        ({"callback_url": "http://192.168.1.1/"}, "callback_url"),
        ({"callback_method": "PUT"}, "callback_method"),
    ],
)
def test_a_mistake_is_named_at_its_key(
    door: Door, profile_uuid: str, number: str, over: dict[str, Any], key: str
) -> None:
    sent = {**bodies.verification(profile_uuid, number), **over}
    assert f"{key}: " in error(door.post(PATH, sent))
    assert not TollfreeVerification.objects.exists()


def test_a_number_is_verified_once_at_a_time(door: Door, profile_uuid: str, uuid: str) -> None:
    number = TollfreeVerification.objects.get().number
    said = error(door.post(PATH, bodies.verification(profile_uuid, number)))
    assert said.startswith("number: ")


def test_a_number_unknown_here_is_learnt_from_plivo(
    world: World, door: Door, profile_uuid: str, number: str
) -> None:
    PhoneNumber.objects.all().delete()
    assert door.post(PATH, bodies.verification(profile_uuid, number)).status_code == 201
    assert PhoneNumber.objects.get().number == number


def test_a_company_being_deleted_is_refused(world: World, door: Door, number: str) -> None:
    profile = world.profile()
    world.drain()
    door.delete(f"Profile/{profile.public_id}/")
    for _ in ("being deleted", "deleted"):
        said = error(door.post(PATH, bodies.verification(profile.public_id, number)))
        assert said.startswith("profile_uuid: ")
        world.drain()


def test_an_update_changes_what_it_names(world: World, door: Door, uuid: str) -> None:
    world.drain()
    other = world.profile(profile_alias="Other")
    sent = {
        "volume": "100000",
        "usecase": "",
        "usecase_summary": "Acme Bakery sends sign-in codes to people who asked for them.",
        "profile_uuid": other.public_id,
        "callback_url": "https://acme.com/hook",
        "nonsense": 1,
    }
    answer = door.post(f"{PATH}{uuid}/", sent)
    assert (answer.status_code, answer["Linecheck-Sync"]) == (202, "waiting")
    assert {**body(answer), "api_id": ""} == {
        "api_id": "",
        "message": f"Tollfree verification request for uuid {uuid} updated successfully.",
    }
    said = body(door.get(f"{PATH}{uuid}/"))
    assert (said["volume"], said["usecase"]) == ("100,000", "2FA,CUSTOMER_CARE")
    assert said["profile_uuid"] == other.public_id
    assert said["callback_url"] == "https://acme.com/hook"
    world.drain()
    theirs = world.objects("tollfrees")[0]
    assert (theirs["volume"], theirs["usecase_summary"]) == ("100,000", sent["usecase_summary"])


@pytest.mark.parametrize("sent", [{}, {"volume": ""}, {"tollfree_verification_uuid": "x"}])
def test_an_update_that_names_nothing_is_refused(
    door: Door, uuid: str, sent: dict[str, Any]
) -> None:
    assert "at least one field" in error(door.post(f"{PATH}{uuid}/", sent))


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ({"volume": "7"}, "volume"),
        ({"usecase": "SPAM"}, "usecase"),
        ({"profile_uuid": "nobody"}, "profile_uuid"),
        ({"message_sample": None}, "message_sample"),
        ({"callback_url": "x"}, "callback_url"),
    ],
)
def test_a_bad_update_changes_nothing(
    door: Door, uuid: str, sent: dict[str, Any], key: str
) -> None:
    assert f"{key}: " in error(door.post(f"{PATH}{uuid}/", sent))
    row = TollfreeVerification.objects.get()
    assert (row.version, row.volume) == (1, "1,000")


def test_data_that_is_asked_for_is_supplied(world: World, door: Door) -> None:
    verification = world.decided(extra_data="UPDATE REQUIRED")
    path = f"{PATH}{verification.public_id}/"
    said = body(door.get(path))
    assert said["status"] == "UPDATE_REQUIRED"
    assert said["error_message"] == "Opt-in information failed validation"
    assert door.post(path, {"extra_data": "Ticket 2"}).status_code == 202
    world.drain()
    world.reviewed()
    assert body(door.get(path))["status"] == "APPROVED"


@pytest.mark.parametrize(
    ("words", "status"),
    [("", "approved"), ("REJECT URL", "rejected"), ("STAY PROCESSING", "processed")],
)
def test_what_is_decided_or_worked_on_is_not_changed(
    world: World, door: Door, words: str, status: str
) -> None:
    path = f"{PATH}{world.decided(extra_data=words).public_id}/"
    assert status in error(door.post(path, {"volume": "100,000"})).lower()
    if status == "processed":
        assert door.delete(path).status_code == 204
    else:
        assert "Plivo deletes only open ones" in error(door.delete(path))


def test_a_rejected_one_says_why(world: World, door: Door) -> None:
    path = f"{PATH}{world.decided(extra_data='REJECT URL').public_id}/"
    said = body(door.get(path))
    assert (said["status"], said["error_message"]) == (
        "REJECTED",
        "Invalid or unaccepted domain/URL",
    )


def test_a_deleted_verification_is_gone_at_once(world: World, door: Door, uuid: str) -> None:
    world.drain()
    answer = door.delete(f"{PATH}{uuid}/")
    assert (answer.status_code, answer.content) == (204, b"")
    for call in (door.get, door.post, door.delete):
        error(call(f"{PATH}{uuid}/"), 404)
    assert body(door.get(PATH))["objects"] == []
    world.drain()
    assert world.objects("tollfrees") == []
