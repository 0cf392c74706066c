"""An event study on the pilot free trade zones: a made-up outcome with a planted effect, which is recovered.

The page how-to-did shows and runs it; `python docs/did.py` runs it alone and shows the picture.
"""

from __future__ import annotations

import re
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pyfixest as pf

import anhui_ftz as ftz

#: The effect that is planted, by years since the zone opened: log points of the outcome.
PLANTED = {0: 0.02, 1: 0.03, 2: 0.04, 3: 0.05, 4: 0.05, 5: 0.05}
FIRST, LAST = -5, 5


def panel() -> pd.DataFrame:
    """Return cities by year, with the outcome `y` that is made up."""
    made = ftz.treatment_panel(ftz.load(), "prefecture", years=(2010, 2022))
    rows = made.to_frame("pandas")
    rows = rows[rows["cohort"].notna()]  # a zone whose day is not known is neither treated nor a control
    after = pd.to_numeric(rows["event_time"], errors="coerce").astype(float)
    random = np.random.default_rng(20200924)
    units = {unit: random.normal(10, 1) for unit in rows["unit"].unique()}
    years = {year: 0.06 * (year - 2010) + random.normal(0, 0.01) for year in sorted(rows["year"].unique())}
    effect = after.clip(upper=LAST).map(PLANTED).fillna(0.0)
    noise = random.normal(0, 0.03, len(rows))
    return pd.DataFrame(
        {
            "unit": rows["unit"].astype(str),
            "year": rows["year"].astype(int),
            "treated": rows["treated"].astype(int),
            # years since the opening, with the ends binned; cities that are never treated stay in the reference
            "since": after.clip(FIRST, LAST).fillna(-1).astype(int),
            "y": rows["unit"].map(units).astype(float) + rows["year"].map(years).astype(float) + effect + noise,
        }
    )


def two_way(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the event study with fixed effects of city and year, errors clustered by city."""
    return _table(pf.feols("y ~ i(since, ref=-1) | unit + year", rows, vcov={"CRV1": "unit"}))


def two_stage(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the event study in two stages (Gardner 2022).

    It is valid if effects differ between cohorts.
    """
    return _table(
        pf.did2s(
            rows,
            yname="y",
            first_stage="~ 0 | unit + year",
            second_stage="~ i(since, ref=-1)",
            treatment="treated",
            cluster="unit",
        )
    )


def _table(fit: Any) -> pd.DataFrame:
    """Return estimate and 95 % interval by year since the opening."""
    table = fit.tidy()[["Estimate", "2.5%", "97.5%"]]
    times = [int(re.findall(r"-?\d+", str(name))[-1]) for name in table.index]
    return pd.DataFrame(table.to_numpy(), index=pd.Index(times), columns=["estimate", "lower", "upper"]).sort_index()


def draw(studies: dict[str, pd.DataFrame]) -> None:
    """Draw the estimates with their intervals over the planted effect."""
    figure, ax = plt.subplots(layout="constrained")
    times = range(FIRST, LAST + 1)
    ax.step(times, [PLANTED.get(time, 0.0) for time in times], where="mid", color="#9a9a9a", label="planted effect")
    marks = zip(studies.items(), ("o", "s"), ("#2f7fb8", "#c2702a"), (-0.1, 0.1), strict=True)
    for (name, found), mark, colour, beside in marks:
        errors = [found["estimate"] - found["lower"], found["upper"] - found["estimate"]]
        ax.errorbar(found.index + beside, found["estimate"], errors, fmt=mark, capsize=3, color=colour, label=name)
    ax.axvline(-0.5, color="#bbbbbb", linewidth=0.8, linestyle="--")
    ax.set(xlabel="Years since the zone opened", ylabel="Effect on the outcome, log points", xticks=list(times))
    ax.set_title("The planted effect and its estimates", loc="left", fontsize="medium")
    figure.legend(loc="outside lower left", ncols=1, frameon=False, fontsize="small")


def check(found: pd.DataFrame) -> None:
    """Make sure that the planted effect is recovered, within twice its interval.

    Raises
    ------
    ValueError
        If it is not.
    """
    for time, planted in PLANTED.items():
        row = found.loc[[time]]
        off, width = float(abs(row["estimate"] - planted).iloc[0]), float((row["upper"] - row["lower"]).iloc[0])
        if off > width:
            raise ValueError(f"{time} years after the opening the estimate is off by {off:.3f}")


rows = panel()
studies = {"two-way fixed effects, 95%": two_way(rows), "two stages, 95%": two_stage(rows)}
for study in studies.values():
    check(study)
if __name__ == "__main__":
    draw(studies)
    plt.show()
