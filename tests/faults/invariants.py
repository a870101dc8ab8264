"""What must be true of any run: counted on the sandbox's own records, not with our code's help."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from apps.compliance.models import (
    Brand,
    Campaign,
    CampaignNumber,
    Profile,
    Submission,
    TollfreeVerification,
)
from apps.core.models import Event
from apps.sync.models import Attempt, Sync
from tests.faults.play import unsettled
from tests.world import World

FINAL = {
    "brands": "COMPLETED",
    "campaigns": "ACTIVE",
    "links": "COMPLETED",
    "tollfrees": "APPROVED",
}
ADDRESS = ("street", "city", "state", "postal_code", "country")
CONTACT = ("first_name", "last_name", "email", "phone", "title", "seniority")
OWN = ("profile_alias", "customer_type", "entity_type", "company_name", "vertical", "ein")


class Count:
    """Figures of one account, with a line for each thing that is wrong."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.figures: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.upstream = world.sandbox.objects(world.account)
        self.rows = {
            "profiles": list(self._mine(Profile).filter(imported=False)),
            "brands": list(self._mine(Brand)),
            "campaigns": list(self._mine(Campaign)),
            "links": list(self._mine(CampaignNumber).select_related("campaign")),
            "tollfrees": list(self._mine(TollfreeVerification)),
        }
        self._lost()
        self._duplicated()
        self._refused_and_held()
        self._bodies()
        self._requests()

    def add(self, figure: str, text: str, count: int = 1) -> None:
        self.figures[figure] += count
        self.wrong.append(f"{figure}: {text}")

    def _mine(self, model: Any) -> Any:
        rows = model.objects.filter(configuration=self.world.configuration)
        return rows.select_related("sync").order_by("pk")

    def _lost(self) -> None:
        """Wanted and not there, or deleted and still there, or still not settled."""
        syncs = Sync.objects.filter(unsettled(), configuration=self.world.configuration)
        for sync in syncs.filter(hold="", blocked=""):
            self.add("lost", f"{sync} is {sync.state}: {sync.detail}")
        for kind, rows in self.rows.items():
            there = {_name(kind, body): body for body in self._live(kind)}
            for row in rows:
                body = there.get(_name_of(kind, row))
                if row.retiring or not row.live:
                    if row.live or body is not None:
                        self.add("lost", f"delete of {kind} {row}")
                elif body is None:
                    self.add("lost", f"{kind} {row}")
                elif kind in FINAL and row.remote_status != FINAL[kind]:
                    self.add("lost", f"state of {kind} {row}: {row.remote_status}")
        mine = Submission.objects.filter(sync__configuration=self.world.configuration)
        for filing in mine.filter(outcome=""):
            self.add("lost", f"{filing} has no answer")

    def _duplicated(self) -> None:
        """More at Plivo, deleted ones too, than asked for; or paid twice; or not ours at all."""
        for kind, rows in self.rows.items():
            wanted = Counter(_name_of(kind, row) for row in rows)
            created = Counter(_name(kind, body) for body in self._secondary(kind))
            for name, count in (created - wanted).items():
                self.add("duplicated", f"{kind} {name}", count)
        for kind, bodies in self._paid().items():
            self.add("duplicated", f"fees: {kind}", bodies) if bodies > 0 else None

    def _paid(self) -> dict[str, int]:
        """Fees beyond one for each filing Plivo took."""
        mine = Submission.objects.filter(
            sync__configuration=self.world.configuration, outcome="accepted"
        )
        due = Counter[str]()
        for kind, act in mine.values_list("sync__kind", "act"):
            noun = kind.partition(".")[2]
            due[f"{noun} update" if act == "resubmit" else noun] += 1
        paid = Counter(fee["kind"] for fee in self.upstream["paid"])
        return dict(paid - due)

    def _refused_and_held(self) -> None:
        """Everything asked for was in order, so nothing may ever be refused or need a person.

        Counted on the timeline: what was held for a moment only was shown to somebody.
        """
        figures = {"held": "held", "refused": "falsely_rejected", "blocked": "falsely_rejected"}
        organization = self.world.organization.pk
        for event in Event.objects.filter(organization_id=organization, verb__in=figures):
            self.add(figures[event.verb], f"{event.subject_label} {event.verb}: {event.text}")
        syncs = Sync.objects.filter(configuration=self.world.configuration)
        for sync in syncs.exclude(blocked="", hold=""):
            figure = "held" if sync.hold else "falsely_rejected"
            self.add(figure, f"{sync} is {sync.state}: {sync.detail}")

    def _bodies(self) -> None:
        for kind in ("profiles", "brands", "campaigns", "tollfrees"):
            there = {_name(kind, body): body for body in self._secondary(kind)}
            for row in self.rows[kind]:
                body = there.get(_name_of(kind, row))
                if body is None:
                    continue
                for key, ours in _wanted(kind, row).items():
                    theirs = body.get(key, (body.get("campaign_attributes") or {}).get(key))
                    if _plain(ours) != _plain(theirs):
                        text = f"{kind} {row} {key}: {ours!r}, there {theirs!r}"
                        self.add("mismatched", text)

    def _requests(self) -> None:
        """Writes by method and path: those that arrived without an Attempt, and the reverse."""
        arrived = Counter(
            (request["method"], request["path"].partition(f"{self.world.account}/")[2])
            for request in self.world.sandbox.requests(self.world.account)
            if request["method"] != "GET"
        )
        recorded = Counter(self._attempts().filter(write=True).values_list("method", "path"))
        for name, difference in (
            ("unrecorded", arrived - recorded),
            ("unsent", recorded - arrived),
        ):
            for (method, path), count in difference.items():
                self.add(name, f"{method} {path}", count)

    def _attempts(self) -> Any:
        return Attempt.objects.filter(configuration=self.world.configuration)

    def _live(self, kind: str) -> list[dict[str, Any]]:
        return [body for body in self._secondary(kind) if not body.get("deleted")]

    def _secondary(self, kind: str) -> list[dict[str, Any]]:
        return [b for b in self.upstream[kind] if b.get("profile_type") != "PRIMARY"]


