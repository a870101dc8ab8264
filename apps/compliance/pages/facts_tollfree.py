"""What was filed for a toll-free number, as the groups of facts its page shows."""

from apps.compliance.models import TollfreeVerification
from apps.compliance.pages.facts import Fact, Group, fact, link


def facts_of(verification: TollfreeVerification) -> list[Fact]:
    """The short facts; the texts are :func:`texts_of`."""
    profile = verification.profile
    filed = "Imported" if verification.imported else "Filed"
    facts = [
        fact("Company", profile.company_name, url=profile.get_absolute_url()),
        fact("Number", verification.number, "phone"),
        fact("Use cases", verification.use_case_labels, "list"),
        fact("Messages a month", verification.get_volume_display()),
        fact("How people opt in", verification.get_optin_type_display()),
        fact("Connection", verification.configuration.name),
        fact(filed, verification.created_at, "when"),
    ]
    if verification.time_left is not None:
        facts.append(fact("Data due", verification.update_by, "when"))
    if verification.extra_data:
        facts.append(fact("Your own reference", verification.extra_data))
    return facts


def texts_of(verification: TollfreeVerification) -> list[Group]:
    messages = [
        fact("Samples", verification.message_sample, "long"),
        fact("Opt-in confirmation", verification.optin_message, "long"),
        fact("Reply to HELP", verification.help_message, "long"),
    ]
    links = [
        fact(label, address, url=link(address))
        for label, address in (
            ("Privacy policy", verification.privacy_policy_link),
            ("Terms and conditions", verification.terms_and_conditions_link),
        )
    ]
    purpose = [fact("Summary", verification.usecase_summary, "long")]
    if verification.additional_information:
        more = verification.additional_information
        purpose.append(fact("Additional information", more, "long"))
    return [
        Group("Purpose", purpose, 1),
        Group("Messages", [messages[0], *(m for m in messages[1:] if m["value"])], 1),
        Group("Links", [each for each in links if each["value"]], 1),
    ]
