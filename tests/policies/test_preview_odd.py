"""Bodies of any shape are previewed as far as they go."""

from typing import Any

import pytest

from apps.policies import preview
from tests.policies.gateways import SAMPLE, number, one, setting

JUNK: list[Any] = [None, 5, True, "x", "${", "\ud800${to}", [], [[]], {}, {"a": [{}]}, 1e300]


@pytest.mark.parametrize("key", ["authentication", "requests", "numbers"])
@pytest.mark.parametrize("junk", [*JUNK, [{}], [None, {"headers": []}]])
def test_odd_bodies_never_raise(key: str, junk: Any) -> None:
    preview.requests({**setting(), key: junk}, SAMPLE, {}, both_formats=True)


@pytest.mark.parametrize("junk", JUNK)
def test_odd_entries_never_raise(junk: Any) -> None:
    names = "deliveryMethod method url body messageType phoneNumberFormat beforeTag afterTag"
    for name in [*names.split(), "headers"]:
        preview.requests(setting(**{name: junk}), SAMPLE)
    body = setting()
    for name in [
        "method",
        "username",
        "password",
        "authToken",
        "headerName",
        "scopes",
        "authUrl",
        "grantType",
    ]:
        for method in ("BASIC", "BEARER", "OAUTH2", "CUSTOM_HEADER"):
            body["authentication"] = {"method": method, name: junk}
            preview.requests(body, SAMPLE, {})
    for name in ["number", "selected", "capabilities", "supportedCountries", "type"]:
        body["numbers"] = [junk, {**number("+1"), name: junk}]
        preview.requests(body, SAMPLE)


def test_a_body_as_deep_as_json_goes_is_read() -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    body = {**setting(), "numbers": deep, "extra": deep}
    body["requests"][0]["headers"]["x"] = deep
    assert len(preview.requests(body, SAMPLE)) == 1
    assert one(setting(body="[" * 100_000, headers={"content-type": "application/json"})).notes
