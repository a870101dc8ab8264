"""Evidence in the guided filing: uploaded or linked, with scripts and without, never lost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.compliance.models import Draft, Evidence
from apps.compliance.services.draft import save_draft
from tests.compliance.pages import go, start, words
from tests.world import World, picture

AUTOSAVE = {"HX-Request": "true"}


def png(name: str = "form.png", words: str = "form") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(words), "image/png")


def links_of(draft: Draft) -> list[str]:
    draft.refresh_from_db()
    return list(draft.data.get("optin_image_url") or [])


def autosave(client: Client, draft: Draft, **data: Any) -> Any:
    draft.refresh_from_db()
    posted = {"tab": "one", "version": draft.version, **data}
    return client.post(f"/file/{draft.pk}/evidence/save/", posted, headers=AUTOSAVE)


def test_files_are_uploaded_with_the_step_without_scripts(world: World, olivia: Client) -> None:
    draft = start(olivia, "tollfree")
    files = [png("one.png", "one"), png("two.png", "two")]
    typed = {"optin_type": "WEB_FORM", "optin_image_url": "https://acmebakery.com/optin"}
    answer = go(olivia, draft, "evidence", typed, go="save", evidence=files)
    assert answer.status_code == 302
    kept = [evidence.public_url for evidence in Evidence.objects.order_by("pk")]
    assert links_of(draft) == ["https://acmebakery.com/optin", *kept]
    page = olivia.get(answer["Location"]).content.decode()
    assert "one.png" in page
    assert "two.png" in page
    assert ">\nhttps://acmebakery.com/optin</textarea>" in page
    assert "_error" not in page


def test_continue_takes_the_files_along(world: World, olivia: Client) -> None:
    draft = start(olivia, "tollfree")
    answer = go(olivia, draft, "evidence", {"optin_type": "WEB_FORM"}, evidence=[png()])
    assert answer["Location"].endswith("/details/")
    assert links_of(draft) == [Evidence.objects.get().public_url]


def test_with_scripts_a_file_appears_at_once(world: World, olivia: Client) -> None:
    draft = start(olivia, "tollfree")
    saved = autosave(olivia, draft, optin_type="WEB_FORM", evidence=[png("form.png")])
    evidence = Evidence.objects.get()
    page = saved.content.decode()
    assert 'id="evidence-files"' in page
    assert f'src="{evidence.get_absolute_url()}"' in page
    assert "Saved" in words(saved)
    assert links_of(draft) == [evidence.public_url]
    assert (
        'id="evidence-files"' not in autosave(olivia, draft, optin_type="VERBAL").content.decode()
    )


def test_a_pdf_has_a_sign_instead_of_a_picture(world: World, olivia: Client) -> None:
    draft = start(olivia, "tollfree")
    pdf = SimpleUploadedFile("script.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n", "application/pdf")
    saved = autosave(olivia, draft, evidence=[pdf])
    assert "script.pdf" in words(saved)
    assert "<img" not in saved.content.decode()


def test_a_file_is_taken_away_and_the_links_stay(world: World, olivia: Client) -> None:
    draft = start(olivia, "tollfree")
    autosave(olivia, draft, optin_image_url="https://acmebakery.com/optin", evidence=[png()])
    url = Evidence.objects.get().public_url
    both = [url, "https://acmebakery.com/optin"]
    saved = autosave(olivia, draft, optin_image_url=both, drop=url)
    assert "form.png" not in words(saved)
    assert links_of(draft) == ["https://acmebakery.com/optin"]
    answer = go(olivia, draft, "evidence", {"optin_image_url": both}, drop=url)
    assert answer["Location"].endswith("/evidence/")
    assert links_of(draft) == ["https://acmebakery.com/optin"]


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_no_picture_is_refused_in_words_and_nothing_typed_is_lost(
    world: World, olivia: Client, scripts: bool
) -> None:
    draft = start(olivia, "tollfree")
    page = SimpleUploadedFile("page.html", b"<script>alert(1)</script>", "image/png")
    typed = {"optin_type": "WEB_FORM", "optin_image_url": "https://acmebakery.com/optin"}
    files = {"evidence": [png("good.png"), page]}
    if scripts:
        answer = autosave(olivia, draft, **typed, **files)
    else:
        answer = go(olivia, draft, "evidence", typed, **files)
        assert answer.status_code == 422
        assert 'id="id_optin_image_url_error"' in answer.content.decode()
        assert "https://acmebakery.com/optin</textarea>" in answer.content.decode()
    assert "page.html is neither a PNG" in words(answer)
    assert "good.png" in words(answer)
    kept = Evidence.objects.get().public_url
    assert links_of(draft) == ["https://acmebakery.com/optin", kept]


def test_typed_links_come_first_so_that_link_2_is_the_second_line(
    world: World, olivia: Client
) -> None:
    draft = start(olivia, "tollfree")
    autosave(olivia, draft, evidence=[png()])
    (kept,) = links_of(draft)
    lines = "https://acmebakery.com/optin\nhttp://acmebakery.com/old"
    saved = autosave(olivia, draft, optin_image_url=[kept, lines])
    assert links_of(draft)[-1] == kept
    assert "Link 2 starts with http://" in words(saved)


def test_the_same_file_twice_is_one(world: World, olivia: Client) -> None:
    draft = start(olivia, "tollfree")
    for _ in range(2):
        autosave(olivia, draft, optin_image_url=links_of(draft), evidence=[png()])
    assert links_of(draft) == [Evidence.objects.get().public_url]


def test_a_file_too_large_says_so(world: World, olivia: Client, settings: Any) -> None:
    settings.EVIDENCE_MAX_BYTES = 100
    saved = autosave(olivia, start(olivia, "tollfree"), evidence=[png("large.png")])
    assert "large.png is larger than" in words(saved)


def test_files_no_reviewer_can_reach_are_advised_against(
    world: World, olivia: Client, settings: Any
) -> None:
    settings.CALLBACK_PRIVATE_HOSTS = []
    settings.PUBLIC_URL = "http://10.0.0.5:8000"
    draft = start(olivia, "tollfree")
    saved = autosave(olivia, draft, evidence=[png()])
    assert "Reviewers cannot reach the files stored here" in words(saved)


def test_a_viewer_uploads_nothing(world: World, olivia: Client, vera: Client) -> None:
    draft = start(olivia, "tollfree")
    url = f"/file/{draft.pk}/evidence/"
    assert vera.post(url, {"evidence": [png()]}).status_code == 403
    assert vera.post(f"{url}save/", {"evidence": [png()]}).status_code == 403
    assert not Evidence.objects.exists()


def test_another_organisations_file_is_only_a_link(
    world: World, olivia: Client, stranger: Client
) -> None:
    url = world.evidence("secret-name.png").public_url
    draft = start(stranger, "tollfree")
    save_draft(draft=draft, values={"optin_image_url": [url]}, version=None, actor=world.actor)
    page = words(stranger.get(f"/file/{draft.pk}/evidence/"))
    assert "secret-name.png" not in page
