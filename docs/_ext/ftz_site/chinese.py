"""The parts of a page that the theme writes, in Chinese: it writes them in English on every page of a site."""

from __future__ import annotations

__all__ = ["setup"]

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

_LOG = logging.getLogger(__name__)
#: What the theme writes, with enough around it that no text of the page is taken for it.
_CHROME = {
    'aria-label="Toggle site navigation sidebar"': 'aria-label="显示或隐藏站点导航"',
    'aria-label="Toggle table of contents sidebar"': 'aria-label="显示或隐藏本页目录"',
    'aria-label="Toggle Light / Dark / Auto color theme"': 'aria-label="切换浅色、深色或自动配色"',
    "Skip to content": "跳到正文",
    "<span>Back to top</span>": "<span>回到顶部</span>",
    "On this page": "本页目录",
    'placeholder="Search" name="q" aria-label="Search"': 'placeholder="搜索" name="q" aria-label="搜索"',
    'title="Index"': 'title="索引"',
    'title="Search"': 'title="搜索"',
    "<title>Contents</title>": "<title>目录</title>",
    "<title>Menu</title>": "<title>菜单</title>",
    "<title>Expand</title>": "<title>展开</title>",
    "<title>Light mode</title>": "<title>浅色</title>",
    "<title>Dark mode</title>": "<title>深色</title>",
    "<title>Auto light/dark, in light mode</title>": "<title>自动，现为浅色</title>",
    "<title>Auto light/dark, in dark mode</title>": "<title>自动，现为深色</title>",
    'title="Link to this heading"': 'title="本标题的链接"',
    "Copyright &#169;": "版权所有 &#169;",
    "Made with ": "页面样式：",
}


def setup(app: Sphinx) -> None:
    """Put the Chinese words on the Chinese pages once these are written."""
    app.connect("build-finished", _translate)


def _translate(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    for path in sorted((Path(app.outdir) / "zones" / "zh").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        for english, chinese in _CHROME.items():
            if english not in text and chinese not in text:
                _LOG.warning("the theme no longer writes %r, which %s had in Chinese", english, path.name)
            text = text.replace(english, chinese)
        path.write_text(text, encoding="utf-8")
