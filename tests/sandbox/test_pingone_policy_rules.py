"""Every rule of a notification policy: what is refused, with which code and where."""

from typing import Any

import pytest

from tests.sandbox.pingone import POLICIES, POLICY, PingOne, chain, refused

QUOTA = POLICY["quotas"][0]
EMAIL = {"type": "USER", "deliveryMethods": ["Email"], "total": 5}
SPLIT = {"type": "USER", "deliveryMethods": ["SMS"], "claimed": 5, "unclaimed": 5}
SECOND = {"duration": 30, "timeUnit": "SECONDS"}
ON = {"enabled": True, "periods": [SECOND, SECOND, SECOND], "resendLimit": 5}
OFF = {"enabled": False}
NOBODY = "00000000-0000-4000-8000-000000000000"


def case(code: str, target: str, **over: Any) -> Any:
    return pytest.param(code, target, POLICY | over, id=f"{target} {code}")


def quota(code: str, target: str, base: dict[str, Any] = QUOTA, **over: Any) -> Any:
    return case(code, f"quotas[0].{target}", quotas=[base | over])


def limit(code: str, target: str, **body: Any) -> Any:
    return case(code, f"countryLimit.{target}", countryLimit=body)


def cooldown(code: str, target: str, **over: Any) -> Any:
    whole = {"sms": ON | over, "email": OFF, "voice": OFF, "whatsApp": OFF}
    return case(code, f"cooldownConfiguration.{target}", cooldownConfiguration=whole)


def period(code: str, target: str, **over: Any) -> Any:
    return cooldown(code, f"sms.periods[1].{target}", periods=[SECOND, SECOND | over, SECOND])


def condition(code: str, target: str, body: Any) -> Any:
    providers = {"conditions": [body]}
    return case(code, f"providerConfiguration.{target}", providerConfiguration=providers)


REFUSED = [
    case("REQUIRED_VALUE", "name", name=None),
    case("EMPTY_VALUE", "name", name=""),
    case("SIZE_LIMIT_EXCEEDED", "name", name="x" * 257),
    case("INVALID_VALUE", "default", default="yes"),
    case("REQUIRED_VALUE", "quotas", quotas=None),
    case("INVALID_VALUE", "quotas", quotas=5),
    case("INVALID_VALUE", "quotas[0]", quotas=["x"]),
    quota("REQUIRED_VALUE", "type", type=None),
    quota("INVALID_VALUE", "type", type="user"),
    quota("REQUIRED_VALUE", "deliveryMethods", deliveryMethods=None),
    quota("EMPTY_VALUE", "deliveryMethods", deliveryMethods=[]),
    quota("INVALID_VALUE", "deliveryMethods[1]", deliveryMethods=["SMS", "VOICE"]),
    quota("INVALID_VALUE", "deliveryMethods", deliveryMethods=["SMS", "Email"]),
    quota("REQUIRED_VALUE", "total", total=None),
    quota("INVALID_VALUE", "total", total="20"),
    quota("INVALID_VALUE", "total", total=True),
    quota("INVALID_VALUE", "total", total=1.5),
    quota("OUT_OF_RANGE", "total", total=51),
    quota("OUT_OF_RANGE", "total", total=-1),
    quota("INVALID_VALUE", "total", SPLIT, total=5),
    quota("REQUIRED_VALUE", "unclaimed", SPLIT, unclaimed=None),
    quota("REQUIRED_VALUE", "claimed", SPLIT, claimed=None),
    quota("OUT_OF_RANGE", "claimed", SPLIT, claimed=51),
    quota("OUT_OF_RANGE", "unclaimed", SPLIT, unclaimed=51),
    case("CONSTRAINT_VIOLATION", "quotas[1].deliveryMethods", quotas=[QUOTA, SPLIT]),
    case("CONSTRAINT_VIOLATION", "quotas[1].deliveryMethods", quotas=[EMAIL, EMAIL]),
    case("INVALID_VALUE", "countryLimit", countryLimit="NONE"),
    limit("REQUIRED_VALUE", "type"),
    limit("INVALID_VALUE", "type", type="ALL"),
    limit("REQUIRED_VALUE", "countries", type="ALLOWED"),
    limit("EMPTY_VALUE", "countries", type="DENIED", countries=[]),
    limit("INVALID_VALUE", "countries[1]", type="ALLOWED", countries=["SE", "UK"]),
    limit("INVALID_VALUE", "countries[0]", type="ALLOWED", countries=["se"]),
    limit(
        "INVALID_VALUE", "deliveryMethods[0]",
        type="ALLOWED", countries=["SE"], deliveryMethods=["VOICE"],
    ),
    case("INVALID_VALUE", "cooldownConfiguration", cooldownConfiguration=[]),
    case(
        "REQUIRED_VALUE", "cooldownConfiguration.whatsApp",
        cooldownConfiguration={"sms": OFF, "email": OFF, "voice": OFF},
    ),
    cooldown("REQUIRED_VALUE", "sms.enabled", enabled=None),
    cooldown("INVALID_VALUE", "sms.enabled", enabled="true"),
    cooldown("INVALID_VALUE", "sms.groupBy", groupBy=1),
    cooldown("REQUIRED_VALUE", "sms.resendLimit", resendLimit=None),
    cooldown("OUT_OF_RANGE", "sms.resendLimit", resendLimit=0),
    cooldown("REQUIRED_VALUE", "sms.periods", periods=None),
    cooldown("INVALID_VALUE", "sms.periods", periods=[SECOND, SECOND]),
    cooldown("INVALID_VALUE", "sms.periods", periods=[SECOND] * 4),
    period("REQUIRED_VALUE", "timeUnit", timeUnit=None),
    period("INVALID_VALUE", "timeUnit", timeUnit="HOURS"),
    period("REQUIRED_VALUE", "duration", duration=None),
    period("INVALID_VALUE", "duration", duration="30"),
    period("OUT_OF_RANGE", "duration", duration=9),
    period("OUT_OF_RANGE", "duration", duration=601),
    period("OUT_OF_RANGE", "duration", duration=0, timeUnit="MINUTES"),
    period("OUT_OF_RANGE", "duration", duration=11, timeUnit="MINUTES"),
    case("INVALID_VALUE", "providerConfiguration", providerConfiguration=[]),
    case(
        "INVALID_VALUE", "providerConfiguration.conditions",
        providerConfiguration={"conditions": {}},
    ),
    condition("INVALID_VALUE", "conditions[0]", "x"),
    condition("REQUIRED_VALUE", "conditions[0].fallbackChain", {"deliveryMethods": ["SMS"]}),
    condition("EMPTY_VALUE", "conditions[0].fallbackChain", chain()),
    condition("INVALID_VALUE", "conditions[0].fallbackChain[0].id", chain(NOBODY)),
    condition("INVALID_VALUE", "conditions[0].fallbackChain[0].id", chain("PINGONE_TWILIO")),
    condition("REQUIRED_VALUE", "conditions[0].fallbackChain[0].id", {"fallbackChain": [{}]}),
    condition("INVALID_VALUE", "conditions[0].fallbackChain[0]", {"fallbackChain": [NOBODY]}),
    condition(
        "INVALID_VALUE", "conditions[0].deliveryMethods[0]",
        chain(NOBODY, deliveryMethods=["Voice"]),
    ),
    condition("INVALID_VALUE", "conditions[0].countries[0]", chain(NOBODY, countries=["XX"])),
]  # fmt: skip


