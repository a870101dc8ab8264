"""A PingOne environment with providers, policies and a change nobody here made."""

import json
import uuid
from typing import Any

from django.conf import settings

from apps.core.actor import Actor
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.policies.services.policy import create_policy
from apps.policies.services.setting import create_setting
from apps.providers.models import ProviderConfiguration
from apps.sync.queue import look_soon
from apps.upstream.http import BrokenError, NotSentError, exchange

SECONDS = 10.0
TWILIO_SID = "AC5b1e7f0c9a8d4e3f6021b7c4d5e6f708"
DRIFTING = "Contractors, North America"
OFF = {"enabled": False}
NORTH_AMERICA = ["CA", "US"]


def fill_environment(configuration: ProviderConfiguration) -> None:
    """What was set up at PingOne before Linecheck came; a sandbox that is not there gets none."""
    twilio = {
        "provider": "CUSTOM_TWILIO",
        "sid": TWILIO_SID,
        "numbers": [
            {
                "type": "PHONE_NUMBER",
                "number": "+15035550188",
                "selected": True,
                "available": True,
                "capabilities": ["SMS", "VOICE"],
            },
            {
                "type": "TOLL_FREE",
                "number": "+18445550123",
                "selected": False,
                "available": True,
                "capabilities": ["SMS"],
                "supportedCountries": NORTH_AMERICA,
            },
        ],
    }
    default = {
        "name": "Default Notification Policy",
        "quotas": [{"type": "USER", "deliveryMethods": ["SMS", "Voice", "WhatsApp"], "total": 50}],
        "countryLimit": {"type": "NONE"},
        "cooldownConfiguration": dict.fromkeys(("sms", "email", "voice", "whatsApp"), OFF),
        "default": True,
    }
    contractors = {
        **default,
        "name": DRIFTING,
        "quotas": [{"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 20}],
        "countryLimit": {
            "type": "ALLOWED",
            "deliveryMethods": ["SMS", "Voice"],
            "countries": NORTH_AMERICA,
        },
        "default": False,
    }
    there = {
        "settings": [_stored(configuration, twilio)],
        "policies": [_stored(configuration, default), _stored(configuration, contractors)],
    }
    _control(configuration, "pingone/load", there)


def seed_notifications(configuration: ProviderConfiguration, actor: Actor) -> None:
    """Two more providers and a policy that uses all three, then a change made at PingOne.

    `configuration` was read in; the worker sends what is made here and finds the change.
    """
    twilio = PhoneDeliverySetting.objects.live().filter(
        configuration=configuration, kind="CUSTOM_TWILIO"
    )[0]
    gateway = create_setting(configuration=configuration, body=_gateway(), actor=actor)
    telesign = create_setting(configuration=configuration, body=_telesign(), actor=actor)
    body = _shoppers(gateway.public_id, telesign.public_id, twilio.public_id)
    create_policy(configuration=configuration, body=body, actor=actor)
    edited = NotificationPolicy.objects.live().get(configuration=configuration, name=DRIFTING)
    limit = {**edited.wanted["countryLimit"], "countries": [*NORTH_AMERICA, "MX"]}
    quota = {**edited.wanted["quotas"][0], "total": 35}
    change = {
        "kind": "policy",
        "id": edited.remote_id,
        "set": {"countryLimit": limit, "quotas": [quota]},
    }
    _control(configuration, "drift", change)
    look_soon(edited.sync)


def _gateway() -> dict[str, Any]:
    """One that answers what it got, so that it can be tried without a fee (docs/sandbox.md)."""
    url = f"http://127.0.0.1:{settings.SANDBOX_PORT}/gateway/echo"
    form = {"content-type": "application/x-www-form-urlencoded"}
    return {
        "name": "Borealis gateway",
        "provider": "CUSTOM_PROVIDER",
        "authentication": {
            "method": "CUSTOM_HEADER",
            "headerName": "X-Api-Key",
            "headerValue": str(uuid.uuid4()),
        },
        "requests": [
            {
                "deliveryMethod": "SMS",
                "method": "POST",
                "url": url,
                "body": "to=${to}&from=${from}&text=${message}",
                "headers": form,
                "phoneNumberFormat": "FULL",
            },
            {
                "deliveryMethod": "VOICE",
                "method": "POST",
                "url": url,
                "body": "to=${to}&from=${from}&say=${message}&language=${locale}",
                "headers": form,
                "phoneNumberFormat": "NUMBER_ONLY",
                "beforeTag": "<Say>",
                "afterTag": '</Say> <Pause length="1"/>',
            },
        ],
        "numbers": [
            {
                "type": "PHONE_NUMBER",
                "number": "+15035550170",
                "selected": True,
                "available": True,
                "capabilities": ["SMS", "VOICE"],
            }
        ],
    }


def _telesign() -> dict[str, Any]:
    """Shaped like Telesign's messaging API (PingOne console, Configuring Telesign)."""
    return {
        "name": "Telesign",
        "provider": "CUSTOM_PROVIDER",
        "authentication": {
            "method": "BASIC",
            "username": str(uuid.uuid4()).upper(),
            "password": uuid.uuid4().hex,
        },
        "requests": [
            {
                "deliveryMethod": "SMS",
                "method": "POST",
                "url": "https://rest-ww.telesign.com/v1/messaging",
                "body": "phone_number=${to}&message=${message}&message_type=OTP",
                "headers": {"content-type": "application/x-www-form-urlencoded"},
                "phoneNumberFormat": "NUMBER_ONLY",
            }
        ],
    }


def _shoppers(gateway: str, telesign: str, twilio: str) -> dict[str, Any]:
    def chain(*ids: str) -> list[dict[str, str]]:
        return [{"id": one} for one in ids]

    def waits(*seconds: int, **more: Any) -> dict[str, Any]:
        periods = [{"duration": each, "timeUnit": "SECONDS"} for each in seconds]
        return {"enabled": True, "groupBy": "USER_ID", "periods": periods, **more}

    return {
        "name": "Shoppers",
        "quotas": [
            {"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 30},
            {"type": "ENVIRONMENT", "deliveryMethods": ["Email"], "total": 10000},
        ],
        "countryLimit": {
            "type": "DENIED",
            "deliveryMethods": ["SMS", "Voice"],
            "countries": ["AZ", "DZ", "TN"],
        },
        "providerConfiguration": {
            "conditions": [
                {
                    "deliveryMethods": ["SMS", "VOICE"],
                    "countries": NORTH_AMERICA,
                    "fallbackChain": chain(gateway, twilio),
                },
                {"deliveryMethods": ["SMS"], "fallbackChain": chain(telesign, twilio)},
            ]
        },
        "cooldownConfiguration": {
            "sms": waits(30, 60, 300, resendLimit=5),
            "email": OFF,
            "voice": waits(60, 120, 600, resendLimit=3),
            "whatsApp": OFF,
        },
        "default": False,
    }


def _stored(configuration: ProviderConfiguration, body: dict[str, Any]) -> dict[str, Any]:
    at = "2026-03-02T09:14:27.318Z"
    environment = {"id": configuration.account_id}
    times = {"createdAt": at, "updatedAt": at}
    return {"id": str(uuid.uuid4()), "environment": environment, **times, **body}


def _control(configuration: ProviderConfiguration, what: str, body: dict[str, Any]) -> None:
    """A call of the sandbox's control API (docs/sandbox.md)."""
    url = f"http://127.0.0.1:{settings.SANDBOX_PORT}/_control/{what}"
    asked = {"account": configuration.account_id, **body}
    try:
        done = exchange("POST", url, json=asked, seconds=SECONDS)
    except (NotSentError, BrokenError):
        return
    if done.status != 200:
        raise RuntimeError(f"{what}: {json.loads(done.content)}")
