"""Draw the pictures of the README: `python docs/picture.py`, whenever the data or pyproject.toml has changed."""

import re
import tomllib
from html import escape
from pathlib import Path

import anhui_ftz as ftz
from anhui_ftz.words.screen import width_of

_ROOT = Path(__file__).parents[1]
_STATIC = _ROOT / "docs" / "_static"
_CELL, _LINE, _MARGIN = 8.4, 20, 20
_GROUND, _PLAIN, _STRONG, _QUIET = "#0f1b24", "#e6edf3", "#7cc4ee", "#9fb3c1"


def _runs(line: str, y: int) -> str:
    """Return a line of the terminal: each run of words is placed by its column, whatever font there is."""
    drawn = []
    for run in re.finditer(r"\S+(?: \S+)*", line):
        colour = _STRONG if run.start() == 0 else _PLAIN
        x, width = _MARGIN + width_of(line[: run.start()]) * _CELL, width_of(run[0]) * _CELL
        words = re.sub(r"\[[\d, ]+\]", lambda mark: f'<tspan fill="{_QUIET}">{mark[0]}</tspan>', escape(run[0]))
        drawn.append(f'<text x="{x:.1f}" y="{y}" fill="{colour}" textLength="{width:.1f}">{words}</text>')
    return "".join(drawn)


def terminal() -> str:
    """Return the first screen of the briefing as the picture of a terminal, in SVG."""
    lines = ["$ python -m anhui_ftz", "", *ftz.briefing(ftz.load(), "anhui-ftz").text.rstrip().splitlines()]
    width = 2 * _MARGIN + max(map(width_of, lines)) * _CELL
    height = 2 * _MARGIN + len(lines) * _LINE
    drawn = [_runs(line, _MARGIN + _LINE * number + 14) for number, line in enumerate(lines)]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" font-size="14"'
        " font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\">"
    )
    title = "<title>The first screen of the briefing of the China (Anhui) Pilot Free Trade Zone</title>"
    ground = f'<rect width="{width:.0f}" height="{height}" rx="8" fill="{_GROUND}"/>'
    return "\n".join([opening, title, ground, *filter(None, drawn), "</svg>\n"])


def badges() -> dict[str, str]:
    """Return the badges by the name of their file; they state what pyproject.toml states."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    marked = [row.removeprefix("Programming Language :: Python :: ") for row in project["classifiers"]]
    versions = " | ".join(version for version in marked if re.fullmatch(r"3\.\d+", version))
    return {
        "badge-python.svg": _badge("Python", versions),
        "badge-licence.svg": _badge("licence", project["license"].replace(" AND ", ", data ").replace("-BY-", " BY ")),
        "badge-typed.svg": _badge("typed", "mypy and pyright strict"),
    }


def _badge(label: str, value: str) -> str:
    left, right = 12 + round(6.4 * len(label)), 12 + round(6.4 * len(value))
    text = '<text x="{x}" y="14" textLength="{width}" fill="{fill}">{words}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"'
        ' font-family="Verdana, \'DejaVu Sans\', sans-serif" font-size="11">'
        f"<title>{label}: {value}</title>"
        f'<rect width="{left + right}" height="20" rx="3" fill="#0b5c8a"/>'
        f'<rect width="{left}" height="20" rx="3" fill="#444"/>'
        + text.format(x=6, width=left - 12, fill="#fff", words=label)
        + text.format(x=left + 6, width=right - 12, fill="#fff", words=value)
        + "</svg>\n"
    )


def linkages() -> None:
    """Draw the map of the linkages of the Delta."""
    from anhui_ftz.plots import plot_linkage_map

    ax = plot_linkage_map(ftz.load(), among=["anhui", "jiangsu", "shanghai", "zhejiang"])
    # what it shows is written into it, so that a test can tell an old picture from the data of today
    zones = {"anhui-ftz", "jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz"}
    links = [link for link in ftz.linkages(ftz.load()) if {link.a, link.b} <= zones]
    shown = "; ".join(f"{link.a} {link.b} {len(link.evidence)}" for link in links)
    ax.figure.savefig(
        _STATIC / "linkages.png",
        dpi=120,
        bbox_inches="tight",
        metadata={"Description": shown, "Software": None},
    )


if __name__ == "__main__":
    for name, picture in {"briefing.svg": terminal(), **badges()}.items():
        (_STATIC / name).write_text(picture, encoding="utf-8")
    linkages()
