"""A policy copied to another environment, or beside itself: where to, a look, and done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from apps.accounts.access import MemberRequest, right_required
from apps.core.errors import Invalid, Refused
from apps.policies.forms.policy_copy import CopyForm
from apps.policies.models import NotificationPolicy
from apps.policies.pages.policy_names import Providers
from apps.policies.services.policy import copied, copy_policy, judge
from apps.policies.summary import sentences
from apps.policies.views import policy_find as find
from apps.providers.models import ProviderConfiguration


@right_required("policy.edit")
def copy(request: MemberRequest, public_id: str) -> HttpResponse:
    """`to` names the environment; `act` is review or copy."""
    row = find.policy(request, public_id)
    environments = list(find.environments(request).filter(active=True))
    posted = request.method == "POST"
    asked = (request.POST if posted else request.GET).get("to", "")
    if not asked and len(environments) == 1:
        asked = str(environments[0].pk)
    context: dict[str, Any] = {"obj": row, "environments": environments}
    if not asked:
        return render(request, "policies/policy_copy.html", context)
    to = find.environment(request, asked)
    form = CopyForm(row, to, request.POST if posted else None)
    context |= {"to": to, "form": form, "several": len(environments) > 1}
    if not posted:
        return render(request, "policies/policy_copy.html", context)
    if form.is_valid() and request.POST.get("act") == "copy":
        made = _made(request, row, to, form)
        if made is not None:
            messages.success(request, f"Copied to {to.name}, and PingOne is being told.")
            return redirect(made)
    if form.errors or request.POST.get("act") == "edit":
        status = 422 if form.errors else 200
        return render(request, "policies/policy_copy.html", context, status=status)
    body = copied(row, name=form.cleaned_data["name"], mapping=form.mapping)
    findings = judge(body, configuration=to)
    context |= {
        "findings": findings,
        "wrong": any(finding.severity == "error" for finding in findings),
        "before": sentences(row.wanted, Providers(row.configuration).names),
        "after": sentences(body, Providers(to).names),
    }
    return render(request, "policies/policy_copy_review.html", context)


def _made(
    request: MemberRequest, row: NotificationPolicy, to: ProviderConfiguration, form: CopyForm
) -> NotificationPolicy | None:
    """The copy; None with what was refused at the form."""
    try:
        return copy_policy(
            policy=row,
            configuration=to,
            name=form.cleaned_data["name"],
            mapping=form.mapping,
            actor=find.actor_of(request),
        )
    except Invalid as error:
        for name, said in error.errors.items():
            for words in said:
                form.add_error("name" if name == "name" else None, words)
    except Refused as error:
        form.add_error(None, str(error))
    return None
