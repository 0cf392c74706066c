"""The verbs: pure functions that take a data set and return a value."""

__all__: list[str] = []
