"""A bare HTTP client of the sandbox's Plivo side, and valid bodies to send with it."""

import secrets
import string
from typing import Any

import requests

from tests.sandbox_process import SandboxProcess

PROFILE: dict[str, Any] = {
    "profile_alias": "Acme",
    "customer_type": "DIRECT",
    "entity_type": "PRIVATE",
    "company_name": "Acme Goods Inc.",
    "vertical": "RETAIL",
    "ein": "121231234",
    "ein_issuing_country": "US",
    "address": {
        "street": "660 Broadway",
        "city": "New York City",
        "state": "NY",
        "postal_code": "10012",
        "country": "US",
    },
    "authorized_contact": {
        "first_name": "John",
        "last_name": "Doe",
        "email": "john@example.com",
        "title": "Mr",
        "seniority": "CEO",
        "phone": "12125551234",
    },
    "website": "https://acme.example.com",
}
CAMPAIGN: dict[str, Any] = {
    "campaign_alias": "Passcodes",
    "vertical": "RETAIL",
    "usecase": "2FA",
    "description": "One-time passcodes for customers who sign in to their Acme account.",
    "sample1": "Acme: 123456 is your one-time passcode.",
    "sample2": "Acme: use 654321 to confirm your new address.",
    "message_flow": "Customers tick a box beside their phone number when they open an account.",
    "help_message": "Acme: write to help@acme.example.com for help.",
    "optout_message": "Acme: you are unsubscribed and get no more messages.",
    "embedded_link": False,
    "embedded_phone": False,
    "age_gated": False,
    "direct_lending": False,
    "subscriber_optin": True,
    "subscriber_optout": True,
    "subscriber_help": True,
    "affiliate_marketing": False,
}
TOLLFREE: dict[str, Any] = {
    "usecase": "2FA",
    "usecase_summary": "One-time passcodes for customers who sign in to their Acme account.",
    "message_sample": "Acme: 123456 is your one-time passcode.",
    "optin_image_url": "https://acme.example.com/optin.png",
    "optin_type": "WEB_FORM",
    "volume": "10,000",
}


def new_account() -> str:
    letters = string.ascii_uppercase + string.digits
    return "MA" + "".join(secrets.choice(letters) for _ in range(18))


class Api:
    """One account of a running sandbox. Paths are relative to /v1/Account/{auth_id}/."""

    def __init__(self, sandbox: SandboxProcess, account: str | None = None) -> None:
        self.sandbox = sandbox
        self.account = account or new_account()
        self.token = f"token-of-{self.account}"
        self.session = requests.Session()
        self.session.auth = (self.account, self.token)

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        url = f"{self.sandbox.plivo_url}/v1/Account/{self.account}/{path}"
        return self.session.request(method, url, **{"timeout": 10, **options})

    def get(self, path: str, **query: Any) -> requests.Response:
        return self.send("GET", path, params=query)

    def post(self, path: str, body: Any) -> requests.Response:
        return self.send("POST", path, json=body)

    def delete(self, path: str, body: Any = None) -> requests.Response:
        return self.send("DELETE", path, json=body)

    def settle(self) -> None:
        """Let everything pending in this world come to its end."""
        self.sandbox.advance(self.sandbox.delay + 1, self.account)

    def objects(self) -> dict[str, list[dict[str, Any]]]:
        return self.sandbox.objects(self.account)

    def profile(self, **over: Any) -> str:
        return self.post("Profile/", PROFILE | over).json()["profile_uuid"]

    def brand(
        self, *, settled: bool = True, profile: dict[str, Any] | None = None, **over: Any
    ) -> str:
        body = {"brand_alias": "Acme", "brand_type": "STANDARD"} | over
        body.setdefault("profile_uuid", self.profile(**(profile or {})))
        brand_id = self.post("10dlc/Brand/", body).json()["brand_id"]
        if settled:
            self.settle()
        return brand_id

    def campaign(self, *, settled: bool = True, **over: Any) -> str:
        body = CAMPAIGN | over
        body.setdefault("brand_id", self.brand())
        campaign_id = self.post("10dlc/Campaign/", body).json()["campaign_id"]
        if settled:
            self.settle()
        return campaign_id

    def tollfree(self, *, settled: bool = True, **over: Any) -> str:
        """The uuid of a verification of the first toll-free number."""
        body = TOLLFREE | over
        body.setdefault("profile_uuid", self.profile())
        body.setdefault("number", self.number(type="tollfree"))
        verification_uuid = self.post("TollfreeVerification/", body).json()["uuid"]
        if settled:
            self.settle()
        return verification_uuid

    def numbers(self) -> list[str]:
        """The numbers any campaign can have: local, SMS enabled, linking without tricks."""
        return [
            number["number"]
            for number in self.get("Number/", type="fixed").json()["objects"]
            if number["sms_enabled"] and not number["number"].endswith(("0000", "0001"))
        ]

    def number(self, ending: str = "", **traits: Any) -> str:
        """The one rented number with this ending and these traits."""
        found = self.get("Number/").json()["objects"]
        return next(
            number["number"]
            for number in found
            if number["number"].endswith(ending) and traits.items() <= number.items()
        )


def refused(response: requests.Response, status: int, words: str) -> None:
    """The response is Plivo's error envelope with this status and these words."""
    assert response.status_code == status, response.text
    body = response.json()
    assert set(body) == {"api_id", "error"}
    assert words in body["error"]
