"""What Plivo asks of a campaign apart from its texts: brand, use case, attributes, state.

Values are the columns of ``Campaign`` with ``brand_id`` for the brand (ours or theirs). Context:
``brand`` is None when there is none with that id, else ``status``, ``retired``, ``brand_type`` and
``campaigns`` (live ones); ``status`` is the campaign's own; ``door`` is ``portal`` or ``rest``.
"""

import re
from typing import Any

from apps.compliance import choices
from apps.compliance.rules import shapes
from apps.compliance.rules.registry import CAMPAIGN_DOCS, LINECHECK, Context, Values, Verdict, rule
from apps.compliance.rules.shapes import filled

UPDATABLE = frozenset(
    (
        "campaign_alias",
        "description",
        "sample1",
        "sample2",
        "sample3",
        "sample4",
        "sample5",
        "message_flow",
        "help_message",
        "optout_message",
        "optin_message",
        "optin_keywords",
        "optout_keywords",
        "help_keywords",
        "terms_and_conditions_link",
        "privacy_policy_link",
        "reseller_id",
    )
)
"""Columns a resubmission may change (Plivo docs; samples 3-5, links, reseller: Plivo SDKs)."""

shapes.required(
    "campaign",
    "campaign_alias",
    "Give this campaign a name you will recognise in lists.",
    CAMPAIGN_DOCS,
    acts={"create", "update", "import"},
)
shapes.required(
    "campaign", "brand_id", "Choose the brand that sends these messages.", CAMPAIGN_DOCS
)
shapes.required(
    "campaign", "vertical", "Choose the industry these messages belong to.", CAMPAIGN_DOCS
)
shapes.required("campaign", "usecase", "Choose what this campaign is for.", CAMPAIGN_DOCS)
shapes.longest("campaign", "campaign_alias", "The name for lists", 255, LINECHECK)
shapes.longest("campaign", "reseller_id", "The reseller's id", 100, LINECHECK)
shapes.one_of("campaign", "vertical", "This industry", choices.Vertical.values, CAMPAIGN_DOCS)
shapes.one_of("campaign", "usecase", "This use case", choices.UseCase.values, CAMPAIGN_DOCS)
shapes.unique_alias(
    "campaign", "campaign_alias", "campaign of this brand", acts={"create", "update", "import"}
)

shapes.required(
    "campaign",
    "campaign_id",
    "Enter the campaign's id at The Campaign Registry.",
    "Plivo docs, import campaign",
    acts={"import"},
)
shapes.longest("campaign", "campaign_id", "The campaign's id", 64, LINECHECK)
shapes.formatted(
    "campaign",
    "campaign_id",
    "This is not a campaign's id. Copy it from The Campaign Registry: letters and digits only.",
    "Plivo docs, import campaign",
    lambda value: bool(re.fullmatch(r"[A-Za-z0-9]+", value)),
    acts={"import"},
)


@rule(
    "campaign.campaign_id.known",
    "campaign_id",
    text="This campaign is already here. Open it instead of importing it again.",
    source=LINECHECK,
    acts={"import"},
)
def not_known_already(values: Values, context: Context) -> Verdict:
    return values.get("campaign_id") not in context.get("known_ids", ())


def _brand(context: Context) -> Any:
    return context.get("brand") or {}


@rule(
    "campaign.brand_id.known",
    "brand_id",
    text="There is no such brand in this connection. Choose one listed or register it first.",
    source=CAMPAIGN_DOCS,
    acts={"create"},
)
def brand_known(values: Values, context: Context) -> Verdict:
    return not ("brand" in context and context["brand"] is None and filled(values, "brand_id"))


@rule(
    "campaign.brand_id.live",
    "brand_id",
    text="This brand has been deactivated. Choose another brand or register it again.",
    source=CAMPAIGN_DOCS,
    acts={"create"},
)
def brand_live(values: Values, context: Context) -> Verdict:
    return not _brand(context).get("retired", False)


@rule(
    "campaign.brand_id.failed",
    "brand_id",
    text="This brand failed registration. Correct the company and register the brand again first.",
    source="Plivo docs, 10DLC callbacks",
    acts={"create"},
)
def brand_not_failed(values: Values, context: Context) -> Verdict:
    # A brand still PROCESSING is fine: the campaign waits here until the brand is registered.
    return str(_brand(context).get("status", "")).upper() != "FAILED"


@rule(
    "campaign.brand_id.single",
    "brand_id",
    text="A Starter brand has one campaign, and this one has it already.",
    source="Plivo blog, Starter 10DLC, 2022-02-08",
    acts={"create"},
    advice=True,
)
def starter_has_one(values: Values, context: Context) -> Verdict:
    brand = _brand(context)
    return not (brand.get("brand_type") == "STARTER" and brand.get("campaigns", 0) >= 1)


