"""The parts of the site that are made when it is built: reference, data pages, search, explorer, and more."""

from __future__ import annotations

__all__ = ["setup"]

from sphinx.application import Sphinx

from ftz_site import around, chinese, data_quality, gallery, reference, search, tables, text, web, zones


def setup(app: Sphinx) -> dict[str, bool]:
    """Register every part with Sphinx."""
    for part in (search, text, reference, tables, data_quality, zones, chinese, gallery, web, around):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
