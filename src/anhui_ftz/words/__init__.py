"""Values in words, English and Chinese."""

__all__: list[str] = []
