"""The toll-free numbers that can be verified, each with how it stands."""

from django.db.models import Exists, OuterRef, Q

from apps.compliance.choices import TollfreeStatus
from apps.compliance.forms import FreeNumber
from apps.compliance.models import TollfreeVerification
from apps.core.actor import Actor
from apps.core.templatetags.ui import phone
from apps.numberpools.models import PhoneNumber

# What Plivo's list says of a number that was verified, or is being, somewhere else.
TAKEN = ("VERIFIED", "PENDING_VERIFICATION")


def free_numbers(actor: Actor, chosen: str = "") -> list[FreeNumber]:
    """Rented, able to send, and neither verified nor under review; and `chosen`, whatever it is."""
    filed = TollfreeVerification.objects.live().filter(
        configuration=OuterRef("configuration"), number=OuterRef("number")
    )
    rejected = Q(remote_status__iexact=TollfreeStatus.REJECTED)
    rows = (
        PhoneNumber.objects.visible_to(actor)
        .rented()
        .filter(type=PhoneNumber.Type.TOLLFREE, sms_enabled=True, configuration__active=True)
        .annotate(filed=Exists(filed.exclude(rejected)), rejected=Exists(filed.filter(rejected)))
        .select_related("configuration")
        .order_by("number", "pk")
    )
    free = Q(filed=False) & ~Q(toll_free_sms_verification__in=TAKEN)
    numbers = list(rows.filter(free | Q(number=chosen) if chosen else free))
    several = len({number.configuration_id for number in numbers}) > 1
    return [
        FreeNumber(
            number.number,
            phone(number.number).replace("\u00a0", " "),
            " · ".join(
                filter(
                    None,
                    (
                        _standing(number),
                        number.alias or number.region,
                        number.configuration.name if several else "",
                    ),
                )
            ),
        )
        for number in numbers
    ]


def _standing(number: PhoneNumber) -> str:
    if getattr(number, "filed", False):
        return "Filed already"
    if number.toll_free_sms_verification == "VERIFIED":
        return "Verified already"
    if number.toll_free_sms_verification == "PENDING_VERIFICATION":
        return "Under review already"
    return "Rejected before" if getattr(number, "rejected", False) else "Not verified"
