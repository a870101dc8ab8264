"""What an organisation asks for during a run: each script yields until its next step is possible.

A job is one call of a service: it is done when the ledger says so, and must then reach Plivo
whatever happens to the worker and to the requests. Scripts poll; they never wait for a push.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from apps.compliance.models import Campaign
from apps.compliance.services.brand import delete_brand
from apps.compliance.services.campaign import correct_campaign, delete_campaign, import_campaign
from apps.compliance.services.number import unlink_numbers
from apps.compliance.services.profile import delete_profile, edit_profile
from apps.compliance.services.tollfree import correct_verification, delete_verification
from apps.core.errors import Refused
from tests.world import CAMPAIGN, TOLLFREE, World

Script = Iterator[None]
# How far a company's script goes; each contains the one before.
PROFILE, FILED, ALL = "profile", "filed", "all"
DECLINED = f"DECLINE 1004. {CAMPAIGN['message_flow']}"


class Ledger:
    """What was asked for: jobs by act, and how many scripts came to their end."""

    def __init__(self) -> None:
        self.jobs: Counter[str] = Counter()
        self.scripts = 0
        self.finished = 0

    def did(self, act: str) -> None:
        self.jobs[act] += 1

    def run(self, script: Script) -> Script:
        self.scripts += 1
        yield from script
        self.finished += 1


def company(
    world: World,
    name: str,
    *,
    number: str,
    ledger: Ledger,
    chance: random.Random,
    until: str = ALL,
    corrected: bool = True,
) -> Script:
    """One company from its profile to an active campaign with a number, and back again.

    `corrected` has the first filing declined and resubmitted.
    """
    profile = world.profile(
        profile_alias=name,
        company_name=f"{name} LLC",
        ein=f"{chance.randrange(100_000_000, 999_999_999)}",
    )
    ledger.did("profile.create")
    for _ in range(chance.randint(1, 3) if until == PROFILE else 1):
        if chance.random() < 0.5:
            yield from _until(profile, lambda: bool(profile.remote_id))
        profile.refresh_from_db()
        street = f"{chance.randint(1, 9999)} Broadway"
        values = {"street": street, "city": chance.choice(["Albany", "Buffalo", "Utica"])}
        edit_profile(profile=profile, values=values, version=profile.version, actor=world.actor)
        ledger.did("profile.update")
    if until == PROFILE:
        return
    brand = world.brand(profile, brand_alias=f"{name} brand")
    ledger.did("brand.create")
    flow = DECLINED if corrected else CAMPAIGN["message_flow"]
    campaign = world.campaign(brand, campaign_alias=f"{name} orders", message_flow=flow)
    ledger.did("campaign.create")
    if corrected:
        yield from _corrected(world, campaign, ledger)
    link = world.link(campaign, [number])[0]
    ledger.did("link")
    if until == FILED:
        return
    # Now and then before Plivo has heard of the link.
    if chance.random() < 0.8:
        yield from _until(link, lambda: link.remote_status == "COMPLETED")
    unlink_numbers(links=[link], actor=world.actor)
    ledger.did("unlink")
    yield from _until(link, lambda: not link.live)
    for act, delete, row in (
        ("campaign.delete", delete_campaign, campaign),
        ("brand.delete", delete_brand, brand),
        ("profile.delete", delete_profile, profile),
    ):
        row.refresh_from_db()
        delete(**{act.partition(".")[0]: row}, version=row.version, actor=world.actor)  # type: ignore[operator]
        ledger.did(act)
        yield from _until(row, lambda row=row: not row.live)  # type: ignore[misc]


def verified(
    world: World,
    name: str,
    *,
    number: str,
    ledger: Ledger,
    chance: random.Random,
    withdrawn: bool,
) -> Script:
    """A toll-free number whose reviewers ask for more data and get it; approved, or `withdrawn`."""
    profile = world.profile(
        profile_alias=name,
        company_name=f"{name} LLC",
        ein=f"{chance.randrange(100_000_000, 999_999_999)}",
    )
    ledger.did("profile.create")
    purpose = TOLLFREE["usecase_summary"]
    asked = f"UPDATE REQUIRED: {purpose}"
    row = world.verification(profile, number=number, usecase_summary=asked)
    ledger.did("tollfree.create")
    yield from _until(row, lambda: row.remote_status == "UPDATE_REQUIRED")
    better = f"STAY SUBMITTED: {purpose}" if withdrawn else purpose
    while True:
        row.refresh_from_db()
        try:
            correct_verification(
                verification=row,
                values={"usecase_summary": better},
                version=row.version,
                actor=world.actor,
            )
            break
        except Refused:
            yield
    ledger.did("tollfree.update")
    if not withdrawn:
        yield from _until(row, lambda: row.remote_status == "APPROVED")
        return
    # Now and then before Plivo has heard of the correction.
    if chance.random() < 0.7:
        yield from _until(row, lambda: row.remote_status == "SUBMITTED")
    row.refresh_from_db()
    delete_verification(verification=row, version=row.version, actor=world.actor)
    ledger.did("tollfree.delete")
    yield from _until(row, lambda: not row.live)


def imported(world: World, campaign_id: str, *, ledger: Ledger) -> Script:
    """A campaign shared with Plivo by The Campaign Registry."""
    values = {"campaign_id": campaign_id, "campaign_alias": f"Shared {campaign_id}"}
    import_campaign(configuration=world.configuration, values=values, actor=world.actor)
    ledger.did("import")
    return
    yield


def rented(world: World, count: int) -> list[str]:
    """`count` more numbers the account rents and campaigns can use, known on both sides."""
    base = int(world.numbers(1)[0][:-4]) * 10_000
    numbers = [str(base + 3000 + n) for n in range(count)]
    for number in numbers:
        world.sandbox.drift(world.account, "number", number, action="create")
    world.numbers(1)
    return numbers


def rented_tollfree(world: World, count: int) -> list[str]:
    """`count` toll-free numbers the account rents, known on both sides."""
    numbers = [f"1888{5550000 + n}" for n in range(count)]
    for number in numbers:
        changes = {"type": "tollfree", "number_type": "tollfree"}
        world.sandbox.drift(world.account, "number", number, changes, action="create")
    world.numbers(1)
    return numbers


def after(pause: float, clock: Callable[[], float], script: Script) -> Script:
    """Starts `script` at `pause` seconds from now."""
    start = clock() + pause
    while clock() < start:
        yield
    yield from script


def _corrected(world: World, campaign: Campaign, ledger: Ledger) -> Script:
    yield from _until(campaign, lambda: campaign.remote_status == "FAILED")
    while True:
        campaign.refresh_from_db()
        try:
            correct_campaign(
                campaign=campaign,
                values={"message_flow": f"Corrected. {CAMPAIGN['message_flow']}"},
                version=campaign.version,
                actor=world.actor,
            )
            break
        except Refused:
            yield
    ledger.did("campaign.resubmit")
    yield from _until(campaign, lambda: campaign.remote_status != "FAILED")


def _until(row: Any, met: Callable[[], bool]) -> Script:
    row.refresh_from_db()
    while not met():
        yield
        row.refresh_from_db()
