"""Why a push is not sent now."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apps.sync.mirrored import Mirrored


class Waiting(Exception):
    """The object needs `on` to be ready at the provider first; its `apply` releases us."""

    def __init__(self, on: "Mirrored") -> None:
        self.on = on
        super().__init__(f"waiting for {on}")


class Blocked(Exception):
    """It cannot be sent as things stand; the text says what a person has to change.

    `on` is what failed and may yet be corrected: when it is ready after all, this goes by itself.
    """

    def __init__(self, words: str, on: "Mirrored | None" = None) -> None:
        self.on = on
        super().__init__(words)
