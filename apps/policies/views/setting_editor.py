"""One round of the editor: what came with the form, what it says, how it is drawn."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables

from apps.accounts.access import MemberRequest
from apps.core.actor import Actor
from apps.policies import body as bodies
from apps.policies.forms import policy_json
from apps.policies.forms.setting_acts import Done
from apps.policies.forms.setting_fields import fixed_of
from apps.policies.forms.setting_form import SettingForm
from apps.policies.forms.setting_read import read
from apps.policies.forms.setting_sample import SampleForm
from apps.policies.forms.setting_starters import STARTERS, beginning
from apps.policies.forms.setting_state import State, of_row, opened
from apps.policies.kinds import Kind
from apps.policies.models import PhoneDeliverySetting
from apps.policies.pages.setting_requests import shown
from apps.policies.rules import Finding
from apps.policies.services.setting import judge
from apps.policies.views.policy_find import actor_of
from apps.providers.models import ProviderConfiguration

FORM_ID = "setting-form"


@dataclass
class Editing:
    """`row` is None for a new provider. `problem` says why the JSON cannot be read."""

    request: MemberRequest
    configuration: ProviderConfiguration
    row: PhoneDeliverySetting | None
    state: State
    version: int | None
    as_json: bool = False
    typed_json: str = ""
    problem: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    def judged(self) -> list[Finding]:
        """What the rules say; missing secrets are among it."""
        masked, secrets = self.state.split(self.row)
        return judge(masked, configuration=self.configuration, row=self.row, secrets=secrets)


def started(
    request: MemberRequest,
    configuration: ProviderConfiguration,
    row: PhoneDeliverySetting | None,
    kind: str = "",
) -> Editing:
    """The first round: as it is saved, or as a new one of this kind begins."""
    state = of_row(row) if row else State(beginning(kind))
    as_json = state.body.get("provider") not in Kind.values
    return Editing(request, configuration, row, state, row.version if row else None, as_json)


@sensitive_variables()
def received(
    request: MemberRequest,
    configuration: ProviderConfiguration,
    row: PhoneDeliverySetting | None,
) -> Editing:
    """What the form brought along, with what was typed into it."""
    data = request.POST
    kept = opened(data.get("base", ""), data.get("sealed", ""), actor_of(request))
    state = kept or (of_row(row) if row else State(beginning("")))
    asked = data.get("version", "")
    version = None
    if row is not None:
        version = version_of(asked, row)
    editing = Editing(request, configuration, row, state, version)
    if "json" in data:
        editing.as_json = True
        _take_json(editing, data["json"])
    else:
        state.replace(read(state.body, data))
    return editing


def draw(
    editing: Editing,
    *,
    done: Done | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page; asked by htmx for the editor alone, that and the panel beside it."""
    everything = panel_of(editing) | context | {"done": done or Done()}
    form: SettingForm = everything["form"]
    form.refuse(editing.findings)
    row = editing.row
    everything |= {
        "obj": row,
        "fixed": fixed_of(row) if row else [],
        "configuration": editing.configuration,
        "kind_label": kind_label(editing.state.body),
        "version": editing.version,
        "as_json": editing.as_json,
        "json_text": editing.typed_json or as_text(editing.state.body),
        "problem": editing.problem,
        "form_only_json": editing.state.body.get("provider") not in Kind.values,
        "starters": STARTERS,
        "form_id": FORM_ID,
        "wide": True,
        "may_try": editing.actor.can("setting.try"),
        **carried_along(editing),
    }
    part = "#editor" if editing.request.headers.get("HX-Target") == "setting-editor" else ""
    everything["swapped"] = bool(part)
    return render(editing.request, f"policies/setting_form.html{part}", everything, status=status)


def carried_along(editing: Editing) -> dict[str, str]:
    """What every form of the editor brings along; `keep` is its name in this browser."""
    row, kind = editing.row, editing.state.body.get("provider")
    what = row.public_id if row else f"new-{editing.configuration.pk}-{kind}"
    return {
        "keep": f"setting-{what}-{editing.actor.id}",
        "base": json.dumps(editing.state.body, ensure_ascii=False),
        "sealed": editing.state.seal(editing.actor),
    }


def panel_of(editing: Editing) -> dict[str, Any]:
    """What the panel shows: findings, and the requests for the sample."""
    form = SettingForm(editing.state, editing.row)
    sample = SampleForm(editing.request.POST or None, form_id=FORM_ID)
    masked, secrets = editing.state.split(editing.row)
    return {
        "form": form,
        "linked": form.linked(editing.judged()),
        "sample": sample,
        "custom": form.custom,
        "shown": shown(masked, secrets, sample.sample),
    }


def version_of(asked: str, row: PhoneDeliverySetting) -> int:
    """The version a form was drawn from."""
    short = asked.isascii() and asked.isdecimal() and len(asked) < 10
    return int(asked) if short else row.version


def kind_label(body: bodies.Body) -> str:
    kind = body.get("provider")
    return str(Kind(kind).label) if kind in Kind.values else "Other kind of provider"


def as_text(body: bodies.Body) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False)


@sensitive_variables()
def _take_json(editing: Editing, text: str) -> None:
    try:
        given = policy_json.read(text, "provider")
    except policy_json.Unreadable as error:
        editing.typed_json, editing.problem = text, str(error)
        return
    editing.state.replace(bodies.wanted_setting(given))
