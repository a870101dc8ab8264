"""The look and template kit: what holds for every page because it holds for the parts."""

import json
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from apps.core.style_form import refused
from apps.core.templatetags import ui
from apps.core.ui_words import SYNC_WORDS, relative
from apps.core.views import style_page

urlpatterns = [path("_style/", style_page)]
ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.fixture
def page() -> str:
    with override_settings(ROOT_URLCONF=__name__):
        answer = Client().get("/_style/?status=FAILED&q=vet&sort=-age")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_style_page_needs_no_database_and_has_one_h1(page: str) -> None:
    assert page.count("<h1") == 1
    assert '<main class="lc-content" id="main"' in page


def test_every_id_on_the_style_page_is_there_once(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_description_points_at_something(page: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    for names in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page):
        assert set(names.split()) <= ids


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_no_template_has_inline_style_or_script(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or "application/json" in script


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_every_icon_named_in_a_template_is_in_the_sprite(template: Path) -> None:
    names = re.findall(r'{% icon "([^"]+)"', template.read_text())
    assert set(names) <= ui.icon_names()


def test_the_sprite_holds_what_vendor_json_lists() -> None:
    sprite = (ROOT / "static" / ui.SPRITE).read_text()
    assert set(re.findall(r'<symbol id="([^"]+)"', sprite)) == ui.icon_names()
    assert {word.icon for word in SYNC_WORDS.values()} <= ui.icon_names()


def test_every_vendored_file_is_listed_with_version_licence_and_digest() -> None:
    vendor = ROOT / "static" / "vendor"
    packages = json.loads((vendor / "vendor.json").read_text())["packages"]
    listed = {"vendor.json"}
    for package in packages:
        assert package["version"] and package["licence"]
        assert package["integrity"].startswith("sha512-")
        listed |= {*package["files"].values(), *filter(None, [package.get("sprite")])}
    assert listed == {str(f.relative_to(vendor)) for f in vendor.rglob("*") if f.is_file()}


def test_an_unknown_icon_is_refused_rather_than_drawn_as_a_hole() -> None:
    with pytest.raises(ValueError, match="No icon"):
        ui.icon("no-such-drawing")


def test_an_error_stands_in_the_place_of_the_help_and_is_announced_with_the_field() -> None:
    drawn = refused()["ein"].as_field_group()
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="wrong_ein_error"' in drawn
    assert "nine digits; this one has four" in drawn
    assert "wrong_ein_helptext" not in drawn


def test_optional_is_marked_and_required_is_not() -> None:
    form = refused()
    assert "optional" in form["website"].as_field_group()
    assert "optional" not in form["brand_alias"].as_field_group()


def test_a_long_text_is_counted_and_never_cut_off() -> None:
    class Form(forms.Form):
        text = forms.CharField(max_length=20, min_length=5, widget=forms.Textarea)

    drawn = Form(initial={"text": "abc"})["text"].as_field_group()
    assert "maxlength" not in drawn and 'data-max="20"' in drawn and 'data-min="5"' in drawn
    assert "2 more to go" in drawn


@pytest.mark.parametrize(
    ("amount", "words"),
    [(44, "$44"), ("1.5", "$1.50"), ("1200", "$1,200"), (-4, "−$4"), (None, "–")],
)
def test_money_reads_as_people_write_it(amount: object, words: str) -> None:
    assert words in ui.money(amount)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-21T11:59:50Z", "just now"),
        ("2026-11-21T11:55:00Z", "5 min ago"),
        ("2026-11-20T12:00:00Z", "1 day ago"),
        ("2026-11-24T12:00:00Z", "in 3 days"),
        ("2026-10-01T12:00:00Z", "1 Oct"),
        ("2025-10-01T12:00:00Z", "1 Oct 2025"),
    ],
)
def test_times_read_relative_and_old_ones_as_dates(moment: str, words: str) -> None:
    now, then = parse_datetime("2026-11-21T12:00:00Z"), parse_datetime(moment)
    assert now and then
    assert relative(then, now) == words


def test_in_sync_shows_no_badge_and_an_unknown_state_its_own_word() -> None:
    assert ui.sync_badge("in_sync") == {}
    assert ui.sync_badge("gone_fishing")["label"] == "Gone fishing"


def test_a_missing_moment_says_so() -> None:
    assert ui.when(None, empty="not yet") == {"empty": "not yet"}
    assert ui.when(timezone.now())["relative"] == "just now"
