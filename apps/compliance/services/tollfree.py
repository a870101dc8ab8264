"""Toll-free verifications: filed for free, corrected while undecided, withdrawn, pulled."""

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.compliance.choices import SubmissionAct, TollfreeStatus
from apps.compliance.models import Profile, TollfreeVerification
from apps.compliance.rules import normalize, tollfree_state
from apps.compliance.serializers import (
    TollfreeVerificationRequest,
    TollfreeVerificationUpdateRequest,
    cleared,
    snapshot,
)
from apps.compliance.services.common import account_facts, assign, checked, note_callback
from apps.compliance.services.evidence import evidence_prefix, missing_evidence
from apps.compliance.services.submission import request_submission
from apps.core import events
from apps.core.actor import Actor
from apps.core.ssrf import ForbiddenAddressError, check_literal
from apps.numberpools.models import PhoneNumber
from apps.providers.models import ProviderConfiguration
from apps.sync.ids import new_public_id
from apps.sync.queue import enqueue, new_sync
from apps.sync.rows import must_be_live, retire

KIND = "compliance.tollfree"
# A change of company is an argument of its own.
UPDATABLE = tollfree_state.UPDATABLE - {"profile_uuid"}
OWN = ("number", *sorted(UPDATABLE))
FREE = Decimal()
"""Plivo blog, toll-free verification, 2024: no fee."""


def tollfree_context(
    configuration: ProviderConfiguration | None,
    profile: Profile | None,
    number: str,
    verification: TollfreeVerification | None = None,
    links: Iterable[str] = (),
) -> dict[str, Any]:
    """The facts the toll-free rules ask about; `links` are those given as evidence."""
    context: dict[str, Any] = {
        "evidence_prefix": evidence_prefix(),
        "missing_evidence": missing_evidence(links),
        "evidence_public": _reachable(settings.PUBLIC_URL),
        "profile": None,
    }
    others = TollfreeVerification.objects.live().exclude(
        pk__in=[verification.pk] if verification else []
    )
    if profile is not None:
        context["profile"] = {
            "retired": profile.retiring or not profile.live,
            "company_name": profile.company_name,
            "doing_business_as": profile.doing_business_as,
            "website": profile.website,
            "contact_email": profile.contact_email,
        }
        context["verifications_of_profile"] = others.filter(profile=profile).count()
    if configuration is None or not number:
        return context
    account = PhoneNumber.objects.filter(configuration=configuration, number=number).first()
    same = list(others.filter(configuration=configuration, number=number))
    undecided = [row for row in same if row.status not in TollfreeStatus.terminals()]
    approved = [row for row in same if row.status == TollfreeStatus.APPROVED]
    rejected = [row.usecase for row in same if row.status == TollfreeStatus.REJECTED]
    return context | {
        "account_number": account_facts(account) if account else None,
        "open_for_number": _label(undecided),
        "approved_for_number": _label(approved),
        "rejected_usecases": rejected,
    }


def submit_verification(
    *, profile: Profile | None, values: Mapping[str, Any], actor: Actor
) -> TollfreeVerification:
    """Files a toll-free number for verification (free). Raises Invalid by field.

    It waits by itself until the company has reached Plivo.
    """
    actor.require("tollfree.submit")
    given = profile.public_id if profile else values.get("profile_uuid")
    configuration = profile.configuration if profile else None
    with transaction.atomic():
        if profile is not None:
            profile = Profile.objects.select_for_update(no_key=True).get(pk=profile.pk)
        clean = _checked({**values, "profile_uuid": given}, configuration, profile)
        assert profile is not None
        verification = TollfreeVerification(
            configuration=profile.configuration,
            profile=profile,
            public_id=new_public_id(TollfreeVerification, lambda: str(uuid.uuid4())),
        )
        assign(verification, clean, OWN)
        note_callback(verification, values, actor=actor)
        verification.sync = new_sync(KIND, profile.configuration)
        verification.save()
        _file(verification, SubmissionAct.CREATE, actor)
        events.record(verification, "filed", actor=actor)
        enqueue(verification)
    return verification


