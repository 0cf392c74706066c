"""The explorer and the live page."""

from __future__ import annotations

__all__ = ["setup"]

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Nothing yet."""
