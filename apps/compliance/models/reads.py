"""Which rows read a state: the conditions of models.standing, for lists."""

from django.db.models import F, Q

from apps.sync.models import Block

# Refused before the provider ever had it: it reads FAILED.
REFUSED = Q(remote_id="", remote_status="", sync__blocked=Block.REJECTED)
# A change is on its way that the provider has not refused.
CORRECTED = (
    Q(sync__sent__lt=F("sync__wanted")) & ~Q(sync__blocked=Block.REJECTED) & ~Q(remote_id="")
)
NONE = Q(pk__in=())


def reads(
    said: str, *, refused: Q = REFUSED, first: str = "PROCESSING", correctable: str = ""
) -> Q:
    """Objects that read `said`; `first` is what they read before the provider has answered.

    Those that match `refused` read FAILED instead; those in the state `correctable` read `first`
    again once corrected.
    """
    if not said:
        return Q()
    wanted = Q(remote_status__iexact=said)
    if said == correctable:
        wanted &= ~CORRECTED
    if said == first:
        wanted |= Q(remote_status="") & ~refused
        if correctable:
            wanted |= Q(remote_status__iexact=correctable) & CORRECTED
    elif said == "FAILED":
        wanted |= refused
    return wanted
