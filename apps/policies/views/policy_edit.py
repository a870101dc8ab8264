"""Writing a policy: the form or its JSON, a review, and the save. Works with scripts off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from apps.accounts.access import MemberRequest, right_required
from apps.core.errors import Conflict, Refused
from apps.policies import body as bodies
from apps.policies.forms import policy_json, policy_sent
from apps.policies.forms.policy_moves import Moved, move
from apps.policies.forms.policy_sent import FORM, JSON, Sent
from apps.policies.ids import to_ours
from apps.policies.models import NotificationPolicy
from apps.policies.pages import policy_review
from apps.policies.pages.changes import changes_context
from apps.policies.pages.policy_form import FormPage
from apps.policies.pages.policy_names import Providers
from apps.policies.rules import Finding
from apps.policies.services.common import Violations
from apps.policies.services.policy import create_policy, judge, replace_policy
from apps.policies.summary import sentences
from apps.policies.views import policy_find as find
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Hold

STARTER: dict[str, Any] = {
    "name": "",
    "quotas": [{"type": "USER", "deliveryMethods": ["SMS", "Voice"], "total": 30}],
    "countryLimit": {"type": "NONE"},
}


@never_cache
@right_required("policy.edit")
def new(request: MemberRequest) -> HttpResponse:
    """`environment` says where; with one connected it is that one."""
    environments = list(find.environments(request).filter(active=True))
    given = request.POST if request.method == "POST" else request.GET
    asked = given.get("environment", "")
    if not asked and len(environments) == 1:
        asked = str(environments[0].pk)
    if not asked:
        return render(request, "policies/policy_new.html", {"environments": environments})
    return Editor(request, find.environment(request, asked), None).answer()


@never_cache
@right_required("policy.edit")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.policy(request, public_id)
    if row.retiring or not row.live:
        messages.error(request, "This policy is being deleted and cannot be changed any more.")
        return redirect(row)
    return Editor(request, row.configuration, row).answer()


# Conditions: a form of more has more fields than one post may bring, and takes long to draw.
MOST_DRAWN = 100


class Editor:
    """One request of the editor; `row` is None for a new policy."""

    def __init__(
        self,
        request: MemberRequest,
        configuration: ProviderConfiguration,
        row: NotificationPolicy | None,
    ) -> None:
        self.request, self.configuration, self.row = request, configuration, row
        self.providers = Providers(configuration)

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            body = self.row.wanted if self.row else STARTER
            version = self.row.version if self.row else 0
            return self.form(Sent(base=body, version=version, body=body))
        sent = policy_sent.read(self.request.POST)
        if sent.wrong:
            return self.form(sent, status=422 if sent.act in ("review", "tab-form") else 200)
        sent.body = bodies.wanted_of(to_ours(sent.body, self.configuration))
        acts = {"review": self.review, "save": self.save, "merge": self.merge}
        if sent.act in acts:
            return acts[sent.act](sent)
        if sent.act in ("tab-json", "tab-form"):
            sent.tab = JSON if sent.act == "tab-json" else FORM
            return self.form(sent, Moved(focus="json" if sent.tab == JSON else "name"))
        if sent.act == "edit":
            sent.tab = FORM
        elif sent.act != "check":
            return self.form(sent, move(sent.body, sent.act, sent.open))
        return self.form(sent, Moved(open=sent.open))

    def form(self, sent: Sent, moved: Moved | None = None, status: int = 200) -> HttpResponse:
        """The page; for htmx the form, or the panel alone while somebody types."""
        moved = moved or Moved(open=sent.open)
        if sent.tab == FORM and len(bodies.conditions(sent.body)) > MOST_DRAWN:
            sent.tab, moved = JSON, Moved(focus="json")
            messages.info(
                self.request,
                f"A policy with more than {MOST_DRAWN} conditions is edited as JSON.",
            )
        findings = [] if sent.wrong else self.judge(sent.body)
        page = FormPage(sent.body, self.providers, moved.open) if sent.tab == FORM else None
        errors = [one for one in findings if one.severity == "error"]
        if page is not None and sent.tried:
            page.place_errors((e.target, f"{e.message} {e.fix}") for e in errors)
        context = self.context(sent) | {
            "page": page,
            "text": sent.text or policy_json.written(sent.body),
            "wrong": sent.wrong,
            "tried": sent.tried,
            "findings": policy_review.linked(findings, page),
            "errors": policy_review.linked(errors, page) if sent.tried else [],
            "summary": [] if sent.wrong else sentences(sent.body, self.providers.names),
            "open": moved.open,
            "focus": moved.focus,
            "said": moved.said,
        }
        target = self.request.headers.get("HX-Target")
        part = {"policy-panel": "#panel", "policy-form": "#form"}.get(target or "", "")
        context["swapped"] = part == "#form"
        return render(self.request, f"policies/policy_edit.html{part}", context, status=status)

    def review(self, sent: Sent, errors: list[str] | None = None) -> HttpResponse:
        if self.stale(sent):
            return self.conflict(sent)
        findings = self.judge(sent.body)
        if any(one.severity == "error" for one in findings):
            sent.tried = True
            sent.tab = JSON if sent.tab == JSON else FORM
            return self.form(sent, status=422)
        before = policy_review.there(self.row) or (self.row.wanted if self.row else {})
        context = self.context(sent) | {
            "errors": errors or [],
            "held": self.row is not None and self.row.sync.hold == Hold.DRIFT,
            "findings": policy_review.linked(findings, None),
            **policy_review.review_of(self.row, sent.body, self.providers),
            **changes_context(self.configuration, before, sent.body, self.providers.facts),
        }
        status = 422 if errors else 200
        return render(self.request, "policies/policy_review.html", context, status=status)

    def save(self, sent: Sent) -> HttpResponse:
        actor = find.actor_of(self.request)
        try:
            if self.row is None:
                row = create_policy(configuration=self.configuration, body=sent.body, actor=actor)
            else:
                row = replace_policy(
                    policy=self.row, body=sent.body, version=sent.version, actor=actor
                )
        except Conflict:
            return self.conflict(sent)
        except Violations:
            # Something else changed meanwhile: the review says what is wrong now.
            return self.review(sent)
        except Refused as error:
            return self.review(sent, [str(error)])
        messages.success(self.request, "Saved. PingOne gets what changed by itself.")
        return redirect(row)

    def merge(self, sent: Sent) -> HttpResponse:
        """What was typed, on top of what somebody else saved: to look at once more."""
        if self.row is not None:
            sent.body = policy_review.on_top(sent.base, sent.body, self.row.wanted)
            sent.base, sent.version = self.row.wanted, self.row.version
        sent.tab, sent.tried = FORM, False
        messages.info(
            self.request, "What you changed is on top of theirs now. Nothing is saved yet."
        )
        return self.form(sent)

    def conflict(self, sent: Sent) -> HttpResponse:
        assert self.row is not None
        self.row.refresh_from_db()
        context = self.context(sent) | policy_review.conflict_of(
            self.row, sent.version, sent.base, sent.body, self.providers
        )
        return render(self.request, "policies/policy_conflict.html", context, status=409)

    def stale(self, sent: Sent) -> bool:
        return self.row is not None and self.row.version != sent.version

    def judge(self, body: bodies.Body) -> list[Finding]:
        return judge(body, configuration=self.configuration, row=self.row)

    def context(self, sent: Sent) -> dict[str, Any]:
        """What every page of the editor sends along."""
        kept = self.row.public_id if self.row else f"new-{self.configuration.pk}"
        return {
            "obj": self.row,
            "configuration": self.configuration,
            "base": policy_json.written(sent.base),
            "body": policy_json.written(sent.body),
            "version": sent.version,
            "tab": sent.tab,
            "name": str(sent.body.get("name") or ""),
            "is_default": sent.body.get("default") is True,
            "keep": f"policy-{kept}-{self.request.user.pk}",
        }
