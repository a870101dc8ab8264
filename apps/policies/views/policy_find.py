"""From an address to a policy or an environment the person may see; everything else is 404."""

from django.db.models import QuerySet
from django.http import Http404

from apps.accounts.access import MemberRequest
from apps.core.actor import Actor
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting, PolicyQuerySet
from apps.providers.models import ProviderConfiguration


def actor_of(request: MemberRequest) -> Actor:
    actor: Actor = request.actor
    return actor


def policies(request: MemberRequest) -> PolicyQuerySet:
    return NotificationPolicy.objects.visible_to(actor_of(request)).select_related(
        "configuration__lane", "sync__configuration__lane"
    )


def policy(request: MemberRequest, public_id: str) -> NotificationPolicy:
    """The one of this id, ours or PingOne's."""
    found = policies(request).called(public_id)
    if found is None:
        raise Http404
    return found


def environments(request: MemberRequest) -> QuerySet[ProviderConfiguration]:
    """The organisation's PingOne environments."""
    mine = ProviderConfiguration.objects.pingone().visible_to(actor_of(request))
    return mine.order_by("name", "pk")


def environment(request: MemberRequest, pk: str | int) -> ProviderConfiguration:
    """A connected one. What is no number, or not theirs, is 404."""
    found = environments(request).filter(active=True, pk=pk).first() if _whole(pk) else None
    if found is None:
        raise Http404
    return found


def settings_of(configuration: ProviderConfiguration) -> list[PhoneDeliverySetting]:
    """The environment's providers by name."""
    live = PhoneDeliverySetting.objects.live().filter(configuration=configuration, retiring=False)
    return sorted(live, key=lambda row: (str(row).casefold(), row.pk))


def _whole(pk: str | int) -> bool:
    return str(pk).isascii() and str(pk).isdecimal() and len(str(pk)) < 18
