"""How the documentation is built: `python -m sphinx -n -T -W --keep-going docs build/html`."""

import builtins
import os
import sys
from importlib.metadata import version as installed
from pathlib import Path
from urllib.parse import urlsplit

import anhui_ftz

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "anhui_ftz"
author = "The anhui_ftz authors"
project_copyright = "2026, the anhui_ftz authors. Code: MIT; data: CC BY 4.0"
version = release = installed("anhui-ftz")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.intersphinx",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "sphinx_sitemap",
    "sphinxext.opengraph",
    "notfound.extension",
    "ftz_site",
]
language = "en"
exclude_patterns = ["_ext", "_static", "_web"]
suppress_warnings = ["config.cache"]  # the search language is registered by a function of our own
default_role = "py:obj"  # in docstrings, single backticks name an object
intersphinx_mapping: dict[str, tuple[str, None]] = {}  # the build asks no other site

myst_enable_extensions = ["deflist", "colon_fence", "attrs_inline", "substitution"]
myst_substitutions = {"version": version, "edition": anhui_ftz.load().edition}
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
autodoc_inherit_docstrings = False
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_param = True
napoleon_preprocess_types = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
nitpick_ignore_regex = [
    (r"py:.*", r"anhui_ftz\.reports\.briefing\..*|st\.SearchStrategy"),
    # The words that name a choice: each function lists them.
    (
        r"py:.*",
        r"(anhui_ftz\.[a-z_.]*)?([A-Za-z]+Name|Forms|Topics|Statuses|Parties|Rule|Match|Progress|Captioned|Sourced|Outlines|PathLike)",
    ),
    # Values that results consist of, and that nobody builds.
    (
        r"py:.*",
        r"anhui_ftz\.(reports\.panel_rows|analysis\.links\.ties|io\.excel\.result_rows|storage\.records|model\.decimals|model\.table|words\.document)\.[A-Za-z]+",
    ),
    # Types that are not part of our face: the reader sees what they are, and no page of ours defines them.
    (r"py:.*", r"(collections|datetime|decimal|enum|fractions|hypothesis|os|pathlib|typing|types)\..*"),
    (r"py:.*", r"(networkx|nx|matplotlib|Axes|pandas|polars|pyarrow|pa|narwhals|pyspark|duckdb|np|numpy)(\..*)?"),
    (r"py:.*", r"(Decimal|Fraction|Path|date|Callable|Collection|Iterable|Iterator|Sequence|Mapping|Hashable|Any)"),
    (r"py:.*", "|".join([*dir(builtins), "frame", "optional"])),
    (r"py:.*", r"(anhui_ftz\.[a-z_.]*)?(_[A-Za-z_]+|Day)"),  # private aliases and type variables
]

# Where the site is published: the address of pages in the sitemap and in previews of links.
html_baseurl = os.environ.get("SITE_URL", "https://example.org/anhui_ftz").rstrip("/") + "/"
sitemap_url_scheme = "{link}"
sitemap_excludes = ["404.html", "genindex.html", "py-modindex.html", "search.html", "_modules/*"]
ogp_site_url = html_baseurl
ogp_image = html_baseurl + "_static/linkages.png"
ogp_image_alt = "A map of the zones of the Yangtze River Delta and the numbers of cooperations that link them."
notfound_urls_prefix = urlsplit(html_baseurl).path

viewcode_follow_imported_members = True
copybutton_prompt_text = r">>> |\.\.\. |\$ "  # prompts and output are not copied
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "anhui_ftz"
html_search_language = "en-zh"
html_search_scorer = str(Path(__file__).parent / "_ext" / "scorer.js")
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5c8a", "color-brand-content": "#0b5c8a"},
    "dark_css_variables": {"color-brand-primary": "#7cc4ee", "color-brand-content": "#7cc4ee"},
}
