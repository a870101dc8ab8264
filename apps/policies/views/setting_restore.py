"""Going back to an earlier version of a provider; its present secrets stay."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from apps.accounts.access import MemberRequest, right_required
from apps.core import events
from apps.core.errors import Conflict, Refused
from apps.policies.differences import differences
from apps.policies.pages.diff import rows_of
from apps.policies.pages.setting_history import body_of
from apps.policies.services.common import Violations
from apps.policies.services.setting import replace_setting
from apps.policies.views import setting_find as find
from apps.policies.views.setting_editor import version_of


@right_required("setting.edit")
def setting_restore(request: MemberRequest, public_id: str, event: int) -> HttpResponse:
    row = find.setting(request, public_id)
    entry = events.timeline(row).filter(pk=event).first()
    body = body_of(entry) if entry else None
    if entry is None or body is None:
        raise Http404
    if not row.live or row.retiring:
        messages.error(request, "This provider is being deleted and cannot be changed any more.")
        return redirect(row)
    errors: list[str] = []
    if request.method == "POST":
        asked = request.POST.get("version", "")
        try:
            replace_setting(
                setting=row,
                body=body,
                version=version_of(asked, row),
                actor=find.actor_of(request),
                verb="restored",
            )
        except Violations as error:
            errors += [f"{place}: {' '.join(said)}" for place, said in error.errors.items()]
        except (Conflict, Refused) as error:
            errors.append(str(error))
        else:
            messages.success(request, "The earlier version counts again and is being sent.")
            return redirect(row)
    context = {
        "obj": row,
        "number": entry.data.get("version"),
        "event": entry,
        "diff": rows_of(differences(row.wanted, body)),
        "errors": errors,
    }
    status = 422 if errors else 200
    return render(request, "policies/setting_restore.html", context, status=status)
