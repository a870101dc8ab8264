"""The one permission table: what each role may do. Services ask `actor.require(verb)`."""

from apps.accounts.models import Role

FILING = frozenset(
    {
        "profile.edit",
        "profile.delete",
        "brand.submit",
        "brand.delete",
        "campaign.submit",
        "campaign.import",
        "campaign.delete",
        "number.link",
        "number.unlink",
        "number.refresh",
        "tollfree.submit",
        "tollfree.delete",
        "evidence.add",
        "draft.edit",
        "sync.retry",
        "sync.decide",
    }
)
POLICIES = frozenset(
    {"setting.edit", "setting.delete", "setting.try", "policy.edit", "policy.delete"}
)
CONNECTIONS = frozenset({"connection.edit", "connection.resume"})
PEOPLE = frozenset({"member.edit"})
CREDENTIALS = frozenset({"credential.edit"})
AUDIT = frozenset({"audit.read"})

RIGHTS: dict[str, frozenset[str]] = {
    Role.OWNER: FILING | POLICIES | CONNECTIONS | CREDENTIALS | AUDIT | PEOPLE,
    Role.ADMIN: FILING | POLICIES | CONNECTIONS | CREDENTIALS | AUDIT,
    Role.FILER: FILING,
    Role.VIEWER: frozenset(),
}
