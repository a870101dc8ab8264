"""Brand at Plivo: paid and judged, never changed (Plivo API reference, 10DLC brand)."""

from typing import Any

from apps.compliance.choices import BrandStatus
from apps.compliance.mirrors.common import note_verdict, open_submission, told
from apps.compliance.mirrors.judged import JudgedMirror
from apps.compliance.models import Brand, Profile
from apps.compliance.serializers import drift
from apps.sync.callbacks import callback_url
from apps.sync.errors import Waiting
from apps.sync.matching import matching
from apps.sync.mirror import Act
from apps.sync.models import Attempt, Sync
from apps.upstream.errors import Gone, Rejected
from apps.upstream.plivo import PlivoClient

TOLD: dict[str, str] = {
    BrandStatus.PROCESSING: "created",
    BrandStatus.COMPLETED: "registered",
    BrandStatus.FAILED: "rejected",
}


class BrandMirror(JudgedMirror[Brand]):
    model = Brand
    noun = "brand"
    final = BrandStatus.terminals()

    def load(self, sync: Sync) -> Brand:
        return Brand.objects.select_related("configuration__lane", "profile__sync").get(sync=sync)

    def plan(self, obj: Brand, sync: Sync) -> Act | None:
        if obj.retiring:
            if not obj.remote_id:
                return None
            path = f"10dlc/Brand/{obj.remote_id}/"
            return Act("delete", "DELETE", path, key={"brand_id": obj.remote_id})
        submission = open_submission(sync)
        if obj.remote_id or submission is None:
            return None
        profile: Profile = obj.profile
        if not profile.remote_id or profile.sync.sent < profile.sync.wanted:
            raise Waiting(on=profile)
        body = {
            **submission.snapshot,
            "profile_uuid": profile.remote_id,
            "url": callback_url(sync),
            "method": "POST",
        }
        key = {"profile_uuid": profile.remote_id}
        return Act("create", "POST", "10dlc/Brand/", body, key, submission.pk)

    def prove(self, client: PlivoClient, attempt: Attempt, taken: frozenset[str]) -> list[Any]:
        if attempt.verb == "create":
            # One brand per profile, so the profile is an exact key and needs no time window.
            pages = client.pages("10dlc/Brand/", "brands")
            return matching(pages, "brand_id", taken, attempt.key, "profile_uuid")
        try:
            self.read(client, attempt.key["brand_id"], {})
        except Gone:
            return [{}]
        return []

    def read(self, client: PlivoClient, remote_id: str, obj_key: dict[str, Any]) -> dict[str, Any]:
        """The brand's body; once it is registered with `use_cases`, those it may file for."""
        path = f"10dlc/Brand/{remote_id}/"
        body = client.get(path)
        brand = dict(body.get("brand") or body)
        if self.status_of(brand) == BrandStatus.COMPLETED:
            try:
                brand["use_cases"] = client.get(f"{path}usecases/").get("use_cases") or []
            except Rejected:
                # A brand that cannot tell is not a brand that has none.
                pass
        return brand

    def id_of(self, body: dict[str, Any]) -> str:
        return str(body.get("brand_id") or body.get("brandId") or "")

    def status_words(self, obj: Brand) -> str:
        reasons = obj.declined_reasons if obj.remote_status == BrandStatus.FAILED else []
        return " ".join(f"{said.reason} ({said.code})" for said in reasons)

    def status_changed(self, obj: Brand, before: str) -> None:
        if obj.remote_status in self.final:
            verdict = "declined" if obj.remote_status == BrandStatus.FAILED else "approved"
            assert obj.remote_seen_at is not None
            note_verdict(obj.sync, verdict, self.status_words(obj), obj.remote_seen_at)

    def callback(self, obj: Brand, what: str, words: str = "") -> dict[str, str] | None:
        if what == "retired":
            return None
        status = TOLD.get(obj.remote_status) if what == "status" else "rejected"
        said = obj.declined_reasons if obj.remote_status == BrandStatus.FAILED else []
        return told(
            "brand",
            status,
            brand_id=obj.public_id,
            profile_uuid=obj.profile.public_id,
            error_code=said[0].code if said else "",
            error_reason=said[0].reason if said else words,
        )

    def verdict(self, obj: Brand, sync: Sync) -> str | None:
        if obj.remote_status == BrandStatus.FAILED:
            why = self.status_words(obj) or "Plivo gave no reason."
            return f"Brand {obj} was declined. {why}"
        return "" if obj.remote_id and obj.remote_status == BrandStatus.COMPLETED else None

    def drift(self, obj: Brand) -> dict[str, tuple[Any, Any]]:
        return drift(obj, obj.remote_data)

    def take_theirs(self, obj: Brand) -> None:
        obj.brand_alias = str(obj.remote_data.get("brand_alias") or obj.brand_alias)
        obj.brand_type = str(obj.remote_data.get("brand_type") or obj.brand_type).upper()
