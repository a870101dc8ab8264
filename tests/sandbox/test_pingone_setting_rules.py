"""Every rule of a custom provider: what is refused, with which code and where."""

from typing import Any

import pytest

from tests.sandbox.pingone import CUSTOM, SETTINGS, PingOne, refused

OAUTH = {
    "method": "OAUTH2",
    "authUrl": "https://a.example/token",
    "clientId": "c",
    "clientSecret": "s",
}
JWT = {
    "method": "OAUTH2",
    "authUrl": "https://a.example/token",
    "grantType": "JWT_BEARER",
    "assertion": "eyJ",
}
HEADER = {"method": "CUSTOM_HEADER", "headerName": "X-Key", "headerValue": "v"}
NUMBER = {"number": "+18544440099", "type": "TOLL_FREE", "supportedCountries": ["US", "CA"]}
SHORT = {"number": "12345", "type": "SHORT_CODE", "supportedCountries": ["US"]}
REQUEST = CUSTOM["requests"][0]


def lacking(body: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != name}


def case(code: str, target: str, **over: Any) -> Any:
    return pytest.param(code, target, CUSTOM | over, id=f"{target} {code}")


def authentication(code: str, target: str, body: dict[str, Any]) -> Any:
    return case(code, f"authentication.{target}", authentication=body)


def request(code: str, target: str, **over: Any) -> Any:
    return case(code, f"requests[1].{target}", requests=[REQUEST, REQUEST | over])


def number(code: str, target: str, body: dict[str, Any]) -> Any:
    return case(code, f"numbers[0].{target}", numbers=[body])


REFUSED = [
    case("REQUIRED_VALUE", "provider", provider=None),
    case("INVALID_VALUE", "provider", provider="PINGONE_TWILIO"),
    case("REQUIRED_VALUE", "name", name=None),
    case("EMPTY_VALUE", "name", name=" "),
    case("INVALID_VALUE", "name", name=7),
    case("REQUIRED_VALUE", "authentication", authentication=None),
    case("INVALID_VALUE", "authentication", authentication="BASIC"),
    authentication("REQUIRED_VALUE", "method", {}),
    authentication("INVALID_VALUE", "method", {"method": "DIGEST"}),
    authentication("REQUIRED_VALUE", "username", {"method": "BASIC", "password": "x"}),
    authentication("REQUIRED_VALUE", "password", {"method": "BASIC", "username": "x"}),
    authentication("EMPTY_VALUE", "password", {"method": "BASIC", "username": "x", "password": ""}),
    authentication("REQUIRED_VALUE", "authToken", {"method": "BEARER"}),
    authentication("REQUIRED_VALUE", "authUrl", lacking(OAUTH, "authUrl")),
    authentication("INVALID_VALUE", "authUrl", OAUTH | {"authUrl": "a.example"}),
    authentication("REQUIRED_VALUE", "clientId", lacking(OAUTH, "clientId")),
    authentication("REQUIRED_VALUE", "clientSecret", lacking(OAUTH, "clientSecret")),
    authentication("INVALID_VALUE", "grantType", OAUTH | {"grantType": "PASSWORD"}),
    authentication("INVALID_VALUE", "scopes", OAUTH | {"scopes": "sms:send"}),
    authentication("INVALID_VALUE", "scopes[1]", OAUTH | {"scopes": ["a", 1]}),
    authentication("REQUIRED_VALUE", "assertion", lacking(JWT, "assertion")),
    authentication("REQUIRED_VALUE", "headerName", lacking(HEADER, "headerName")),
    authentication("REQUIRED_VALUE", "headerValue", lacking(HEADER, "headerValue")),
    case("REQUIRED_VALUE", "requests", requests=None),
    case("INVALID_VALUE", "requests", requests={}),
    case("INVALID_VALUE", "requests[0]", requests=["x"]),
    request("REQUIRED_VALUE", "deliveryMethod", deliveryMethod=None),
    request("INVALID_VALUE", "deliveryMethod", deliveryMethod="Voice"),
    request("REQUIRED_VALUE", "method", method=None),
    request("INVALID_VALUE", "method", method="PUT"),
    request("REQUIRED_VALUE", "url", url=None),
    request("INVALID_VALUE", "url", url="example.com/message"),
    request("INVALID_VALUE", "url", url="ftp://example.com/"),
    request("INVALID_VALUE", "body", body={}),
    request("INVALID_VALUE", "headers", headers=[]),
    request("INVALID_VALUE", "headers.X-Retries", headers={"X-Retries": 3}),
    request("INVALID_VALUE", "phoneNumberFormat", phoneNumberFormat="SHORT"),
    request("INVALID_VALUE", "beforeTag", beforeTag=1),
    case("INVALID_VALUE", "numbers", numbers="+1"),
    number("REQUIRED_VALUE", "number", lacking(NUMBER, "number")),
    number("REQUIRED_VALUE", "type", lacking(NUMBER, "type")),
    number("INVALID_VALUE", "type", NUMBER | {"type": "MOBILE"}),
    number("INVALID_VALUE", "selected", NUMBER | {"selected": "yes"}),
    number("INVALID_VALUE", "available", NUMBER | {"available": 1}),
    number("INVALID_VALUE", "capabilities[0]", NUMBER | {"capabilities": ["Voice"]}),
    number("REQUIRED_VALUE", "supportedCountries", lacking(NUMBER, "supportedCountries")),
    number("EMPTY_VALUE", "supportedCountries", NUMBER | {"supportedCountries": []}),
    number("INVALID_VALUE", "supportedCountries[1]", NUMBER | {"supportedCountries": ["US", "UK"]}),
    number("INVALID_VALUE", "supportedCountries", NUMBER | {"type": "PHONE_NUMBER"}),
    number("REQUIRED_VALUE", "supportedCountries", lacking(SHORT, "supportedCountries")),
    number("INVALID_VALUE", "supportedCountries", SHORT | {"supportedCountries": ["US", "CA"]}),
]


