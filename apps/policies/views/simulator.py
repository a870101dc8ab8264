"""What would happen to this text? A question in the address, its answer beside it."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django_htmx.http import replace_url

from apps.accounts.access import MemberRequest, member_required
from apps.core.errors import Invalid
from apps.policies import body as bodies
from apps.policies.forms.simulator import SimulatorForm, query_of
from apps.policies.models import NotificationPolicy
from apps.policies.pages import simulator as pages
from apps.policies.questions import ask, facts
from apps.policies.simulator import words
from apps.policies.simulator.coverage import names_of
from apps.policies.views import policy_find as find

FIRST = {"channel": "SMS", "to": "United States"}
# What htmx may ask for alone: with another policy the form changes too.
PARTS = ("question", "answer")


@member_required
def simulator(request: MemberRequest) -> HttpResponse:
    """The page; for htmx the answer, or question and answer. Wrong fields do not make it 4xx:
    nothing was refused, there is only no answer yet."""
    choices = _choices(request)
    if not choices and not request.GET.get("policy"):
        return render(request, "policies/simulator.html", {"wide": True})
    row = _asked_about(request, choices)
    data = request.GET.copy()
    data["policy"] = row.public_id
    if "channel" not in data:
        for name, value in FIRST.items():
            data.setdefault(name, value)
    names = names_of(facts(row.configuration))
    chain = [(id, words.provider(id, names)) for id in bodies.chain_ids(row.wanted)]
    form = SimulatorForm(data, policies=choices, providers=chain)
    context: dict[str, Any] = {"obj": row, "form": form, "wide": True}
    context |= _answered(row, form)
    part = request.headers.get("HX-Target", "")
    if part not in PARTS:
        context["focus"] = True
        return render(request, "policies/simulator.html", context)
    answer = render(request, f"policies/simulator.html#{part}", context)
    return replace_url(answer, f"{request.path}?{query_of(form)}")


def _answered(row: NotificationPolicy, form: SimulatorForm) -> dict[str, Any]:
    """The answer's part of the context: what is wrong stays with the form."""
    valid = form.is_valid()
    asked = form.asked()
    try:
        found = ask(row, asked)
    except Invalid as error:
        form.add(error)
        return {}
    if not valid:
        return {}
    return {
        "answer": pages.answer_of(found),
        "assumptions": pages.assumptions(),
        "curl": pages.curl_of(row, asked),
    }


def _choices(request: MemberRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """(environment, [(id, name)]), each environment's default policy first."""
    rows = (
        NotificationPolicy.objects.visible_to(find.actor_of(request))
        .live()
        .filter(retiring=False)
        .order_by("configuration__name", "configuration_id", "-default", "name", "pk")
        .values_list(
            "configuration_id", "configuration__name", "public_id", "name", "default", named=True
        )
    )
    return [
        (
            group[0].configuration__name,
            [(r.public_id, f"{r.name}{' (default)' if r.default else ''}") for r in group],
        )
        for _, found in groupby(rows, key=lambda r: r.configuration_id)
        if (group := list(found))
    ]


def _asked_about(
    request: MemberRequest, choices: list[tuple[str, list[tuple[str, str]]]]
) -> NotificationPolicy:
    """The policy the address names, by either id; the first one without. 404 for all others."""
    row = find.policy(request, request.GET.get("policy") or choices[0][1][0][0])
    if not row.live or row.retiring:
        raise Http404
    return row
