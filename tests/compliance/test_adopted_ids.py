"""An account that another organisation had before: its ids name things there already."""

from apps.accounts.actors import actor_of
from apps.compliance.models import Profile, TollfreeVerification
from apps.compliance.services.profile import pull_profiles
from apps.compliance.services.tollfree_pull import pull_verifications
from tests import factories
from tests.world import World


def test_both_organisations_have_what_the_account_has(world: World) -> None:
    verification = world.verification()
    world.drain()
    verification.refresh_from_db()
    pull_profiles(configuration=world.configuration, actor=world.actor)
    world.configuration.active = False
    world.configuration.save()
    owner = factories.MembershipFactory(role="owner")
    again = factories.ConfigurationFactory(
        organization=owner.organization,
        account_id=world.account,
        api_secret=world.configuration.api_secret,
        base_url=world.configuration.base_url,
    )
    actor = actor_of(owner)
    assert pull_profiles(configuration=again, actor=actor) == 2
    assert pull_verifications(configuration=again, actor=actor) == 1
    theirs = TollfreeVerification.objects.get(configuration=again)
    assert theirs.remote_id == verification.remote_id == theirs.public_id
    primary = Profile.objects.get(configuration=again, profile_type="PRIMARY")
    first = Profile.objects.get(configuration=world.configuration, profile_type="PRIMARY")
    assert primary.remote_id == first.remote_id == first.public_id != primary.public_id
