"""What holds for every resource: credentials, envelopes, paths, pages, limits."""

import re
import uuid

import pytest
import requests

from tests.sandbox.api import PROFILE, Api, refused
from tests.sandbox_process import SandboxProcess


def test_every_answer_has_an_api_id(api: Api) -> None:
    assert uuid.UUID(api.get("Number/").json()["api_id"])
    assert uuid.UUID(api.get("nowhere/").json()["api_id"])


@pytest.mark.parametrize("token", ["wrong", "bad", "bad-token", ""])
def test_it_refuses_a_magic_wrong_token(api: Api, token: str) -> None:
    api.session.auth = (api.account, token)
    refused(api.get("Profile/"), 401, "authentication failed")
    assert api.objects()["profiles"] == []


def test_it_refuses_a_second_token(api: Api) -> None:
    assert api.get("Profile/").status_code == 200
    api.session.auth = (api.account, "another")
    refused(api.get("Profile/"), 401, "authentication failed")


def test_it_refuses_a_user_who_is_not_the_account(api: Api) -> None:
    api.session.auth = ("MA" + "Z" * 18, "token")
    refused(api.get("Profile/"), 401, "authentication failed")


@pytest.mark.parametrize("account", ["SA" + "X" * 18, "MASHORT", "ma" + "x" * 18])
def test_it_refuses_a_malformed_account(api: Api, account: str) -> None:
    api.account = account
    api.session.auth = (account, "token")
    refused(api.get("Profile/"), 401, "authentication failed")


def test_it_refuses_a_request_without_credentials(api: Api) -> None:
    api.session.auth = None
    refused(api.get("Profile/"), 401, "authentication failed")
    refused(api.send("GET", "Profile/", headers={"Authorization": "Basic !"}), 401, "auth")


@pytest.mark.parametrize(
    "path", ["Profile", "Profile/", "/Profile//", "10dlc/Brand", "Brand/", "Campaign", "Number//"]
)
def test_slashes_are_optional_and_may_repeat(api: Api, path: str) -> None:
    assert api.get(path).status_code == 200


def test_unknown_paths_are_404(api: Api) -> None:
    refused(api.get("Nothing/"), 404, "not found")
    refused(api.get(""), 404, "not found")
    refused(requests.get(f"{api.sandbox.url}/elsewhere", timeout=5), 404, "not found")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "Profile/"),
        ("DELETE", "Profile/"),
        ("PATCH", "10dlc/Brand/B123456/"),
        ("POST", "10dlc/Brand/B123456/"),
        ("GET", "10dlc/Campaign/Import/"),
        ("POST", "Number/"),
    ],
)
def test_other_methods_are_405(api: Api, method: str, path: str) -> None:
    refused(api.send(method, path), 405, "not allowed")


@pytest.mark.parametrize(
    "body",
    ["{", "nope", "[1]", "3", "true", '{"a": NaN}', '{"a": "\\ud800"}', "[" * 100_000, b"\xff"],
)
def test_a_body_that_is_no_object_is_400(api: Api, body: str | bytes) -> None:
    refused(api.send("POST", "Profile/", data=body), 400, "JSON")


def test_an_oversized_body_is_400(api: Api) -> None:
    body = '{"profile_alias": "' + "x" * 3_000_000 + '"}'
    refused(api.send("POST", "Profile/", data=body), 400, "too large")


def test_a_chunked_body_is_411(api: Api) -> None:
    assert api.send("POST", "Profile/", data=iter([b"{}"])).status_code == 411


@pytest.mark.parametrize("body", ['""', "{}", "", "junk"])
def test_a_get_ignores_its_body(api: Api, body: str) -> None:
    assert api.send("GET", "Profile/", data=body).status_code == 200


@pytest.mark.parametrize("body", ['""', "{}", "", "junk", '{"url": "", "method": "POST"}'])
def test_a_delete_forgives_its_body(api: Api, body: str) -> None:
    profile = api.profile()
    assert api.send("DELETE", f"Profile/{profile}/", data=body).status_code == 200


def test_unknown_keys_are_ignored(api: Api) -> None:
    profile = api.profile(surprise={"a": 1})
    assert "surprise" not in api.get(f"Profile/{profile}/").json()["profile"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=21",
        "limit=x",
        "limit=-1",
        "limit=1.5",
        "offset=-1",
        "offset=x",
        "limit=%D9%A1",
    ],
)
@pytest.mark.parametrize(
    "path", ["Profile/", "10dlc/Brand/", "10dlc/Campaign/", "Number/", "TollfreeVerification/"]
)
def test_a_page_outside_the_limits_is_400(api: Api, path: str, query: str) -> None:
    refused(api.get(f"{path}?{query}"), 400, "must be an integer")


def test_pages_link_to_each_other_and_keep_the_filters(api: Api) -> None:
    for name in "abcde":
        api.profile(profile_alias=name)
    seen, path = [], "Profile/?limit=2&type=secondary"
    while path:
        body = api.get(path).json()
        seen += [profile["profile_alias"] for profile in body["profiles"]]
        after = body["meta"]["next"]
        path = after and after.removeprefix(f"/v1/Account/{api.account}/")
    assert seen == ["e", "d", "c", "b", "a"]
    assert body["meta"] == {
        "limit": 2,
        "offset": 4,
        "next": None,
        "previous": f"/v1/Account/{api.account}/Profile/?limit=2&offset=2&type=SECONDARY",
    }


def test_an_offset_beyond_the_end_is_an_empty_page(api: Api) -> None:
    body = api.get("Number/", offset=10**25).json()
    assert (body["objects"], body["meta"]["total_count"]) == ([], 14)


def test_too_many_requests_in_5_seconds_are_429() -> None:
    with SandboxProcess(rate=5) as sandbox:
        api = Api(sandbox)
        answers = [api.get("Profile/") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        refused(answers[-1], 429, "too many requests")
        assert re.fullmatch(r"[1-5]", answers[-1].headers["Retry-After"])
        assert Api(sandbox).get("Profile/").status_code == 200


def test_one_world_does_not_see_another(api: Api) -> None:
    profile = api.profile()
    other = Api(api.sandbox)
    refused(other.get(f"Profile/{profile}/"), 404, "Profile not found.")
    assert not set(api.numbers()) & set(other.numbers())


def test_the_same_account_always_gets_the_same_numbers(api: Api) -> None:
    before = api.get("Number/").json()["objects"]
    primary = api.get("Profile/").json()["profiles"][0]["profile_uuid"]
    api.sandbox.reset(api.account)
    api.session.auth = (api.account, "a new token, the old one is forgotten")
    assert [n["number"] for n in api.get("Number/").json()["objects"]] == [
        n["number"] for n in before
    ]
    assert api.get("Profile/").json()["profiles"][0]["profile_uuid"] == primary


def test_a_refused_request_changes_nothing(api: Api) -> None:
    refused(api.post("Profile/", PROFILE | {"vertical": "SPACE"}), 400, "vertical")
    assert len(api.objects()["profiles"]) == 1
