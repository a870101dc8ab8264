"""Which handler a path and a method reach. Slashes at the end are optional and may repeat.

Plivo's page heads some sections `/Brand/{id}/` and `/Campaign/{id}/` without `10dlc/`: both are
served.
"""

import re

from apps.sandbox.plivo import brand, campaign, number, profile, tollfree
from apps.sandbox.plivo.common import Handler
from apps.sandbox.validation.reader import Refusal

_ROUTES: list[tuple[str, dict[str, Handler]]] = [
    (r"Profile", {"GET": profile.index, "POST": profile.create}),
    (
        r"Profile/(?P<profile_uuid>[^/]+)",
        {"GET": profile.detail, "POST": profile.update, "DELETE": profile.delete},
    ),
    (r"(?:10dlc/)?Brand", {"GET": brand.index, "POST": brand.create}),
    (
        r"(?:10dlc/)?Brand/(?P<brand_id>[^/]+)",
        {"GET": brand.detail, "DELETE": brand.delete},
    ),
    (r"(?:10dlc/)?Brand/(?P<brand_id>[^/]+)/usecases", {"GET": brand.usecases}),
    (r"(?:10dlc/)?Campaign", {"GET": campaign.index, "POST": campaign.create}),
    (r"(?:10dlc/)?Campaign/Import", {"POST": campaign.imported}),
    (
        r"(?:10dlc/)?Campaign/(?P<campaign_id>[^/]+)",
        {"GET": campaign.detail, "POST": campaign.update, "DELETE": campaign.delete},
    ),
    (
        r"(?:10dlc/)?Campaign/(?P<campaign_id>[^/]+)/Number",
        {"GET": number.linked, "POST": number.link},
    ),
    (
        r"(?:10dlc/)?Campaign/(?P<campaign_id>[^/]+)/Number/(?P<number>[^/]+)",
        {"GET": number.linked_number, "DELETE": number.unlink},
    ),
    (r"Number", {"GET": number.index}),
    (r"Number/(?P<number>[^/]+)", {"GET": number.detail}),
    (r"TollfreeVerification", {"GET": tollfree.index, "POST": tollfree.create}),
    (
        r"TollfreeVerification/(?P<verification_uuid>[^/]+)",
        {"GET": tollfree.detail, "POST": tollfree.update, "DELETE": tollfree.delete},
    ),
]
ROUTES = [(re.compile(pattern), methods) for pattern, methods in _ROUTES]


def resolve(method: str, path: str) -> tuple[Handler, dict[str, str]]:
    """The handler for the part of the path after the auth id, or 404 or 405."""
    path = re.sub(r"/{2,}", "/", path).strip("/")
    for pattern, methods in ROUTES:
        match = pattern.fullmatch(path)
        if match is None:
            continue
        if method not in methods:
            raise Refusal(405, f"Method {method} is not allowed here.")
        return methods[method], match.groupdict()
    raise Refusal(404, "not found")
