"""The languages in which a form can be had."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from milepost.submissions.template.english import ENGLISH
from milepost.submissions.template.spanish import SPANISH
from milepost.submissions.template.words import Words

WORDS: Final[Mapping[str, Words]] = MappingProxyType({"en": ENGLISH, "es": SPANISH})
