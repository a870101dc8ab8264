"""The rules of filings: one registry that forms, REST, imports and services all ask.

A rule looks at plain values (field name to value, normalized by ``normalize.values``) and at a
context of facts nobody can read off the form (is the brand registered, is the alias taken). A fact
absent from the context is unknown, and a rule that needs it passes: the provider has the last word.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]
Context = Mapping[str, Any]
Verdict = bool | str
"""True: holds. False: fails with the rule's text. A string: fails with these words."""

FILING = frozenset({"create", "update"})

PROFILE_DOCS = "Plivo docs, Profile"
BRAND_DOCS = "Plivo docs, 10DLC brand"
CAMPAIGN_DOCS = "Plivo docs, 10DLC campaign"
NUMBER_DOCS = "Plivo docs, 10DLC number"
TOLLFREE_DOCS = "Plivo docs, Toll-free verification"
SDK_LIMITS = "Plivo Go SDK, validate tags of Profile and Brand"
LINECHECK = "Linecheck"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold. ``text`` is what a filer reads: what is wrong and what to do."""

    id: str
    object: str
    fields: tuple[str, ...]
    text: str
    source: str
    holds: Callable[[Values, Context], Verdict]
    acts: frozenset[str] = FILING
    advice: bool = False

    def complaint(self, values: Values, context: Context) -> str:
        """The words for these values, ``""`` when the rule holds."""
        verdict = self.holds(values, context)
        if verdict is True:
            return ""
        return self.text if verdict is False else verdict


RULES: dict[str, Rule] = {}


def add(rule: Rule) -> None:
    if rule.id in RULES:
        raise ValueError(f"two rules are called {rule.id}")
    RULES[rule.id] = rule


def rule(
    id: str,
    *fields: str,
    text: str,
    source: str,
    acts: Collection[str] = FILING,
    advice: bool = False,
) -> Callable[[Callable[[Values, Context], Verdict]], Callable[[Values, Context], Verdict]]:
    """Register the decorated ``(values, context) -> True | False | words`` as rule ``id``.

    The part of ``id`` before the first dot is the object; the first field carries the complaint.
    """

    def register(holds: Callable[[Values, Context], Verdict]) -> Callable[..., Verdict]:
        object = id.split(".", 1)[0]
        add(Rule(id, object, fields, text, source, holds, frozenset(acts), advice))
        return holds

    return register


def rules_of(object: str, *, act: str = "create", advice: bool | None = None) -> list[Rule]:
    """The rules that speak for ``object`` in ``act``, in the order they were registered."""
    return [
        r
        for r in RULES.values()
        if r.object == object and act in r.acts and (advice is None or r.advice is advice)
    ]


def _complaints(
    object: str, values: Values, context: Context, only: Collection[str] | None, advice: bool
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for r in rules_of(object, act=context.get("act", "create"), advice=advice):
        field = r.fields[0]
        if only is not None and field not in only:
            continue
        words = r.complaint(values, context)
        if words and words not in found.setdefault(field, []):
            found[field].append(words)
    return {field: words for field, words in found.items() if words}


def check(
    object: str,
    values: Values,
    *,
    context: Context | None = None,
    only: Collection[str] | None = None,
) -> dict[str, list[str]]:
    """Everything that would be refused: field to sentences, ``"__all__"`` for the whole.

    Raises nothing. ``context["act"]`` is ``create`` (default), ``update``, ``import`` or
    ``delete``. ``only`` limits the answer to complaints about these fields (one step of a filing).
    """
    return _complaints(object, values, context or {}, only, advice=False)


def advise(
    object: str,
    values: Values,
    *,
    context: Context | None = None,
    only: Collection[str] | None = None,
) -> dict[str, list[str]]:
    """Everything that may be filed but should be thought over, in the shape of :func:`check`."""
    return _complaints(object, values, context or {}, only, advice=True)
