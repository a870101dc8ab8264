"""A policy copied to another environment or beside itself."""

from apps.policies.models import NotificationPolicy
from tests.policies.pages import browser, fields, words
from tests.policies.world import Environment, chain


def test_beside_itself_it_gets_a_free_name(environment: Environment) -> None:
    row = environment.policy(default=True)
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}copy/"
    page = olivia.get(url)
    assert fields(page, "*")["name"] == ["Copy of Staff"]
    review = olivia.post(url, {**fields(page, "*"), "act": "review"})
    assert "It is not the default there" in words(review)
    assert NotificationPolicy.objects.count() == 1
    answer = olivia.post(url, {**fields(review, "*"), "act": "copy"})
    copy = NotificationPolicy.objects.get(name="Copy of Staff")
    assert answer["Location"] == copy.get_absolute_url()
    assert not copy.default and copy.configuration == environment.configuration


def test_elsewhere_each_provider_gets_its_stand_in(environment: Environment) -> None:
    there = Environment(environment.sandbox, environment.organization)
    gateway, lost = environment.setting(name="Gateway"), environment.setting(name="Lost")
    twin = there.setting(name="gateway")
    row = environment.policy(providerConfiguration={"conditions": [chain(lost, gateway)]})
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}copy/"
    assert there.configuration.name in words(olivia.get(url))
    page = olivia.get(url, {"to": there.configuration.pk})
    values = fields(page, "*")
    assert values["name"] == ["Staff"]
    assert (values["provider_0"], values["provider_1"]) == ([""], [twin.public_id])
    review = olivia.post(url, {**values, "act": "review"})
    assert olivia.post(url, {**fields(review, "*"), "act": "copy"}).status_code == 302
    copy = NotificationPolicy.objects.get(configuration=there.configuration)
    conditions = copy.wanted["providerConfiguration"]["conditions"]
    assert conditions[0]["fallbackChain"] == [{"id": twin.public_id}]
    there.drain()
    assert "Staff" in [one["name"] for one in there.there("policy")]


def test_a_chain_left_empty_is_said_before_anything_is_made(environment: Environment) -> None:
    there = Environment(environment.sandbox, environment.organization)
    conditions = [chain(environment.setting())]
    row = environment.policy(providerConfiguration={"conditions": conditions})
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}copy/"
    values = fields(olivia.get(url, {"to": there.configuration.pk}), "*")
    review = olivia.post(url, {**values, "act": "review"})
    text = words(review)
    assert "To correct first" in text and "nobody to send through" in text
    assert "Copy and send to PingOne" not in text
    back = olivia.post(url, {**fields(review, "*"), "act": "edit", "name": "Kept"})
    assert fields(back, "*")["name"] == ["Kept"]
    assert olivia.post(url, {**values, "act": "copy"}).status_code == 422


def test_a_name_that_is_taken_is_said_at_the_field(environment: Environment) -> None:
    row = environment.policy()
    olivia = browser(environment.olivia)
    url = f"{row.get_absolute_url()}copy/"
    values = {**fields(olivia.get(url), "*"), "name": "Staff", "act": "copy"}
    answer = olivia.post(url, values)
    assert answer.status_code == 422
    assert 'id="id_name_error"' in answer.content.decode()


def test_an_environment_of_others_is_not_there(environment: Environment) -> None:
    others = Environment(environment.sandbox)
    row = environment.policy()
    olivia = browser(environment.olivia)
    for to in (others.configuration.pk, "x", "9" * 30):
        assert olivia.get(f"{row.get_absolute_url()}copy/", {"to": to}).status_code == 404
        assert olivia.get("/policies/new/", {"environment": to}).status_code == 404


def test_a_new_policy_asks_which_environment_it_is_for(environment: Environment) -> None:
    there = Environment(environment.sandbox, environment.organization)
    olivia = browser(environment.olivia)
    assert there.configuration.name in words(olivia.get("/policies/new/"))
    page = olivia.get("/policies/new/", {"environment": there.configuration.pk})
    assert fields(page)["environment"] == [str(there.configuration.pk)]
