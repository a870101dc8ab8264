"""The panel beside the editor, as often as something is typed: findings and the requests."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, right_required
from apps.policies.views import setting_find as find
from apps.policies.views.policy_find import environment
from apps.policies.views.setting_editor import panel_of, received


@require_POST
@sensitive_post_parameters()
@right_required("setting.edit")
def setting_preview(request: MemberRequest) -> HttpResponse:
    """`of` is the provider that is edited, `environment` where a new one goes. Saves nothing."""
    of = request.POST.get("of", "")
    asked = request.POST.get("environment", "")
    if not of and not asked:
        return redirect("policies:setting_new")
    row = find.setting(request, of) if of else None
    configuration = row.configuration if row else environment(request, asked)
    editing = received(request, configuration, row)
    context = panel_of(editing) | {"problem": editing.problem}
    return render(request, "policies/setting_panel.html", context)
