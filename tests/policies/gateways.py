"""A custom provider for the tests of its preview and of trying it, and what they look at."""

import base64
from typing import Any

from apps.policies import preview
from apps.policies.calls import Preview
from apps.policies.filling import Sample, plain

SECRET = "s3cr&t/w+rd"
SAMPLE = Sample(
    to="+14155550100",
    message="Code 2468: \"it's\" yours & Ünal's",
    otp="2468",
    username="j doe",
    given="José",
    family="O'Neil",
)


def setting(**entry: Any) -> dict[str, Any]:
    """A custom provider with one request: a form by POST, unless `entry` says otherwise."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    request = {
        "deliveryMethod": "SMS",
        "method": "POST",
        "url": "https://gw.example/sms",
        "body": "to=${to}&text=${message}",
        "headers": form,
        **entry,
    }
    return {
        "name": "Gateway",
        "provider": "CUSTOM_PROVIDER",
        "authentication": {"method": "BEARER", "authToken": SECRET},
        "requests": [{k: v for k, v in request.items() if v is not None}],
    }


def one(body: dict[str, Any], sample: Sample = SAMPLE) -> Preview:
    (found,) = preview.requests(body, sample)
    return found


def url(found: Preview) -> str:
    return plain(found.call.url)


def sent(found: Preview) -> str:
    return plain(found.call.body)


def headers(found: Preview) -> dict[str, str]:
    return {header.name: plain(header.value) for header in found.call.headers}


def targets(found: Preview) -> list[str]:
    return [note.target for note in found.notes]


def number(number: str, **over: Any) -> dict[str, Any]:
    return {
        "number": number,
        "type": "PHONE_NUMBER",
        "selected": True,
        "capabilities": ["SMS"],
        **over,
    }


def nothing_leaks(found: Preview) -> None:
    packed = base64.b64encode(f"acme:{SECRET}".encode()).decode()
    for secret in (SECRET, packed, "other-secret", "user:pw"):
        assert secret not in repr(found)
