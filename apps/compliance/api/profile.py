"""``/Profile/`` (Plivo docs, Profile)."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from apps.compliance.api import filters
from apps.compliance.api.schema import profile as schema
from apps.compliance.models import Profile
from apps.compliance.serializers import ProfileRequest, ProfileResource, ProfileUpdateRequest
from apps.compliance.services import profile as profiles
from apps.dialects.plivo import paging
from apps.sync.plivo_api import AccountView

WIRE_NAMES = {
    **{name: f"address.{name}" for name in ("street", "city", "state", "postal_code", "country")},
    **{
        f"contact_{name}": f"authorized_contact.{name}"
        for name in ("first_name", "last_name", "email", "phone", "title", "seniority")
    },
}


class ProfileView(AccountView):
    family = "profile"
    wire_names = WIRE_NAMES


@schema.LIST
class ProfileList(ProfileView):
    def get(self, request: Request, auth_id: str) -> Response:
        asked = filters.words(
            request, entity_type="entity_type", type="profile_type", vertical="vertical"
        )
        rows = self.mine(Profile.objects.all()).filter(asked)
        kept = ("entity_type", "type", "vertical")
        return Response(paging.answer(request, rows, "profiles", written, kept))

    def post(self, request: Request, auth_id: str) -> Response:
        values = self.read(ProfileRequest, request.data)
        profile = profiles.create_profile(
            configuration=self.configuration, values=values, actor=self.actor
        )
        body = {"message": "Profile created successfully.", "profile_uuid": profile.public_id}
        return self.answer(profile, body)


@schema.DETAIL
class ProfileDetail(ProfileView):
    def get(self, request: Request, auth_id: str, profile_uuid: str) -> Response:
        profile = self.one(Profile.objects.all(), profile_uuid)
        return self.answer(profile, {"profile": written(profile)})

    def post(self, request: Request, auth_id: str, profile_uuid: str) -> Response:
        profile = self.one(Profile.objects.all(), profile_uuid)
        values = self.read(ProfileUpdateRequest, request.data)
        version = self.version_for(profile)
        profile = profiles.edit_profile(
            profile=profile, values=values, version=version, actor=self.actor
        )
        return self.answer(profile, {"profile": written(profile)})

    def delete(self, request: Request, auth_id: str, profile_uuid: str) -> Response:
        profile = self.one(Profile.objects.all(), profile_uuid)
        profiles.delete_profile(
            profile=profile, version=self.version_for(profile), actor=self.actor
        )
        return self.answer(profile, {"message": "Profile deleted successfully."})


def written(profile: Any) -> dict[str, Any]:
    return dict(ProfileResource(profile).data)
