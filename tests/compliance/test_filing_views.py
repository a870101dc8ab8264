"""Guided filing of a company: steps, autosave, two windows, review."""

import pytest
from django.test import Client

from apps.compliance.models import Draft, Profile
from apps.compliance.services.draft import save_draft
from tests.compliance.pages import COMPANY_STEPS, company_draft, go, send, start, words
from tests.world import PROFILE, World

AUTOSAVE = {"HX-Request": "true"}


def test_a_visit_makes_no_draft(world: World, olivia: Client) -> None:
    assert olivia.get("/companies/new/").status_code == 200
    assert olivia.get("/file/profile/").status_code == 405
    assert not Draft.objects.exists()


def test_the_steps_lead_to_a_review_and_that_to_a_company(world: World, olivia: Client) -> None:
    draft = company_draft(olivia)
    review = olivia.get(f"/file/{draft.pk}/review/")
    assert "12-2321231" in words(review)
    done = send(olivia, draft)
    profile = Profile.objects.get()
    assert done["Location"] == profile.get_absolute_url()
    assert profile.company_name == "Acme Bakery LLC"
    assert profile.ein == "122321231"
    assert not Draft.objects.exists()


def test_a_second_press_files_nothing_twice(world: World, olivia: Client) -> None:
    draft = company_draft(olivia)
    version = draft.version
    draft.refresh_from_db()
    data = {"version": draft.version, "agree": "yes"}
    assert olivia.post(f"/file/{draft.pk}/review/", data).status_code == 302
    assert olivia.post(f"/file/{draft.pk}/review/", data).status_code == 404
    assert Profile.objects.count() == 1
    assert version


