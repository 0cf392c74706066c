"""Printed text to figures."""

__all__: list[str] = []
