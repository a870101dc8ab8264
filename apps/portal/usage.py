"""Who sends from a number and how it is verified, for the numbers page below us."""

from collections.abc import Sequence

from apps.compliance.models import CampaignNumber, TollfreeVerification
from apps.numberpools.models import PhoneNumber
from apps.numberpools.uses import Use


def campaigns_of(numbers: Sequence[PhoneNumber]) -> dict[int, list[Use]]:
    """{PhoneNumber.pk: its campaign}; one query for the whole page."""
    if not numbers:
        return {}
    links = (
        CampaignNumber.objects.live()
        .select_related("campaign", "sync")
        .filter(
            configuration__in={number.configuration_id for number in numbers},
            number__in=[number.number for number in numbers],
        )
    )
    by_number = {(link.configuration_id, link.number): link for link in links}
    found = {}
    for number in numbers:
        link = by_number.get((number.configuration_id, number.number))
        if link is not None:
            page = link.campaign.get_absolute_url()
            found[number.pk] = [Use(str(link.campaign), page, link.status)]
    return found


def verifications_of(numbers: Sequence[PhoneNumber]) -> dict[int, list[Use]]:
    """{PhoneNumber.pk: whom its newest verification is for}; one query for the whole page."""
    if not numbers:
        return {}
    rows = (
        TollfreeVerification.objects.live()
        .select_related("profile")
        .filter(
            configuration__in={number.configuration_id for number in numbers},
            number__in=[number.number for number in numbers],
        )
    )
    newest = {(row.configuration_id, row.number): row for row in rows.order_by("pk")}
    found = {}
    for number in numbers:
        row = newest.get((number.configuration_id, number.number))
        if row is not None:
            page = row.get_absolute_url()
            found[number.pk] = [Use(row.profile.company_name, page, badge=row.badge)]
    return found
