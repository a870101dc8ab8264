"""An environment in the reference."""

from drf_spectacular.utils import extend_schema_view

from apps.dialects.pingone.schema import operation
from apps.dialects.reference.shapes import REFS, mapping, ref, text
from apps.policies.api.schema.common import LINKS

BODIES = {
    "EnvironmentLinks": mapping(
        "Links of an environment.", {"self": LINKS["self"]}, always=["self"]
    ),
    "Environment": mapping(
        "A connected environment.",
        {
            "_links": ref("EnvironmentLinks", "Addresses of this door."),
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
