"""Quality: figures that disagree, records that are doubtful, citations that do not support their record."""

__all__: list[str] = []
