"""Figures: looking them up, adding them, working others out from them, and comparing places."""

__all__: list[str] = []
