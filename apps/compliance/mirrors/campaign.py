"""Campaign at Plivo: create and correction are paid and judged; import is free.

Sources: Plivo API reference, 10DLC campaign; support.plivo.com, campaign decline codes.
"""

from datetime import datetime
from typing import Any

from django.db.models import F

from apps.compliance.choices import BrandStatus, CampaignSource, CampaignStatus
from apps.compliance.mirrors.common import note_verdict, open_submission, told
from apps.compliance.mirrors.judged import JudgedMirror
from apps.compliance.mirrors.take import take_campaign
from apps.compliance.models import Brand, Campaign, CampaignNumber
from apps.compliance.serializers.drift import carries, drift
from apps.core.clock import db_now
from apps.sync.callbacks import callback_url
from apps.sync.errors import Blocked, Waiting
from apps.sync.lane import not_before
from apps.sync.matching import matching
from apps.sync.mirror import Act
from apps.sync.models import Attempt, Sync
from apps.upstream.errors import Gone
from apps.upstream.plivo import PlivoClient

# Nothing is told of a campaign that expires (Plivo docs, 10DLC callbacks).
TOLD: dict[str, str] = {
    CampaignStatus.PROCESSING: "created",
    CampaignStatus.ACTIVE: "registered",
    CampaignStatus.FAILED: "rejected",
}


