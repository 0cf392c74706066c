"""Between JSON and the model: reading with every fault found, writing canonically and safely."""

from anhui_ftz.storage.files import load, save
from anhui_ftz.storage.text import dumps, loads

__all__ = ["dumps", "load", "loads", "save"]
