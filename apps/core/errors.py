"""What a service says when it will not do it. Every door puts these into its own dialect."""

from collections.abc import Mapping, Sequence


class DomainError(Exception):
    """Base of the errors a person can do something about; `str(error)` is shown to them."""


class Invalid(DomainError):
    """Values that break a rule: `errors` maps a field name (or "__all__") to its messages."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {field: list(messages) for field, messages in errors.items()}
        super().__init__(" ".join(m for messages in self.errors.values() for m in messages))


class Conflict(DomainError):
    """Somebody else changed the object since the caller read it."""

    def __init__(self, message: str, *, current_version: int) -> None:
        self.current_version = current_version
        super().__init__(message)


class Refused(DomainError):
    """Legal values, but not in the state the object is in; says which state and what to do."""


class NotAllowed(DomainError):
    """The actor lacks the right `verb`."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        super().__init__(
            f"Your role does not allow this ({verb}). Ask an owner of the organisation."
        )
