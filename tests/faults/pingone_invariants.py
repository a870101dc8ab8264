"""What must be true of a run with PingOne: counted on the sandbox's records."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection

from apps.core.models import Event
from apps.policies.models import NotificationPolicy, PhoneDeliverySetting
from apps.sync.models import Attempt, Sync
from tests.faults.play import unsettled
from tests.policies.world import Environment

FIGURES = (
    "lost", "duplicated", "falsely_rejected", "held", "mismatched", "unrecorded", "vanished",
    "leaked",
)  # fmt: skip
KINDS: tuple[tuple[str, str, Any], ...] = (
    ("setting", "settings", PhoneDeliverySetting),
    ("policy", "policies", NotificationPolicy),
)


class Count:
    """Figures of one environment, with a line for each thing that is wrong."""

    def __init__(self, environment: Environment, edits: Counter[int]) -> None:
        self.environment = environment
        self.figures: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.upstream = environment.sandbox.objects(environment.account)
        for _, plural, model in KINDS:
            rows = model.objects.filter(configuration=environment.configuration)
            self._objects(plural, list(rows.select_related("sync").order_by("pk")))
        self._settled()
        self._default()
        self._told(edits)
        self._requests()

    def add(self, figure: str, text: str, count: int = 1) -> None:
        self.figures[figure] += count
        self.wrong.append(f"{figure}: {text}")

    def _objects(self, plural: str, rows: list[Any]) -> None:
        """Wanted and not there, deleted and still there, there twice, or not as wanted."""
        ever = Counter(body["name"] for body in self.upstream[plural])
        for name, count in (ever - Counter(row.name for row in rows)).items():
            self.add("duplicated", f"{plural} {name}", count)
        there = {b["name"]: b for b in self.upstream[plural] if not b.get("deleted")}
        for row in rows:
            body = there.get(row.name)
            if row.retiring or not row.live:
                if row.live or body is not None:
                    self.add("lost", f"delete of {row}")
            elif body is None:
                self.add("lost", f"{row}")
            else:
                self._compare(row, body)

    def _compare(self, row: Any, body: dict[str, Any]) -> None:
        wanted = {**row.wanted}
        if isinstance(row, PhoneDeliverySetting):
            sign_in = {**wanted.pop("authentication")}
            secret = row.secrets["/authentication/password"]
            digest = hashlib.sha256(secret.encode()).hexdigest()
            if body["secrets"] != {"authentication.password": digest}:
                self.add("mismatched", f"secret of {row}")
            if body["authentication"].get("username") != sign_in.get("username"):
                self.add("mismatched", f"sign-in of {row}")
        chains = wanted.pop("providerConfiguration", None)
        if chains:
            named = {entry["id"] for c in chains["conditions"] for entry in c["fallbackChain"]}
            rows = PhoneDeliverySetting.objects.filter(public_id__in=named)
            theirs = body["providerConfiguration"]["conditions"][0]["fallbackChain"]
            if {entry["id"] for entry in theirs} != set(rows.values_list("remote_id", flat=True)):
                self.add("mismatched", f"chain of {row}")
        for key, value in wanted.items():
            if body.get(key) != value:
                self.add("mismatched", f"{row} {key}: {value!r}, there {body.get(key)!r}")

    def _settled(self) -> None:
        mine = Sync.objects.filter(configuration=self.environment.configuration)
        for sync in mine.filter(unsettled()):
            self.add("lost", f"{sync} is {sync.state}: {sync.detail}")

    def _default(self) -> None:
        rows = NotificationPolicy.objects.live().filter(
            configuration=self.environment.configuration, default=True
        )
        here = list(rows.values_list("name", flat=True))
        there = [one["name"] for one in self.environment.there("policy") if one["default"]]
        if len(here) != 1 or here != there:
            self.add("mismatched", f"default: {here}, there {there}")

    def _told(self, edits: Counter[int]) -> None:
        """Nothing asked for was wrong: refused is nothing, held what was edited in the console."""
        mine = Event.objects.filter(organization_id=self.environment.organization.pk)
        for event in mine.filter(verb__in=["refused", "blocked"]):
            self.add("falsely_rejected", f"{event.subject_label} {event.verb}: {event.text}")
        held: Counter[tuple[str, int]] = Counter()
        label = NotificationPolicy._meta.label_lower
        for event in mine.filter(verb="held"):
            key = (event.subject_kind, event.subject_id)
            held[key] += 1
            if held[key] > (edits[event.subject_id] if event.subject_kind == label else 0):
                self.add("held", f"{event.subject_label}: {event.text}")

    def _requests(self) -> None:
        arrived = Counter(
            (request["method"], request["path"].partition(f"{self.environment.account}/")[2])
            for request in self.environment.writes()
        )
        attempts = Attempt.objects.filter(configuration=self.environment.configuration, write=True)
        recorded = Counter(attempts.values_list("method", "path"))
        for (method, path), count in (arrived - recorded).items():
            self.add("unrecorded", f"{method} {path}", count)


def count(
    environments: Iterable[Environment], console: Any, log: str, canary: str
) -> dict[str, Any]:
    """{figure: n, ..., "wrong": [the first lines that say what]} over all environments."""
    counts = [Count(environment, console.edits) for environment in environments]
    figures: Counter[str] = Counter()
    for one in counts:
        figures.update(one.figures)
    leaks = [f"leaked: table {name}" for name, text in _tables() if canary in text]
    leaks += ["leaked: the worker's log"] if canary in log else []
    figures["vanished"], figures["leaked"] = len(console.vanished), len(leaks)
    wrong = [line for one in counts for line in one.wrong] + console.vanished + leaks
    return {**{name: figures[name] for name in FIGURES}, "wrong": wrong[:20]}


def _tables() -> Iterable[tuple[str, str]]:
    """Every table as a backup has it."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            yield name, str(cursor.fetchall())
