"""Watches over a walk through one resource of the SDK: nothing it offers is left out."""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Walked:
    """Passes every call on and remembers which parameters were given by name or place."""

    def __init__(self, resource: Any) -> None:
        self._resource = resource
        self._given: dict[str, set[str]] = defaultdict(set)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._resource, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            self._given[name].update(inspect.signature(method).bind(*args, **kwargs).arguments)
            return method(*args, **kwargs)

        return call

    def __iter__(self) -> Iterator[Any]:
        return iter(self._resource)


@contextmanager
def every_method(resource: Any) -> Iterator[Any]:
    """At the end every public method was called, each of its parameters given at least once."""
    walked = Walked(resource)
    yield walked
    assert dict(walked._given) == offered(resource)


def offered(resource: Any) -> dict[str, set[str]]:
    """Parameters by public method, of the resource's own class."""
    names = [name for name in vars(type(resource)) if not name.startswith("_")]
    methods = {name: getattr(resource, name) for name in names}
    return {
        name: set(inspect.signature(method).parameters)
        for name, method in methods.items()
        if callable(method)
    }
