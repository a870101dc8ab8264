from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import pytest
import requests

from tests.sandbox.api import PROFILE, Api, refused
from tests.sandbox_process import ControlError, SandboxProcess


def test_the_request_log_has_what_arrived_and_what_was_answered(api: Api) -> None:
    api.post("Profile/?a=b", PROFILE)
    api.post("Profile/", {"profile_alias": "x"})
    api.send("POST", "Profile/", data="junk")
    good, bad, junk = api.sandbox.requests(api.account)
    assert good["method"] == "POST"
    assert good["path"] == f"/plivo/v1/Account/{api.account}/Profile/"
    assert (good["query"], good["body"]) == ("a=b", PROFILE)
    assert (good["status"], good["applied"], good["fault"]) == (200, True, None)
    assert (bad["status"], bad["applied"]) == (400, False)
    assert (junk["body"], junk["status"]) == ("junk", 400)
    assert api.token not in str(api.sandbox.requests(api.account))


def test_the_request_log_is_filtered(api: Api) -> None:
    api.get("Profile/")
    api.post("Profile/", {})
    second = api.sandbox.requests(api.account)[-1]
    api.delete("Profile/x/")
    log = api.sandbox.requests
    assert [r["method"] for r in log(api.account)] == ["GET", "POST", "DELETE"]
    assert [r["id"] for r in log(api.account, method="post")] == [second["id"]]
    at = datetime.fromisoformat(second["at"])
    for since in (second["at"], at.timestamp() - 0.0000001):
        assert [r["method"] for r in log(api.account, since=since)] == ["POST", "DELETE"]
    with pytest.raises(ControlError):
        log(api.account, since="yesterday")


def test_objects_shows_everything_and_no_token(api: Api) -> None:
    campaign, number = api.campaign(), api.numbers()[0]
    api.post(f"10dlc/Campaign/{campaign}/Number/", {"numbers": [number]})
    api.delete(f"Profile/{api.profile()}/")
    found = api.objects()
    assert set(found) == {
        "profiles", "brands", "campaigns", "links", "numbers", "tollfrees", "paid"
    }  # fmt: skip
    assert [len(found[k]) for k in ("profiles", "brands", "campaigns", "links", "numbers")] == [
        3, 1, 1, 1, 14
    ]  # fmt: skip
    assert [profile["deleted"] for profile in found["profiles"]] == [False, False, True]
    link = found["links"][0]
    assert (link["campaign_id"], link["number"], link["status"]) == (campaign, number, "PROCESSING")
    assert link["next_state"] == "COMPLETED"
    assert set(found["paid"][0]) == {"account", "kind", "id", "fee", "at"}
    assert api.token not in str(found)


def test_a_clock_belongs_to_its_world(api: Api) -> None:
    brand = api.brand(settled=False)
    other = Api(api.sandbox)
    others = other.brand(settled=False)
    moved = api.sandbox.advance(api.sandbox.delay + 1, api.account)
    assert moved["offset"] == api.sandbox.delay + 1
    status = "registration_status"
    assert api.get(f"10dlc/Brand/{brand}/").json()["brand"][status] == "COMPLETED"
    assert other.get(f"10dlc/Brand/{others}/").json()["brand"][status] == "PROCESSING"


def test_answers_carry_their_worlds_date(api: Api) -> None:
    api.get("Profile/")
    api.sandbox.advance(-7200, api.account)
    date = parsedate_to_datetime(api.get("Profile/").headers["Date"])
    behind = datetime.now(UTC) - date
    assert timedelta(hours=1, minutes=59) < behind < timedelta(hours=2, minutes=1)
    api.sandbox.fault(account=api.account, kind="status", status=503)
    assert parsedate_to_datetime(api.get("Profile/").headers["Date"]) - date < timedelta(minutes=1)
    created = api.get(f"Profile/{api.profile()}/").json()["profile"]["created_at"]
    assert abs(datetime.fromisoformat(created) - date) < timedelta(minutes=1)


def test_everybodys_clock_can_be_moved() -> None:
    with SandboxProcess(delay=60) as sandbox:
        api = Api(sandbox)
        brand = api.brand(settled=False)
        sandbox.advance(61)
        body = api.get(f"10dlc/Brand/{brand}/").json()["brand"]
        assert body["registration_status"] == "COMPLETED"
        newcomer = Api(sandbox)
        newcomer.get("Profile/")
        assert sandbox.control("GET", "clock", account=newcomer.account)["offset"] == 61
        sandbox.reset()
        assert sandbox.control("GET", "clock")["offset"] == 0
        assert sandbox.objects()["numbers"] == []


def test_an_object_is_edited_behind_the_apis_back(api: Api) -> None:
    campaign = api.campaign(campaign_alias="DECLINE 1001")
    edited = api.sandbox.drift(
        api.account,
        "campaign",
        campaign,
        {"campaign_alias": "By hand", "registration_status": "ACTIVE", "error_code": None},
    )
    assert edited["campaign_alias"] == "By hand"
    body = api.get(f"10dlc/Campaign/{campaign}/").json()["campaign"]
    assert (body["campaign_alias"], body["registration_status"]) == ("By hand", "ACTIVE")
    assert "error_code" not in body


def test_a_status_set_by_hand_ends_what_was_pending(api: Api) -> None:
    brand = api.brand(settled=False)
    api.sandbox.drift(api.account, "brand", brand, {"registration_status": "FAILED"})
    api.settle()
    body = api.get(f"10dlc/Brand/{brand}/").json()["brand"]
    assert body["registration_status"] == "FAILED"