def test_a_step_names_what_is_wrong_at_its_field_and_keeps_it(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    page = go(olivia, draft, "identifiers", {"ein": "12 34"})
    assert page.status_code == 422
    assert 'id="id_ein_error"' in page.content.decode()
    draft.refresh_from_db()
    assert draft.data["ein"] == "12 34"
    again = olivia.get(f"/file/{draft.pk}/identifiers/")
    assert 'id="id_ein_error"' in again.content.decode()
    assert 'value="12 34"' in again.content.decode()


def test_autosave_keeps_anything_and_answers_with_the_panel(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    data = {"company_name": "Acm", "tab": "one", "version": draft.version}
    saved = olivia.post(f"/file/{draft.pk}/business/save/", data, headers=AUTOSAVE)
    assert "Saved" in words(saved)
    assert 'id="filing-panel"' in saved.content.decode()
    draft.refresh_from_db()
    assert draft.data["company_name"] == "Acm"
    assert f'value="{draft.version}"' in saved.content.decode()


def test_a_window_never_conflicts_with_itself(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    for text in ("A", "Ac", "Acm"):
        # The answer with the new version has not come back: the old one is sent again.
        data = {"company_name": text, "tab": "one", "version": 1}
        saved = olivia.post(f"/file/{draft.pk}/business/save/", data, headers=AUTOSAVE)
        assert "Saved" in words(saved)
    draft.refresh_from_db()
    assert draft.data["company_name"] == "Acm"


def test_two_windows_are_told_and_nothing_is_lost(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    url = f"/file/{draft.pk}/business/"
    first = {"company_name": "From one", "tab": "one", "version": draft.version}
    olivia.post(f"{url}save/", first, headers=AUTOSAVE)
    second = {"company_name": "From two", "tab": "two", "version": draft.version}
    told = olivia.post(f"{url}save/", second, headers=AUTOSAVE)
    assert "changed in another window" in words(told)
    draft.refresh_from_db()
    assert draft.data["company_name"] == "From one"
    page = olivia.post(url, {**second, "go": "next"})
    assert page.status_code == 409
    assert 'value="From two"' in page.content.decode()
    olivia.post(url, {**second, "go": "save", "version": draft.version})
    draft.refresh_from_db()
    assert draft.data["company_name"] == "From two"


@pytest.mark.parametrize(
    ("go_to", "where"),
    [
        ("back", "business/"),
        ("leave", "/companies/"),
        ("to:contact", "contact/"),
        ("save", "address/"),
    ],
)
def test_every_button_keeps_what_was_typed(
    world: World, olivia: Client, go_to: str, where: str
) -> None:
    draft = start(olivia, "profile")
    answer = go(olivia, draft, "address", {"street": "660 Broad"}, go=go_to)
    assert answer.status_code == 302
    assert answer["Location"].endswith(where)
    draft.refresh_from_db()
    assert draft.data["street"] == "660 Broad"


def test_a_draft_goes_on_where_it_was_left(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    go(olivia, draft, "business", PROFILE)
    answer = olivia.get(f"/file/{draft.pk}/continue/")
    assert answer["Location"].endswith("address/")


def test_each_required_field_says_what_a_reviewer_checks(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    for slug in COMPANY_STEPS:
        form = olivia.get(f"/file/{draft.pk}/{slug}/").context["form"]
        for field in form:
            assert not field.field.required or field.help_text, field.name


def test_the_review_lists_what_is_missing_with_links(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    page = olivia.get(f"/file/{draft.pk}/review/")
    assert f"/file/{draft.pk}/business/#id_company_name" in page.content.decode()
    assert "<button" not in page.content.decode().split('id="file"')[1].split("</section>")[0]
    assert send(olivia, draft).status_code == 422
    assert not Profile.objects.exists()


def test_a_draft_changed_since_the_review_is_not_filed(world: World, olivia: Client) -> None:
    draft = company_draft(olivia)
    draft.refresh_from_db()
    seen = draft.version
    save_draft(draft=draft, values={"city": "Boston"}, version=None, actor=world.filer)
    page = send(olivia, draft, version=seen)
    assert page.status_code == 409
    assert "changed after you opened this page" in words(page)
    assert not Profile.objects.exists()


def test_a_draft_is_discarded_on_a_page_that_asks(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    assert olivia.get(f"/file/{draft.pk}/discard/").status_code == 200
    assert Draft.objects.exists()
    assert olivia.post(f"/file/{draft.pk}/discard/").status_code == 302
    assert not Draft.objects.exists()


def test_viewers_and_strangers_file_nothing(
    world: World, olivia: Client, vera: Client, stranger: Client
) -> None:
    draft = start(olivia, "profile")
    assert vera.post("/file/profile/").status_code == 403
    assert vera.get("/companies/new/").status_code == 403
    for path in ("business/", "review/", "discard/"):
        assert vera.get(f"/file/{draft.pk}/{path}").status_code == 403
        assert vera.post(f"/file/{draft.pk}/{path}", {}).status_code == 403
        assert stranger.get(f"/file/{draft.pk}/{path}").status_code == 404
        assert stranger.post(f"/file/{draft.pk}/{path}", {}).status_code == 404
    assert stranger.post(f"/file/{draft.pk}/business/save/", {}).status_code == 404


def test_an_unknown_step_or_kind_is_404(world: World, olivia: Client) -> None:
    draft = start(olivia, "profile")
    assert olivia.get(f"/file/{draft.pk}/nothing/").status_code == 404
    assert olivia.post("/file/nothing/").status_code == 404


def test_of_several_connections_one_has_to_be_chosen(world: World, olivia: Client) -> None:
    from tests import factories

    other = factories.ConfigurationFactory(organization=world.organization)
    assert olivia.post("/file/profile/")["Location"] == "/companies/new/"
    draft = start(olivia, "profile", connection=str(other.pk))
    assert draft.data["configuration"] == other.pk


def test_an_individual_needs_no_ein_and_a_public_company_its_symbol(
    world: World, olivia: Client
) -> None:
    draft = start(olivia, "profile")
    go(olivia, draft, "business", {**PROFILE, "entity_type": "PUBLIC"})
    page = go(olivia, draft, "identifiers", {"ein": "122321231", "stock_symbol": ""})
    assert page.status_code == 422
    assert 'id="id_stock_symbol_error"' in page.content.decode()
