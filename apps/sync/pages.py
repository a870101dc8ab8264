"""What the pages say of a delivery: what happened, why, who can do something about it, and what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet

from apps.core.clock import db_now
from apps.sync.mirrored import Mirrored
from apps.sync.models import Block, Hold, Sync
from apps.sync.registry import kinds, mirror_for
from apps.sync.values import side_of, words_of

# Places of a body in the provider's own spelling, such as ``quotas[0].total``.
NESTED = re.compile(r"[.\[]|[a-z][A-Z]")
FILER = "A filer can fix this"
ADMIN = "An owner or admin can fix this"
OPERATOR = "Whoever runs Linecheck can fix this"
NOBODY = "Nothing for you to do"


if TYPE_CHECKING:
    from apps.sync.mirror import Mirror


@dataclass(frozen=True)
class Story:
    """Four sentences on one row; `quoted` when `why` are the provider's own words."""

    happened: str
    why: str
    who: str
    todo: str
    quoted: bool = False


def attach(syncs: Iterable[Sync]) -> list[Sync]:
    """The same rows, each with `obj`, `noun` and `story`: one query per kind, not per row."""
    rows = list(syncs)
    by_kind: dict[str, list[int]] = {}
    for sync in rows:
        by_kind.setdefault(sync.kind, []).append(sync.pk)
    found: dict[int, Mirrored] = {}
    for kind, ids in by_kind.items():
        for obj in objects_of(kind).filter(sync__in=ids):
            found[obj.sync_id] = obj
    for sync in rows:
        describe(sync, found.get(sync.pk))
    return rows


def being_read(sync: Sync) -> bool:
    """Whether a reading is due that the lane will make, after which its page may say otherwise."""
    lane = getattr(sync.configuration, "lane", None)
    paused = lane is not None and lane.paused_at is not None
    return not paused and sync.look_at is not None and sync.look_at <= db_now()


def objects_of(kind: str) -> QuerySet[Any]:
    """The objects of a kind with all that their names need."""
    model = mirror_for(kind).model
    parents = [
        field.name
        for field in model._meta.get_fields()
        if field.many_to_one and field.name != "sync" and field.concrete
    ]
    return model._default_manager.select_related(*parents)


def describe(sync: Sync, obj: Mirrored | None) -> Sync:
    """Gives one row its `obj`, `noun`, `url` and `story`."""
    row: Any = sync
    row.obj = obj
    row.noun = mirror_for(sync.kind).noun
    row.name = str(obj) if obj is not None else str(sync)
    row.url = page_of(obj)
    row.story = story_of(sync)
    return sync


def page_of(obj: Any) -> str:
    """Where the object is shown, "" for a kind without a page."""
    return str(obj.get_absolute_url()) if hasattr(obj, "get_absolute_url") else ""


def unsettled() -> Q:
    """Everything the provider may not have as we want it: blocked, held, waiting or checked."""
    return (
        ~Q(blocked="")
        | ~Q(hold="")
        | Q(waits_for__isnull=False)
        | Q(unsure_since__isnull=False)
        | Q(sent__lt=F("wanted"))
    )


def plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def kind_choices() -> list[tuple[str, str]]:
    """Each registered kind with its plural noun, for the filter and the bulk retry."""
    return [(kind, plural(mirror.noun).capitalize()) for kind, mirror in sorted(kinds().items())]


def story_of(sync: Sync) -> Story:
    mirror = mirror_for(sync.kind)
    noun, provider, filed = mirror.noun, mirror.provider, mirror.filed
    said = str(sync.detail.get("message") or "")
    if sync.blocked:
        return _blocked(sync, mirror, said)
    if sync.hold:
        return _held(sync, mirror, said)
    if sync.waits_for_id:
        return Story(
            f"This {noun} waits for another {'registration' if filed else 'change'}.",
            said,
            NOBODY,
            "It is sent by itself as soon as the other one is ready.",
        )
    if sync.unsure_since:
        return Story(
            f"The answer to a request for this {noun} got lost.",
            said,
            NOBODY,
            f"Linecheck is finding out whether {provider} did it, so that nothing is "
            f"{'filed or paid for' if filed else 'done'} twice.",
        )
    if sync.sent < sync.wanted:
        return _unsent(sync, noun, provider, said)
    return Story(f"{provider} has this {noun} as it stands here.", "", NOBODY, "")