class CampaignMirror(JudgedMirror[Campaign]):
    model = Campaign
    noun = "campaign"
    final = CampaignStatus.terminals()

    def load(self, sync: Sync) -> Campaign:
        return Campaign.objects.select_related("configuration__lane", "brand__sync").get(sync=sync)

    def plan(self, obj: Campaign, sync: Sync) -> Act | None:
        path = f"10dlc/Campaign/{obj.remote_id}/"
        callback = {"url": callback_url(sync), "method": "POST"}
        if obj.retiring:
            if not obj.remote_id:
                return None
            return Act("delete", "DELETE", path, key={"campaign_id": obj.remote_id})
        if obj.source == CampaignSource.SHARED:
            if obj.remote_id:
                return None
            body = {"campaign_alias": obj.campaign_alias, "campaign_id": obj.public_id, **callback}
            key = {"campaign_id": obj.public_id}
            return Act("import", "POST", "10dlc/Campaign/Import/", body, key)
        submission = open_submission(sync)
        if submission is None:
            return None
        if obj.remote_id:
            body = {**submission.snapshot, **callback}
            changed = not carries(obj.remote_data, submission.snapshot)
            sent = {"campaign_id": obj.remote_id, "changed": changed}
            return Act("resubmit", "POST", path, body, sent, submission.pk)
        brand = obj.brand
        assert brand is not None
        if brand.remote_status == BrandStatus.FAILED or not brand.live:
            raise Blocked(f"Brand {brand} cannot have campaigns: it failed or was deactivated.")
        if not brand.remote_id or brand.remote_status != BrandStatus.COMPLETED:
            raise Waiting(on=brand)
        body = {**submission.snapshot, "brand_id": brand.remote_id, **callback}
        key = {
            "brand_id": brand.remote_id,
            "campaign_alias": submission.snapshot["campaign_alias"],
            "usecase": submission.snapshot["usecase"],
            "not_before": not_before(obj.configuration).isoformat(),
        }
        return Act("create", "POST", "10dlc/Campaign/", body, key, submission.pk)

    def prove(self, client: PlivoClient, attempt: Attempt, taken: frozenset[str]) -> list[Any]:
        key = attempt.key
        if attempt.verb == "create":
            pages = client.pages("10dlc/Campaign/", "campaigns", {"brand_id": key["brand_id"]})
            return matching(
                pages, "campaign_id", taken, key, "brand_id", "campaign_alias", "usecase"
            )
        try:
            body = self.read(client, key["campaign_id"], {})
        except Gone:
            return [{}] if attempt.verb == "delete" else []
        if attempt.verb == "import":
            return [body]
        if attempt.verb == "delete":
            return []
        sent = {k: v for k, v in (attempt.body or {}).items() if k not in ("url", "method")}
        # The same text sent again shows only by the state having left FAILED.
        moved = self.status_of(body) != CampaignStatus.FAILED
        return [body] if carries(body, sent) and (key.get("changed") or moved) else []

    def read(self, client: PlivoClient, remote_id: str, obj_key: dict[str, Any]) -> dict[str, Any]:
        body = client.get(f"10dlc/Campaign/{remote_id}/")
        return dict(body.get("campaign") or body)

    def id_of(self, body: dict[str, Any]) -> str:
        return str(body.get("campaign_id") or body.get("campaignId") or "")

    def id_for(self, attempt: Attempt, body: dict[str, Any]) -> str:
        """An import names the campaign itself, whatever its answer says."""
        return self.id_of(body) or str(attempt.key.get("campaign_id") or "")

    def apply(self, obj: Campaign, body: dict[str, Any], asked_at: datetime) -> bool:
        applied = super().apply(obj, body, asked_at)
        if applied and obj.source == CampaignSource.SHARED:
            take_campaign(obj, body)
            if obj.brand is None:
                brands = Brand.objects.live().filter(configuration=obj.configuration)
                obj.brand = brands.filter(remote_id=str(body.get("brand_id") or "-")).first()
            obj.save()
        return applied

    def status_words(self, obj: Campaign) -> str:
        decline = obj.decline if obj.remote_status == CampaignStatus.FAILED else None
        if not decline:
            return ""
        words = decline.description or decline.reason
        return f"{words} ({decline.code})" if decline.code else words

    def status_changed(self, obj: Campaign, before: str) -> None:
        if obj.remote_status in (CampaignStatus.ACTIVE, CampaignStatus.FAILED):
            declined = obj.remote_status == CampaignStatus.FAILED
            assert obj.remote_seen_at is not None
            verdict = "declined" if declined else "approved"
            note_verdict(obj.sync, verdict, self.status_words(obj), obj.remote_seen_at)

    def callback(self, obj: Campaign, what: str, words: str = "") -> dict[str, str] | None:
        if what == "retired":
            return None
        status = TOLD.get(obj.remote_status) if what == "status" else "rejected"
        decline = obj.decline if obj.remote_status == CampaignStatus.FAILED else None
        return told(
            "campaign",
            status,
            campaign_id=obj.public_id,
            brand_id=obj.brand.public_id if obj.brand else "",
            error_code=decline.code if decline else "",
            error_reason=decline.reason or decline.description if decline else words,
        )

    def verdict(self, obj: Campaign, sync: Sync) -> str | None:
        if obj.remote_status in (CampaignStatus.FAILED, CampaignStatus.EXPIRED):
            why = self.status_words(obj)
            return f"Campaign {obj} is {obj.remote_status.lower()}. {why}".strip()
        return "" if obj.remote_id and obj.remote_status == CampaignStatus.ACTIVE else None

    def retire(self, obj: Campaign) -> None:
        """A deactivated campaign carries no number any more."""
        super().retire(obj)
        linked = CampaignNumber.objects.live().filter(campaign=obj).order_by("pk")
        found = list(
            linked.select_for_update(of=("self",), no_key=True).values_list("pk", "sync_id")
        )
        CampaignNumber.objects.filter(pk__in=[pk for pk, _ in found]).update(
            retired_at=db_now(), remote_id=""
        )
        Sync.objects.filter(pk__in=[sync_id for _, sync_id in found]).update(
            sent=F("wanted"), waits_for=None, hold="", blocked="", detail={}, look_at=None
        )

    def drift(self, obj: Campaign) -> dict[str, tuple[Any, Any]]:
        if obj.source == CampaignSource.SHARED or obj.remote_status == CampaignStatus.FAILED:
            return {}
        return drift(obj, obj.remote_data)

    def take_theirs(self, obj: Campaign) -> None:
        take_campaign(obj, obj.remote_data, only=self.drift(obj))
