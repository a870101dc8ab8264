"""The bodies PingOne's pages print, as JSON: "Read All Notification Policies" (two lists, of 2024
and 2025), "Read One Notification Policy" (two policies) and "Create Phone Delivery Settings".
"""

import json
from pathlib import Path
from typing import Any

from apps.policies.api import samples

ENVIRONMENT = "abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6"
PRINTED = Path(samples.__file__).parent / "printed"


def body(name: str) -> dict[str, Any]:
    """The printed body of that file, fresh on every call."""
    value: dict[str, Any] = json.loads((PRINTED / f"{name}.json").read_text())
    return value


def list_2024() -> list[dict[str, Any]]:
    """Seven policies, none with a cooldown configuration."""
    return _embedded("list_2024")


def list_2025() -> list[dict[str, Any]]:
    """Eleven policies; the seven of 2024 are printed again, as newer answers."""
    return _embedded("list_2025")


def one_default() -> dict[str, Any]:
    """A default policy whose three providers appear nowhere else."""
    return body("one_default")


def one_cooldown() -> dict[str, Any]:
    """A policy of the second list, printed by itself."""
    return body("one_cooldown")


def policies() -> list[dict[str, Any]]:
    """All twenty, in the order printed; twelve distinct ids."""
    return [*list_2024(), *list_2025(), one_default(), one_cooldown()]


def chain_ids(policy: dict[str, Any]) -> list[str]:
    """The ids of the phone delivery settings a policy names, each once, in order."""
    conditions = policy.get("providerConfiguration", {}).get("conditions", [])
    return list(
        dict.fromkeys(link["id"] for condition in conditions for link in condition["fallbackChain"])
    )


def setting_request() -> dict[str, Any]:
    """As printed: {{username}} and {{password}} stand for the reader's own."""
    return body("setting_request")


def setting_response() -> dict[str, Any]:
    return body("setting_response")


def _embedded(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = body(name)["_embedded"]["notificationsPolicies"]
    return found
