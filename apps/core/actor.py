"""Who does something. Services get an Actor, never an HTTP request."""

from dataclasses import dataclass, field

from apps.core.errors import NotAllowed


@dataclass(frozen=True)
class Actor:
    """`kind` is user, token, system or provider; `rights` are verbs of accounts/permissions.py."""

    kind: str
    label: str
    id: int | None = None
    organization_id: int | None = None
    role: str = ""
    rights: frozenset[str] = field(default_factory=frozenset)
    request_id: str = ""
    ip: str | None = None
    email: str = ""

    def can(self, verb: str) -> bool:
        return self.kind == "system" or verb in self.rights

    def require(self, verb: str) -> None:
        """Raises NotAllowed unless the actor may do `verb`."""
        if not self.can(verb):
            raise NotAllowed(verb)


SYSTEM = Actor(kind="system", label="Linecheck")


def provider_actor(name: str) -> Actor:
    """The provider itself, for what its answers and callbacks changed."""
    return Actor(kind="provider", label=name)