@pytest.mark.parametrize(("code", "target", "body"), REFUSED)
def test_it_is_refused(ping: PingOne, code: str, target: str, body: dict[str, Any]) -> None:
    refused(ping.post(POLICIES, body), 400, "INVALID_DATA", details=code, target=target)
    assert len(ping.get(POLICIES).json()["_embedded"][POLICIES]) == 1


def test_a_third_quota_is_refused(ping: PingOne) -> None:
    answer = ping.post(POLICIES, POLICY | {"quotas": [QUOTA, EMAIL, SPLIT]})
    found = [(one["code"], one["target"]) for one in answer.json()["details"]]
    assert found == [
        ("CONSTRAINT_VIOLATION", "quotas[2].deliveryMethods"),
        ("SIZE_LIMIT_EXCEEDED", "quotas"),
    ]


def test_a_range_is_told(ping: PingOne) -> None:
    answer = ping.post(POLICIES, POLICY | {"quotas": [QUOTA | {"total": 51}]})
    found = refused(answer, 400, "INVALID_DATA", details="OUT_OF_RANGE", target="quotas[0].total")
    assert found["innerError"] == {"rangeMinimumValue": 0, "rangeMaximumValue": 50}


@pytest.mark.parametrize(
    "over",
    [
        {"name": "x" * 256},
        {"quotas": []},
        {"quotas": [SPLIT, EMAIL]},
        {"quotas": [QUOTA | {"type": "ENVIRONMENT", "total": 10000}, EMAIL]},
        {"quotas": [QUOTA | {"total": 0, "deliveryMethods": ["WhatsApp"]}]},
        {"countryLimit": {"type": "NONE"}},
        {"countryLimit": {"type": "ALLOWED", "countries": ["BQ", "CW", "SS", "SX", "AN"]}},
        {"countryLimit": {"type": "DENIED", "countries": ["SE"], "deliveryMethods": ["Voice"]}},
        {"cooldownConfiguration": {"sms": ON, "email": ON, "voice": ON, "whatsApp": OFF}},
        {
            "cooldownConfiguration": {
                "sms": ON | {"groupBy": "RECIPIENT", "resendLimit": 11},
                "email": OFF,
                "voice": OFF,
                "whatsApp": OFF,
            }
        },
        {"providerConfiguration": {}},
        {"providerConfiguration": {"conditions": []}},
    ],
)
def test_it_is_accepted(ping: PingOne, over: dict[str, Any]) -> None:
    policy = ping.policy(**over)
    if "cooldownConfiguration" not in over:
        assert over.items() <= policy.items()


def test_conditions_keep_their_order_and_need_no_default_entry(ping: PingOne) -> None:
    first, second = ping.setting()["id"], ping.setting(name="Second")["id"]
    conditions = [
        chain(second, first, countries=["SE"], deliveryMethods=["VOICE", "SMS"]),
        chain(first, countries=["CA"]),
    ]
    policy = ping.policy(providerConfiguration={"conditions": conditions})
    assert policy["providerConfiguration"] == {"conditions": conditions}
    body = POLICY | {"providerConfiguration": {"conditions": [*conditions, chain(second, NOBODY)]}}
    refused(
        ping.put(f"{POLICIES}/{policy['id']}", body), 400, "INVALID_DATA",
        details="INVALID_VALUE",
        target="providerConfiguration.conditions[2].fallbackChain[1].id",
    )  # fmt: skip
