"""The three fields whose value depends on who reads: ids, links to other objects, callback URLs.

``context={"ids": "ours"}`` (default) writes what our API shows, ``"theirs"`` what the provider
needs.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from rest_framework import serializers

from apps.core.ssrf import ForbiddenAddressError, check_literal
from apps.sync.errors import Waiting
from apps.sync.mirrored import Mirrored

CALLBACK = frozenset({"url", "method", "callback_url", "callback_method"})
LINKS = frozenset({"profile_uuid", "brand_id", "campaign_id", "primary_profile", "remote_id"})

NOUNS = {"profile": "profile", "brand": "brand", "campaign": "campaign"}


def absent(value: Any) -> bool:
    """``""``, null, ``[]`` and ``{}`` all mean absent in this dialect; ``False`` and 0 do not."""
    return value is None or (isinstance(value, (str, list, tuple, Mapping)) and not value)


def for_provider(field: serializers.Field[Any, Any, Any, Any]) -> bool:
    return field.context.get("ids") == "theirs"


class IdField(serializers.Field[Any, Any, str, Mirrored]):
    """The object's own id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"source": "*", "read_only": True, **kwargs})

    def to_representation(self, value: Mirrored) -> str:
        return value.remote_id if for_provider(self) else value.public_id


class LinkField(serializers.Field[Mirrored, Any, str, Mirrored]):
    """The id of another object.

    Written for the provider it needs the other's remote id and raises
    :class:`apps.sync.errors.Waiting` (``on`` the other) while there is none. Read, it takes ours or
    theirs and finds the live object of ``context["configuration"]``.
    """

    default_error_messages = {"unknown": "There is no {noun} with the id {id} in this account."}

    def __init__(self, model: type[Mirrored], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def to_representation(self, value: Mirrored) -> str:
        if not for_provider(self):
            return value.public_id
        if not value.remote_id:
            raise Waiting(on=value)
        return value.remote_id

    def to_internal_value(self, data: Any) -> Mirrored:
        rows: Any = self.model._default_manager.all()
        live = rows.filter(configuration=self.context.get("configuration"), retired_at__isnull=True)
        sent = str(data)
        found = live.called(sent)
        if found is None:
            noun = NOUNS[self.model._meta.model_name or ""]
            self.fail("unknown", noun=noun, id=sent)
        return found


class CallbackURLField(serializers.URLField):
    """Where status changes are posted: ours when we write to the provider, never in answers.

    ``context["callback_url"]`` is our address; without it nothing is written.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, value: Any) -> str:
        return str(self.context.get("callback_url") or "") if for_provider(self) else ""

    def to_internal_value(self, data: Any) -> Any:
        url = super().to_internal_value(data)
        try:
            check_literal(url)
        except ForbiddenAddressError as error:
            raise serializers.ValidationError(str(error)) from error
        return url


class CallbackMethodField(serializers.ChoiceField):
    """GET or POST; we ask the provider for POST, and say so only beside a URL."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": ["GET", "POST"], "required": False, **kwargs})

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, value: Any) -> str:
        return "POST" if for_provider(self) and self.context.get("callback_url") else ""

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(str(data).upper())


class TextField(serializers.CharField):
    """Optional text; what is required and how long it may be is for the rules to say."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "allow_blank": True, "allow_null": True, **kwargs})


class WireSerializer(serializers.Serializer[Any]):
    """A body of the dialect: absent values are left out, unknown keys ignored.

    ``aliases`` maps other spellings in use to the documented key. With ``null_clears`` null is no
    absence but the wish to empty a text; the SDKs send ``""`` for whatever they leave alone.
    """

    aliases: Mapping[str, str] = {}
    null_clears = False

    def to_representation(self, instance: Any) -> dict[str, Any]:
        written = super().to_representation(instance)
        return {name: value for name, value in written.items() if not absent(value)}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            given = {
                name: value
                for name, value in data.items()
                if not absent(value) or (value is None and self._clears(name))
            }
            for other, name in self.aliases.items():
                if other in given:
                    given.setdefault(name, given.pop(other))
            data = given
        return super().to_internal_value(data)

    def _clears(self, name: str) -> bool:
        return self.null_clears and isinstance(self.fields.get(name), serializers.CharField)


def snapshot(serializer: type[WireSerializer], obj: Model) -> dict[str, Any]:
    """The body of a paid filing as it is frozen: without ids and callback, which may change."""
    body = serializer(obj, context={"ids": "ours"}).data
    return {name: value for name, value in body.items() if name not in LINKS | CALLBACK}


def cleared(serializer: type[WireSerializer], obj: Mirrored) -> dict[str, None]:
    """The texts that are empty here and not at the provider, as null: left out they would stay.

    Plivo documents no way to empty a text; that null does it is our reading (its SDKs send ``""``
    for whatever they leave alone).
    """
    theirs = obj.remote_data if isinstance(obj.remote_data, Mapping) else {}
    return {
        name: None
        for name, field in serializer().fields.items()
        if isinstance(field, TextField)
        and absent(getattr(obj, field.source or name))
        and not absent(theirs.get(name))
    }
