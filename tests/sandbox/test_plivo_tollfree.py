import re
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.sandbox.api import TOLLFREE, Api, refused

PATH = "TollfreeVerification/"
NEWER: dict[str, Any] = {
    "terms_and_conditions_link": "https://acme.example.com/terms",
    "privacy_policy_link": "https://acme.example.com/privacy",
    "optin_message": "Acme: you get passcodes now.",
    "help_message": "Acme: write to help@acme.example.com.",
}


def read(api: Api, verification_uuid: str) -> dict[str, Any]:
    return api.get(f"{PATH}{verification_uuid}/").json()


def standing(api: Api, number: str) -> tuple[str, str]:
    body = api.get(f"Number/{number}/").json()
    return body["toll_free_sms_verification"], body["toll_free_sms_verification_id"]


def test_a_verification_is_created_submitted_then_approved(api: Api) -> None:
    profile, number = api.profile(), api.number(type="tollfree")
    assert standing(api, number) == ("UNVERIFIED", "")
    answer = api.post(PATH, TOLLFREE | {"profile_uuid": profile, "number": f"+{number}"})
    assert answer.status_code == 201
    made = answer.json()
    assert (set(made), made["message"]) == ({"api_id", "message", "uuid"}, "created")
    body = read(api, made["uuid"])
    assert (body["status"], body["error_message"]) == ("SUBMITTED", "")
    assert TOLLFREE.items() <= body.items()
    assert (body["profile_uuid"], body["number"]) == (profile, number)
    assert (body["callback_url"], body["callback_method"]) == ("", "POST")
    assert (body["additional_information"], body["extra_data"]) == ("", "")
    assert not set(NEWER) & set(body)
    for name in ("created", "last_modified"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", body[name])
    assert standing(api, number) == ("PENDING_VERIFICATION", made["uuid"])
    api.settle()
    settled = read(api, made["uuid"])
    assert settled["status"] == "APPROVED"
    assert settled["last_modified"] > settled["created"] == body["created"]
    assert standing(api, number) == ("VERIFIED", made["uuid"])


def test_the_newer_fields_come_back_when_given(api: Api) -> None:
    body = read(api, api.tollfree(**NEWER, callback_url="http://a.invalid/", callback_method="get"))
    assert NEWER.items() <= body.items()
    assert (body["callback_url"], body["callback_method"]) == ("http://a.invalid/", "GET")


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        ("2FA,CUSTOMER_CARE", "2FA, CUSTOMER_CARE"),
        ("customer_care, 2fa", "CUSTOMER_CARE, 2FA"),
        (["2FA", "MARKETING"], "2FA, MARKETING"),
        ("2FA,2FA", "2FA"),
    ],
)
def test_several_use_cases_are_one_string(api: Api, given: Any, answered: str) -> None:
    assert read(api, api.tollfree(usecase=given))["usecase"] == answered


def test_several_images_are_one_string(api: Api) -> None:
    urls = "http://127.0.0.1:8000/e/1, https://acme.example.com/b.pdf"
    body = read(api, api.tollfree(optin_image_url=urls))
    assert body["optin_image_url"] == urls.replace(" ", "")


