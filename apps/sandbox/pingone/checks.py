"""Looking at one JSON object of a request. Every mistake is noted; the request is refused with
all of them in `details` at the end."""

from collections.abc import Collection, Iterator
from typing import Any

from apps.sandbox.pingone.errors import Detail, Refused, detail


def without_nulls(value: Any) -> Any:
    """Null in an object counts as absent (PingOne API, Conventions: null clears)."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


class Look:
    """Typed looks at the members of `body`; `place` is the object's own target."""

    def __init__(self, body: dict[str, Any], wrong: list[Detail] | None = None, place: str = ""):
        self.body = body
        self.wrong: list[Detail] = [] if wrong is None else wrong
        self.place = place

    def settle(self) -> None:
        """Refuse the request if anything was noted."""
        if self.wrong:
            raise Refused(400, "INVALID_DATA", *self.wrong)

    def target(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def note(self, code: str, name: str, message: str, **inner: Any) -> None:
        self.wrong.append(detail(code, message, self.target(name), **inner))

    def has(self, name: str, *, required: bool) -> bool:
        """Whether the member is there; notes REQUIRED_VALUE when it should be."""
        if name in self.body:
            return True
        if required:
            self.note("REQUIRED_VALUE", name, f"{name} is required.")
        return False

    def text(self, name: str, *, required: bool = False) -> str:
        """The string, or "". A required one must not be empty."""
        if not self.has(name, required=required):
            return ""
        value = self.body[name]
        if not isinstance(value, str):
            self.note("INVALID_VALUE", name, f"{name} must be a string.")
            return ""
        if required and not value.strip():
            self.note("EMPTY_VALUE", name, f"{name} must not be empty.")
        return value

    def choice(self, name: str, allowed: Collection[str], *, required: bool = False) -> str:
        if not self.has(name, required=required):
            return ""
        value = self.body[name]
        if not isinstance(value, str) or value not in allowed:
            self._not_among(name, name, allowed)
            return ""
        return value

    def flag(self, name: str, *, required: bool = False) -> bool:
        if not self.has(name, required=required):
            return False
        if not isinstance(self.body[name], bool):
            self.note("INVALID_VALUE", name, f"{name} must be true or false.")
        return self.body[name] is True

    def whole(self, name: str, least: int, most: int | None = None) -> None:
        """A required integer in its range."""
        if not self.has(name, required=True):
            return
        value = self.body[name]
        if type(value) is not int:
            self.note("INVALID_VALUE", name, f"{name} must be an integer.")
        elif value < least or (most is not None and value > most):
            bounds = {"rangeMinimumValue": least}
            if most is not None:
                bounds["rangeMaximumValue"] = most
            self.note("OUT_OF_RANGE", name, f"{name} is out of range.", **bounds)

    def items(self, name: str, *, required: bool = False, filled: bool = False) -> list[Any]:
        """The list, or []. A `filled` one must not be empty."""
        if not self.has(name, required=required):
            return []
        value = self.body[name]
        if not isinstance(value, list):
            self.note("INVALID_VALUE", name, f"{name} must be an array.")
            return []
        if filled and not value:
            self.note("EMPTY_VALUE", name, f"{name} must not be empty.")
        return value

    def objects(self, name: str, *, required: bool = False, filled: bool = False) -> list["Look"]:
        found = []
        for index, item in enumerate(self.items(name, required=required, filled=filled)):
            place = f"{name}[{index}]"
            if isinstance(item, dict):
                found.append(Look(item, self.wrong, self.target(place)))
            else:
                self.note("INVALID_VALUE", place, "This must be an object.")
        return found

    def object(self, name: str, *, required: bool = False) -> "Look | None":
        if not self.has(name, required=required):
            return None
        value = self.body[name]
        if not isinstance(value, dict):
            self.note("INVALID_VALUE", name, f"{name} must be an object.")
            return None
        return Look(value, self.wrong, self.target(name))

    def texts(
        self,
        name: str,
        allowed: Collection[str] | None = None,
        *,
        required: bool = False,
        filled: bool = False,
    ) -> list[str]:
        """The strings of a list, each one of `allowed` if that is given."""
        return list(self._strings(name, allowed, required=required, filled=filled))

    def _strings(
        self, name: str, allowed: Collection[str] | None, *, required: bool, filled: bool
    ) -> Iterator[str]:
        for index, item in enumerate(self.items(name, required=required, filled=filled)):
            place = f"{name}[{index}]"
            if not isinstance(item, str):
                self.note("INVALID_VALUE", place, "This must be a string.")
            elif allowed is not None and item not in allowed:
                self._not_among(place, name, allowed)
            else:
                yield item

    def _not_among(self, place: str, name: str, allowed: Collection[str]) -> None:
        if len(allowed) > 20:
            self.note("INVALID_VALUE", place, f"{name} has an unknown value.")
            return
        values = list(allowed)
        message = f"{name} must be one of {', '.join(values)}."
        self.note("INVALID_VALUE", place, message, allowedValues=values)
