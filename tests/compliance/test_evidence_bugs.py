"""How evidence went wrong once, each way in its smallest form."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from apps.compliance.models import Evidence
from apps.compliance.services.evidence import FIELD, add_evidence
from apps.core.errors import Invalid
from tests.world import World, picture


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_photo_of_a_phone_that_holds_two_pictures_is_a_jpeg(world: World, client: Client) -> None:
    """A portrait or panorama is a JPEG with another one behind it (MPO)."""
    kept = BytesIO()
    second = Image.new("RGB", (8, 8))
    Image.new("RGB", (64, 48)).save(kept, "MPO", save_all=True, append_images=[second])
    row = world.evidence("IMG_0001.jpg", kept.getvalue())
    assert row.content_type == "image/jpeg"
    assert row.get_absolute_url().endswith(".jpg")
    assert client.get(row.get_absolute_url())["Content-Type"] == "image/jpeg"


def test_a_storage_that_is_full_or_gone_is_said_at_the_file(
    world: World, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    settings.MEDIA_ROOT = tmp_path / "file"
    with pytest.raises(Invalid, match="could not be kept") as error:
        add_evidence(upload=ContentFile(picture(), "form.png"), actor=world.filer)
    assert list(error.value.errors) == [FIELD]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "name", ["\r\nSet-Cookie: a=b.png", "😀" * 300, '"; filename="x.html', ".", "/", "\x00"]
)
def test_no_name_reaches_a_header_or_breaks_a_page(
    world: World, client: Client, olivia: Client, name: str
) -> None:
    row = world.evidence(name, picture(name))
    answer = client.get(row.get_absolute_url())
    assert answer.status_code == 200
    assert row.token in answer["Content-Disposition"]
    assert client.head(row.get_absolute_url()).status_code == 200
    filed = world.verification(optin_image_url=[row.public_url])
    assert olivia.get(filed.get_absolute_url()).status_code == 200
