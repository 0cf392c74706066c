"""What axe, a checker of accessibility, finds on a page of the built site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from built import VENDOR

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

__all__ = ["findings"]

_LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def findings(browser: Chrome) -> list[str]:
    """Return what axe holds against the page, at level AA."""
    browser.execute_script((VENDOR / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    run = (
        "const done = arguments[1];"
        "axe.run({runOnly: {type: 'tag', values: arguments[0]}}).then(done, (e) => done({error: String(e)}))"
    )
    result: dict[str, Any] = browser.execute_async_script(run, _LEVEL_AA)
    assert "violations" in result, json.dumps(result)
    return [
        f"{rule['id']}: {rule['help']} @ {node['target']} {node['html'][:160]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
