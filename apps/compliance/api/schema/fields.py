"""The wire serializers as schemas. What is required, how long and which words come from the rules;
on the wire every optional value may also be ``""`` or null, which say that it was not given."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension, OpenApiSerializerFieldExtension
from rest_framework import serializers

from apps.compliance import serializers as wire
from apps.compliance.api.schema.words import ALWAYS, ANSWER_WORDS, CLOSED, WORDS
from apps.compliance.choices import SubUseCase
from apps.compliance.rules import RULES
from apps.compliance.rules.shapes import limits
from apps.compliance.serializers import campaign, fields, number, profile, tollfree
from apps.dialects.plivo.schema import ABSENT

OBJECTS: tuple[tuple[str, tuple[type, ...]], ...] = (
    (
        "profile",
        (wire.ProfileUpdateRequest, profile.AddressSerializer, profile.ContactSerializer),
    ),
    ("brand", (wire.BrandRequest, wire.BrandResource)),
    (
        "campaign",
        (
            wire.CampaignRequest,
            wire.CampaignUpdateRequest,
            wire.CampaignImportRequest,
            wire.CampaignResource,
            campaign.AttributesSerializer,
        ),
    ),
    ("number", (wire.NumberLinkRequest, wire.NumberUnlinkRequest, wire.NumberResource)),
    ("tollfree", (wire.TollfreeVerificationUpdateRequest,)),
)
LIST = {"type": "array", "items": {"type": "string"}}
# What is read there as well.
OTHERWISE: dict[tuple[str, str], dict[str, Any]] = {
    ("profile", "ein"): {"type": "integer"},
    ("campaign", "sub_usecases"): {"type": "string"},
    ("number", "numbers"): {"type": "string"},
    ("tollfree", "usecase"): LIST,
    ("tollfree", "optin_image_url"): LIST,
}
TITLES = {
    "Address": "A postal address.",
    "Contact": "A person at the company.",
    "Attributes": "Eight answers given at filing.",
}


class WireSchema(OpenApiSerializerExtension):
    target_class: Any = fields.WireSerializer
    match_subclasses = True

    def get_name(self, auto_schema: Any, direction: Any) -> str | None:
        """A part of a body is a component of its own for each body: what it requires differs."""
        name = type(self.target).__name__.removesuffix("Serializer")
        parent = self.target.parent
        if direction == "response" or not isinstance(parent, fields.WireSerializer):
            return name
        return f"{name}{'Update' if parent.null_clears else ''}Request"

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return described(self.target, auto_schema, direction)


class PlainSchema(WireSchema):
    target_class = number.NumberResource
    match_subclasses = False


class AttributesSchema(WireSchema):
    target_class = campaign.AttributesSerializer
    match_subclasses = False


def described(serializer: Any, auto_schema: Any, direction: Any) -> dict[str, Any]:
    schema: dict[str, Any] = auto_schema._map_serializer(
        serializer, direction, bypass_extensions=True
    )
    object = next(name for name, kinds in OBJECTS if isinstance(serializer, kinds))
    name = type(serializer).__name__.removesuffix("Serializer")
    schema.pop("description", None)
    if name in TITLES:
        schema["description"] = TITLES[name]
    finish = _asked if direction == "request" else _answered
    needed = []
    for key, field in serializer.fields.items():
        if key not in schema["properties"]:
            continue
        words = (
            direction == "response" and ANSWER_WORDS.get((object, key)) or WORDS[object].get(key)
        )
        if words:
            schema["properties"][key] = _with(schema["properties"][key], words)
        schema["properties"][key], required = finish(
            object, key, field, serializer, schema["properties"][key]
        )
        if required:
            needed.append(key)
    schema.pop("required", None)
    if needed:
        schema["required"] = needed
    return schema


def _with(property: dict[str, Any], words: str) -> dict[str, Any]:
    if "$ref" in property:
        return {"allOf": [property], "description": words}
    return {**property, "description": words}


def _answered(
    object: str, key: str, field: Any, serializer: Any, property: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """Absent rather than null, and any word: the provider may say one that no page lists."""
    kept = ("type", "items", "additionalProperties", "allOf", "$ref", "description")
    stamp = {"format": "date-time"} if property.get("format") == "date-time" else {}
    property = {name: property[name] for name in kept if name in property} | stamp
    always = key == "api_id" or isinstance(serializer, campaign.AttributesSerializer)
    return property, always or key in ALWAYS[object]


def _asked(
    object: str, key: str, field: Any, serializer: Any, property: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    required = _required(object, key, field, serializer)
    kept = ("type", "items", "minItems", "enum", "allOf", "$ref", "description")
    property = {name: property[name] for name in kept if name in property}
    if property.get("type") == "string":
        property |= _bounds(object, key, field)
        if key in CLOSED[object]:
            property["enum"] = list(CLOSED[object][key].values)
    words = property.pop("description", "")
    if other := OTHERWISE.get((object, key)):
        property = {"anyOf": [property, other]}
    if not required:
        property = _or_absent(property)
    return ({**property, "description": words} if words else property), required


def _or_absent(property: dict[str, Any]) -> dict[str, Any]:
    if "allOf" in property:
        property = property["allOf"][0]
    if property == {"type": "string"}:
        return {"type": "string", "nullable": True}
    variants = property.get("anyOf", [property])
    return {"anyOf": [*variants, ABSENT]}


def _required(object: str, key: str, field: Any, serializer: Any) -> bool:
    """By the serializer, or else by the rule that a filing without it breaks."""
    update = _root(serializer).null_clears
    if field.required and not update:
        return True
    if update or isinstance(serializer, wire.NumberUnlinkRequest):
        return False
    if isinstance(field, serializers.Serializer):
        return any(_required(object, name, part, field) for name, part in field.fields.items())
    if isinstance(serializer, wire.CampaignImportRequest):
        return False
    return any(f"{object}.{column}.required" in RULES for column in (key, field.source))


def _root(serializer: Any) -> Any:
    parent = serializer.parent
    return parent if isinstance(parent, fields.WireSerializer) else serializer


def _bounds(object: str, key: str, field: Any) -> dict[str, int]:
    """Characters, as far as a rule refuses; what reviewers merely advise is no limit."""
    column = key if limits(object, key) != (None, None) else field.source
    fewest, most = limits(object, column)
    found = {}
    if fewest:
        found["minLength"] = fewest
    if most and not RULES[f"{object}.{column}.max"].advice:
        found["maxLength"] = most
    return found


class IdSchema(OpenApiSerializerFieldExtension):
    target_class: Any = fields.IdField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "string"}


class LinkSchema(IdSchema):
    target_class = fields.LinkField


class SubUseCasesSchema(IdSchema):
    target_class = campaign.UseCasesField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": SubUseCase.values}}


class CommaSchema(IdSchema):
    target_class = tollfree.CommaField
    match_subclasses = True


class NumbersSchema(IdSchema):
    target_class = number.NumbersField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string"}, "minItems": 1}