def correct_verification(
    *,
    verification: TollfreeVerification,
    values: Mapping[str, Any],
    version: int | None,
    actor: Actor,
    profile: Profile | None = None,
) -> TollfreeVerification:
    """Changes a verification and files it again; `profile` names another company for it.

    Only while SUBMITTED or UPDATE_REQUIRED; one Plivo never took is replaced before it is sent.
    """
    actor.require("tollfree.submit")
    with transaction.atomic():
        if profile is not None:
            # Parents first; it may be about to be deleted.
            profile = Profile.objects.select_for_update(no_key=True).get(pk=profile.pk)
        row = TollfreeVerification.objects.locked(verification.pk, version=version)
        must_be_live(row)
        filed = bool(row.remote_id)
        company = profile or row.profile
        merged = {name: getattr(row, name) for name in OWN} | dict(values)
        merged["profile_uuid"] = company.public_id
        act = {"act": "update", "status": row.status, "changed": _fixed(row, values)}
        clean = _checked(merged, row.configuration, company, row, act if filed else {})
        changes = assign(row, clean, OWN if not filed else sorted(UPDATABLE))
        if company != row.profile:
            changes["profile"] = (str(row.profile), str(company))
            row.profile = company
        note_callback(row, values, actor=actor)
        row.version += 1
        row.save()
        _file(row, SubmissionAct.RESUBMIT if filed else SubmissionAct.CREATE, actor)
        events.record(row, "resubmitted" if filed else "edited", actor=actor, changes=changes)
        enqueue(row)
    return row


def delete_verification(
    *, verification: TollfreeVerification, version: int | None, actor: Actor
) -> None:
    """Withdraws a verification the carriers have not decided. Raises Invalid for a decided one."""
    actor.require("tollfree.delete")
    with transaction.atomic():
        row = TollfreeVerification.objects.locked(verification.pk, version=version)
        must_be_live(row)
        if row.remote_id:
            checked("tollfree", {}, context={"act": "delete", "status": row.status})
        retire(row, actor=actor)


def can_correct(verification: TollfreeVerification) -> str:
    """ "" when `correct_verification` may be tried, else why not, for the page."""
    if verification.retiring or not verification.live:
        return "This verification is being withdrawn."
    if not verification.remote_id or verification.status in tollfree_state.CHANGEABLE:
        return ""
    if verification.status not in TollfreeStatus.terminals():
        return "The carriers are working on it. Wait for their decision."
    return f"It is {verification.status.lower()} and final. File a new verification instead."


def can_delete(verification: TollfreeVerification) -> str:
    """ "" when `delete_verification` may be tried, else why not, for the page."""
    if verification.retiring or not verification.live:
        return "This verification is being withdrawn."
    if not verification.remote_id or verification.status not in TollfreeStatus.terminals():
        return ""
    return f"It is {verification.status.lower()}; Plivo keeps what the carriers have decided."


def hold_number(configuration: ProviderConfiguration | None, number: str) -> None:
    """Two filings of one number at a time: the second sees the first. After the company's lock."""
    rows = PhoneNumber.objects.select_for_update(no_key=True).filter(configuration=configuration)
    rows.filter(number=number).first()


def _checked(
    raw: Mapping[str, Any],
    configuration: ProviderConfiguration | None,
    profile: Profile | None,
    verification: TollfreeVerification | None = None,
    act: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    number = normalize.number(raw.get("number") or "")
    hold_number(configuration, number)
    links = normalize.urls(raw.get("optin_image_url") or "")
    context = tollfree_context(configuration, profile, number, verification, links)
    return checked("tollfree", raw, context=context | dict(act or {}))


def _file(verification: TollfreeVerification, act: SubmissionAct, actor: Actor) -> None:
    body: dict[str, Any] = snapshot(TollfreeVerificationRequest, verification)
    if act == SubmissionAct.RESUBMIT:
        update = TollfreeVerificationUpdateRequest
        body = snapshot(update, verification) | cleared(update, verification)
    request_submission(obj=verification, act=act, snapshot=body, fee=FREE, actor=actor)


def _fixed(row: TollfreeVerification, values: Mapping[str, Any]) -> list[str]:
    number = normalize.number(values.get("number") or row.number)
    return ["number"] if number != row.number else []


def _label(rows: list[TollfreeVerification]) -> str:
    return f"{rows[0].profile}'s, {rows[0].badge.label.lower()}" if rows else ""


def _reachable(url: str) -> bool:
    try:
        check_literal(url)
    except ForbiddenAddressError:
        return False
    return True
