"""What the cases work on, made through the product's services."""

import secrets
import string
import uuid
from typing import Any

from apps.accounts.actors import actor_of
from apps.accounts.models import Membership, Organization, User
from apps.compliance.models import Profile
from apps.compliance.services.profile import create_profile
from apps.core.actor import Actor
from apps.policies.models import NotificationPolicy
from apps.policies.services.policy import create_policy
from apps.providers import catalogue
from apps.providers.models import Lane, ProviderConfiguration

COMPANY: dict[str, Any] = {
    "customer_type": "DIRECT",
    "entity_type": "PRIVATE",
    "company_name": "Acme Bakery LLC",
    "vertical": "RETAIL",
    "ein": "12-2321231",
    "ein_issuing_country": "US",
    "street": "660 Broadway",
    "city": "New York",
    "state": "NY",
    "postal_code": "10012",
    "country": "US",
    "contact_first_name": "Olivia",
    "contact_last_name": "Baker",
    "contact_email": "olivia@acmebakery.com",
    "contact_phone": "+12125551234",
    "contact_title": "Ms",
    "contact_seniority": "CEO",
    "website": "https://acmebakery.com",
}
ALPHABET = string.ascii_uppercase + string.digits


def account(
    url: str, provider: catalogue.Provider = catalogue.PLIVO
) -> tuple[ProviderConfiguration, Actor]:
    """A connection with an account of its own, and its owner."""
    name = secrets.token_hex(6)
    organization = Organization.objects.create(handle=name, name=name)
    user = User.objects.create(email=f"{name}@example.com", password="!")
    member = Membership.objects.create(user=user, organization=organization, role="owner")
    auth_id = "MA" + "".join(secrets.choice(ALPHABET) for _ in range(18))
    if provider == catalogue.PINGONE:
        auth_id = str(uuid.uuid4())
    configuration = ProviderConfiguration.objects.create(
        organization=organization,
        name=name,
        provider=provider.id,
        account_id=auth_id,
        api_key=auth_id,
        api_secret=secrets.token_hex(20),
        base_url=url,
    )
    Lane.objects.create(configuration=configuration)
    return configuration, actor_of(member)


def companies(configuration: ProviderConfiguration, actor: Actor, count: int) -> list[Profile]:
    """`count` companies, each waiting to be sent."""
    return [
        create_profile(
            configuration=configuration,
            values={**COMPANY, "profile_alias": f"Company {number}"},
            actor=actor,
        )
        for number in range(count)
    ]


def policies(
    configuration: ProviderConfiguration, actor: Actor, count: int
) -> list[NotificationPolicy]:
    """`count` notification policies, each waiting to be sent."""
    body: dict[str, Any] = {"quotas": [], "default": False}
    return [
        create_policy(
            configuration=configuration, body={**body, "name": f"Policy {number}"}, actor=actor
        )
        for number in range(count)
    ]