@pytest.mark.parametrize("field", [*TOLLFREE, "profile_uuid", "number"])
@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_it_refuses_a_missing_field(api: Api, field: str, nothing: Any) -> None:
    body = TOLLFREE | {"profile_uuid": "x", "number": "18335550100"} | {field: nothing}
    refused(api.post(PATH, body), 400, field)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"usecase": "SPAM"}, "usecase must be one or more of 2FA, "),
        ({"usecase": "2FA, MIXED"}, "not 'MIXED'"),
        ({"usecase": "2FA,"}, "not ''"),
        ({"usecase": 1}, "usecase must be a list of strings"),
        ({"usecase_summary": "x" * 501}, "usecase_summary must have at most 500"),
        ({"message_sample": "x" * 1001}, "message_sample must have at most 1000"),
        ({"additional_information": "x" * 501}, "additional_information must have at most 500"),
        ({"extra_data": "x" * 101}, "extra_data must have at most 100"),
        ({"extra_data": {"a": 1}}, "extra_data must be a string"),
        ({"volume": "100"}, "volume must be one of 1,000, "),
        ({"volume": "10000"}, "volume must be one of"),
        ({"optin_type": "HANDSHAKE"}, "optin_type must be one of VERBAL"),
        ({"optin_image_url": "optin.png"}, "optin_image_url must be a fully qualified"),
        ({"optin_image_url": "https://a.example.com, ftp://b"}, "optin_image_url must be"),
        ({"optin_image_url": "https://a.example.com:x/"}, "optin_image_url must be"),
        ({"callback_url": "nowhere"}, "callback_url must be a fully qualified"),
        ({"callback_method": "PUT"}, "callback_method must be one of GET, POST"),
        ({"profile_uuid": "nobody"}, "Profile not found"),
        ({"number": "hello"}, "not a valid number"),
        ({"number": "18335550100"}, "18335550100 is not rented to this account"),
    ],
)
def test_it_refuses_bad_input(api: Api, change: dict[str, Any], words: str) -> None:
    own = {"profile_uuid": api.profile(), "number": api.number(type="tollfree")}
    refused(api.post(PATH, TOLLFREE | own | change), 400, words)
    assert api.objects()["tollfrees"] == []


@pytest.mark.parametrize("kind", ["fixed", "mobile"])
def test_it_refuses_a_number_that_is_not_tollfree(api: Api, kind: str) -> None:
    own = {"profile_uuid": api.profile(), "number": api.number(type=kind)}
    refused(api.post(PATH, TOLLFREE | own), 400, "not a US or Canadian toll-free number")


@pytest.mark.parametrize(
    "words", ["STAY SUBMITTED", "STAY PROCESSING", "UPDATE REQUIRED", "nothing special"]
)
def test_a_number_has_one_request_at_a_time(api: Api, words: str) -> None:
    body = read(api, api.tollfree(extra_data=words))
    own = {"profile_uuid": body["profile_uuid"], "number": body["number"]}
    refused(api.post(PATH, TOLLFREE | own), 400, "already has a verification request")


def test_a_rejected_number_is_free_again(api: Api) -> None:
    number = api.number(type="tollfree")
    rejected = api.tollfree(extra_data="REJECT SHAFT", number=number)
    assert standing(api, number) == ("UNVERIFIED", "")
    again = api.tollfree(number=number)
    assert standing(api, number) == ("VERIFIED", again)
    assert read(api, rejected)["status"] == "REJECTED"


def test_an_update_changes_what_is_given_and_submits_again(api: Api) -> None:
    verification_uuid = api.tollfree(extra_data="UPDATE REQUIRED", **NEWER)
    before = read(api, verification_uuid)
    assert before["status"] == "UPDATE_REQUIRED"
    assert standing(api, before["number"]) == ("PENDING_VERIFICATION", verification_uuid)
    profile = api.profile()
    changes = {"extra_data": "Ticket 2", "volume": "1,000,000", "profile_uuid": profile}
    nothing = {"usecase": "", "optin_type": None, "tollfree_verification_uuid": verification_uuid}
    same = {"number": f"+{before['number']}"}
    answer = api.post(f"{PATH}{verification_uuid}/", changes | nothing | same)
    assert answer.status_code == 202
    assert answer.json()["message"] == (
        f"Tollfree verification request for uuid {verification_uuid} updated successfully."
    )
    after = read(api, verification_uuid)
    moved = {"status", "error_message", "last_modified", "api_id", *changes}
    assert {key for key in after if after[key] != before[key]} == moved
    assert changes.items() <= after.items()
    assert (after["status"], after["error_message"]) == ("SUBMITTED", "")
    assert after["last_modified"] > before["last_modified"]
    assert api.get(PATH, profile_uuid=profile).json()["meta"]["total_count"] == 1
    # The six days are over for nobody: the answer came in time.
    api.sandbox.advance(7 * 86400, api.account)
    assert read(api, verification_uuid)["status"] == "APPROVED"
    assert standing(api, before["number"]) == ("VERIFIED", verification_uuid)


