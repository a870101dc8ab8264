"""Reading JSON that may be anything: each reader answers the value or reports its wrong type.

``null`` is read as absent, as PingOne does. Readers never raise.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from apps.policies.rules.registry import Report, Rule

LONGEST = 40


class Shape:
    """Reads the parts of one body; wrong types go to ``report`` as broken ``wrong`` (the object's
    rule about types: settings and policies have one each)."""

    def __init__(self, report: Report, wrong: Rule) -> None:
        self.report = report
        self.wrong = wrong

    def refuse(self, target: str, wanted: str, value: Any) -> None:
        """Report that ``value`` is not what is ``wanted`` (in words) at ``target``."""
        self.report.add(self.wrong, target, wanted=wanted, given=kind(value))

    def mapping(self, value: Any, target: str) -> dict[str, Any] | None:
        """``value`` as an object; None when absent or something else."""
        if value is None or isinstance(value, dict):
            return value
        self.refuse(target, "an object", value)
        return None

    def items(self, value: Any, target: str) -> Sequence[Any] | None:
        """``value`` as a list; None when absent or something else."""
        if value is None or isinstance(value, list):
            return value
        self.refuse(target, "a list", value)
        return None

    def entries(self, value: Any, target: str) -> Iterable[tuple[str, dict[str, Any]]]:
        """The objects of a list with their targets; entries of another type are reported."""
        for index, item in enumerate(self.items(value, target) or ()):
            at = f"{target}[{index}]"
            if isinstance(item, dict):
                yield at, item
            else:
                self.refuse(at, "an object", item)

    def text(self, value: Any, target: str) -> str | None:
        """``value`` as text; None when absent or something else."""
        if value is None or isinstance(value, str):
            return value
        self.refuse(target, "a text", value)
        return None

    def flag(self, value: Any, target: str) -> bool | None:
        """``value`` as true or false; None when absent or something else."""
        if value is None or isinstance(value, bool):
            return value
        self.refuse(target, "true or false", value)
        return None

    def whole(self, value: Any, target: str) -> int | None:
        """``value`` as a whole number; None when absent or something else (``1.0``, ``"1"``)."""
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.refuse(target, "a whole number", value)
        return None

    def required(self, value: Any, target: str, rule: Rule, **words: Any) -> str | None:
        """``value`` as text that is not blank; ``rule`` is broken when there is none."""
        given = self.text(value, target)
        if value is None or (given is not None and not given.strip()):
            self.report.add(rule, target, **words)
            return None
        return given

    def choice(self, value: Any, target: str, values: Sequence[str], rule: Rule) -> str | None:
        """``value`` as one of ``values``, exactly; None when absent or none of them."""
        given = self.text(value, target)
        if given is None or given in values:
            return given
        self.report.add(
            rule,
            target,
            inner={"allowedValues": list(values)},
            value=quoted(given),
            allowed=written(values, given),
        )
        return None

    def choices(
        self, value: Any, target: str, values: Sequence[str], rule: Rule, twice: Rule | None = None
    ) -> list[str]:
        """Those of a list's entries that are among ``values``, each once, in their order."""
        chosen: list[str] = []
        for index, item in enumerate(self.items(value, target) or ()):
            at = f"{target}[{index}]"
            if item is None:
                self.refuse(at, "a text", item)
                continue
            given = self.choice(item, at, values, rule)
            if given is None:
                continue
            if given not in chosen:
                chosen.append(given)
            elif twice is not None:
                self.report.add(twice, at, value=quoted(given))
        return chosen


def kind(value: Any) -> str:
    """What a JSON value is, in words: ``a text``, ``nothing``."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int():
            return "a number"
        case float():
            return "a number with decimals"
        case str():
            return "a text"
        case list():
            return "a list"
    return "an object"


def quoted(value: str) -> str:
    """A given text between quotation marks, cut where it stops being readable."""
    text = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    return f"“{text}”"


def written(values: Sequence[str], given: str) -> str:
    """How to write it: the one value that differs in spelling only, else all of them."""
    for value in values:
        if value.lower() == given.strip().lower():
            return f"{value}, spelled exactly so"
    return joined(values, "or")


def joined(words: Sequence[str], last: str = "and") -> str:
    """``A, B and C``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
