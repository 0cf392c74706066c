"""Where the built site stands, and what it was built with."""

from pathlib import Path

__all__ = ["BUILT", "VENDOR"]

_BUILD = Path(__file__).parents[1] / "build"
#: The pages.
BUILT = _BUILD / "html"
#: What npm brought.
VENDOR = _BUILD / "vendor"