def test_a_submitted_one_is_updated_and_judged_anew(api: Api) -> None:
    verification_uuid = api.tollfree(settled=False)
    answer = api.post(f"{PATH}{verification_uuid}/", {"usecase_summary": "REJECT BUSINESS"})
    assert answer.status_code == 202
    api.settle()
    body = read(api, verification_uuid)
    assert body["status"] == "REJECTED"
    assert body["error_message"] == "Business information could not be validated"


@pytest.mark.parametrize("words", ["REJECT URL", "STAY PROCESSING", "nothing special"])
def test_others_are_not_updated(api: Api, words: str) -> None:
    body = read(api, api.tollfree(extra_data=words))
    answer = api.post(f"{PATH}{body['uuid']}/", {"volume": "1,000"})
    refused(answer, 400, f"The request is {body['status']}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "names no field"),
        ({"usecase": "", "tollfree_verification_uuid": "x"}, "names no field"),
        ({"number": "18005550100", "volume": "1,000"}, "number cannot be changed"),
        ({"profile_uuid": "nobody"}, "Profile not found"),
        ({"volume": "12"}, "volume must be one of"),
        ({"optin_image_url": "x"}, "optin_image_url must be"),
        ({"message_sample": "x" * 1001}, "at most 1000"),
    ],
)
def test_it_refuses_a_bad_update(api: Api, change: dict[str, Any], words: str) -> None:
    verification_uuid = api.tollfree(settled=False)
    before = read(api, verification_uuid)
    refused(api.post(f"{PATH}{verification_uuid}/", change), 400, words)
    assert read(api, verification_uuid) | {"api_id": ""} == before | {"api_id": ""}


@pytest.mark.parametrize("words", ["STAY SUBMITTED", "STAY PROCESSING", "UPDATE REQUIRED"])
def test_one_that_is_not_decided_is_deleted(api: Api, words: str) -> None:
    number = api.number(type="tollfree")
    path = f"{PATH}{api.tollfree(extra_data=words)}/"
    answer = api.delete(path, {})
    assert (answer.status_code, answer.content) == (204, b"")
    refused(api.get(path), 404, "Tollfree verification not found.")
    refused(api.post(path, {"volume": "1,000"}), 404, "not found")
    refused(api.delete(path), 404, "not found")
    assert standing(api, number) == ("UNVERIFIED", "")
    assert api.get(PATH).json()["objects"] == []
    api.sandbox.advance(7 * 86400, api.account)
    assert standing(api, number) == ("UNVERIFIED", "")
    assert api.tollfree(number=number)


@pytest.mark.parametrize("words", ["REJECT URL", "nothing special"])
def test_one_that_is_decided_is_kept(api: Api, words: str) -> None:
    body = read(api, api.tollfree(extra_data=words))
    refused(api.delete(f"{PATH}{body['uuid']}/"), 400, f"The request is {body['status']}")


def test_the_connection_survives_an_empty_answer(api: Api) -> None:
    for _ in range(3):
        assert api.delete(f"{PATH}{api.tollfree(settled=False)}/").status_code == 204
    assert datetime.fromisoformat(read(api, api.tollfree())["created"]).tzinfo == UTC


def test_a_lost_answer_is_found_by_its_number(api: Api) -> None:
    own = {"profile_uuid": api.profile(), "number": api.number(type="tollfree")}
    api.sandbox.fault(
        account=api.account, kind="status", status=504, applied=True, method="POST", path=PATH
    )
    refused(api.post(PATH, TOLLFREE | own), 504, "")
    (found,) = api.get(PATH, number=own["number"]).json()["objects"]
    assert found["status"] == "SUBMITTED"
    refused(api.post(PATH, TOLLFREE | own), 400, "already has a verification request")