@rule(
    "campaign.usecase.starter_brand",
    "usecase",
    "brand_id",
    text="A Starter brand can only use Starter. Choose Starter as the use case.",
    source=CAMPAIGN_DOCS,
    acts={"create"},
)
def starter_brand_starter(values: Values, context: Context) -> Verdict:
    starter = _brand(context).get("brand_type") == "STARTER"
    return not (starter and filled(values, "usecase") and values["usecase"] != "STARTER")


@rule(
    "campaign.usecase.standard_brand",
    "usecase",
    "brand_id",
    text="Only a Starter brand can use Starter. Choose what this campaign really sends.",
    source="Plivo docs, 10DLC brand use cases",
    acts={"create"},
)
def standard_brand_not_starter(values: Values, context: Context) -> Verdict:
    standard = _brand(context).get("brand_type") == "STANDARD"
    return not (standard and values.get("usecase") == "STARTER")


@rule(
    "campaign.usecase.offered",
    "usecase",
    "brand_id",
    text="Plivo does not offer this use case to this brand. Choose another one.",
    source="Plivo docs, 10DLC brand use cases",
    acts={"create"},
)
def offered_by_plivo(values: Values, context: Context) -> Verdict:
    offered = _brand(context).get("use_cases")
    return not (offered and filled(values, "usecase") and values["usecase"] not in offered)


@rule(
    "campaign.sub_usecases.composite",
    "sub_usecases",
    "usecase",
    text="Only Mixed, Low volume and Starter campaigns list further use cases. Clear this list.",
    source=CAMPAIGN_DOCS,
)
def only_composite(values: Values, context: Context) -> Verdict:
    usecase = values.get("usecase")
    if not filled(values, "sub_usecases") or not usecase:
        return True
    return usecase in choices.COMPOSITE_USE_CASES


@rule(
    "campaign.sub_usecases.count",
    "sub_usecases",
    "usecase",
    text="Choose two to five use cases that this campaign combines.",
    source=CAMPAIGN_DOCS,
)
def two_to_five(values: Values, context: Context) -> Verdict:
    if values.get("usecase") not in choices.COMPOSITE_USE_CASES:
        return True
    count = len(values.get("sub_usecases") or [])
    if count == 0:
        return values.get("usecase") == "STARTER"
    return 2 <= count <= 5


@rule(
    "campaign.sub_usecases.distinct",
    "sub_usecases",
    text="A use case is listed twice. Name each one once.",
    source=CAMPAIGN_DOCS,
)
def distinct(values: Values, context: Context) -> Verdict:
    listed = values.get("sub_usecases") or []
    return len(set(listed)) == len(listed)


@rule(
    "campaign.sub_usecases.choice",
    "sub_usecases",
    text="One of these use cases cannot be combined. Choose from the ten single ones.",
    source=CAMPAIGN_DOCS,
)
def sub_usecases_known(values: Values, context: Context) -> Verdict:
    strange = [u for u in values.get("sub_usecases") or [] if u not in choices.SubUseCase.values]
    if not strange:
        return True
    return f"{', '.join(strange)} cannot be combined. Choose from the ten single use cases."


def _answered(attribute: choices.Attribute) -> None:
    """Attributes are facts: each must be answered, and three only with yes."""
    field = attribute.field
    text = f"Say yes or no. {attribute.label}: {attribute.explanation}"

    @rule(f"campaign.{field}.answered", field, text=text, source=CAMPAIGN_DOCS)
    def answered(values: Values, context: Context) -> Verdict:
        if context.get("act") == "update" and field not in values:
            return True
        return isinstance(values.get(field), bool)

    if attribute.must_be_true:
        confirm = f"{attribute.label}: this must be true. Set it up, then confirm it."

        @rule(f"campaign.{field}.true", field, text=confirm, source=CAMPAIGN_DOCS)
        def confirmed(values: Values, context: Context) -> Verdict:
            return values.get(field) is not False

    shapes.fixed(
        "campaign",
        field,
        f"“{attribute.label}” cannot be changed after filing. Delete this campaign and file anew.",
        "Plivo support, campaign decline reasons",
    )


for _attribute in choices.ATTRIBUTES:
    _answered(_attribute)

for _field, _label in (
    ("brand_id", "The brand"),
    ("vertical", "The industry"),
    ("usecase", "The use case"),
    ("sub_usecases", "The list of use cases"),
):
    shapes.fixed(
        "campaign",
        _field,
        f"{_label} of a filed campaign cannot be changed. Delete this campaign and file a new one.",
        CAMPAIGN_DOCS,
    )
