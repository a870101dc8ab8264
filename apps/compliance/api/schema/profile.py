"""Profiles in the reference (Plivo docs, Profile)."""

from drf_spectacular.utils import extend_schema_view

from apps.compliance.api.schema import fields as fields  # registers how bodies are described
from apps.compliance.choices import EntityType, ProfileType, Vertical
from apps.compliance.serializers import ProfileRequest, ProfileResource, ProfileUpdateRequest
from apps.dialects.plivo.schema import (
    IF_MATCH,
    PAGING,
    envelope,
    in_path,
    in_query,
    listing,
    operation,
    received,
)

TAG = "Profile"
PROFILE_UUID = in_path("profile_uuid", "The profile's id, ours or Plivo's.")
ONE = envelope("ProfileAnswer", profile=ProfileResource())

LIST = extend_schema_view(
    get=operation(
        "listProfiles",
        "List profiles",
        "The companies of the account, newest first.",
        tag=TAG,
        parameters=[
            *PAGING,
            in_query("entity_type", "Who owns the company.", EntityType.values),
            in_query("type", "The profile_type.", ProfileType.values),
            in_query("vertical", "The industry.", Vertical.values),
        ],
        answer=listing("ProfileList", "profiles", ProfileResource),
        says="A page of profiles.",
    ),
    post=operation(
        "createProfile",
        "Create a profile",
        "Describes a company, once for its brand and its toll-free verifications.",
        tag=TAG,
        request=ProfileRequest,
        answer=received("ProfileCreated", profile_uuid="The new profile's id."),
        says="Kept here; Linecheck creates it at Plivo.",
        synced=True,
    ),
)
DETAIL = extend_schema_view(
    get=operation(
        "getProfile",
        "Read a profile",
        "One company. Values that nobody gave are left out.",
        tag=TAG,
        parameters=[PROFILE_UUID],
        answer=ONE,
        says="The profile.",
        synced=True,
    ),
    post=operation(
        "updateProfile",
        "Change a profile",
        'Changes what is sent and leaves the rest. `""` means unchanged; null empties a text. '
        "Alias, customer type and listing cannot be changed.",
        tag=TAG,
        parameters=[PROFILE_UUID, IF_MATCH],
        request=ProfileUpdateRequest,
        answer=ONE,
        says="The profile as it is now.",
        synced=True,
    ),
    delete=operation(
        "deleteProfile",
        "Delete a profile",
        "For good. Not the account's primary profile, and not one that a brand uses.",
        tag=TAG,
        parameters=[PROFILE_UUID, IF_MATCH],
        answer=received("ProfileDeleted"),
        says="It is gone here at once; Linecheck deletes it at Plivo.",
        synced=True,
        versioned=False,
    ),
)
