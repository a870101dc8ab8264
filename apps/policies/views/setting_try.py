"""Sending one request of a provider to its gateway, saved or not: asked first, for it may cost."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, right_required
from apps.core import events
from apps.core.errors import Invalid, Refused
from apps.policies.forms.setting_read import whole
from apps.policies.forms.setting_sample import SampleForm
from apps.policies.pages.setting_requests import shown
from apps.policies.trying import Tried, try_it
from apps.policies.views import setting_find as find
from apps.policies.views.policy_find import environment
from apps.policies.views.setting_editor import Editing, carried_along, received, started


@never_cache
@sensitive_post_parameters()
@right_required("setting.try")
def setting_try(request: MemberRequest, public_id: str) -> HttpResponse:
    """A provider as it is saved, or with `base` as it is being edited."""
    row = find.setting(request, public_id)
    if not row.live or row.retiring:
        messages.error(request, "This provider is being deleted.")
        return redirect(row)
    if "base" in request.POST:
        editing = received(request, row.configuration, row)
    else:
        editing = started(request, row.configuration, row)
    return _answered(editing)


@never_cache
@require_POST
@sensitive_post_parameters()
@right_required("setting.try")
def setting_try_new(request: MemberRequest) -> HttpResponse:
    """One that is not saved yet."""
    if "base" not in request.POST:
        messages.error(request, "There is nothing to try yet: write a request first.")
        return redirect("policies:setting_new")
    configuration = environment(request, request.POST.get("environment", ""))
    return _answered(received(request, configuration, None))


def _answered(editing: Editing) -> HttpResponse:
    request = editing.request
    index = (request.POST if request.method == "POST" else request.GET).get("request", "0")
    if request.method == "POST" and request.POST.get("act") == "send":
        return _sent(editing, index)
    return ask(editing, index)


def ask(
    editing: Editing,
    index: str,
    *,
    tried: Tried | None = None,
    errors: list[str] | None = None,
) -> HttpResponse:
    """The page that says what will be sent; once it was sent, what came back."""
    row, request = editing.row, editing.request
    sample = SampleForm(request.POST or None)
    masked, secrets = editing.state.split(row)
    everything = shown(masked, secrets, sample.sample)
    found = [one.as_set() for one in everything["requests"] if str(one.index) == index]
    if not found:
        raise Http404
    unsaved = request.method == "POST" and "base" in request.POST
    new = reverse("policies:setting_new")
    context: dict[str, Any] = {
        "obj": row,
        "one": found[0],
        "shown": everything | {"requests": found},
        "sample": sample,
        "tried": tried,
        "errors": errors or [],
        "unsaved": unsaved,
        "environment": editing.configuration,
        "post_url": reverse("policies:setting_try", args=[row.public_id])
        if row
        else reverse("policies:setting_try_new"),
        "edit_url": reverse("policies:setting_edit", args=[row.public_id])
        if row
        else f"{new}?environment={editing.configuration.pk}&kind=-",
        "version": editing.version,
        **(carried_along(editing) if unsaved else {}),
    }
    return render(request, "policies/setting_try.html", context, status=422 if errors else 200)


def _sent(editing: Editing, index: str) -> HttpResponse:
    masked, secrets = editing.state.split(editing.row)
    place = whole(index)
    if place is None:
        raise Http404
    try:
        tried = try_it(
            setting_body=masked,
            secrets=secrets,
            request_index=place,
            sample=SampleForm(editing.request.POST).sample,
            actor=editing.actor,
        )
    except Invalid as error:
        said = [words for each in error.errors.values() for words in each]
        return ask(editing, index, errors=said)
    except Refused as error:
        return ask(editing, index, errors=[str(error)])
    if editing.row is not None:
        text = f"Request {place + 1} was sent once. {tried.words}"
        events.record(editing.row, "tried_it", actor=editing.actor, text=text)
    return ask(editing, index, tried=tried)
