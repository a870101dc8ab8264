"""Adding a provider and changing one: the editor, its buttons, the review, the saving."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from apps.accounts.access import MemberRequest, right_required
from apps.core.errors import Conflict, Refused
from apps.core.forms import RadioCards
from apps.policies.forms.setting_acts import act as press
from apps.policies.forms.setting_starters import EXPLAINED, OTHER
from apps.policies.kinds import Kind
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.setting_history import since
from apps.policies.pages.setting_review import review_of
from apps.policies.services.common import Violations
from apps.policies.services.setting import create_setting, replace_setting
from apps.policies.views import setting_find as find
from apps.policies.views.policy_find import environment, environments
from apps.policies.views.setting_editor import Editing, carried_along, draw, received, started
from apps.policies.views.setting_try import ask
from apps.providers.models import ProviderConfiguration

KINDS = [*Kind.choices, (OTHER, "Other kind")]


class StartForm(forms.Form):
    """Where a new provider goes, and what it is."""

    environment = forms.ChoiceField(label="Environment")
    kind = forms.ChoiceField(
        label="Kind of provider", choices=KINDS, widget=RadioCards(explanations=EXPLAINED)
    )

    def __init__(self, found: list[ProviderConfiguration], asked: str) -> None:
        initial = {"kind": Kind.CUSTOM_PROVIDER, "environment": asked}
        super().__init__(initial=initial)
        self.fields["environment"] = forms.ChoiceField(
            label="Environment", choices=[(one.pk, one.name) for one in found]
        )


@never_cache
@sensitive_post_parameters()
@right_required("setting.edit")
def setting_new(request: MemberRequest) -> HttpResponse:
    """First the environment and the kind, then the editor."""
    asked = request.GET.get("environment", "")
    kind = request.GET.get("kind", "")
    if not asked or not kind:
        found = list(environments(request).filter(active=True))
        context = {"form": StartForm(found, asked), "connections": found}
        return render(request, "policies/setting_new.html", context)
    configuration = environment(request, asked)
    if request.method == "POST":
        return _acted(received(request, configuration, None))
    return draw(started(request, configuration, None, kind))


@never_cache
@sensitive_post_parameters()
@right_required("setting.edit")
def setting_edit(request: MemberRequest, public_id: str) -> HttpResponse:
    row = find.setting(request, public_id)
    if not row.live or row.retiring:
        messages.error(request, "This provider is being deleted and cannot be changed any more.")
        return redirect(row)
    if request.method == "POST":
        return _acted(received(request, row.configuration, row))
    return draw(started(request, row.configuration, row))


def _acted(editing: Editing) -> HttpResponse:
    """What the button that was pressed asks for."""
    act = editing.request.POST.get("act", "")
    if editing.problem:
        return draw(editing, status=422)
    if act == "to-json" or act == "to-form":
        editing.as_json = act == "to-json"
        return draw(editing)
    if act.startswith("try-"):
        return ask(editing, act.removeprefix("try-"))
    if act in ("save", "review"):
        return _checked(editing, act)
    return draw(editing, done=press(editing.state, act))


def _checked(editing: Editing, act: str) -> HttpResponse:
    row = editing.row
    if row is not None and editing.version != row.version:
        return _conflict(editing, row, row.version)
    found = editing.judged()
    if any(finding.severity == "error" for finding in found):
        editing.findings = found
        return draw(editing, status=422)
    if act == "review" and row is not None:
        return _review(editing, row)
    return _saved(editing)


def _review(editing: Editing, row: PhoneDeliverySetting) -> HttpResponse:
    masked, secrets = editing.state.split(row)
    context = {
        "obj": row,
        "version": editing.version,
        "warnings": editing.judged(),
        **review_of(row, masked, secrets),
        **carried_along(editing),
    }
    return render(editing.request, "policies/setting_review.html", context)


@sensitive_variables()
def _saved(editing: Editing) -> HttpResponse:
    row, body = editing.row, editing.state.whole(editing.row)
    try:
        if row is None:
            saved = create_setting(
                configuration=editing.configuration, body=body, actor=editing.actor
            )
        else:
            saved = replace_setting(
                setting=row, body=body, version=editing.version, actor=editing.actor
            )
    except Violations as error:
        editing.findings = error.findings
        return draw(editing, status=422)
    except Refused as error:
        messages.error(editing.request, str(error))
        return draw(editing, status=422)
    except Conflict as error:
        fresh = find.setting(editing.request, row.public_id) if row else None
        return _conflict(editing, fresh, error.current_version)
    if row is not None and saved.version == row.version:
        messages.info(editing.request, "Nothing was changed.")
    else:
        messages.success(editing.request, "Saved. PingOne gets it by itself.")
    return redirect(saved)


def _conflict(editing: Editing, row: PhoneDeliverySetting | None, version: int) -> HttpResponse:
    """What was typed stays; pressing the button again puts it over what came between."""
    seen = editing.version or 0
    editing.row, editing.version = row, version
    editing.state.forget_moves()
    news = since(row, seen) if row else []
    return draw(editing, status=409, conflict=True, news=news)
