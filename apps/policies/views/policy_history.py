"""How a policy came to be as it is: its versions, one of them, and going back to it."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from apps.accounts.access import MemberRequest, member_required, right_required
from apps.core.errors import Conflict, Invalid, Refused
from apps.policies.models import NotificationPolicy
from apps.policies.pages.policy_names import Providers
from apps.policies.pages.policy_versions import Version, restored, to_now, versions_of
from apps.policies.services.policy import judge, restore_policy
from apps.policies.summary import sentences
from apps.policies.views import policy_find as find
from apps.policies.views.policy_acts import VersionForm, version_of


@member_required
def history(request: MemberRequest, public_id: str) -> HttpResponse:
    """All versions, newest first; ?version= shows one of them as well."""
    row = find.policy(request, public_id)
    versions = versions_of(row)
    asked = request.GET.get("version", "")
    shown = next((v for v in versions if str(v.event.pk) == asked), None)
    if asked and shown is None:
        raise Http404
    context = {"obj": row, "versions": versions, "shown": shown, "may_restore": _may(request, row)}
    if shown is not None:
        providers = Providers(row.configuration)
        context |= {
            "summary": sentences(shown.body, providers.names),
            "diff": to_now(shown, row, providers),
            "json": json.dumps(shown.body, indent=2, ensure_ascii=False),
        }
    return render(request, "policies/policy_history.html", context)


@right_required("policy.edit")
def restore(request: MemberRequest, public_id: str, event: int) -> HttpResponse:
    """Says what going back changes; a post goes back."""
    row = find.policy(request, public_id)
    version = _version(row, event)
    if not row.live or row.retiring:
        messages.error(request, "This policy is being deleted and cannot be changed any more.")
        return redirect(row)
    errors: list[str] = []
    if request.method == "POST":
        try:
            restore_policy(
                policy=row,
                event=version.event,
                version=version_of(request, row),
                actor=find.actor_of(request),
            )
        except Invalid as error:
            errors += [words for each in error.errors.values() for words in each]
        except (Conflict, Refused) as error:
            errors.append(str(error))
        else:
            messages.success(
                request, f"Version {version.number} counts again, and PingOne is being told."
            )
            return redirect(row)
    providers = Providers(row.configuration)
    body = restored(version.body, row)
    context = {
        "obj": row,
        "shown": version,
        "form": VersionForm(initial={"version": row.version}),
        "errors": errors,
        "diff": to_now(version, row, providers),
        "before": sentences(row.wanted, providers.names),
        "after": sentences(body, providers.names),
        "findings": judge(body, configuration=row.configuration, row=row),
    }
    status = 422 if errors else 200
    return render(request, "policies/policy_restore.html", context, status=status)


def _version(row: NotificationPolicy, event: int) -> Version:
    found = next((v for v in versions_of(row) if v.event.pk == event), None)
    if found is None:
        raise Http404
    return found


def _may(request: MemberRequest, row: NotificationPolicy) -> bool:
    return row.live and not row.retiring and find.actor_of(request).can("policy.edit")
