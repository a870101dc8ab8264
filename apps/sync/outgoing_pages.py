"""What the pages say of a callback to an integrator, tokens and credentials out."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from apps.core import events
from apps.core.clock import db_now
from apps.sync.models import OutgoingCallback, Sync
from apps.sync.pages import NOBODY, Story
from apps.sync.timeline import Entry, event_entry, newest
from apps.upstream.redact import redact

State = OutgoingCallback.State
BADGES: dict[str, tuple[str, str]] = {
    State.PENDING: ("blue", "send"),
    State.DELIVERED: ("green", "circle-check"),
    State.GIVEN_UP: ("red", "alert-triangle"),
    State.REFUSED: ("orange", "shield-x"),
}
RECEIVER = "Whoever runs the receiving system can fix this"


def described(callbacks: Iterable[OutgoingCallback]) -> list[dict[str, Any]]:
    """{callback, badge, told, url, next_try} of each row of a list."""
    now = db_now()
    return [describe(callback, now) for callback in callbacks]


def describe(callback: OutgoingCallback, now: datetime) -> dict[str, Any]:
    colour, icon = BADGES[callback.state]
    return {
        "callback": callback,
        "badge": {"label": callback.get_state_display(), "colour": colour, "icon": icon},
        "told": told(callback),
        "url": redact(callback.url),
        "next_try": _next_try(callback, now),
    }


def told(callback: OutgoingCallback) -> str:
    """In a few words: "brand registered"; of a toll-free verification the state alone."""
    params = callback.params
    words = f"{params.get('event', '')} {params.get('status', '')}".strip()
    return words.replace("_", " ") or "callback"


def story_of(callback: OutgoingCallback) -> Story:
    last = callback.attempts[-1] if callback.attempts else None
    why = _words(last) if last else ""
    if callback.state == State.DELIVERED:
        return Story("The receiving system took it.", "", NOBODY, "")
    if callback.state == State.REFUSED:
        return Story(
            "It was not sent: Linecheck does not send to this address.",
            why,
            RECEIVER,
            "Name an address on the public internet in the next request; this callback keeps the "
            "one it was asked for with.",
        )
    if callback.state == State.GIVEN_UP:
        return Story(
            f"The receiving system did not take it, {callback.tries} times.",
            why,
            RECEIVER,
            "Nothing is sent by itself any more. Once it answers again, send this once more.",
        )
    if not callback.tries:
        return Story("It is on its way.", "", NOBODY, "It is sent within seconds.")
    return Story(
        "The receiving system did not take it.", why, NOBODY, "It is tried again by itself."
    )


def facts_of(callback: OutgoingCallback) -> list[dict[str, Any]]:
    """As ui/facts.html draws them."""
    last = callback.attempts[-1] if callback.attempts else None
    signed = ""
    if last and _was_sent(last):
        signer = last.get("signer")
        signed = f"Yes, with the token of {signer}" if signer else "No: no token was in use"
    return [
        {"label": "Address", "value": redact(callback.url)},
        {"label": "Method", "value": callback.method},
        {"label": "Made", "value": callback.created_at, "kind": "when"},
        {"label": "Tries", "value": str(len(callback.attempts))},
        {"label": "Next try", "value": _next_try(callback, db_now())},
        {"label": "Signed", "value": signed},
        {"label": "Connection", "value": callback.configuration.name},
    ]


def said_of(callback: OutgoingCallback) -> list[dict[str, Any]]:
    """The parameters as they are sent, under their own names."""
    return [{"label": name, "value": value} for name, value in redact(callback.params).items()]


def entries_of(callback: OutgoingCallback) -> list[Entry]:
    """Each try and what people did, newest first."""
    tries = [_entry(n, one) for n, one in enumerate(callback.attempts)]
    return newest([*tries, *(event_entry(event) for event in events.timeline(callback)[:30])])


def told_about(sync: Sync, *, limit: int = 10) -> list[dict[str, Any]]:
    """The newest callbacks about one object, for its own page."""
    rows = OutgoingCallback.objects.filter(sync=sync).order_by("-created_at", "-pk")
    return described(rows[:limit])


def _entry(n: int, one: dict[str, Any]) -> Entry:
    status, fine = one["status"], one["status"] is not None and 200 <= one["status"] < 300
    title, signed = "Not sent", ""
    if _was_sent(one):
        answer = f"Answered {status}" if status else "No answer"
        title = f"{answer} after {one['seconds']:.2f} s"
        signer = one.get("signer")
        signed = f"Signed with the token of {signer}." if signer else "Not signed."
    return {
        "id": f"t{n}",
        "kind": "push",
        "icon": "send" if fine else "send-off",
        "at": datetime.fromisoformat(one["at"]),
        "title": title,
        "text": " ".join(filter(None, [_sentence(one["error"]), signed])),
        "colour": "green" if fine else "red",
    }


def _was_sent(one: dict[str, Any]) -> bool:
    """Whether a request was tried at all: the address was allowed and nothing of ours broke."""
    return one["seconds"] is not None


def _words(one: dict[str, Any]) -> str:
    """Why a try failed."""
    if one["error"]:
        return _sentence(one["error"])
    return f"It answered {one['status']}; anything from 200 to 299 means that it took it."


def _sentence(words: str) -> str:
    text = words[:1].upper() + words[1:]
    return text if not text or text.endswith(".") else f"{text}."


def _next_try(callback: OutgoingCallback, now: datetime) -> str:
    """ "in 58 s", "now", or "" when none will be made."""
    if callback.state != State.PENDING:
        return ""
    left = math.ceil((callback.run_after - now).total_seconds())
    return f"in {left} s" if left > 0 else "now"
