"""Every URL of the portal: how it is asked for and which right it takes."""

from typing import Any

from django.urls import reverse

from apps.accounts.credentials import issue_credential
from apps.compliance.choices import DraftKind
from apps.compliance.services.draft import start_draft
from apps.core.events import timeline
from apps.sync.outgoing import notify
from tests.policies.world import Environment
from tests.world import World

# name: (method, right). "" = any member; None = anybody at all.
TABLE: dict[str, tuple[str, str | None]] = {
    "accounts:sign_in": ("GET", None),
    "accounts:sign_out": ("POST", None),
    "accounts:switch_organization": ("POST", ""),
    "portal:home": ("GET", ""),
    "portal:search": ("GET", ""),
    "portal:members": ("GET", ""),
    "portal:audit": ("GET", "audit.read"),
    "portal:audit_export": ("GET", "audit.read"),
    "portal:sandbox": ("GET", ""),
    "portal:connections": ("GET", ""),
    "portal:connect": ("GET", "connection.edit"),
    "portal:connection": ("GET", ""),
    "portal:connection_verify": ("POST", "connection.resume"),
    "portal:connection_pull": ("POST", "connection.edit"),
    "portal:connection_pause": ("POST", "connection.edit"),
    "portal:connection_resume": ("POST", "connection.resume"),
    "portal:connection_token": ("GET", "connection.edit"),
    "portal:connection_rename": ("GET", "connection.edit"),
    "portal:connection_disconnect": ("GET", "connection.edit"),
    "portal:credentials": ("GET", ""),
    "portal:credential_new": ("GET", "credential.edit"),
    "portal:credential_revoke": ("GET", "credential.edit"),
    "numberpools:number_list": ("GET", ""),
    "numberpools:refresh": ("POST", "number.refresh"),
    "numberpools:export": ("GET", ""),
    "sync:list": ("GET", ""),
    "sync:detail": ("GET", ""),
    "sync:retry_many": ("POST", "sync.retry"),
    "sync:retry": ("POST", "sync.retry"),
    "sync:refresh": ("POST", "sync.retry"),
    "sync:decide": ("POST", "sync.decide"),
    "sync:outgoing_list": ("GET", ""),
    "sync:outgoing_detail": ("GET", ""),
    "sync:outgoing_resend": ("POST", "sync.retry"),
    "sync:plivo_callback": ("POST", None),
    "reference:plivo": ("GET", None),
    "reference:plivo_json": ("GET", None),
    "reference:plivo_yaml": ("GET", None),
    "reference:pingone": ("GET", None),
    "reference:pingone_json": ("GET", None),
    "reference:pingone_yaml": ("GET", None),
    "compliance:profile_list": ("GET", ""),
    "compliance:profile_new": ("GET", "profile.edit"),
    "compliance:profile": ("GET", ""),
    "compliance:profile_edit": ("GET", "profile.edit"),
    "compliance:profile_delete": ("GET", "profile.delete"),
    "compliance:brand_list": ("GET", ""),
    "compliance:brand_new": ("GET", "brand.submit"),
    "compliance:brand": ("GET", ""),
    "compliance:brand_correct": ("POST", "brand.submit"),
    "compliance:brand_delete": ("GET", "brand.delete"),
    "compliance:campaign_list": ("GET", ""),
    "compliance:campaign_new": ("GET", "campaign.submit"),
    "compliance:campaign_import": ("GET", "campaign.import"),
    "compliance:campaign": ("GET", ""),
    "compliance:campaign_correct": ("POST", "campaign.submit"),
    "compliance:campaign_delete": ("GET", "campaign.delete"),
    "compliance:tollfree_list": ("GET", ""),
    "compliance:tollfree_new": ("GET", "tollfree.submit"),
    "compliance:tollfree": ("GET", ""),
    "compliance:tollfree_correct": ("POST", "tollfree.submit"),
    "compliance:tollfree_delete": ("GET", "tollfree.delete"),
    "compliance:evidence": ("GET", None),
    "compliance:number_link": ("GET", "number.link"),
    "compliance:number_unlink": ("GET", "number.unlink"),
    "compliance:number_relink": ("POST", "number.link"),
    "compliance:start": ("POST", "draft.edit"),
    "compliance:draft": ("GET", ""),
    "compliance:step": ("GET", "draft.edit"),
    "compliance:save": ("POST", "draft.edit"),
    "compliance:review": ("GET", "draft.edit"),
    "compliance:discard": ("GET", "draft.edit"),
    "policies:policy_list": ("GET", ""),
    "policies:policy_new": ("GET", "policy.edit"),
    "policies:policy": ("GET", ""),
    "policies:policy_edit": ("GET", "policy.edit"),
    "policies:policy_history": ("GET", ""),
    "policies:policy_restore": ("GET", "policy.edit"),
    "policies:policy_copy": ("GET", "policy.edit"),
    "policies:policy_default": ("GET", "policy.edit"),
    "policies:policy_delete": ("GET", "policy.delete"),
    "policies:pull": ("POST", "connection.edit"),
    "policies:setting_list": ("GET", ""),
    "policies:setting_new": ("GET", "setting.edit"),
    "policies:setting_preview": ("POST", "setting.edit"),
    "policies:setting_try_new": ("POST", "setting.try"),
    "policies:setting": ("GET", ""),
    "policies:setting_edit": ("GET", "setting.edit"),
    "policies:setting_try": ("GET", "setting.try"),
    "policies:setting_delete": ("GET", "setting.delete"),
    "policies:setting_restore": ("GET", "setting.edit"),
    "policies:simulator": ("GET", ""),
    "policies:coverage": ("GET", ""),
}


