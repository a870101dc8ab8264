"""What every phone delivery setting has, and its numbers."""

from collections.abc import Iterable
from typing import Any

from apps.dialects.reference.shapes import REFS, flag, listed, mapping, ref, text, words_of
from apps.policies.api.schema.common import WRITTEN, written
from apps.policies.kinds import Kind
from apps.policies.rules.numbers import CAPABILITIES, TYPES

SETTING: dict[str, dict[str, Any]] = {
    "Setting": mapping(
        "What every provider has.",
        {
            **written("Links"),
            "provider": text("The kind of provider; it never changes."),
            "name": text("What it is called, once in an environment."),
            "default": flag(
                "In PingOne's list of properties; kept, sent on and never answered.",
                writeOnly=True,
            ),
        },
        required=["provider"],
        always=[*WRITTEN, "provider"],
    ),
    "ProviderNumber": mapping(
        "A number to send from.",
        {
            "number": text("The number or short code, kept as it is written."),
            "type": text("What kind of number.", TYPES),
            "selected": flag("Whether it is sent from."),
            "available": flag("Whether the account has it now."),
            "capabilities": words_of(CAPABILITIES, "What it can do."),
            "supportedCountries": listed(
                {"type": "string"},
                "Two-letter codes. None for PHONE_NUMBER, exactly one for SHORT_CODE, one or more "
                "for TOLL_FREE. At Twilio and Syniverse, left out means the United States.",
            ),
        },
        required=["number", "type"],
    ),
}


def numbers(words: str) -> dict[str, Any]:
    return listed({"$ref": f"{REFS}ProviderNumber"}, words)


def of_kind(
    kind: Kind, words: str, properties: dict[str, Any], required: Iterable[str] = ()
) -> dict[str, Any]:
    """What every setting has, and the `properties` of this provider."""
    own = mapping(
        words,
        {"provider": {"type": "string", "enum": [kind.value], "description": words}, **properties},
        required=["provider", *required],
        always=["provider"],
    )
    return {"allOf": [{"$ref": f"{REFS}Setting"}, own]}


__all__ = ["SETTING", "numbers", "of_kind", "ref"]
