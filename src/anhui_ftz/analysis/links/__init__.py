"""Links: which places cooperation links, and what follows from that."""

__all__: list[str] = []
