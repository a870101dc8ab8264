"""Providers Linecheck keeps credentials of and never asks."""

import pytest
from django.test import Client

from apps.providers import catalogue
from apps.providers.connect import client_for
from apps.providers.models import ProviderConfiguration
from apps.sync import probe
from apps.sync.models import Attempt
from apps.upstream.errors import Misconfigured
from tests import factories
from tests.telephony_rest import data, door_of
from tests.world import World

UNASKED = [provider for provider in catalogue.PROVIDERS if not provider.check]


@pytest.fixture(params=UNASKED, ids=lambda provider: provider.slug)
def kept(world: World, request: pytest.FixtureRequest) -> ProviderConfiguration:
    made: ProviderConfiguration = factories.ConfigurationFactory(
        organization=world.organization, provider=request.param.id, account_id="", api_key="k"
    )
    return made


def test_its_credentials_go_to_nobody_else(kept: ProviderConfiguration) -> None:
    with pytest.raises(Misconfigured, match="does not use them"):
        client_for(kept)
    assert isinstance(probe.verify(kept), Misconfigured)
    assert not Attempt.objects.filter(configuration=kept).exists()


def test_its_page_says_so_and_offers_nothing_that_cannot_be(
    kept: ProviderConfiguration, olivia: Client
) -> None:
    page = olivia.get(f"/connections/{kept.pk}/").content.decode()
    assert "Kept as given" in page and "Plivo’s own" not in page and "Plivo's own" not in page
    assert f"/connections/{kept.pk}/rename/" in page
    for act in ("verify", "pull", "pause"):
        assert f"/connections/{kept.pk}/{act}/" not in page
    for act in ("verify", "pull"):
        answer = olivia.post(f"/connections/{kept.pk}/{act}/", follow=True)
        assert f"credentials of {kept.provider_details.name}" in answer.content.decode()
    paused = olivia.post(f"/connections/{kept.pk}/pause/", follow=True).content.decode()
    assert "nothing to pause" in paused and "is paused" not in paused
    kept.refresh_from_db()
    assert (kept.verified_at, kept.verify_error) == (None, "")


def test_its_credentials_are_replaced_on_its_page_and_not_drawn(
    kept: ProviderConfiguration, olivia: Client
) -> None:
    url = f"/connections/{kept.pk}/token/"
    page = olivia.get(url).content.decode()
    provider = kept.provider_details
    assert provider.secret_label in page and kept.api_secret not in page
    assert "Plivo" not in page.partition("<main")[2].replace(kept.name, "")
    typed = {"api_key": "another-key", "api_secret": "the-new-secret", "base_url": ""}
    assert olivia.post(url, typed).status_code == 302
    kept.refresh_from_db()
    assert (kept.api_key, kept.api_secret) == ("another-key", "the-new-secret")
    assert kept.verified_at is None
    # A key that is a secret is not typed again for the sake of the other one.
    key = "" if provider.key.secret else "another-key"
    olivia.post(url, typed | {"api_key": key, "api_secret": "yet-another-secret"})
    kept.refresh_from_db()
    assert (kept.api_key, kept.api_secret) == ("another-key", "yet-another-secret")


def test_switched_off_over_rest_it_is_switched_on_again_on_its_page(
    world: World, kept: ProviderConfiguration, olivia: Client
) -> None:
    url = f"/connections/{kept.pk}/"
    assert "Switch on" not in olivia.get(url).content.decode()
    assert data(door_of(world).patch(kept.pk, {"active": False}))["active"] is False
    page = olivia.get(url).content.decode()
    assert "Switched off" in page and "Switch on" in page
    # Nothing of it is sent anyway, so nothing is paused.
    assert "is paused" not in page
    assert "Switched on." in olivia.post(f"{url}resume/", follow=True).content.decode()
    kept.refresh_from_db()
    assert kept.active and kept.running
