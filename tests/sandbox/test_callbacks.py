"""Callbacks as a customer's server gets them, checked with the official SDK's verifiers."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import plivo.utils
import pytest

from tests.sandbox.api import CAMPAIGN, Api
from tests.sandbox.receiver import Callback, Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def received(api: Api, receiver: Receiver, count: int) -> list[Callback]:
    api.sandbox.wait(lambda: len(receiver.callbacks) >= count)
    return receiver.callbacks


def states(api: Api) -> list[tuple[str, int]]:
    found = api.sandbox.deliveries(api.account)
    return [(delivery["state"], len(delivery["tries"])) for delivery in found]


def check_signatures(api: Api, callback: Callback) -> None:
    headers = callback.headers
    for family in ("V2", "Ma-V2"):
        assert plivo.utils.validate_signature(
            callback.url,
            headers["X-Plivo-Signature-V2-Nonce"],
            headers[f"X-Plivo-Signature-{family}"],
            api.token,
        )
    for family in ("V3", "Ma-V3"):
        # The parameters of a GET are in the URL it came with.
        arguments: dict[str, Any] = {
            "method": callback.method,
            "uri": callback.url,
            "nonce": headers["X-Plivo-Signature-V3-Nonce"],
            "auth_token": api.token,
            "v3_signature": headers[f"X-Plivo-Signature-{family}"],
            "params": callback.params if callback.method == "POST" else {},
        }
        assert plivo.utils.validate_v3_signature(**arguments)
        arguments["auth_token"] = "another"
        assert not plivo.utils.validate_v3_signature(**arguments)


def test_a_brand_reports_created_and_registered(api: Api, receiver: Receiver) -> None:
    brand = api.brand(settled=False, url=receiver.url("status/"))
    first = received(api, receiver, 1)[0]
    assert first.method == "POST"
    assert first.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (first.params["event"], first.params["status"]) == ("brand", "created")
    assert first.params["brand_id"] == brand
    api.settle()
    second = received(api, receiver, 2)[1]
    assert (second.params["event"], second.params["status"]) == ("brand", "registered")


def test_a_declined_brand_reports_rejected(api: Api, receiver: Receiver) -> None:
    api.brand(profile={"company_name": "DECLINE TAX"}, url=receiver.url())
    last = received(api, receiver, 2)[-1].params
    assert last["status"] == "rejected"
    assert last["error_reason"].startswith("Tax ID does not match")


def test_a_campaign_reports_each_submission(api: Api, receiver: Receiver) -> None:
    campaign = api.campaign(campaign_alias="DECLINE 1002", url=receiver.url("a"))
    path = f"10dlc/Campaign/{campaign}/"
    received(api, receiver, 2)
    api.post(path, {"campaign_alias": "fine", "url": receiver.url("b"), "method": "GET"})
    api.settle()
    found = received(api, receiver, 4)
    assert [(c.method, c.params["event"], c.params["status"]) for c in found] == [
        ("POST", "campaign", "created"),
        ("POST", "campaign", "rejected"),
        ("GET", "campaign", "created"),
        ("GET", "campaign", "registered"),
    ]
    assert found[1].params["error_code"] == "1002"
    assert "error_code" not in found[3].params
    assert "/b?" in found[3].url


def test_an_import_reports_too(api: Api, receiver: Receiver) -> None:
    body = {"campaign_alias": "x", "campaign_id": "CABCDEF", "url": receiver.url()}
    api.post("10dlc/Campaign/Import/", body)
    api.settle()
    assert received(api, receiver, 2)[1].params["campaign_id"] == "CABCDEF"


def test_linking_and_unlinking_report(api: Api, receiver: Receiver) -> None:
    campaign, number = api.campaign(), api.numbers()[0]
    path = f"10dlc/Campaign/{campaign}/Number/"
    api.post(path, {"numbers": [number], "url": receiver.url("linked")})
    api.settle()
    received(api, receiver, 2)
    api.delete(f"{path}{number}/", {"url": receiver.url("unlinked"), "method": "GET"})
    api.settle()
    found = received(api, receiver, 4)
    assert [(c.method, c.params["event"], c.params["status"]) for c in found] == [
        ("POST", "number_linking", "created"),
        ("POST", "number_linking", "success"),
        ("GET", "number_unlinking", "created"),
        ("GET", "number_unlinking", "success"),
    ]
    assert all(c.params["number"] == number for c in found)


def test_a_failed_link_reports_failed(api: Api, receiver: Receiver) -> None:
    path = f"10dlc/Campaign/{api.campaign()}/Number/"
    api.post(path, {"numbers": [api.number("0000")], "url": receiver.url()})
    api.settle()
    assert received(api, receiver, 2)[1].params["status"] == "failed"


def test_a_tollfree_verification_reports_its_ends_alone(api: Api, receiver: Receiver) -> None:
    number, first = api.number(type="tollfree"), receiver.url("a")
    verification_uuid = api.tollfree(extra_data="UPDATE REQUIRED", callback_url=first)
    path = f"TollfreeVerification/{verification_uuid}/"
    received(api, receiver, 1)
    changes = {"extra_data": "Ticket 2", "callback_url": receiver.url("b")}
    api.post(path, changes | {"callback_method": "GET"})
    api.settle()
    asked, approved = received(api, receiver, 2)
    common = {"uuid": verification_uuid, "number": number}
    error = "Opt-in information failed validation"
    assert asked.params == common | {"status": "UPDATE_REQUIRED", "error_message": error}
    assert approved.params == common | {"status": "APPROVED", "error_message": ""}
    assert (asked.method, approved.method) == ("POST", "GET")
    assert "/b?" in approved.url
    assert len(api.sandbox.deliveries(api.account)) == 2


@pytest.mark.parametrize("outcome", ["REJECT URL", "STAY PROCESSING"])
def test_a_tollfree_rejection_is_reported_and_processing_is_not(
    api: Api, receiver: Receiver, outcome: str
) -> None:
    api.tollfree(extra_data=outcome, callback_url=receiver.url())
    found = [delivery["params"]["status"] for delivery in api.sandbox.deliveries(api.account)]
    assert found == (["REJECTED"] if outcome == "REJECT URL" else [])


def test_an_update_that_never_came_is_reported(api: Api, receiver: Receiver) -> None:
    api.tollfree(extra_data="UPDATE REQUIRED", callback_url=receiver.url())
    api.sandbox.advance(6 * 24 * 3600, api.account)
    late = received(api, receiver, 2)[1].params
    assert late["status"] == "REJECTED"
    assert "six days" in late["error_message"]


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_an_empty_parameter_is_signed_too(api: Api, receiver: Receiver, method: str) -> None:
    api.tollfree(callback_url=receiver.url("hook?b=2"), callback_method=method)
    callback = received(api, receiver, 1)[0]
    assert callback.params["error_message"] == ""
    check_signatures(api, callback)


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("path", ["tendlc_status/", "hook?b=2&a=1&a=0", ""])
def test_both_signatures_satisfy_the_official_sdk(
    api: Api, receiver: Receiver, method: str, path: str
) -> None:
    api.brand(settled=False, url=receiver.url(path), method=method)
    callback = received(api, receiver, 1)[0]
    assert callback.method == method
    check_signatures(api, callback)


def _has_tried(api: Api, times: int) -> bool:
    return states(api)[0][1] == times


def test_it_tries_again_after_60_120_and_240_seconds(api: Api, receiver: Receiver) -> None:
    receiver.statuses = [500, 404, 201, 302]
    api.brand(settled=False, url=receiver.url())
    wait = api.sandbox.wait
    wait(lambda: states(api) == [("pending", 1)])
    for tries, seconds in ((2, 60), (3, 120), (4, 240)):
        api.sandbox.advance(seconds - 30, api.account)
        assert states(api) == [("pending", tries - 1)]
        api.sandbox.advance(31, api.account)
        wait(partial(_has_tried, api, tries))
    assert states(api) == [("given_up", 4)]
    tries = api.sandbox.deliveries(api.account)[0]["tries"]
    assert [one["status"] for one in tries] == [500, 404, 201, 302]
    assert len(receiver.callbacks) == 4


def test_a_200_ends_the_tries(api: Api, receiver: Receiver) -> None:
    receiver.statuses = [503]
    api.brand(settled=False, url=receiver.url())
    api.sandbox.wait(lambda: states(api) == [("pending", 1)])
    api.sandbox.advance(61, api.account)
    api.sandbox.wait(lambda: states(api) == [("delivered", 2)])
    nonces = {c.headers["X-Plivo-Signature-V2-Nonce"] for c in receiver.callbacks}
    assert len(nonces) == 2


def test_an_unreachable_receiver_is_noted(api: Api, receiver: Receiver) -> None:
    url = receiver.url("gone")
    receiver.close()
    api.brand(settled=False, url=url)
    api.sandbox.wait(lambda: states(api) == [("pending", 1)])
    delivery = api.sandbox.deliveries(api.account)[0]
    assert delivery["tries"][0]["status"] is None
    assert "refused" in delivery["tries"][0]["error"]
    assert (delivery["url"], delivery["kind"]) == (url, "brand")


def test_no_url_no_callback(api: Api) -> None:
    api.campaign(description=CAMPAIGN["description"])
    assert api.sandbox.deliveries(api.account) == []
