"""The official Node SDK, walked by a script of its own (node/walk.js)."""

import json
import os
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.world import World

pytestmark = [pytest.mark.node, pytest.mark.django_db(transaction=True)]

SDK = "plivo@4.79.0"
WALK = Path(__file__).parent / "node" / "walk.js"
INSTALL_SECONDS = 180


@pytest.fixture(scope="module")
def modules(pytestconfig: pytest.Config) -> Path:
    """A node_modules with the SDK, fetched once and kept in pytest's cache."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed (Debian: apt-get install nodejs npm)")
    home = pytestconfig.cache.mkdir(f"node-{SDK}")  # type: ignore[union-attr]
    found = home / "node_modules"
    # npm writes this when all of it is there.
    if not (found / ".package-lock.json").exists():
        install = ["npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts"]
        hurry = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
        command = [*install, *hurry, "--no-audit", "--no-fund", "--prefix", str(home), SDK]
        try:
            subprocess.run(
                command, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS
            )
        except subprocess.SubprocessError as error:
            told = [line for line in str(error.stderr).splitlines() if "npm error" in line]
            pytest.skip(f"{SDK} cannot be installed: {(told or [error])[0]}")
    return found


def test_every_method_of_the_node_sdk(modules: Path, server: str, world: World, token: str) -> None:
    said = walk(modules, server, world, token)
    answers = collected(said, "answer")
    assert [line["left"] for line in said if "left" in line] == [[]]
    assert not [line for line in said if "failed" in line]

    (made,), (read,) = answers["profile.create"], answers["profile.get"]
    assert read["profile"]["profileUuid"] == made["profileUuid"]
    assert read["profile"]["stockExchange"] == "NASDAQ"
    assert read["profile"]["authorizedContact"]["firstName"] == "Olivia"
    assert answers["profile.list"][0]["meta"]["totalCount"] == 1
    assert answers["profile.update"][0]["profile"]["address"]["city"] == "Troy"
    assert answers["profile.delete"][0]["message"] == "Profile deleted successfully."

    (brand,) = answers["brand.create"]
    read = answers["brand.get"][0]["brand"]
    assert (read["brandId"], read["registrationStatus"]) == (brand["brand_id"], "COMPLETED")
    assert [each["brandId"] for each in answers["brand.list"][0]["brands"]] == [brand["brand_id"]]
    assert len(answers["brand.get_usecases"][0]["useCases"]) == 12
    assert answers["brand.deleteBrand"][0]["message"] == "Brand Deactivated"

    (campaign,) = answers["campaign.create"]
    read = answers["campaign.get"][0]["campaign"]
    assert (read["registrationStatus"], read["errorCode"]) == ("FAILED", "1004")
    (read,) = answers["campaign.list"][0]["campaigns"]
    assert (read["campaignId"], read["registrationStatus"]) == (campaign["campaignId"], "ACTIVE")
    # Sent as sample_3 to sample_5.
    assert all(read[f"sample{place}"].startswith("Acme Bakery: ") for place in range(1, 6))
    assert (read["helpKeywords"], read["resellerId"]) == ("HELP,INFO", "R123456")
    assert read["mnoMetadata"]["atT"] == {"tpm": 4500}
    assert answers["campaign.linkNumber"][0]["message"].startswith("Request to link ")
    for call in ("campaign.listNumber", "campaign.getNumber"):
        assert [each["status"] for each in answers[call][0]["phoneNumbers"]] == ["COMPLETED"]
    assert answers["campaign.unlinkNumber"][0]["message"].startswith("Request to unlink ")
    assert answers["campaign.import_campaign"][0]["campaignId"] == "CABCDEF"
    assert answers["campaign.deleteCampaign"][0]["message"] == "Campaign Deactivated"

    (filed,) = answers["tollfreeVerification.create"]
    (read,) = answers["tollfreeVerification.get"]
    assert (read["uuid"], read["status"]) == (filed["uuid"], "UPDATE_REQUIRED")
    assert (read["profile_uuid"], read["callback_method"]) == (made["profileUuid"], "GET")
    (listed,) = answers["tollfreeVerification.list"]
    assert [each["volume"] for each in listed["items"]] == ["10,000"]
    assert listed["meta"]["totalCount"] == 1
    assert filed["uuid"] in answers["tollfreeVerification.update"][0]["message"]
    assert answers["tollfreeVerification.delete"] == [True]

    refused = {
        (call, error["status"]): error["message"]
        for call, errors in collected(said, "error").items()
        for error in errors
    }
    assert set(refused) == {
        ("brand.trigger_otp", 400),
        ("campaign.getNumber", 404),
        ("profile.list", 401),
        ("profile.get", 404),
        ("profile.list", 400),
    }
    assert "private beta" in refused["brand.trigger_otp", 400]
    assert refused["profile.list", 400].startswith("limit: ")


def collected(said: list[dict[str, Any]], what: str) -> dict[str, list[Any]]:
    """Answers or errors by call, in their order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for line in said:
        if what in line:
            found[line["call"]].append(line[what])
    return found


def walk(modules: Path, server: str, world: World, token: str) -> list[dict[str, Any]]:
    """What the script said, line by line; reviews are decided whenever it waits for them."""
    rented = world.objects("numbers")
    numbers = [world.numbers(1)[0], next(n["number"] for n in rented if n["type"] == "tollfree")]
    env = {
        "PATH": os.environ["PATH"],
        "NODE_PATH": str(modules),
        "LINECHECK_URL": server,
        "PLIVO_AUTH_ID": world.account,
        "PLIVO_AUTH_TOKEN": token,
    }
    said: list[dict[str, Any]] = []
    with subprocess.Popen(
        ["node", "--no-deprecation", str(WALK), *numbers],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as script:
        assert script.stdin and script.stdout
        for line in script.stdout:
            said.append(json.loads(line))
            if "wait" in said[-1]:
                # A campaign goes out once its brand is registered, and is then reviewed itself.
                world.drain()
                world.reviewed()
                world.reviewed()
                script.stdin.write("\n")
                script.stdin.flush()
    return said