FIGURES = (
    "lost", "duplicated", "falsely_rejected", "held", "mismatched", "unrecorded", "unsent",
)  # fmt: skip


def count(worlds: Iterable[World]) -> dict[str, Any]:
    """{figure: n, ..., "wrong": [the first lines that say what]} over all accounts."""
    counts = [Count(world) for world in worlds]
    wrong = [line for one in counts for line in one.wrong if not line.startswith("unsent")]
    return {
        **{name: sum(one.figures[name] for one in counts) for name in FIGURES},
        "wrong": wrong[:20],
    }


def _name(kind: str, body: dict[str, Any]) -> str:
    """What tells two jobs' objects apart at Plivo: the aliases of a run are all different."""
    if kind == "links":
        return f"{body.get('campaign_id') or body.get('parent')}/{body['number']}"
    return str(body["number" if kind == "tollfrees" else f"{kind[:-1]}_alias"])


def _name_of(kind: str, row: Any) -> str:
    if kind == "links":
        return f"{row.campaign.remote_id}/{row.number}"
    return str(row.number if kind == "tollfrees" else getattr(row, f"{kind[:-1]}_alias"))


def _wanted(kind: str, row: Any) -> dict[str, Any]:
    """What Plivo shall have: the columns, or the last answered filing where each send is paid."""
    if kind == "profiles":
        address = {name: getattr(row, name) for name in ADDRESS}
        contact = {name: getattr(row, f"contact_{name}") for name in CONTACT}
        own = {name: getattr(row, name) for name in OWN}
        return {**own, "address": address, "authorized_contact": contact}
    if row.imported:
        return {"campaign_alias": f"Shared {row.public_id}", "campaign_id": row.public_id}
    wanted: dict[str, Any] = {}
    for filing in row.sync.submissions.filter(outcome="accepted").order_by("n"):
        wanted |= filing.snapshot
    # Plivo never shows whether vetting was asked for.
    wanted.pop("secondary_vetting", None)
    return wanted


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value or "").lstrip("+")
