"""What a policy says of itself; the printed ones word for word."""

from typing import Any

import pytest

from apps.policies.summary import sentences
from tests.policies import printed

NAMES = {
    "bd237e31-c920-406e-bb50-0f083b24f1e3": "Ada",
    "8e17615d-0c23-4295-abfb-0e503bd4a22c": "Bell",
    "fdbe47fe-24f9-41f6-91bc-9aff48e41c8e": "Cerf",
    "33f0d52f-c4db-48a5-9d02-702a18bc49c9": "Dyer",
    "9061e33d-5513-40f7-a4c3-dcc59c631ec4": "Eckert",
    "b8a08588-a61e-418f-b712-56d450c2f2de": "Faggin",
}

TEN = ["DE", "FR", "IT", "ES", "PT", "SE", "NO", "DK", "FI", "IS"]
DEFAULT = "This is the environment's default policy: it governs whatever names no other."
EVERYWHERE = "Texts and calls go to every country."
TWO_COUNTRIES = "Texts and calls go only to the United States and Canada."
THREE_COUNTRIES = "Texts and calls go only to Sweden, Japan and Canada."
NO_COOLDOWN = "There is no cooldown: a user may ask again at once."
THROUGH_ADA = ["Texts go through Ada.", "Calls go through the environment's default sender."]
THOUSAND = "All users together may get 1,000 texts and calls a day."
THOUSAND_AND_WHATSAPP = "All users together may get 1,000 texts, calls and WhatsApp messages a day."


def waits(what: str, first: str, second: str, later: str, limit: int) -> str:
    return (
        f"After {what} a user waits {first}, then {second}, then {later} for each further one; "
        f"after {limit} they are blocked for 30 minutes."
    )


PER_USER = [
    "A user may get 50 texts, calls and WhatsApp messages a day.",
    EVERYWHERE,
    NO_COOLDOWN,
    *THROUGH_ADA,
]
ELEVEN = [
    "A user may get 11 texts, calls and WhatsApp messages a day.",
    EVERYWHERE,
    NO_COOLDOWN,
    *THROUGH_ADA,
]
ENVIRONMENT = [DEFAULT, THOUSAND_AND_WHATSAPP, EVERYWHERE, NO_COOLDOWN, *THROUGH_ADA]
CUSTOM = [
    "All users together may get 80 texts and calls a day, and 100 e-mails.",
    THREE_COUNTRIES,
    NO_COOLDOWN,
    "In Canada texts and calls go through Ada; if it fails, Bell, then Cerf.",
    "In Sweden texts and calls go through Bell; if it fails, Cerf, then Ada.",
    "In Japan texts and calls go through Cerf; if it fails, Bell, then Ada.",
    "Everywhere else texts go through Bell; if it fails, Cerf, then Ada.",
    "Everywhere else calls go through the environment's default sender.",
]
CUSTOM_UPDATED = [
    "All users together may get 1,000 texts and calls a day, and 100 e-mails.",
    THREE_COUNTRIES,
    NO_COOLDOWN,
    "In Canada texts and calls go through Ada; if it fails, Cerf, then Bell.",
    "In Sweden texts and calls go through Bell; if it fails, Ada, then Cerf.",
    "In Japan texts and calls go through Cerf; if it fails, Ada, then Bell.",
    "Everywhere else texts and calls go through Bell; if it fails, Cerf, then Ada.",
]
AND_EMAIL = [
    "A user may get 30 texts, calls and WhatsApp messages a day, and 25 e-mails.",
    EVERYWHERE,
    NO_COOLDOWN,
    *THROUGH_ADA,
]
COUNTRIES = [THOUSAND_AND_WHATSAPP, TWO_COUNTRIES, NO_COOLDOWN, *THROUGH_ADA]
USED = [
    "A user may get 35 texts, calls and WhatsApp messages a day if the code is used, "
    "and 45 if it is not.",
    EVERYWHERE,
    NO_COOLDOWN,
    *THROUGH_ADA,
]
BY_NUMBER = [
    THOUSAND,
    TWO_COUNTRIES,
    waits("a text", "30 seconds", "2 minutes", "3 minutes", 5),
    waits("a call", "41 seconds", "2 minutes", "4 minutes", 6),
    waits("a WhatsApp message", "45 seconds", "1 minute", "2 minutes", 8),
    waits("an e-mail", "30 seconds", "1 minute", "2 minutes", 4),
    "Texts, calls, WhatsApp messages and e-mails are counted for each number and address apart.",
    *THROUGH_ADA,
]
OFF = [THOUSAND, TWO_COUNTRIES, NO_COOLDOWN, *THROUGH_ADA]
COOLDOWN = [
    THOUSAND,
    TWO_COUNTRIES,
    waits("a text", "30 seconds", "2 minutes", "3 minutes", 5),
    waits("a call", "40 seconds", "2 minutes", "4 minutes", 6),
    waits("a WhatsApp message", "15 seconds", "2 minutes", "4 minutes", 7),
    waits("an e-mail", "30 seconds", "1 minute", "2 minutes", 4),
    "Texts and e-mails are counted for each number and address apart.",
    "Calls and WhatsApp messages are counted for each user, whichever number or address they use.",
    *THROUGH_ADA,
]
ONE_DEFAULT = [
    DEFAULT,
    "A user may get 15 texts and calls a day if the code is used, and 10 if it is not.",
    EVERYWHERE,
    NO_COOLDOWN,
    "In Sweden texts go through Dyer; if it fails, Eckert, then Faggin.",
    "In Japan texts go through Eckert; if it fails, Dyer, then Faggin.",
    "In Canada texts and calls go through Faggin; if it fails, Dyer, then Eckert.",
    "Everywhere else texts go through Faggin.",
    "Everywhere else calls go through the environment's default sender.",
]
PRINTED = [
    *(PER_USER, ELEVEN, ENVIRONMENT, CUSTOM, AND_EMAIL, COUNTRIES, USED),
    *(PER_USER, ELEVEN, ENVIRONMENT, CUSTOM, CUSTOM_UPDATED, AND_EMAIL, COUNTRIES, USED),
    *(BY_NUMBER, OFF, COOLDOWN, ONE_DEFAULT, COOLDOWN),
]


