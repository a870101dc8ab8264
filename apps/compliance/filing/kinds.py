"""Which filing a draft is."""

from collections.abc import Mapping
from typing import Any

from apps.compliance.filing.base import Filing
from apps.compliance.filing.brand import BrandFiling
from apps.compliance.filing.campaign import CampaignFiling
from apps.compliance.filing.profile import ProfileFiling
from apps.compliance.filing.tollfree import TollfreeFiling
from apps.compliance.models import Draft
from apps.core.actor import Actor

KINDS: dict[str, type[Filing]] = {
    filing.kind: filing for filing in (ProfileFiling, BrandFiling, CampaignFiling, TollfreeFiling)
}


def filing_of(draft: Draft, actor: Actor, data: Mapping[str, Any] | None = None) -> Filing:
    """``data`` is what was just typed and is not in the draft yet."""
    return KINDS[draft.kind](draft, actor, data)
