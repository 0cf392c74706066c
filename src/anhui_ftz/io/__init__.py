"""Doors to other tools; each is an optional extra."""

__all__: list[str] = []
