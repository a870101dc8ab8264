"""From an address to a provider the person may see; everything else is 404."""

from django.http import Http404

from apps.accounts.access import MemberRequest
from apps.policies.models import PhoneDeliverySetting, SettingQuerySet
from apps.policies.views.policy_find import actor_of


def settings(request: MemberRequest) -> SettingQuerySet:
    return PhoneDeliverySetting.objects.visible_to(actor_of(request)).select_related(
        "configuration__lane", "sync__configuration__lane"
    )


def setting(request: MemberRequest, public_id: str) -> PhoneDeliverySetting:
    """The one of this id, ours or PingOne's."""
    found = settings(request).called(public_id)
    if found is None:
        raise Http404
    return found
