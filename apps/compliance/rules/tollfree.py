"""What Plivo asks of a toll-free verification: company, number, use cases, texts and links.

Values are the columns of ``TollfreeVerification`` with ``profile_uuid`` for the company. Context:
``profile`` is None when there is none with that id, else ``retired``, ``company_name``, ``website``
and ``contact_email``; ``account_number`` is None when the account does not rent it, else
``sms_enabled`` and ``gone``; ``open_for_number`` says in a few words which other verification of
that number is not decided; ``rejected_usecases`` has the use cases of each verification of that
number that was rejected. Evidence and advice have files of their own; the ``TF-`` and other ids in
a source number what reviewers are known to decline.
"""

import re

from apps.compliance import choices
from apps.compliance.rules import shapes
from apps.compliance.rules.number import TOLL_FREE, is_toll_free
from apps.compliance.rules.registry import LINECHECK, TOLLFREE_DOCS, Context, Values, Verdict, rule
from apps.compliance.rules.shapes import filled

FIRST = frozenset({"create"})

for _field, _text in {
    "profile_uuid": "Choose the company whose name recipients see.",
    "number": "Choose the toll-free number to verify.",
    "usecase": "Choose at least one use case.",
    "usecase_summary": "Say what this number sends, to whom and why.",
    "message_sample": "Write a message as you will really send it, one for each use case.",
    "optin_type": "Choose how people agree to get these messages.",
    "optin_image_url": "Give at least one link to the evidence of the opt-in.",
    "volume": "Choose how many messages a month you expect.",
}.items():
    shapes.required("tollfree", _field, _text, TOLLFREE_DOCS)

for _field, _label, _most in (
    ("usecase_summary", "The summary", 500),
    ("message_sample", "The sample text", 1000),
    ("additional_information", "The additional information", 500),
    ("extra_data", "Your own reference", 100),
):
    shapes.longest("tollfree", _field, _label, _most, TOLLFREE_DOCS)

for _field, _label in (
    ("optin_message", "The opt-in confirmation"),
    ("help_message", "The reply to HELP"),
):
    shapes.longest("tollfree", _field, _label, 1600, "Plivo docs, Message")

shapes.one_of(
    "tollfree", "optin_type", "This way of opting in", choices.OptInType.values, TOLLFREE_DOCS
)
shapes.one_of(
    "tollfree",
    "volume",
    "This volume",
    choices.Volume.values,
    TOLLFREE_DOCS,
    text="Plivo knows nine volumes. Choose " + " · ".join(choices.Volume.values) + ".",
)

for _field, _label in (
    ("terms_and_conditions_link", "The terms link"),
    ("privacy_policy_link", "The privacy policy link"),
):
    shapes.longest("tollfree", _field, _label, 2048, LINECHECK)
    shapes.formatted(
        "tollfree",
        _field,
        "This is not a complete link. Start it with https://, as it shows in the browser.",
        LINECHECK,
        shapes.is_link,
    )


@rule(
    "tollfree.profile_uuid.known",
    "profile_uuid",
    text="There is no such company in this connection. Choose one from the list or file it first.",
    source=TOLLFREE_DOCS,
)
def company_known(values: Values, context: Context) -> Verdict:
    unknown = "profile" in context and context["profile"] is None
    return not (unknown and filled(values, "profile_uuid"))


@rule(
    "tollfree.profile_uuid.live",
    "profile_uuid",
    text="This company has been deleted. Choose another one or file it again.",
    source=TOLLFREE_DOCS,
)
def company_live(values: Values, context: Context) -> Verdict:
    return not (context.get("profile") or {}).get("retired", False)


def _number(values: Values) -> str:
    return str(values.get("number") or "")


@rule(
    "tollfree.number.format",
    "number",
    text="This is not a complete phone number. Enter one number with country code, for example "
    "18335550143.",
    source=TOLLFREE_DOCS,
    acts=FIRST,
)
def number_complete(values: Values, context: Context) -> Verdict:
    return not filled(values, "number") or bool(re.fullmatch(r"[0-9]{8,15}", _number(values)))


@rule(
    "tollfree.number.toll_free",
    "number",
    text="Only toll-free numbers of the United States and Canada are verified: those that start "
    f"with {', '.join(TOLL_FREE[:-1])} or {TOLL_FREE[-1]}. A local number goes to a campaign.",
    source="Plivo docs, Toll-free verification; North American Numbering Plan",
    acts=FIRST,
)
def number_toll_free(values: Values, context: Context) -> Verdict:
    digits = _number(values)
    if not re.fullmatch(r"[0-9]{8,15}", digits):
        return True
    return digits.startswith("1") and is_toll_free(digits)


@rule(
    "tollfree.number.rented",
    "number",
    text="This account does not have this number. Rent it at Plivo first, or choose another.",
    source=TOLLFREE_DOCS,
    acts=FIRST,
)
def number_rented(values: Values, context: Context) -> Verdict:
    if "account_number" not in context or not filled(values, "number"):
        return True
    number = context["account_number"]
    return number is not None and not number.get("gone", False)


@rule(
    "tollfree.number.sms",
    "number",
    text="This number cannot send text messages. Choose one with SMS.",
    source="Plivo docs, Account phone number",
    acts=FIRST,
)
def number_sends(values: Values, context: Context) -> Verdict:
    return (context.get("account_number") or {}).get("sms_enabled", True) is not False


@rule(
    "tollfree.number.open",
    "number",
    text="This number is under another verification already. Correct or delete that one.",
    source=LINECHECK,
    acts=FIRST,
)
def number_free(values: Values, context: Context) -> Verdict:
    name = context.get("open_for_number", "")
    return not name or (
        f"This number is under another verification already ({name}). Correct or delete that one."
    )


@rule(
    "tollfree.usecase.choice",
    "usecase",
    text="Plivo does not know one of these use cases. Choose from the ten in the list.",
    source=TOLLFREE_DOCS,
)
def use_cases_known(values: Values, context: Context) -> Verdict:
    known = choices.TollfreeUseCase.values
    strange = [str(u) for u in values.get("usecase") or [] if u not in known]
    if not strange:
        return True
    return f"Plivo does not know {', '.join(strange)}. Choose from the ten use cases in the list."


@rule(
    "tollfree.usecase.distinct",
    "usecase",
    text="A use case is listed twice. Name each one once.",
    source=LINECHECK,
)
def use_cases_distinct(values: Values, context: Context) -> Verdict:
    chosen = values.get("usecase") or []
    return len(set(chosen)) == len(chosen)


@rule(
    "tollfree.usecase.rejected",
    "usecase",
    "number",
    text="Carriers rejected this number for just this use case, and Plivo does not take it again. "
    "Choose what else the number will send, or use another number.",
    source=TOLLFREE_DOCS,
)
def not_rejected_before(values: Values, context: Context) -> Verdict:
    chosen = set(values.get("usecase") or [])
    return not chosen or all(set(past) != chosen for past in context.get("rejected_usecases", ()))
