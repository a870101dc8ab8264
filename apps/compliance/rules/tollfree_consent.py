"""What reviewers look for in the consent to a toll-free programme: policies, confirmation, HELP.

All of it is advice. Context: ``profile`` is the company, for its name.
"""

from typing import Any

from apps.compliance.rules import wording
from apps.compliance.rules.registry import TOLLFREE_DOCS, Context, Values, Verdict, rule
from apps.compliance.rules.shapes import filled, untouched
from apps.compliance.rules.wording import says


def _company(context: Context) -> Any:
    return context.get("profile") or {}


@rule(
    "tollfree.additional_information.forced",
    "additional_information",
    "usecase_summary",
    text="This reads as if people had to agree to texts to be served. Consent has to be optional; "
    "say that it is.",
    source="TF-07: Twilio error 30475",
    advice=True,
)
def consent_is_free(values: Values, context: Context) -> Verdict:
    texts = (values.get("additional_information"), values.get("usecase_summary"))
    return not says("forced consent", *texts)


@rule(
    "tollfree.additional_information.consent",
    "additional_information",
    "usecase_summary",
    text="This sentence of consent says too little. Name the business, the kind of messages, how "
    "often they come, message and data rates, STOP and HELP.",
    source="TF-09: Twilio error 30513",
    advice=True,
)
def consent_says_enough(values: Values, context: Context) -> Verdict:
    texts = (values.get("additional_information"), values.get("usecase_summary"))
    return not says("bare consent", *texts)


for _field, _label in (
    ("privacy_policy_link", "privacy policy"),
    ("terms_and_conditions_link", "terms"),
):

    @rule(
        f"tollfree.{_field}.given",
        _field,
        "additional_information",
        text=f"Reviewers look for the {_label}. Give the link.",
        source=f"TF-21: AWS toll-free registration; {TOLLFREE_DOCS}",
        advice=True,
    )
    def policy_given(
        values: Values, context: Context, field: str = _field, word: str = _label.split()[0]
    ) -> Verdict:
        said = str(values.get("additional_information") or "")
        linked = word in said.lower() and bool(wording.links(said))
        return untouched(values, context, field) or filled(values, field) or linked


@rule(
    "tollfree.terms_and_conditions_link.separate",
    "terms_and_conditions_link",
    "privacy_policy_link",
    text="Terms and privacy policy have the same link. Give each its own page.",
    source="MF-12: HighLevel, campaign rejection reasons",
    advice=True,
)
def policies_separate(values: Values, context: Context) -> Verdict:
    terms = values.get("terms_and_conditions_link")
    return not terms or terms != values.get("privacy_policy_link")


@rule(
    "tollfree.optin_message.given",
    "optin_message",
    "usecase",
    text="Reviewers look for the message that confirms the opt-in. Write it.",
    source="TF-22: Twilio error 30540",
    advice=True,
)
def confirmation_given(values: Values, context: Context) -> Verdict:
    spared = untouched(values, context, "optin_message") or values.get("usecase") == ["2FA"]
    return spared or filled(values, "optin_message")


@rule(
    "tollfree.help_message.given",
    "help_message",
    text="Reviewers look for the reply to HELP. Write it, with the company's name and a contact.",
    source="TF-22: Twilio error 30531",
    advice=True,
)
def help_given(values: Values, context: Context) -> Verdict:
    return untouched(values, context, "help_message") or filled(values, "help_message")


def _lacks(label: str, found: dict[str, bool]) -> Verdict:
    missing = [what for what, there in found.items() if not there]
    return not missing or f"{label} lacks {', '.join(missing)}. Add it."


@rule(
    "tollfree.optin_message.content",
    "optin_message",
    text="The opt-in confirmation should have the company's name, how often you write, message "
    "and data rates, HELP and STOP.",
    source="TF-22, KM-09: Twilio error 30828",
    advice=True,
)
def confirmation_complete(values: Values, context: Context) -> Verdict:
    text = values.get("optin_message")
    found = {
        "the company's name": wording.names(_company(context), text),
        "how often you write": says("frequency", text),
        "“Msg & data rates may apply”": says("rates", text),
        "HELP": says("HELP", text),
        "STOP": says("STOP", text),
    }
    return not filled(values, "optin_message") or _lacks("The opt-in confirmation", found)


@rule(
    "tollfree.help_message.content",
    "help_message",
    text="The reply to HELP should have the company's name, a way to reach it, and STOP.",
    source="TF-22, KM-02 to KM-04: Twilio error 30486",
    advice=True,
)
def help_complete(values: Values, context: Context) -> Verdict:
    text = values.get("help_message")
    found = {
        "the company's name": wording.names(_company(context), text),
        "an e-mail address, a phone number or a link": wording.reachable(text),
        "STOP": says("STOP", text),
    }
    return not filled(values, "help_message") or _lacks("The reply to HELP", found)
