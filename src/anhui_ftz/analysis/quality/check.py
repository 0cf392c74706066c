"""Data quality: what is doubtful in a data set that is lawful."""

from __future__ import annotations

__all__ = ["check"]

from anhui_ftz.analysis.quality.figure_checks import figure_checks
from anhui_ftz.analysis.quality.findings import Finding, sorted_findings
from anhui_ftz.analysis.quality.record_checks import record_checks
from anhui_ftz.analysis.quality.source_checks import source_checks
from anhui_ftz.model.dataset import Dataset, as_dataset


def check(ds: Dataset) -> tuple[Finding, ...]:
    r"""Return what is doubtful in a data set, beyond what building it has refused.

    Parameters
    ----------
    ds
        The data set.

    Returns
    -------
    tuple of Finding
        The weightiest first; ``anhui_ftz.analysis.quality.findings.RULES`` says what each rule means.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> mine = ftz.Dataset(sources=[ftz.Source("page", "Publisher", published="2021")])
    >>> print(*ftz.check(mine), sep="\n")
    info: $.sources['page']: no record cites it (cite it, or leave it out) [unused-source]
    """
    as_dataset(ds)
    return sorted_findings([*source_checks(ds), *figure_checks(ds), *record_checks(ds)])