@pytest.mark.parametrize(
    ("policy", "words"),
    list(zip(printed.policies(), PRINTED, strict=True)),
    ids=lambda value: str(value["name"])[:40] if isinstance(value, dict) else "",
)
def test_a_printed_policy_in_words(policy: dict[str, Any], words: list[str]) -> None:
    assert [sentence.text for sentence in sentences(policy, NAMES)] == words


def said(policy: dict[str, Any], section: str) -> list[str]:
    return [s.text for s in sentences(policy, {"a": "Ada"}) if s.section == section]


def test_a_sentence_knows_the_key_it_is_about() -> None:
    found = [s.section for s in sentences(printed.one_default(), NAMES)]
    assert list(dict.fromkeys(found)) == [
        "default",
        "quotas",
        "countryLimit",
        "cooldownConfiguration",
        "providerConfiguration",
    ]


def test_an_empty_policy_limits_nothing() -> None:
    assert [s.text for s in sentences({})] == [
        "There is no daily limit.",
        EVERYWHERE,
        NO_COOLDOWN,
        "Texts and calls go through the environment's default sender.",
    ]


@pytest.mark.parametrize(
    ("quotas", "words"),
    [
        (
            [{"type": "USER", "deliveryMethods": ["SMS"], "total": 1}],
            ["A user may get 1 text a day."],
        ),
        (
            [
                {"type": "USER", "deliveryMethods": ["SMS"], "total": 5},
                {"type": "ENVIRONMENT", "deliveryMethods": ["Email"], "total": 10000},
            ],
            ["A user may get 5 texts a day.", "All users together may get 10,000 e-mails a day."],
        ),
        (
            [{"type": "GROUP", "deliveryMethods": ["SMS"], "total": 5}],
            ["A daily limit cannot be read."],
        ),
    ],
)
def test_quotas_in_words(quotas: list[Any], words: list[str]) -> None:
    assert said({"quotas": quotas}, "quotas") == words


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (
            {"type": "DENIED", "countries": ["KP", "NL"], "deliveryMethods": ["SMS"]},
            [
                "Texts go to every country except North Korea and the Netherlands.",
                "Calls go to every country.",
            ],
        ),
        (
            {
                "type": "ALLOWED",
                "countries": ["DE", "FR", "IT", "ES", "PT", "SE", "NO", "DK", "FI", "IS"],
            },
            [
                "Texts and calls go only to Germany, France, Italy, Spain, Portugal, Sweden, "
                "Norway, Denmark and 2 more."
            ],
        ),
        ({"type": "ALLOWED"}, ["The country limit names no countries."]),
    ],
)
def test_a_country_limit_in_words(limit: dict[str, Any], words: list[str]) -> None:
    assert said({"countryLimit": limit}, "countryLimit") == words


def test_channels_that_wait_the_same_share_a_sentence() -> None:
    one = {
        "enabled": True,
        "periods": [{"duration": n, "timeUnit": "MINUTES"} for n in (1, 2, 3)],
        "resendLimit": 3,
    }
    policy = {"cooldownConfiguration": {"sms": one, "voice": {**one, "groupBy": "PHONE"}}}
    assert said(policy, "cooldownConfiguration") == [
        waits("a text or a call", "1 minute", "2 minutes", "3 minutes", 3),
        "Texts are counted for each number apart.",
        "Calls are counted by “PHONE”.",
        "WhatsApp messages and e-mails have no cooldown.",
    ]


def test_the_rest_comes_last_wherever_it_stands() -> None:
    chain = [{"id": "a"}, {"id": "PINGONE_TWILIO"}, {"id": "z"}]
    conditions = [{"fallbackChain": chain}, {"countries": ["SE"], "fallbackChain": [{"id": "a"}]}]
    assert said({"providerConfiguration": {"conditions": conditions}}, "providerConfiguration") == [
        "In Sweden texts and calls go through Ada.",
        "Everywhere else texts and calls go through Ada; if it fails, PingOne's own sender, "
        "then an unknown provider (z).",
    ]


def test_a_condition_without_providers_or_sense_is_said() -> None:
    conditions = [{"countries": ["SE"], "fallbackChain": []}, {"countries": []}, 7]
    assert said({"providerConfiguration": {"conditions": conditions}}, "providerConfiguration") == [
        "A condition cannot be read.",
        "In Sweden texts and calls have no provider.",
        "A condition cannot be read.",
        "Everywhere else texts and calls go through the environment's default sender.",
    ]
