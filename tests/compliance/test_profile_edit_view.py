"""Changing a company."""

from typing import Any

from django.test import Client

from apps.compliance.models import Profile
from apps.compliance.services.profile import edit_profile
from tests.compliance.pages import posted, words
from tests.world import PROFILE, World


def edited(world: World) -> tuple[Profile, str]:
    profile = world.profile()
    world.drain()
    profile.refresh_from_db()
    return profile, f"{profile.get_absolute_url()}edit/"


def values(profile: Profile, **over: Any) -> dict[str, Any]:
    return posted({**PROFILE, "version": profile.version, **over})


def test_a_change_is_saved_and_sent(world: World, olivia: Client) -> None:
    profile, url = edited(world)
    answer = olivia.post(url, values(profile, city="Brooklyn"))
    assert answer.status_code == 302, words(answer)
    profile.refresh_from_db()
    assert profile.city == "Brooklyn"
    assert profile.sync.__class__.objects.get(pk=profile.sync_id).state == "waiting"
    world.drain()
    assert world.objects("profiles")[-1]["address"]["city"] == "Brooklyn"


def test_what_plivo_fixes_is_read_only_and_says_why(world: World, olivia: Client) -> None:
    profile, url = edited(world)
    form = olivia.get(url).context["form"]
    fixed = {name for name, field in form.fields.items() if field.disabled}
    assert fixed == {"profile_alias", "customer_type", "stock_symbol", "stock_exchange"}
    assert "Plivo offers no way" in form.fields["profile_alias"].help_text
    olivia.post(url, values(profile, profile_alias="Another name"))
    profile.refresh_from_db()
    assert profile.profile_alias == "Acme Bakery"


def test_errors_stand_at_their_fields_and_keep_what_was_typed(world: World, olivia: Client) -> None:
    profile, url = edited(world)
    page = olivia.post(url, values(profile, ein="12", city="Brooklyn"))
    assert page.status_code == 422
    assert 'id="id_ein_error"' in page.content.decode()
    assert 'value="Brooklyn"' in page.content.decode()
    profile.refresh_from_db()
    assert profile.city == "New York"


def test_somebody_elses_change_is_shown_and_nothing_is_lost(world: World, olivia: Client) -> None:
    profile, url = edited(world)
    mine = values(profile, city="Brooklyn")
    edit_profile(
        profile=profile, values={"city": "Queens"}, version=profile.version, actor=world.filer
    )
    page = olivia.post(url, mine)
    assert page.status_code == 409
    assert "Somebody else changed this company" in words(page)
    assert "It differs from their version in: City" in words(page)
    assert 'value="Brooklyn"' in page.content.decode()
    profile.refresh_from_db()
    assert profile.city == "Queens"
    again = {**mine, "version": page.context["version"]}
    assert olivia.post(url, again).status_code == 302
    profile.refresh_from_db()
    assert profile.city == "Brooklyn"


def test_viewers_may_not_and_strangers_find_nothing(
    world: World, vera: Client, stranger: Client
) -> None:
    profile, url = edited(world)
    assert vera.get(url).status_code == 403
    assert vera.post(url, values(profile, city="Brooklyn")).status_code == 403
    assert stranger.post(url, values(profile)).status_code == 404
