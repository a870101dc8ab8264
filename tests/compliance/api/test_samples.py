"""Every sample of Plivo's pages, sent to the door: status, keys, types and what it determines."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from apps.compliance.api.samples import SAMPLES
from apps.dialects.reference.samples import Sample
from apps.numberpools.samples import SAMPLES as NUMBER_SAMPLES
from tests.compliance.api.stage import Stage
from tests.dialects.openapi import OPERATIONS, media, misfits
from tests.rest import Door, body
from tests.world import World

ALL = [*SAMPLES, *NUMBER_SAMPLES]
# Given by us or by the clock; of the account's numbers everything is Plivo's.
FREE = {
    "api_id", "apiId", "profile_uuid", "primary_profile", "brand_id", "campaign_id", "campaignId",
    "uuid", "number", "created_at", "created", "last_modified", "total_count",
}  # fmt: skip
IDS = (
    (r"<auth_id>", "<account>"),
    (r"/MA[A-Z0-9]{18}/", "/<account>/"),
    (r"\b1[0-9]{10}\b", "<number>"),
    (r"campaign C[A-Z0-9]{6}", "campaign <id>"),
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>"),
)


def plain(text: str) -> str:
    for pattern, name in IDS:
        text = re.sub(pattern, name, text, flags=re.I if name == "<account>" else 0)
    return text.replace("/<account>/", "<account>").replace("<account>/", "<account>")


def differences(printed: Any, ours: Any, free: set[str], at: str = "") -> Iterator[str]:
    name = at.rpartition(".")[2]
    if type(printed) is not type(ours):
        yield f"{at}: printed {printed!r}, answered {ours!r}"
    elif isinstance(printed, dict):
        for key, value in printed.items():
            if key in ours:
                yield from differences(value, ours[key], free, f"{at}.{key}")
            else:
                yield f"{at}.{key} is printed and not answered"
    elif isinstance(printed, list):
        if len(printed) != len(ours):
            yield f"{at}: {len(printed)} printed, {len(ours)} answered"
        for index, (one, other) in enumerate(zip(printed, ours, strict=False)):
            yield from differences(one, other, free, f"{at}.{index}")
    elif name not in free and plain(str(printed)) != plain(str(ours)):
        yield f"{at}: printed {printed!r}, answered {ours!r}"


def live(sent: Any, ids: dict[str, str], sample: Sample) -> Any:
    """The ids of a printed request are somebody else's; an imported campaign's is meant."""
    if not isinstance(sent, dict) or sample.operation == "importCampaign":
        return sent
    known = {key: ids[key] for key in sent.keys() & ids.keys()}
    if "numbers" in sent:
        known["numbers"] = [ids["number"]]
    return {**sent, **known}


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_a_printed_sample_is_answered_as_printed(world: World, door: Door, sample: Sample) -> None:
    stage = Stage(world, door)
    stage.set(sample)
    path = re.sub(r"{(\w+)}", lambda found: stage.ids[found[1]], sample.address())
    answer = door.call(sample.method, path, live(sample.sent(), stage.ids, sample))
    assert answer.status_code == sample.status, answer.content
    described = OPERATIONS[sample.operation][2]["responses"][str(sample.status)]
    assert set(described.get("headers", ())) <= set(answer.headers)
    if sample.status == 204:
        assert answer.content == b""
        return
    assert misfits(media(described)["schema"], body(answer)) == []
    if sample.response is not None:
        whole = sample.source == "Linecheck"
        free = {*FREE, *body(answer), *body(answer).get("objects", [{}])[0]} if whole else FREE
        assert list(differences(sample.answered(), body(answer), free)) == []


@pytest.mark.parametrize(
    "sample", [each for each in ALL if each.corrections], ids=lambda sample: sample.name
)
def test_a_correction_says_why_and_changes_something(sample: Sample) -> None:
    assert all(each.why.endswith(".") for each in sample.corrections)
    changing = [each for each in sample.corrections if each.to is not ... or each.renamed]
    printed = (sample.path, sample.request, sample.response)
    put_right = (sample.address(), sample.sent(), sample.answered())
    assert (printed != put_right) is bool(changing)


def test_a_campaign_is_refused_until_the_printed_request_is_corrected(
    world: World, door: Door
) -> None:
    sample = next(each for each in SAMPLES if each.operation == "createCampaign")
    stage = Stage(world, door)
    stage.set(sample)
    # The address is refused by its shape, before any rule is asked.
    printed = {**sample.request, "url": sample.sent()["url"]}
    answer = door.post(sample.path, live(printed, stage.ids, sample))
    assert answer.status_code == 400
    broken = {each.what.partition(".")[2] for each in sample.corrections} - {"brand_id", "url"}
    assert {field for field in broken if f"{field}: " not in body(answer)["error"]} == set()
