"""What Plivo asks of a brand. Values: ``profile_uuid``, ``brand_alias``, ``brand_type``,
``secondary_vetting``, ``business_contact_email``.

Context: ``profile`` is None when there is none with that id, else a mapping with ``ein``,
``retired`` and ``used_by`` (alias of its live brand, ``""`` when free).
"""

from apps.compliance import choices
from apps.compliance.rules import shapes
from apps.compliance.rules.registry import (
    BRAND_DOCS,
    LINECHECK,
    SDK_LIMITS,
    Context,
    Values,
    Verdict,
    rule,
)
from apps.compliance.rules.shapes import filled

shapes.required(
    "brand", "profile_uuid", "Choose the company this brand is registered for.", BRAND_DOCS
)
shapes.required(
    "brand", "brand_alias", "Give this brand a name you will recognise in lists.", BRAND_DOCS
)
shapes.longest("brand", "profile_uuid", "The company's id", 36, SDK_LIMITS)
shapes.longest("brand", "brand_alias", "The name for lists", 255, LINECHECK)
shapes.longest("brand", "business_contact_email", "The business contact's e-mail", 255, SDK_LIMITS)
shapes.formatted(
    "brand",
    "business_contact_email",
    "This is not an e-mail address. Check it for typing mistakes.",
    SDK_LIMITS,
    shapes.is_email,
)
shapes.one_of("brand", "brand_type", "This registration", choices.BrandType.values, BRAND_DOCS)
shapes.unique_alias("brand", "brand_alias", "brand of this connection", acts={"create"})


@rule(
    "brand.profile_uuid.known",
    "profile_uuid",
    text="There is no such company in this connection. Choose one from the list or file it first.",
    source=BRAND_DOCS,
    acts={"create"},
)
def profile_known(values: Values, context: Context) -> Verdict:
    if "profile" not in context or not filled(values, "profile_uuid"):
        return True
    profile = context["profile"]
    return profile is not None and not profile.get("retired", False)


@rule(
    "brand.profile_uuid.free",
    "profile_uuid",
    text="This company already has a brand. Use that one, or delete it before registering another.",
    source=BRAND_DOCS,
    acts={"create"},
)
def profile_free(values: Values, context: Context) -> Verdict:
    name = (context.get("profile") or {}).get("used_by", "")
    if not name:
        return True
    return (
        f"This company already has the brand {name}. Use that one, or delete it before "
        "registering another."
    )


@rule(
    "brand.brand_type.ein",
    "brand_type",
    "profile_uuid",
    text="A Standard brand needs an EIN and this company has none. Add the EIN to it first.",
    source=BRAND_DOCS,
    acts={"create"},
)
def standard_needs_ein(values: Values, context: Context) -> Verdict:
    profile = context.get("profile")
    if values.get("brand_type") != "STANDARD" or not profile or "ein" not in profile:
        return True
    return filled(profile, "ein")


@rule(
    "brand.brand_type.paused",
    "brand_type",
    text=(
        "Plivo paused Starter brands on 19 October 2022 and may refuse this one. "
        "Register a Standard brand if the company has an EIN."
    ),
    source=BRAND_DOCS,
    advice=True,
)
def starter_paused(values: Values, context: Context) -> Verdict:
    return values.get("brand_type") != "STARTER"


@rule(
    "brand.secondary_vetting.choice",
    "secondary_vetting",
    text="Say yes or no to secondary vetting.",
    source=BRAND_DOCS,
)
def vetting_is_boolean(values: Values, context: Context) -> Verdict:
    return not filled(values, "secondary_vetting") or isinstance(values["secondary_vetting"], bool)


@rule(
    "brand.secondary_vetting.standard",
    "secondary_vetting",
    "brand_type",
    text="Only Standard brands are vetted. Turn vetting off or register a Standard brand.",
    source=BRAND_DOCS,
)
def vetting_standard_only(values: Values, context: Context) -> Verdict:
    starter = values.get("brand_type") == "STARTER"
    return not (values.get("secondary_vetting") is True and starter)


@rule(
    "brand.secondary_vetting.advised",
    "secondary_vetting",
    "brand_type",
    text="Without vetting carriers allow the least traffic. Leave it on unless you send little.",
    source=BRAND_DOCS,
    advice=True,
)
def vetting_advised(values: Values, context: Context) -> Verdict:
    standard = values.get("brand_type") == "STANDARD"
    return not (standard and values.get("secondary_vetting") is False)


for _field, _label in (
    ("profile_uuid", "The company"),
    ("brand_alias", "The name for lists"),
    ("brand_type", "The registration"),
    ("secondary_vetting", "Secondary vetting"),
):
    shapes.fixed(
        "brand",
        _field,
        f"{_label} of a filed brand cannot be changed. Delete the brand and register it again.",
        BRAND_DOCS,
    )


@rule(
    "brand.delete.campaigns",
    "__all__",
    text="This brand still has active campaigns. Delete them first.",
    source=BRAND_DOCS,
    acts={"delete"},
)
def no_active_campaigns(values: Values, context: Context) -> Verdict:
    count = int(context.get("active_campaigns", 0))
    if not count:
        return True
    what = "an active campaign" if count == 1 else f"{count} active campaigns"
    return f"This brand still has {what}. Delete {'it' if count == 1 else 'them'} first."
