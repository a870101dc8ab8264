"""Events, requests and callbacks as the entries ui/timeline.html draws, newest first."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from apps.core import events
from apps.core.models import Event
from apps.providers.models import ProviderConfiguration
from apps.sync.models import Attempt, Callback, Outcome, Sync
from apps.sync.registry import kinds
from apps.sync.values import side_of
from apps.sync.values import words_of as place_in_words
from apps.upstream.redact import redact

Entry = dict[str, Any]
KINDS = {"user": "person", "token": "person", "provider": "provider", "system": "system"}
WORDS = {
    "connected": "connected it",
    "credentials_replaced": "replaced the credentials",
    "renamed": "renamed it",
    "disconnected": "disconnected it",
    "issued": "issued this token",
    "revoked": "revoked this token",
    "verified": "checked the credentials: they work",
    "verify_failed": "checked the credentials: they do not work",
    "numbers_pulled": "read the numbers from Plivo",
    "profiles_pulled": "read the company profile from Plivo",
    "paused": "paused sending",
    "resumed": "resumed sending",
    "retried": "asked to send it again",
    "resent": "asked to send it again",
    "took_theirs": "took the version at {provider}",
    "pushed_ours": "chose to send our version",
    "matched": "said which entry at {provider} this is",
    "refused": "refused it",
    "blocked": "stopped here",
    "held": "held it for a person to decide",
    "evicted": "gave its identifier to another one",
    "retired": "no longer has it",
    "kept": "keeps it",
    "status": "changed its state",
    "created": "added it",
    "imported": "adopted it from {provider}",
    "edited": "changed it",
    "restored": "went back to an earlier version",
    "copied": "copied it from another one",
    "filed": "filed it",
    "resubmitted": "corrected and resubmitted it",
    "deleting": "asked to delete it",
    "linking": "asked to link it",
    "importing": "asked to import it",
    "numbers_linked": "linked numbers to it",
    "uploaded": "uploaded this evidence",
    "tried_it": "tried it out",
    "signed_in": "signed in",
    "signed_out": "signed out",
    "sign_in_failed": "failed to sign in",
    "switched_here": "switched to this organisation",
    "switched_away": "switched to another organisation",
}
COLOURS = {
    "refused": "red", "blocked": "red", "held": "orange", "verify_failed": "red",
    "sign_in_failed": "orange",
    "paused": "orange", "resumed": "green", "verified": "green",
    "ACTIVE": "green", "COMPLETED": "green", "FAILED": "red", "EXPIRED": "orange",
    "PROCESSING": "blue", "SUBMITTED": "blue", "APPROVED": "green", "REJECTED": "red",
    "UPDATE_REQUIRED": "orange",
}  # fmt: skip
VERBS = {
    "create": "Create", "update": "Update", "resubmit": "Resubmit", "delete": "Delete",
    "link": "Link", "unlink": "Unlink", "import": "Import", "prove": "Look for a lost request",
    "look": "Read again", "write": "Read before sending",
    "verify": "Check the credentials", "probe": "Check a paused connection",
    "numbers": "Read the numbers", "profiles": "Read the company profile",
    "verifications": "Read the toll-free verifications",
    "pull": "Read the environment",
}  # fmt: skip
FINE = (Outcome.DONE, Outcome.ADOPTED)


def connection_entries(configuration: ProviderConfiguration, *, limit: int = 30) -> list[Entry]:
    """What was done to a connection and asked of its account; deliveries have their own pages."""
    asked = Attempt.objects.filter(configuration=configuration, sync__isnull=True)
    happened = [event_entry(event) for event in events.timeline(configuration)[:limit]]
    return newest([*happened, *attempt_entries(asked, limit)])[:limit]


def request_entries(sync: Sync, *, limit: int = 30) -> list[Entry]:
    """What was sent and what came back, and nothing else."""
    return attempt_entries(Attempt.objects.filter(sync=sync), limit)


def attempt_entries(attempts: Any, limit: int) -> list[Entry]:
    return [attempt_entry(attempt) for attempt in attempts.order_by("-started_at", "-pk")[:limit]]


def newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def event_entry(event: Event) -> Entry:
    kind = KINDS.get(event.actor_kind, "system")
    provider = kind == "provider"
    status = event.changes.get("status", ("", ""))[1] if event.verb == "status" else ""
    state = status.replace("_", " ").capitalize()
    return {
        "id": f"e{event.pk}",
        "kind": kind,
        "at": event.at,
        "actor": event.actor_label,
        "title": f"set it to {state}" if state else words_of(event.verb, provider_of(event)),
        "quote": event.text if provider else "",
        "text": "" if provider else event.text,
        "changes": {
            place_in_words(name): [side_of(value).short for value in pair]
            for name, pair in event.changes.items()
            if not status or name != "status"
        },
        "colour": COLOURS.get(status or event.verb, ""),
    }


def provider_of(event: Event) -> str:
    """Whose object it is about, "the provider" for what is no object of one."""
    for mirror in kinds().values():
        if mirror.model._meta.label_lower == event.subject_kind:
            return mirror.provider
    return "the provider"


def words_of(verb: str, provider: str = "the provider") -> str:
    """A verb of core.Event in words; `sent.create` and the like by their second half."""
    if verb in WORDS:
        return WORDS[verb].format(provider=provider)
    head, _, tail = verb.partition(".")
    if head == "sent" and tail:
        return f"accepted the request to {VERBS.get(tail, tail).lower()} it"
    return verb.replace("_", " ").replace(".", " ")


def attempt_entry(attempt: Attempt) -> Entry:
    """A request, folded when it went well and open when it did not."""
    fine = attempt.outcome in FINE
    if attempt.key.get("unsent"):
        return {
            "id": f"a{attempt.pk}",
            "kind": "push",
            "at": attempt.started_at,
            "title": f"{VERBS.get(attempt.verb, attempt.verb)}: not sent",
            "text": attempt.note,
            "colour": "orange",
        }
    return {
        "id": f"a{attempt.pk}",
        "kind": "push",
        "at": attempt.started_at,
        "title": _title(attempt, fine),
        "text": "" if fine else attempt.note,
        "open": not fine,
        "colour": "green" if fine else "red" if attempt.outcome else "blue",
        "method": attempt.method,
        "path": attempt.path,
        "body": attempt.body,
        "status": attempt.status,
        "answer": attempt.answer,
        "seconds": attempt.seconds,
        "request_id": attempt.request_id,
    }


def _title(attempt: Attempt, fine: bool) -> str:
    """A write with what became of it; a reading only when it brought nothing."""
    verb = VERBS.get(attempt.verb, attempt.verb)
    if attempt.write:
        return f"{verb}: {attempt.get_outcome_display().lower()}"
    if fine:
        return verb
    return f"{verb}: {f'answered {attempt.status}' if attempt.status else 'no answer'}"


def callbacks_of(sync: Sync, *, limit: int = 20) -> list[dict[str, Any]]:
    """The provider's posts, newest first: {pk, received_at, signed, fields: [(name, value)]}."""
    return [
        {
            "pk": callback.pk,
            "received_at": callback.received_at,
            "signed": callback.signed,
            "fields": fields_of(callback),
        }
        for callback in sync.callbacks.order_by("-received_at", "-pk")[:limit]
    ]


def fields_of(callback: Callback) -> list[tuple[str, str]]:
    """What a callback said, in its address and its body, secrets out."""
    said = dict(parse_qsl(callback.query, keep_blank_values=True))
    if callback.content_type == "application/x-www-form-urlencoded":
        said |= dict(parse_qsl(callback.body, keep_blank_values=True))
    elif callback.body:
        said["body"] = callback.body
    return list(redact(said).items())
