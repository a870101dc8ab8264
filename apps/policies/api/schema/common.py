"""What PingOne writes into every object itself."""

from typing import Any

from apps.dialects.reference.shapes import mapping, ref, text

LINKS = {
    "self": ref("Link", "Of the object itself."),
    "environment": ref("Link", "Of its environment."),
}
COMMON: dict[str, dict[str, Any]] = {
    "Owner": mapping(
        "The environment of an object.", {"id": text("Its id.")}, required=["id"], always=["id"]
    ),
    "Links": mapping(
        "Links of an object; PingOne may add others.",
        LINKS,
        always=["self", "environment"],
    ),
}


def written(links: str) -> dict[str, dict[str, Any]]:
    """The properties nobody sends; `links` is the description of its links."""
    return {
        "id": text("Ours for good; what PingOne already had keeps PingOne's.", readOnly=True),
        "environment": ref("Owner", "Where it is.", readOnly=True),
        "_links": ref(links, "Addresses of this door.", readOnly=True),
        "createdAt": text("When it was made.", format="date-time", readOnly=True),
        "updatedAt": text("When it was last changed.", format="date-time", readOnly=True),
    }


WRITTEN = ("id", "environment", "_links", "createdAt", "updatedAt")
