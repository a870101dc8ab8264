"""The numbers of a campaign: linked, unlinked, tried again."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from apps.accounts.access import MemberRequest, right_required
from apps.compliance.help import HELP
from apps.compliance.models import Campaign, CampaignNumber
from apps.compliance.pages import consequences
from apps.compliance.services import number as services
from apps.compliance.services.campaign import must_be_linkable
from apps.compliance.views import find
from apps.core.errors import Invalid, Refused
from apps.numberpools.models import PhoneNumber
from apps.sync.filters import digits_of

SHOWN = 200


class PasteForm(forms.Form):
    """The list beside the table."""

    pasted = forms.CharField(
        label="Or paste numbers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=HELP["number"]["pasted"],
    )


class PickForm(forms.Form):
    """The ticked numbers, carried through the page that asks."""

    number = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput)


@right_required("number.link")
def link(request: MemberRequest, public_id: str) -> HttpResponse:
    campaign = find.one(find.campaigns(request), public_id)
    try:
        must_be_linkable(campaign)
    except Refused as error:
        messages.error(request, str(error))
        return redirect(campaign)
    if request.method != "POST":
        return _link_page(request, campaign, set(request.GET.getlist("numbers")))
    picked = request.POST.getlist("numbers")
    pasted = re.split(r"[,;\t\r\n]+", request.POST.get("pasted", ""))
    try:
        links = services.link_numbers(
            campaign=campaign, numbers=[*picked, *pasted], actor=find.actor_of(request)
        )
    except Invalid as error:
        errors = [words for said in error.errors.values() for words in said]
        return _link_page(request, campaign, set(picked), errors)
    many = len(links) != 1
    messages.success(request, f"{len(links)} number{'s are' if many else ' is'} being linked.")
    return redirect(campaign)


def _link_page(
    request: MemberRequest,
    campaign: Campaign,
    picked: set[str],
    errors: list[str] | None = None,
) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    usable = _usable(campaign)
    found = _matching(usable, words)
    if request.GET.get("all"):
        picked |= set(found.values_list("number", flat=True)[:SHOWN])
    rows = list(usable.filter(number__in=picked))
    rows += list(found.exclude(number__in=picked)[: max(SHOWN - len(rows), 0)])
    context = {
        "obj": campaign,
        "rows": rows,
        "picked": picked,
        "q": words,
        "found": found.count(),
        "usable": usable.count(),
        "form": PasteForm(request.POST if request.method == "POST" else None),
        "errors": errors or [],
        "hx_target": "#usable",
    }
    partial = "#usable" if request.headers.get("HX-Target") == "usable" else ""
    template = f"compliance/number_link.html{partial}"
    return render(request, template, context, status=422 if errors else 200)


def _usable(campaign: Campaign) -> QuerySet[PhoneNumber]:
    """Rented local numbers of the account that have no campaign here."""
    linked = CampaignNumber.objects.live().filter(
        configuration=campaign.configuration_id, number=OuterRef("number")
    )
    rented = PhoneNumber.objects.for_10dlc().filter(configuration=campaign.configuration_id)
    return rented.filter(~Exists(linked)).order_by("number")


def _matching(rows: QuerySet[PhoneNumber], words: str) -> QuerySet[PhoneNumber]:
    if not words:
        return rows
    found = Q(alias__icontains=words) | Q(region__icontains=words)
    if digits := digits_of(words):
        found |= Q(number__contains=digits)
    return rows.filter(found)


@right_required("number.unlink")
def unlink(request: MemberRequest, public_id: str) -> HttpResponse:
    """Asks first, naming the numbers that stop sending."""
    campaign = find.one(find.campaigns(request), public_id)
    asked = (request.POST if request.method == "POST" else request.GET).getlist("number")
    links = list(
        CampaignNumber.objects.live()
        .filter(campaign=campaign, number__in=asked, retiring=False)
        .order_by("number")
    )
    if not links:
        messages.error(request, "Tick the numbers to unlink first.")
        return redirect(f"{campaign.get_absolute_url()}#numbers")
    said = consequences.of_unlink(campaign, links)
    if request.method == "POST":
        services.unlink_numbers(links=links, actor=find.actor_of(request))
        messages.success(request, said.done)
        return redirect(campaign)
    context: dict[str, Any] = {
        "obj": campaign,
        "said": said,
        "form": PickForm(initial={"number": [link.number for link in links]}),
        "cancel_url": campaign.get_absolute_url(),
    }
    return render(request, "compliance/number_unlink.html", context)


@require_POST
@right_required("number.link")
def relink(request: MemberRequest, public_id: str, number: str) -> HttpResponse:
    campaign = find.one(find.campaigns(request), public_id)
    links = CampaignNumber.objects.live().select_related("sync", "campaign")
    row = get_object_or_404(links, campaign=campaign, number=number)
    try:
        services.relink_number(link=row, actor=find.actor_of(request))
    except (Invalid, Refused) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{row} is being linked once more.")
    return redirect(campaign)