def drift_rows(sync: Sync) -> list[dict[str, Any]]:
    """[{label, place, ours, theirs}] of a row that is held because it was changed at the provider.

    `place` is "" where the label says it all; the sides are values.Side.
    """
    if sync.hold != Hold.DRIFT:
        return []
    return [
        {
            "label": words_of(name),
            "place": name if NESTED.search(name) else "",
            "ours": side_of(ours),
            "theirs": side_of(theirs),
        }
        for name, (ours, theirs) in (sync.detail.get("drift") or {}).items()
    ]


def _editor(mirror: "Mirror[Any, Any]") -> str:
    """Who edits objects of a kind, and decides about them."""
    return FILER if mirror.filed else ADMIN


def _blocked(sync: Sync, mirror: "Mirror[Any, Any]", said: str) -> Story:
    noun, provider = mirror.noun, mirror.provider
    editor = _editor(mirror)
    if sync.blocked == Block.REJECTED:
        return Story(
            f"{provider} refused this {noun}.",
            said,
            editor,
            f"Open the {noun}, correct what {provider} names and "
            f"{'file' if mirror.filed else 'save'} it again. Retrying sends it as it stands.",
            quoted=True,
        )
    if sync.blocked == Block.MISCONFIGURED:
        return Story(
            f"The connection {sync.configuration.name} does not work, so this {noun} "
            "could not be sent.",
            said,
            ADMIN,
            "Replace the credentials of the connection. Everything they held up is then sent by "
            "itself.",
        )
    if sync.blocked == Block.DEPENDENCY:
        return Story(
            f"This {noun} depends on something that failed.",
            said,
            editor,
            "Correct that one first, then retry this.",
        )
    return Story(
        f"Linecheck made an error while sending this {noun}.",
        "",
        OPERATOR,
        "Retry once. If it stops here again, give them the number of this delivery.",
    )


def _held(sync: Sync, mirror: "Mirror[Any, Any]", said: str) -> Story:
    noun, provider, who = mirror.noun, mirror.provider, _editor(mirror)
    if sync.hold == Hold.DRIFT and sync.detail.get("gone"):
        return Story(
            f"{provider} no longer has this {noun}.",
            "",
            who,
            "Decide: accept that it is gone, or send it again.",
        )
    if sync.hold == Hold.DRIFT:
        return Story(
            f"This {noun} was changed at {provider}.",
            "",
            who,
            "Compare both versions and decide which one counts. Nothing is overwritten before.",
        )
    if sync.hold == Hold.SEVERAL:
        return Story(
            f"{provider} has several entries that could be this {noun}.",
            "",
            who,
            "Choose the right one; nothing is sent before.",
        )
    if sync.hold == Hold.ID_CLASH:
        return Story(
            f"{provider} gave this {noun} an identifier that is in use already.",
            said,
            who,
            f"Look both up in {provider}'s console, then say that none of them is this one.",
        )
    if sync.hold == Hold.APPROVAL:
        return Story(
            f"This {noun} waits for approval.",
            said,
            "An approver can decide this",
            "It is sent once somebody else than its author agrees.",
        )
    return Story(
        f"There is no proof that this {noun} was sent.",
        said,
        who,
        f"Look it up in {provider}'s console, then decide here.",
    )


def _unsent(sync: Sync, noun: str, provider: str, said: str) -> Story:
    lane = getattr(sync.configuration, "lane", None)
    if lane is not None and lane.paused_at:
        return Story(
            f"This {noun} is not sent because the connection {sync.configuration.name} is paused.",
            lane.pause_reason,
            ADMIN,
            "Resume the connection, or replace its credentials.",
        )
    if said:
        return Story(
            f"{provider} could not take this {noun} just now.",
            said,
            NOBODY,
            "It is tried again by itself.",
        )
    return Story(f"This {noun} is on its way.", "", NOBODY, "It is sent within seconds.")
