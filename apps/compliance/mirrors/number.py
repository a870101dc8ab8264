"""A number linked to a campaign (Plivo API reference, 10DLC number)."""

from datetime import datetime
from typing import Any

from apps.compliance.choices import CampaignStatus, NumberStatus
from apps.compliance.mirrors.common import told
from apps.compliance.models import CampaignNumber
from apps.numberpools.models import PhoneNumber
from apps.sync.callbacks import callback_url
from apps.sync.errors import Blocked, Waiting
from apps.sync.mirror import Act, Mirror
from apps.sync.models import Attempt, Sync
from apps.upstream.errors import Gone, Rejected
from apps.upstream.plivo import PlivoClient

TOLD: dict[str, str] = {
    NumberStatus.PROCESSING: "created",
    NumberStatus.COMPLETED: "success",
    NumberStatus.FAILED: "failed",
}
UNLINKING = {"unlinking": "created", "not_unlinking": "failed", "retired": "success"}


class NumberMirror(Mirror[CampaignNumber, PlivoClient]):
    """Its remote id is `campaign/number`: Plivo gives a link none of its own."""

    model = CampaignNumber
    noun = "number"
    final = NumberStatus.terminals()

    def load(self, sync: Sync) -> CampaignNumber:
        rows = CampaignNumber.objects.select_related("configuration", "campaign__sync")
        return rows.get(sync=sync)

    def plan(self, obj: CampaignNumber, sync: Sync) -> Act | None:
        callback = {"url": callback_url(sync), "method": "POST"}
        if obj.retiring:
            if not obj.remote_id:
                return None
            campaign_id, _, number = obj.remote_id.partition("/")
            path = f"10dlc/Campaign/{campaign_id}/Number/{number}/"
            return Act("unlink", "DELETE", path, callback, {"link": obj.remote_id})
        if obj.remote_id:
            return None
        campaign = obj.campaign
        if campaign.retiring or not campaign.live:
            raise Blocked(f"Campaign {campaign} is deactivated. Link the number to another one.")
        if campaign.remote_status in (CampaignStatus.FAILED, CampaignStatus.EXPIRED):
            raise Blocked(f"Campaign {campaign} is {campaign.remote_status.lower()}.", on=campaign)
        if not campaign.remote_id or campaign.remote_status != CampaignStatus.ACTIVE:
            raise Waiting(on=campaign)
        path = f"10dlc/Campaign/{campaign.remote_id}/Number/"
        body = {"numbers": [obj.number], **callback}
        return Act("link", "POST", path, body, {"link": f"{campaign.remote_id}/{obj.number}"})

    def prove(self, client: PlivoClient, attempt: Attempt, taken: frozenset[str]) -> list[Any]:
        try:
            body = self.read(client, attempt.key["link"], {})
        except Gone:
            return [] if attempt.verb == "link" else [{}]
        # A failed link is the one we tried to replace.
        standing = attempt.verb == "link" and self.status_of(body) != NumberStatus.FAILED
        return [body] if standing else []

    def read(self, client: PlivoClient, remote_id: str, obj_key: dict[str, Any]) -> dict[str, Any]:
        campaign_id, _, number = remote_id.partition("/")
        try:
            body = client.get(f"10dlc/Campaign/{campaign_id}/Number/{number}/")
        except Rejected as error:
            if self.says_gone(error):
                raise Gone(str(error), status=error.status) from error
            raise
        for found in body.get("phone_numbers") or []:
            if str(found.get("number") or "").lstrip("+") == number:
                return {**found, "link": remote_id}
        raise Gone(f"{number} is not linked to {campaign_id}.")

    def says_gone(self, error: Rejected) -> bool:
        """The status of "is not linked to this campaign" is not documented; the words are."""
        return super().says_gone(error) or "not linked" in str(error).lower()

    def id_of(self, body: dict[str, Any]) -> str:
        return str(body.get("link") or "")

    def id_for(self, attempt: Attempt, body: dict[str, Any]) -> str:
        return str(attempt.key["link"])

    def status_of(self, body: dict[str, Any]) -> str:
        return str(body.get("status") or "").upper()

    def accepted(
        self, obj: CampaignNumber, attempt: Attempt, body: dict[str, Any], asked_at: datetime
    ) -> bool:
        if attempt.verb == "unlink":
            # 202: Plivo works on it; gone when a look no longer finds it.
            self.tell(obj, "unlinking")
            return False
        return super().accepted(obj, attempt, body, asked_at)

    def status_words(self, obj: CampaignNumber) -> str:
        if obj.remote_status != NumberStatus.FAILED:
            return ""
        return str(obj.remote_data.get("error") or obj.remote_data.get("remark") or "")

    def status_changed(self, obj: CampaignNumber, before: str) -> None:
        """The account's list tells the same; until it is read again we tell it."""
        shown = "" if obj.remote_status == NumberStatus.FAILED else obj.remote_status
        campaign = obj.campaign.remote_id if shown else ""
        _show(obj, shown or "UNREGISTERED", campaign)

    def refused(self, obj: CampaignNumber, attempt: Attempt, words: str) -> None:
        if attempt.verb == "unlink":
            self.tell(obj, "not_unlinking", words)

    def callback(self, obj: CampaignNumber, what: str, words: str = "") -> dict[str, str] | None:
        """Besides the engine's: unlinking (Plivo took the request) and not_unlinking."""
        event, status = "number_linking", TOLD.get(obj.remote_status)
        if what == "refused":
            status = "failed"
        elif what == "status" and obj.retiring and obj.sync.sent >= obj.sync.wanted:
            # Plivo took the unlink, and that was told then.
            event, status = "number_unlinking", "failed" if status == "failed" else None
        elif what != "status":
            event, status = "number_unlinking", UNLINKING[what]
            if not obj.remote_id:
                # It was never linked.
                return None
        ids = {"campaign_id": obj.campaign.public_id, "number": obj.number}
        return told(event, status, **ids, error_reason=words)

    def retire(self, obj: CampaignNumber) -> None:
        """Frees the link's name, so that the number can be linked to the same campaign again."""
        _show(obj, "UNREGISTERED", "")
        super().retire(obj)
        obj.remote_id = ""
        obj.save(update_fields=["remote_id", "updated_at"])


def _show(link: CampaignNumber, standing: str, campaign_id: str) -> None:
    PhoneNumber.objects.filter(configuration=link.configuration, number=link.number).update(
        tendlc_registration_status=standing, tendlc_campaign_id=campaign_id
    )
