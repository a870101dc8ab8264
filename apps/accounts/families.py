"""What an API credential may be limited to: the resources, each with the verbs of writing it."""

FAMILIES: dict[str, frozenset[str]] = {
    "profile": frozenset({"profile.edit", "profile.delete"}),
    "brand": frozenset({"brand.submit", "brand.delete"}),
    "campaign": frozenset({"campaign.submit", "campaign.import", "campaign.delete"}),
    "number": frozenset({"number.link", "number.unlink", "number.refresh"}),
    "tollfree": frozenset({"tollfree.submit", "tollfree.delete", "evidence.add"}),
    "setting": frozenset({"setting.edit", "setting.delete", "setting.try"}),
    "policy": frozenset({"policy.edit", "policy.delete"}),
    "sync": frozenset({"sync.retry"}),
    "connection": frozenset({"connection.edit", "connection.resume"}),
}
LABELS: dict[str, str] = {
    "profile": "Companies",
    "brand": "Brands",
    "campaign": "Campaigns",
    "number": "Numbers",
    "tollfree": "Toll-free verifications",
    "setting": "Providers",
    "policy": "Policies",
    "sync": "Sync",
    "connection": "Provider configurations",
}
# By door (models.ApiCredential.Door): the resources a credential of it can reach.
OF_DOOR: dict[str, frozenset[str]] = {
    "plivo": frozenset(FAMILIES) - {"setting", "policy", "connection"},
    "pingone": frozenset({"setting", "policy"}),
    "api": frozenset({"sync", "tollfree", "policy", "connection"}),
}
