"""Files posted with a step: kept as evidence, their addresses join the links that were typed."""

from typing import Any

from apps.accounts.access import MemberRequest
from apps.compliance.services.evidence import FIELD, add_evidence
from apps.compliance.views import find
from apps.core.errors import Invalid

LINKS = "optin_image_url"


def changes_files(request: MemberRequest) -> bool:
    """Whether the post brings files or takes one away."""
    return bool(request.FILES) or "drop" in request.POST


def keep_files(request: MemberRequest, values: dict[str, Any]) -> list[str]:
    """Adds to and takes from the links in `values`, what a step's post has; in place.

    Returns why files were not kept, one sentence each; the others are.
    """
    if LINKS not in values:
        return []
    links, refused = [*values[LINKS]], []
    for upload in request.FILES.getlist(FIELD):
        try:
            links.append(add_evidence(upload=upload, actor=find.actor_of(request)).public_url)
        except Invalid as error:
            refused += error.errors[FIELD]
    dropped = request.POST.get("drop")
    values[LINKS] = [link for link in dict.fromkeys(links) if link != dropped]
    return refused
