"""Between JSON and the model: reading with every fault found, writing canonically and safely."""

__all__: list[str] = []
