"""Evidence of an opt-in as pages show it: files kept here with name and picture, links as links."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apps.compliance.models import Evidence
from apps.compliance.services.evidence import evidence_prefix, token_of


@dataclass(frozen=True)
class Shown:
    """One address as ``ui/files.html`` draws it; ``page`` opens it, on our own host where it can.

    A link to somewhere else has no ``name``.
    """

    url: str
    page: str
    name: str = ""
    size: int = 0
    picture: bool = False


def shown(links: Iterable[Any], organization_id: int) -> list[Shown]:
    """In the order given; one query. What another organisation keeps here is a link like others."""
    urls, prefix = [str(link) for link in links], evidence_prefix()
    tokens = {url: token_of(url) for url in urls if url.startswith(prefix)}
    rows = Evidence.objects.filter(token__in=tokens.values(), organization_id=organization_id)
    kept = {row.token: row for row in rows} if tokens else {}
    return [_shown(url, kept.get(tokens.get(url, ""))) for url in urls]


def _shown(url: str, row: Evidence | None) -> Shown:
    if row is None:
        opens = url.lower().startswith(("https://", "http://"))
        return Shown(url, url if opens else "")
    picture = row.content_type.startswith("image/")
    return Shown(url, row.get_absolute_url(), row.name, row.size, picture)
