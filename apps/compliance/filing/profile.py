"""Filing a company: free."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from apps.compliance.filing.base import Filing
from apps.compliance.models import Profile
from apps.compliance.services.profile import create_profile, taken_aliases
from apps.core.errors import Refused
from apps.providers.models import ProviderConfiguration


class ProfileFiling(Filing):
    kind = "profile"
    noun = "company"
    right = "profile.edit"

    @property
    def title(self) -> str:
        return str(self.data.get("profile_alias") or self.data.get("company_name") or "New company")

    @property
    def verb(self) -> str:
        return "Save company"

    @property
    def free(self) -> str:
        return "Free. Plivo charges nothing for a company profile."

    @cached_property
    def configuration(self) -> ProviderConfiguration | None:
        """The connection it is filed through."""
        mine = ProviderConfiguration.objects.plivo().visible_to(self.actor)
        asked = self.data.get("configuration")
        return mine.filter(pk=asked).first() if isinstance(asked, int) else None

    @cached_property
    def context(self) -> dict[str, Any]:
        if self.configuration is None:
            return {}
        return {"taken_aliases": taken_aliases(self.configuration)}

    def save(self, values: Mapping[str, Any]) -> Profile:
        if self.configuration is None:
            raise Refused("The connection of this draft is gone. Start again with another one.")
        return create_profile(configuration=self.configuration, values=values, actor=self.actor)
