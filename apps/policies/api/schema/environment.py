"""An environment in the reference."""

from drf_spectacular.utils import extend_schema_view

from apps.dialects.pingone.schema import operation
from apps.dialects.reference.shapes import REFS, mapping, text
from apps.policies.api.schema.common import LINK

BODIES = {
    "EnvironmentLinks": mapping("Links of an environment.", {"self": LINK}, always=["self"]),
    "Environment": mapping(
        "A connected environment.",
        {
            "_links": {"$ref": f"{REFS}EnvironmentLinks"},
            "id": text("Its id."),
            "name": text("What it is called here."),
        },
        always=["_links", "id", "name"],
    ),
}
DETAIL = extend_schema_view(
    get=operation(
        "getEnvironment",
        "Read an environment",
        "That it is connected and the client opens it. PingOne's clients look here after a "
        "refusal.",
        tag="Environment",
        answer={"$ref": f"{REFS}Environment"},
        says="The environment.",
    ),
)
