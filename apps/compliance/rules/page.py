"""The rules as a page: ``python -m apps.compliance.rules.page > docs/rules.md``."""

import sys

from apps.compliance.rules import RULES

HEAD = """\
# Rules of a filing

Written by `python -m apps.compliance.rules.page`; edit the rules, not this page. *Refuses* stops a
filing, *advises* lets it pass. The words are what a filer reads. How each rule is met and broken is
in `tests/compliance/rule_cases.json`. The ids before the sources of advice (TF-01, SM-03, …) number
what reviewers, of other providers too, are known to decline.
Those of PingOne's settings and policies are on [a page of their own](rules-pingone.md).
"""


TITLES = {"tollfree": "Toll-free verification"}


def markdown() -> str:
    """One table per object, in the order the rules are asked."""
    parts = [HEAD]
    for object in dict.fromkeys(r.object for r in RULES.values()):
        parts.append(f"\n## {TITLES.get(object, object.capitalize())}\n")
        parts.append("| rule | field | when | | what the filer reads | source |")
        parts.append("| --- | --- | --- | --- | --- | --- |")
        for r in RULES.values():
            if r.object == object:
                cells = (
                    f"`{r.id}`",
                    ", ".join(f"`{f}`" for f in r.fields),
                    ", ".join(sorted(r.acts)),
                    "advises" if r.advice else "refuses",
                    r.text,
                    r.source,
                )
                parts.append(f"| {' | '.join(cells)} |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