@pytest.mark.parametrize(
    ("kind", "path", "key"),
    [
        ("profile", "Profile/", "profile"),
        ("brand", "10dlc/Brand/", "brand"),
        ("campaign", "10dlc/Campaign/", "campaign"),
    ],
)
def test_objects_are_created_and_deleted_by_hand(api: Api, kind: str, path: str, key: str) -> None:
    api.get("Profile/")
    made = api.sandbox.drift(api.account, kind, changes={"company_name": "x"}, action="create")
    read = api.get(f"{path}{made['id']}/").json()[key]
    assert (read["company_name"], made["deleted"]) == ("x", False)
    assert api.get(path).status_code == 200
    gone = api.sandbox.drift(api.account, kind, made["id"], action="delete")
    assert gone["deleted"] is True
    assert api.get(f"{path}{made['id']}/").status_code == 404


def test_numbers_are_rented_linked_and_released_by_hand(api: Api) -> None:
    campaign = api.campaign()
    drift = api.sandbox.drift
    drift(api.account, "number", "12125550123", {"alias": "new"}, action="create")
    body = api.get("Number/12125550123/").json()
    assert (body["alias"], body["type"]) == ("new", "fixed")
    drift(api.account, "link", "12125550123", {"campaign_id": campaign}, action="create")
    body = api.get("Number/12125550123/").json()
    assert body["tendlc_registration_status"] == "COMPLETED"
    assert body["tendlc_campaign_id"] == campaign
    found = api.get(f"10dlc/Campaign/{campaign}/Number/12125550123/").json()
    assert found["phone_numbers"] == [{"number": "12125550123", "status": "COMPLETED"}]
    drift(api.account, "link", "12125550123", action="delete")
    assert api.get("Number/12125550123/").json()["tendlc_campaign_id"] == ""
    drift(api.account, "number", "12125550123", action="delete")
    refused(api.get("Number/12125550123/"), 404, "Number not found.")


def test_a_tollfree_verification_is_changed_by_hand(api: Api) -> None:
    verification_uuid = api.tollfree(settled=False)
    path = f"TollfreeVerification/{verification_uuid}/"
    drift = partial(api.sandbox.drift, api.account, "tollfree")
    (listed,) = api.objects()["tollfrees"]
    assert (listed["id"], listed["next_state"]) == (verification_uuid, "APPROVED")
    drift(verification_uuid, {"status": "REJECTED", "error_message": "By hand"})
    api.settle()
    read = api.get(path).json()
    assert (read["status"], read["error_message"]) == ("REJECTED", "By hand")
    number = api.get(f"Number/{read['number']}/").json()
    assert number["toll_free_sms_verification"] == "UNVERIFIED"
    made = drift(changes={"number": read["number"]}, action="create")
    assert api.get(f"TollfreeVerification/{made['id']}/").json()["status"] == "APPROVED"
    # The number is the newer request's: the end of the older does not touch it.
    drift(verification_uuid, action="delete")
    assert api.get(path).status_code == 404
    number = api.get(f"Number/{read['number']}/").json()
    assert number["toll_free_sms_verification"] == "VERIFIED"
    assert number["toll_free_sms_verification_id"] == made["id"]
    # What a console holds need not keep to the rules: a list with a filter reads it all the same.
    assert api.get("TollfreeVerification/", usecase="2FA").json()["objects"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "planet", "id": "x"}, 400),
        ({"kind": "brand", "id": "B000000"}, 404),
        ({"kind": "brand", "id": "x", "changes": []}, 400),
        ({"kind": "brand", "id": "x", "action": "eat"}, 400),
        ({"kind": "brand", "id": "x", "account": "MA" + "0" * 18}, 404),
        ({"kind": "link", "action": "create"}, 400),
        ({"kind": {}, "id": []}, 400),
    ],
)
def test_a_drift_that_makes_no_sense_is_refused(
    api: Api, body: dict[str, Any], status: int
) -> None:
    api.get("Profile/")
    with pytest.raises(ControlError) as refusal:
        api.sandbox.control("POST", "drift", {"account": api.account} | body)
    assert refusal.value.status == status


def test_a_reset_forgets_one_world_only(api: Api) -> None:
    other = Api(api.sandbox)
    profile = other.profile()
    api.profile()
    api.sandbox.fault(account=api.account, kind="slow")
    api.sandbox.reset(api.account)
    assert api.objects()["profiles"] == []
    assert api.sandbox.requests(api.account) == []
    assert api.sandbox.faults(api.account) == []
    assert other.get(f"Profile/{profile}/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("DELETE", "objects", 405),
        ("GET", "drift", 405),
        ("GET", "reset", 405),
        ("GET", "faults/999999", 404),
        ("POST", "clock", 400),
    ],
)
def test_control_errors_are_json(api: Api, method: str, path: str, status: int) -> None:
    answer = requests.request(method, f"{api.sandbox.url}/_control/{path}", timeout=5)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize("advance", ["5", True, None, 1e300])
def test_a_clock_takes_numbers_only(api: Api, advance: Any) -> None:
    with pytest.raises(ControlError):
        api.sandbox.control("POST", "clock", {"advance": advance})


def test_a_control_body_must_be_an_object(api: Api) -> None:
    for body in ("{", "[1]"):
        url = f"{api.sandbox.url}/_control/clock"
        assert requests.post(url, data=body, timeout=5).status_code == 400


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-origin", 200)])
def test_a_page_of_another_site_is_refused(api: Api, site: str, status: int) -> None:
    url = f"{api.sandbox.url}/_control/health"
    assert requests.get(url, headers={"Sec-Fetch-Site": site}, timeout=5).status_code == status


def test_it_says_that_it_is_well(api: Api) -> None:
    assert api.sandbox.control("GET", "health")["ok"] is True
