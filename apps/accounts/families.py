"""What an API credential may be limited to: the resources, each with the verbs of writing it."""

FAMILIES: dict[str, frozenset[str]] = {
    "profile": frozenset({"profile.edit", "profile.delete"}),
    "brand": frozenset({"brand.submit", "brand.delete"}),
    "campaign": frozenset({"campaign.submit", "campaign.import", "campaign.delete"}),
    "number": frozenset({"number.link", "number.unlink", "number.refresh"}),
    "tollfree": frozenset({"tollfree.submit", "tollfree.delete", "evidence.add"}),
    "sync": frozenset({"sync.retry"}),
}
LABELS: dict[str, str] = {
    "profile": "Companies",
    "brand": "Brands",
    "campaign": "Campaigns",
    "number": "Numbers",
    "tollfree": "Toll-free verifications",
    "sync": "Sync",
}
