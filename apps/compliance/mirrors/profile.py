"""Profile at Plivo: free to create and change (Plivo API reference, Profile)."""

from typing import Any

from apps.compliance.mirrors.common import digits
from apps.compliance.mirrors.take import take_profile
from apps.compliance.models import Profile
from apps.compliance.serializers import ProfileRequest, ProfileUpdateRequest, cleared, drift
from apps.sync.lane import not_before
from apps.sync.matching import matching
from apps.sync.mirror import Act, Mirror
from apps.sync.models import Attempt, Sync
from apps.upstream.errors import Gone
from apps.upstream.plivo import PlivoClient


class ProfileMirror(Mirror[Profile, PlivoClient]):
    model = Profile
    noun = "company profile"
    # A profile has no states of its own.
    final = frozenset({""})
    receipt_status = ""

    def plan(self, obj: Profile, sync: Sync) -> Act | None:
        path = f"Profile/{obj.remote_id}/"
        if obj.retiring:
            if not obj.remote_id:
                return None
            return Act("delete", "DELETE", path, key={"profile_uuid": obj.remote_id})
        if not obj.remote_id:
            body = dict(ProfileRequest(obj, context={"ids": "theirs"}).data)
            key = {
                "profile_alias": obj.profile_alias,
                "company_name": obj.company_name,
                "ein": obj.ein,
                "not_before": not_before(obj.configuration).isoformat(),
            }
            return Act("create", "POST", "Profile/", body, key)
        changes = dict(ProfileUpdateRequest(obj, context={"ids": "theirs"}).data)
        changes |= cleared(ProfileUpdateRequest, obj)
        if obj.remote_data and carries(obj.remote_data, changes):
            return None
        return Act("update", "POST", path, changes, {"profile_uuid": obj.remote_id})

    def prove(self, client: PlivoClient, attempt: Attempt, taken: frozenset[str]) -> list[Any]:
        key = attempt.key
        if attempt.verb == "create":
            # No alias filter exists; a filter whose read-side values differ could hide the match.
            found = matching(
                client.pages("Profile/", "profiles"),
                "profile_uuid",
                taken,
                key,
                "profile_alias",
                "company_name",
            )
            return [body for body in found if digits(body.get("ein")) == digits(key.get("ein"))]
        try:
            body = self.read(client, key["profile_uuid"], {})
        except Gone:
            return [{}] if attempt.verb == "delete" else []
        if attempt.verb == "delete":
            return []
        return [body] if carries(body, attempt.body or {}) else []

    def read(self, client: PlivoClient, remote_id: str, obj_key: dict[str, Any]) -> dict[str, Any]:
        body = client.get(f"Profile/{remote_id}/")
        return dict(body.get("profile") or body)

    def id_of(self, body: dict[str, Any]) -> str:
        return str(
            body.get("profile_uuid") or (body.get("profile") or {}).get("profile_uuid") or ""
        )

    def status_of(self, body: dict[str, Any]) -> str:
        return ""

    def whole(self, body: dict[str, Any]) -> bool:
        return "company_name" in (body.get("profile") or body)

    def apply(self, obj: Profile, body: dict[str, Any], asked_at: Any) -> bool:
        return super().apply(obj, dict(body.get("profile") or body), asked_at)

    def verdict(self, obj: Profile, sync: Sync) -> str | None:
        """A brand is judged on the profile Plivo has, so the profile must be up to date there."""
        return "" if obj.remote_id and sync.sent >= sync.wanted else None

    def drift(self, obj: Profile) -> dict[str, tuple[Any, Any]]:
        return drift(obj, obj.remote_data)

    def take_theirs(self, obj: Profile) -> None:
        take_profile(obj, obj.remote_data, only=self.drift(obj))

    def can_push(self, obj: Profile) -> bool:
        return True


def carries(body: dict[str, Any], sent: dict[str, Any]) -> bool:
    """Whether the object has every value that was sent; only Plivo's own respelling is no change.

    Case is one: who corrects it wants it corrected there.
    """
    return all(_same(body.get(name), value) for name, value in sent.items())


def _same(theirs: Any, ours: Any) -> bool:
    if isinstance(ours, dict):
        return isinstance(theirs, dict) and all(_same(theirs.get(k), v) for k, v in ours.items())
    a, b = str(theirs or "").strip(), str(ours or "").strip()
    return a == b or a.lstrip("+") == b.lstrip("+") or a.removesuffix("_PROFIT") == b