def urls_of(world: World) -> dict[str, str]:
    """The URL of each row, for objects of `world`'s organisation."""
    campaign = world.campaign()
    link = world.link(campaign, world.numbers(1))[0]
    draft = start_draft(kind=DraftKind.CAMPAIGN, data={}, actor=world.actor)
    credential, _ = issue_credential(
        door="plivo", account=world.account, name="Shop", rights="read", actor=world.actor
    )
    campaign.callback_url = "https://integrator.example/hook"
    callback = notify(campaign, {"event": "campaign", "status": "created"})
    pingone = Environment(world.sandbox, world.organization)
    policy = pingone.policy()
    setting = pingone.setting()
    version, first = timeline(policy).last(), timeline(setting).last()
    assert version is not None and first is not None
    arguments: dict[str, tuple[Any, ...]] = {
        "sync:outgoing_list": (),
        "sync:outgoing_detail": (callback.pk,),
        "sync:outgoing_resend": (callback.pk,),
        "portal:credential_revoke": (credential.public_id,),
        "compliance:start": ("campaign",),
        "compliance:step": (draft.pk, "content"),
        "compliance:save": (draft.pk, "content"),
        "compliance:number_relink": (campaign.public_id, link.number),
        "compliance:evidence": (world.evidence().get_absolute_url().rpartition("/")[2],),
        "sync:plivo_callback": (campaign.sync.token,),
        "policies:pull": (pingone.configuration.pk,),
        "policies:policy_restore": (policy.public_id, version.pk),
        "policies:coverage": (policy.public_id,),
        "policies:setting_restore": (setting.public_id, first.pk),
    }
    assert campaign.brand is not None
    verification = world.verification(campaign.brand.profile)
    for name in TABLE:
        room, _, page = name.partition(":")
        if name in arguments:
            continue
        if page in ("draft", "review", "discard"):
            arguments[name] = (draft.pk,)
        elif room == "sync" and page not in ("list", "retry_many"):
            arguments[name] = (campaign.sync_id,)
        elif room == "portal" and page.startswith("connection") and page != "connections":
            arguments[name] = (world.configuration.pk,)
        elif room == "policies" and page.startswith("policy") and page[6:] not in ("_list", "_new"):
            arguments[name] = (policy.public_id,)
        elif room == "policies" and page in (
            "setting", "setting_edit", "setting_try", "setting_delete",
        ):  # fmt: skip
            arguments[name] = (setting.public_id,)
        elif room == "compliance" and not page.endswith(("_list", "_new", "_import")):
            kind = page.partition("_")[0]
            of = {
                "profile": campaign.brand.profile,
                "brand": campaign.brand,
                "tollfree": verification,
            }
            arguments[name] = (of.get(kind, campaign).public_id,)
    return {name: reverse(name, args=arguments.get(name, ())) for name in TABLE}
