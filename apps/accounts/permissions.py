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
CONNECTIONS = frozenset({"connection.edit", "connection.resume"})
PEOPLE = frozenset({"member.edit"})
CREDENTIALS = frozenset({"credential.edit"})

RIGHTS: dict[str, frozenset[str]] = {
    Role.OWNER: FILING | CONNECTIONS | CREDENTIALS | PEOPLE,
    Role.ADMIN: FILING | CONNECTIONS | CREDENTIALS,
    Role.FILER: FILING,
    Role.VIEWER: frozenset(),
}
