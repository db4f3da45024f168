"""AI vendors that may vanish: asked in the seller's order within one deadline, each of their faults expected."""

from caveat.providers.cache import Cache, MemoryCache
from caveat.providers.faults import Kind, Language, still
from caveat.providers.keys import Keys, has_keyring
from caveat.providers.nouns import Answer, Failure, Fault, Message, Request, Told, Try
from caveat.providers.presets import Preset, presets
from caveat.providers.roster import DATA, Price, Vendor
from caveat.providers.standing import Memory
from caveat.providers.vendors import Standing, Vendors

__all__ = [
    "Answer", "Cache", "DATA", "Failure", "Fault", "Keys", "Kind", "Language", "Memory", "MemoryCache", "Message",
    "Preset", "Price", "Request", "Standing", "Told", "Try", "Vendor", "Vendors", "has_keyring", "presets", "still",
]  # fmt: skip