@pytest.mark.parametrize(("code", "target", "body"), REFUSED)
def test_it_is_refused(ping: PingOne, code: str, target: str, body: dict[str, Any]) -> None:
    refused(ping.post(SETTINGS, body), 400, "INVALID_DATA", details=code, target=target)
    assert ping.objects()["settings"] == []


@pytest.mark.parametrize(
    "over",
    [
        {"authentication": OAUTH},
        {"authentication": JWT},
        {"authentication": HEADER},
        {"authentication": {"method": "BEARER", "authToken": "t"}},
        {"requests": []},
        {"requests": [REQUEST, REQUEST]},
        {"requests": [{"deliveryMethod": "VOICE", "url": "https://x.example/v", "method": "POST"}]},
        {"requests": [REQUEST | {"method": "GET", "url": "http://x.example/?to=${to}"}]},
        {"requests": [REQUEST | {"headers": {"content-type": "application/json"}}]},
        {"requests": [REQUEST | {"beforeTag": "<Say>", "afterTag": "</Say>"}]},
        {"requests": [REQUEST | {"phoneNumberFormat": "NUMBER_ONLY"}]},
        {"numbers": []},
        {"numbers": [NUMBER, SHORT, {"number": "+1 222 333", "type": "PHONE_NUMBER"}]},
        {"numbers": [SHORT | {"number": "+441234567891", "capabilities": ["SMS", "VOICE"]}]},
    ],
)
def test_it_is_accepted(ping: PingOne, over: dict[str, Any]) -> None:
    ping.setting(**over)


def test_all_mistakes_are_answered_at_once(ping: PingOne) -> None:
    answer = ping.post(SETTINGS, CUSTOM | {"name": None, "requests": [{"method": "PUT"}]})
    found = [(one["code"], one["target"]) for one in answer.json()["details"]]
    assert found == [
        ("REQUIRED_VALUE", "name"),
        ("REQUIRED_VALUE", "requests[0].deliveryMethod"),
        ("INVALID_VALUE", "requests[0].method"),
        ("REQUIRED_VALUE", "requests[0].url"),
    ]


def test_the_allowed_values_are_told(ping: PingOne) -> None:
    request = REQUEST | {"method": "PUT"}
    found = refused(
        ping.post(SETTINGS, CUSTOM | {"requests": [request]}), 400, "INVALID_DATA",
        details="INVALID_VALUE", target="requests[0].method",
    )  # fmt: skip
    assert found["innerError"] == {"allowedValues": ["GET", "POST"]}


@pytest.mark.parametrize(
    ("body", "secret"),
    [
        ({"method": "BASIC", "username": "joe", "password": "x"}, "password"),
        ({"method": "BEARER", "authToken": "x"}, "authToken"),
        (OAUTH, "clientSecret"),
        (JWT, "assertion"),
        (HEADER, "headerValue"),
    ],
)
def test_a_put_without_the_secret_is_refused(
    ping: PingOne, body: dict[str, Any], secret: str
) -> None:
    setting = ping.setting(authentication=body)
    wanted = CUSTOM | {"id": setting["id"], "authentication": lacking(body, secret)}
    refused(
        ping.put(f"{SETTINGS}/{setting['id']}", wanted), 400, "INVALID_DATA",
        details="REQUIRED_VALUE", target=f"authentication.{secret}",
    )  # fmt: skip


def test_the_provider_cannot_change(ping: PingOne) -> None:
    setting = ping.setting()
    body = CUSTOM | {"id": setting["id"], "provider": "CUSTOM_SYNIVERSE", "authToken": "x"}
    refused(
        ping.put(f"{SETTINGS}/{setting['id']}", body), 400, "INVALID_DATA",
        details="INVALID_VALUE", target="provider",
    )  # fmt: skip
