"""The simulator's answer as its page draws it: verdict, steps, whom it was tried with."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.policies.countries import name_of
from apps.policies.models import NotificationPolicy
from apps.policies.questions import Answer
from apps.policies.simulator import decision as codes
from apps.policies.simulator import words
from apps.policies.simulator.assumptions import ASSUMPTIONS, Assumption
from apps.policies.simulator.coverage import names_of
from apps.policies.simulator.linear import condition_for
from apps.policies.simulator.vocabulary import DAY_SECONDS

RULES = {
    codes.COUNTRY_LIMIT: "Country limit",
    codes.QUOTA: "Daily quotas",
    codes.COOLDOWN: "Cooldown",
    codes.CHAIN: "Providers",
}
# Verdict of a step: (colour, icon, word).
VERDICTS = {
    codes.PASS: ("green", "circle-check", "Passes"),
    codes.STOP: ("red", "circle-x", "Stops"),
    codes.NOTE: ("blue", "info-circle", "Note"),
}
DEFAULT_SENDER = "The environment’s default sender"


@dataclass(frozen=True, slots=True)
class Tried:
    """One provider of the chain and what happened with it."""

    name: str
    said: str
    colour: str
    icon: str


def answer_of(answer: Answer) -> dict[str, Any]:
    """{verdict, rules: [{label, steps}], tried: [Tried], until}."""
    return {
        "verdict": verdict_of(answer),
        "rules": _rules(answer),
        "tried": _tried(answer),
        "until": until_of(answer),
    }


def verdict_of(answer: Answer) -> dict[str, str]:
    """{text, colour, icon}: one sentence, the outcome first."""
    decision, situation = answer.decision, answer.situation
    one = words.SINGULAR[situation.channel]
    place = name_of(situation.country)
    what = f"The {one}{f' to {place}' if place else ''}"
    match decision.outcome:
        case codes.DELIVERED:
            by = words.provider(decision.by, names_of(answer.facts))
            return {"text": f"{what} goes out by {by}.", "colour": "green", "icon": "circle-check"}
        case codes.DEFAULT_SENDER:
            text = (
                f"{what} goes to the environment’s default sender. What that one does is not "
                "determined by this policy."
            )
            return {"text": text, "colour": "blue", "icon": "send"}
        case codes.FAILED:
            who = "no provider of the chain can send it"
            if decision.stopped_by == codes.DEFAULT_SENDER:
                who = "the environment’s default sender fails"
            return {"text": f"{what} fails: {who}.", "colour": "red", "icon": "circle-x"}
    last = decision.steps[-1].title
    return {"text": f"{what} is not sent. {last}.", "colour": "red", "icon": "ban"}


def until_of(answer: Answer) -> str:
    """ "in 1 minute 15 seconds, at 14:06:15 UTC", "" where no wait ends it."""
    seconds, clock = answer.decision.until, answer.situation.clock
    if seconds is None or clock is None:
        return ""
    days, moment = divmod(clock + seconds, DAY_SECONDS)
    hours, rest = divmod(moment, 3600)
    said = f"{hours:02}:{rest // 60:02}" + (f":{rest % 60:02}" if rest % 60 else "")
    day = " tomorrow" if days else ""
    return f"in {words.span(seconds)}, at {said} UTC{day}"


def assumptions() -> list[dict[str, str]]:
    """[{label, text}], those that concern all rules first."""
    return [{"label": RULES.get(one.rule, ""), "text": one.text} for one in _sorted(ASSUMPTIONS)]


def curl_of(policy: NotificationPolicy, asked: Mapping[str, Any]) -> str:
    """The same question to the REST door; the token is read from the environment."""
    url = settings.PUBLIC_URL + reverse("api:simulate", args=[policy.public_id])
    body = json.dumps(dict(asked), ensure_ascii=False, indent=2)
    return (
        f"curl -X POST {shlex.quote(url)} \\\n"
        '  -H "Authorization: Token $LINECHECK_TOKEN" \\\n'
        '  -H "Content-Type: application/json" \\\n'
        f"  -d {shlex.quote(body)}"
    )


def _rules(answer: Answer) -> list[dict[str, Any]]:
    """All four; the one that stops the message leaves those after it without steps."""
    found = {rule: list(steps) for rule, steps in groupby(answer.decision.steps, key=_of)}
    return [
        {"label": label, "steps": [_step(one) for one in found.get(rule, ())]}
        for rule, label in RULES.items()
    ]


def _of(step: codes.Step) -> str:
    return codes.CHAIN if step.rule == codes.DEFAULT_SENDER else step.rule


def _step(step: codes.Step) -> dict[str, Any]:
    colour, icon, word = VERDICTS[step.verdict]
    return {"step": step, "colour": colour, "icon": icon, "word": word}


def _tried(answer: Answer) -> list[Tried]:
    """In turn, with those that were not needed at the end."""
    decision, situation, names = answer.decision, answer.situation, names_of(answer.facts)
    if decision.by == codes.DEFAULT_SENDER:
        return [Tried(DEFAULT_SENDER, "not determined by this policy", "blue", "send")]
    if decision.stopped_by == codes.DEFAULT_SENDER:
        return [Tried(DEFAULT_SENDER, "fails", "red", "circle-x")]
    # The condition's own step comes first, then one for each that was tried.
    asked = [one for one in decision.steps if one.rule == codes.CHAIN][1:]
    found = []
    for id, step in zip(decision.order, asked, strict=False):
        name = words.provider(id, names)
        sends = id == decision.by and step.verdict == codes.PASS
        colour, icon = ("green", "circle-check") if sends else ("red", "circle-x")
        found.append(Tried(name, step.title.removeprefix(f"{name} "), colour, icon))
    condition = condition_for(answer.body, situation.channel, situation.country)
    if found and condition is not None:
        found += [
            Tried(words.provider(id, names), "not needed", "secondary", "circle-dashed")
            for id in condition.chain[len(decision.order) :]
        ]
    return found


def _sorted(found: tuple[Assumption, ...]) -> list[Assumption]:
    order = ["", *RULES]
    return sorted(found, key=lambda one: order.index(one.rule))
