"""Every failure is ``{"api_id", "error": "<text>"}``."""

from typing import Any

import pytest
from rest_framework.exceptions import APIException

from apps.compliance.models import Profile
from apps.core.errors import Conflict, NotAllowed, Refused
from apps.dialects.plivo.errors import handle, text_of
from tests.compliance.api.bodies import PROFILE
from tests.rest import Door, error
from tests.world import World

NOWHERE = "00000000-0000-0000-0000-000000000000"


def test_a_wrong_type_is_named_with_its_field(door: Door) -> None:
    said = error(door.post("Profile/", {**PROFILE, "company_name": ["Acme"], "website": {"a": 1}}))
    assert "company_name: Not a valid string." in said
    assert "website: Not a valid string." in said


def test_a_nested_field_is_named_with_its_path(door: Door) -> None:
    sent = {**PROFILE, "address": {**PROFILE["address"], "street": ["660"]}}
    assert error(door.post("Profile/", sent)) == "address.street: Not a valid string."


def test_a_broken_rule_is_named_with_the_key_of_the_wire(door: Door) -> None:
    contact = {**PROFILE["authorized_contact"], "email": "olivia"}
    address = {**PROFILE["address"], "postal_code": "1"}
    sent = {**PROFILE, "address": address, "authorized_contact": contact}
    said = error(door.post("Profile/", sent))
    assert "address.postal_code: A US ZIP code has five digits" in said
    assert "authorized_contact.email: This is not an e-mail address." in said


@pytest.mark.parametrize(
    "path",
    [
        "",
        "Nothing/",
        "10dlc/",
        f"Profile/{NOWHERE}/",
        "10dlc/Brand/B000000/",
        "10dlc/Campaign/C000000/Number/",
        f"TollfreeVerification/{NOWHERE}/",
        "Number/12025550100/",
        "Profile/%00/",
        "Profile/a%2Fb/",
    ],
)
def test_what_is_not_there_is_404(door: Door, path: str) -> None:
    assert error(door.get(path), 404) == "not found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "Profile/", "GET, POST, HEAD"),
        ("PATCH", f"Profile/{NOWHERE}/", "GET, POST, DELETE, HEAD"),
        ("DELETE", "Profile/", "GET, POST, HEAD"),
        ("OPTIONS", "10dlc/Brand/", "GET, POST, HEAD"),
        ("TRACE", "10dlc/Brand/", "GET, POST, HEAD"),
        ("POST", "10dlc/Brand/B000000/", "GET, DELETE, HEAD"),
        ("POST", "10dlc/Brand/B000000/usecases/", "GET, HEAD"),
        ("GET", "10dlc/Brand/B000000/OTP/", "POST"),
        ("GET", "10dlc/Campaign/Import/", "POST"),
        ("POST", "Number/", "GET, HEAD"),
        ("DELETE", "Number/12025550100/", "GET, HEAD"),
        ("BREW", "Profile/", "GET, POST, HEAD"),
    ],
)
def test_a_method_that_is_not_served_is_405(
    door: Door, method: str, path: str, allowed: str
) -> None:
    answer = door.call(method, path, {})
    error(answer, 405)
    assert answer["Allow"] == allowed


def test_head_is_a_get_without_its_body(world: World, door: Door) -> None:
    profile = world.profile()
    answer = door.call("HEAD", f"Profile/{profile.public_id}/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Linecheck-Sync"] == "waiting"


def test_what_a_rule_says_is_one_text() -> None:
    detail: Any = {
        "__all__": ["As a whole."],
        "street": ["Missing.", "Missing."],
        "numbers": {"0": {"number": ["Bad."]}},
        "empty": [],
    }
    names = {"street": "address.street"}
    assert text_of(detail, names) == "As a whole. address.street: Missing. numbers.0.number: Bad."


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (Refused("Not now."), 400),
        (Conflict("Changed.", current_version=2), 412),
        (NotAllowed("profile.edit"), 403),
        (APIException("Odd."), 500),
    ],
)
def test_a_refusal_of_a_service_has_its_status(raised: Exception, status: int) -> None:
    answer = handle(raised, {})
    assert answer is not None
    assert answer.status_code == status
    assert isinstance(answer.data["error"], str)


def test_what_nobody_expected_is_left_to_the_log() -> None:
    assert handle(ValueError("bug"), {}) is None


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ('"1"', 200),
        ('W/"1"', 200),
        ("*", 200),
        ("", 200),
        ('"2"', 412),
        ("1", 412),
        ('"1", "2"', 412),
        ('"9999999999999"', 412),
        ("nonsense", 412),
    ],
)
def test_if_match_guards_a_change(world: World, door: Door, given: str, status: int) -> None:
    profile = world.profile()
    path = f"Profile/{profile.public_id}/"
    assert door.get(path)["ETag"] == '"1"'
    answer = door.post(path, {"company_name": "Acme Inc."}, if_match=given)
    assert answer.status_code == status
    if status == 412:
        error(answer, 412)
        assert Profile.objects.get().company_name == "Acme Bakery LLC"
    else:
        assert answer["ETag"] == '"2"'


def test_if_match_guards_a_deletion(world: World, door: Door) -> None:
    path = f"Profile/{world.profile().public_id}/"
    assert "Read it again" in error(door.delete(path, if_match='"7"'), 412)
    assert door.delete(path, if_match='"1"').status_code == 200
