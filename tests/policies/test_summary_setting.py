"""What a phone delivery setting says of itself."""

from typing import Any

import pytest

from apps.policies.summary import Sentence, setting_sentences
from tests.policies import printed


def test_the_printed_setting_in_words() -> None:
    assert setting_sentences(printed.setting_request()) == [
        Sentence("provider", "CustomProviderName is a gateway of your own."),
        Sentence("authentication", "PingOne signs in with a user name and a password."),
        Sentence("requests", "For a text PingOne makes a POST request to example.com."),
        Sentence("requests", "For a call PingOne makes a POST request to example.com."),
        Sentence("numbers", "It sends from +1 222 333 (texts and calls)."),
    ]


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (
            {
                "name": "Gateway",
                "provider": "CUSTOM_PROVIDER",
                "authentication": {
                    "method": "OAUTH2",
                    "authUrl": "https://joe:secret@login.example.com/token?key=1",
                },
                "requests": [
                    {
                        "deliveryMethod": "SMS",
                        "method": "GET",
                        "url": "https://gw.example.com/key/send?to=${to}",
                        "phoneNumberFormat": "NUMBER_ONLY",
                    }
                ],
                "numbers": [{"number": "40404", "selected": False}],
            },
            [
                "Gateway is a gateway of your own.",
                "PingOne signs in with a token that it fetches from login.example.com first.",
                "For a text PingOne makes a GET request to gw.example.com, the number written "
                "without its plus.",
                "It places no calls.",
                "No number is selected to send from.",
            ],
        ),
        (
            {
                "provider": "CUSTOM_TWILIO_MESSAGING_SERVICE",
                "name": "Twilio",
                "messagingServices": [{"selected": True, "name": "Codes"}, {"name": "News"}],
            },
            [
                "Twilio sends through a messaging service at Twilio.",
                "Texts go through its service Codes.",
            ],
        ),
        (
            {
                "provider": "CUSTOM_SYNIVERSE",
                "numbers": [
                    {
                        "number": "+18005550100",
                        "selected": True,
                        "capabilities": ["SMS"],
                        "supportedCountries": ["US"],
                    }
                ],
            },
            [
                "This provider sends through a Syniverse account.",
                "It sends from +18005550100 (texts, to the United States).",
            ],
        ),
        (
            {"provider": "CUSTOM_NEW", "name": "New"},
            ["New is of a kind that Linecheck keeps as it is: “CUSTOM_NEW”."],
        ),
    ],
)
def test_a_setting_in_words(setting: dict[str, Any], words: list[str]) -> None:
    assert [sentence.text for sentence in setting_sentences(setting)] == words
