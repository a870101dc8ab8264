"""The stock admin: everything can be looked at, nothing edited, acts go through the services."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.compliance.choices import DraftKind
from apps.compliance.models import Submission
from apps.compliance.services.draft import start_draft
from apps.core.models import Event
from tests.world import World

MODELS = ("profile", "brand", "campaign", "campaignnumber", "submission", "draft")
MODELS += ("tollfreeverification", "evidence")


@pytest.fixture
def staff(world: World, olivia: Client) -> Client:
    world.olivia.is_staff = world.olivia.is_superuser = True
    world.olivia.save()
    return olivia


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_listed_and_shown_read_only(world: World, staff: Client, model: str) -> None:
    campaign = world.campaign()
    [link] = world.link(campaign, world.numbers(1))
    draft = start_draft(kind=DraftKind.PROFILE, data={}, actor=world.actor)
    assert campaign.brand is not None
    pk = {
        "profile": campaign.brand.profile_id,
        "brand": campaign.brand_id,
        "campaign": campaign.pk,
        "campaignnumber": link.pk,
        "submission": Submission.objects.order_by("pk")[0].pk,
        "draft": draft.pk,
        "tollfreeverification": world.verification(campaign.brand.profile).pk,
        "evidence": world.evidence().pk,
    }[model]
    assert staff.get(reverse(f"admin:compliance_{model}_changelist")).status_code == 200
    page = staff.get(reverse(f"admin:compliance_{model}_change", args=[pk]))
    assert page.status_code == 200
    assert '<div class="readonly">' in page.content.decode()
    assert staff.get(reverse(f"admin:compliance_{model}_add")).status_code == 403


def test_retry_goes_through_the_service(world: World, staff: Client) -> None:
    profile = world.profile()
    profile.sync.blocked = "misconfigured"
    profile.sync.save()
    staff.post(
        reverse("admin:compliance_profile_changelist"),
        {"action": "retry", "_selected_action": [profile.pk]},
    )
    profile.sync.refresh_from_db()
    assert profile.sync.blocked == ""
    assert Event.objects.filter(verb="retried").exists()
