"""What Plivo asks of a campaign's texts, keywords and links."""

import re

from apps.compliance.rules import shapes
from apps.compliance.rules.registry import (
    CAMPAIGN_DOCS,
    LINECHECK,
    Context,
    Values,
    Verdict,
    rule,
)
from apps.compliance.rules.shapes import filled

REGISTRY_LIMITS = "The Campaign Registry field limits, as Twilio and Bandwidth publish them"

for _field, _text in {
    "description": "Say what this campaign sends, to whom and why.",
    "message_flow": "Describe how people agree to get these messages, and where.",
    "sample1": "Write a first message as you will really send it.",
    "sample2": "Write a second message, different from the first.",
    "help_message": "Write what people get when they text HELP.",
    "optout_message": "Write what people get when they text STOP.",
}.items():
    shapes.required("campaign", _field, _text, CAMPAIGN_DOCS)

for _field, _label, _fewest, _most in (
    ("description", "The description", 40, 4096),
    ("message_flow", "The opt-in description", 40, 2048),
    ("sample1", "The first sample", 20, 1024),
    ("sample2", "The second sample", 20, 1024),
    ("sample3", "The third sample", 20, 1024),
    ("sample4", "The fourth sample", 20, 1024),
    ("sample5", "The fifth sample", 20, 1024),
    ("help_message", "The reply to HELP", 20, 320),
    ("optout_message", "The reply to STOP", 20, 320),
    ("optin_message", "The opt-in confirmation", 20, 320),
):
    shapes.shortest("campaign", _field, _label, _fewest, CAMPAIGN_DOCS)
    shapes.longest("campaign", _field, _label, _most, REGISTRY_LIMITS, advice=True)

for _field, _label in (
    ("optin_keywords", "The opt-in keywords"),
    ("optout_keywords", "The opt-out keywords"),
    ("help_keywords", "The help keywords"),
):
    shapes.longest("campaign", _field, _label, 255, REGISTRY_LIMITS)
    shapes.formatted(
        "campaign",
        _field,
        "Write the keywords with commas and nothing else between them: letters and digits only, "
        "for example HELP,INFO.",
        CAMPAIGN_DOCS,
        lambda value: bool(re.fullmatch(r"[A-Za-z0-9]+(,[A-Za-z0-9]+)*", value)),
    )

for _field, _label in (
    ("terms_and_conditions_link", "The terms link"),
    ("privacy_policy_link", "The privacy policy link"),
):
    shapes.longest("campaign", _field, _label, 2048, LINECHECK)
    shapes.formatted(
        "campaign",
        _field,
        "This is not a complete link. Start it with https://, as it shows in the browser.",
        LINECHECK,
        shapes.is_link,
    )


@rule(
    "campaign.help_keywords.capitals",
    "help_keywords",
    text="Write the help keywords in capital letters, for example HELP,INFO.",
    source=CAMPAIGN_DOCS,
)
def help_in_capitals(values: Values, context: Context) -> Verdict:
    words = str(values.get("help_keywords") or "")
    return words == words.upper()


@rule(
    "campaign.sample2.different",
    "sample2",
    "sample1",
    text="Both samples are the same. Write a second message that shows another case.",
    source="Twilio error 30911, AWS rejection reason CAMPAIGN_TEMPLATE_REUSE",
    advice=True,
)
def samples_differ(values: Values, context: Context) -> Verdict:
    return not filled(values, "sample2") or values["sample2"] != values.get("sample1")
