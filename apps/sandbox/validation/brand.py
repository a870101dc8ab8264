"""Brand input (Plivo docs, Create a brand)."""

from typing import Any

from apps.sandbox.validation import choices
from apps.sandbox.validation.reader import Reader


def created(body: dict[str, Any]) -> dict[str, Any]:
    """`profile_uuid`, `brand_alias`, `brand_type`, `secondary_vetting`, `url`, `method`."""
    read = Reader(body)
    brand_type = read.choice("brand_type", choices.BRAND_TYPES, default="STARTER")
    vetting = read.flag("secondary_vetting", default=True)
    url, method = read.callback()
    return {
        "profile_uuid": read.text("profile_uuid", required=True, most=36),
        "brand_alias": read.text("brand_alias", required=True),
        "brand_type": brand_type,
        "secondary_vetting": vetting and brand_type == "STANDARD",
        "url": url,
        "method": method,
    }
