"""OpenAPI descriptions: what the operations of any dialect have in common."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NamedTuple

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

# A component of every document: the body of a refusal.
ERROR = {"$ref": "#/components/schemas/Error"}
SYNC_STATES = ("in-sync", "waiting", "checking", "held", "blocked")
ETAG = {"description": "The version of the object, for If-Match.", "schema": {"type": "string"}}
RETRY_AFTER = {
    "description": "Seconds until the next request is let through.",
    "schema": {"type": "integer"},
}
WWW_AUTHENTICATE = {
    "description": "The scheme to authenticate with.",
    "schema": {"type": "string"},
}
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag you read. If the object has changed since, the answer is 412.",
)
Header = dict[str, Any]


class Refusal(NamedTuple):
    """An answer operations share: its component, what it says, the header that comes with it."""

    component: str
    words: str
    header: str = ""


class DialectSchema(AutoSchema):
    """Adds to each operation the refusals it shares with the others of its dialect."""

    account: ClassVar[OpenApiParameter]
    refusals: ClassVar[Mapping[str, Refusal]]

    def get_override_parameters(self) -> list[Any]:
        return [self.account]

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            for status in self._refused({each["name"] for each in operation["parameters"]}):
                name = self.refusals[status].component
                operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
        return operation

    def _refused(self, parameters: set[str]) -> Iterable[str]:
        left_out = set()
        if self.path.count("{") == 1:
            left_out.add("404")
        if "If-Match" not in parameters:
            left_out.add("412")
        if self.method not in ("POST", "PUT"):
            left_out.add("415")
        return [status for status in self.refusals if status not in left_out]


def sync_header(provider: str) -> Header:
    return {
        "description": f"Whether {provider} has it as you see it here: in-sync; waiting (for its "
        "turn or for another object); checking (an answer was lost); held (a person decides); "
        f"blocked ({provider} refused it).",
        "schema": {"type": "string", "enum": list(SYNC_STATES)},
    }


def in_path(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.PATH, description=words)


def in_query(name: str, words: str, values: Iterable[str] = ()) -> OpenApiParameter:
    """A filter; `values` are all it takes."""
    kind: dict[str, Any] = {"type": "string"}
    if listed := list(values):
        kind["enum"] = listed
    return OpenApiParameter(name, kind, description=words)


def operation(
    headers: Mapping[str, Header],
    id: str,
    summary: str,
    text: str,
    *,
    tag: str,
    answer: Any,
    says: str,
    status: int = 200,
    request: Any = None,
    parameters: Iterable[OpenApiParameter] = (),
    synced: bool = False,
    versioned: bool = True,
) -> Any:
    """One method of a view. `synced`: the answer carries the headers of a mirrored object, without
    its version where there is none to come back to."""
    carried = [
        OpenApiParameter(
            name,
            headers[name]["schema"],
            OpenApiParameter.HEADER,
            response=[status],
            required=True,
            description=headers[name]["description"],
        )
        for name, carries in (("Linecheck-Sync", synced), ("ETag", synced and versioned))
        if carries
    ]
    return extend_schema(
        operation_id=id,
        summary=summary,
        description=text,
        tags=[tag],
        parameters=[*parameters, *carried],
        request=request,
        responses={status: OpenApiResponse(answer, says)},
    )
