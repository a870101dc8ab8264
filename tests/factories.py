"""Smallest valid rows; every argument can be given."""

import secrets
import string

import factory
from factory.django import DjangoModelFactory

from apps.accounts.models import Membership, Organization, User
from apps.providers import catalogue
from apps.providers.models import Lane, ProviderConfiguration

PASSWORD = "correct horse battery"


def new_auth_id() -> str:
    """A well-formed Plivo account id: a fresh world at the sandbox."""
    return "MA" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(18))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    handle = factory.Sequence(lambda n: f"org-{n}")
    name = factory.Sequence(lambda n: f"Organisation {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = "filer"


class ConfigurationFactory(DjangoModelFactory):
    class Meta:
        model = ProviderConfiguration
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Plivo {n}")
    provider = catalogue.PLIVO.id
    account_id = factory.LazyFunction(new_auth_id)
    api_key = factory.SelfAttribute("account_id")
    api_secret = factory.LazyFunction(lambda: secrets.token_urlsafe(24))
    lane = factory.RelatedFactory(
        "tests.factories.LaneFactory", factory_related_name="configuration"
    )


class LaneFactory(DjangoModelFactory):
    class Meta:
        model = Lane

    configuration = factory.SubFactory(ConfigurationFactory)
