"""What the how-to pages serve: a database in Datasette, and the recipe for FastAPI, asked over HTTP."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from fastapi.testclient import TestClient

import anhui_ftz as ftz
from anhui_ftz.io import write_sqlite

DS = ftz.load()
PAGES = Path(__file__).parents[1] / "docs"
SERVICES = (PAGES / "how-to-services.md").read_text("utf-8")
SQL = (PAGES / "how-to-sqlite.md").read_text("utf-8")
#: What a page asks, each with the answer that it shows.
_asked = re.compile(r"^\$ curl '([^']+)'\n(.+)$", re.MULTILINE).findall


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the bundled database on this machine, and return its address."""
    folder = tmp_path_factory.mktemp("served")
    write_sqlite(DS, folder / "ftz.db")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serve = [sys.executable, "-m", "datasette", "serve", "--immutable", "ftz.db", "--port", str(port)]
    with subprocess.Popen(serve, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                asked(f"{address}/-/versions.json")
                break
            except URLError:
                assert server.poll() is None, "Datasette ended"
                time.sleep(0.1)
        yield address
        server.terminate()


def asked(url: str) -> Any:
    with urlopen(url, timeout=60) as answer:  # noqa: S310 - on this machine
        return json.load(answer)


def test_datasette_shows_the_tables_and_views_and_what_refers_to_what(datasette: str) -> None:
    database = asked(f"{datasette}/ftz.json")
    assert {"figures", "linkages"} <= {view["name"] for view in database["views"]}
    tables = {table["name"]: table for table in database["tables"]}
    assert tables["observations"]["count"] == len(DS.observations)
    assert {"column": "indicator", "other_table": "indicators", "other_column": "id"} in tables["observations"][
        "foreign_keys"
    ]["outgoing"]


def test_datasette_filters_the_view_of_figures(datasette: str) -> None:
    rows = asked(f"{datasette}/ftz/figures.json?_shape=array&_size=max&subject=anhui-ftz&indicator=goods-trade")
    due = ftz.observations(DS, subject="anhui-ftz", indicator="goods-trade")
    assert {(row["id"], row["subject_zh"], row["value_exact"]) for row in rows} == {
        (row.id, "中国（安徽）自由贸易试验区", format(row.quantity.value, "f")) for row in due
    }


def test_datasette_filters_the_view_of_linkages(datasette: str) -> None:
    question = "_shape=array&_size=max&level=zone&form=framework-agreement&a=anhui-ftz&b=zhejiang-ftz"
    rows = asked(f"{datasette}/ftz/linkages.json?{question}")
    link = ftz.partners(DS, "anhui-ftz", form="framework-agreement")["zhejiang-ftz"]
    assert {row["cooperation"] for row in rows} == {each.cooperation.id for each in link.evidence}


@pytest.mark.parametrize(
    ("words", "field", "id"), [("芜湖片区", "name", "anhui-ftz-wuhu"), ("Wuhu", "name", "wuhu-port")]
)
def test_datasette_searches_names(datasette: str, words: str, field: str, id: str) -> None:
    assert (field, id) in {(row["field"], row["id"]) for row in searched(datasette, words)}


def test_datasette_searches_notes(datasette: str) -> None:
    row, note = next((row, note) for row in DS.observations for note in row.notes if "海关" in note.text.zh)
    assert (row.id, note.text.zh) in {(each["id"], each["text"]) for each in searched(datasette, "海关")}


def searched(address: str, words: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = asked(f"{address}/ftz/search.json?_shape=array&_size=max&_search={quote(words)}")
    return rows


def test_the_page_shows_what_datasette_answers(datasette: str) -> None:
    found = _asked(SQL)
    assert found
    for url, answer in found:
        assert asked(url.replace("http://localhost:8001", datasette)) == json.loads(answer)


def test_the_recipe_for_fastapi_answers_as_the_page_shows() -> None:
    [recipe] = re.findall(r"```python\n(.*?)```", SERVICES, re.DOTALL)
    scope: dict[str, Any] = {}
    exec(recipe, scope)  # noqa: S102 - the code of the page
    client = TestClient(scope["app"])
    good = client.get("/partners/安徽自贸试验区", params={"form": "framework-agreement"})
    due = ftz.as_record(ftz.partners(DS, "anhui-ftz", form="framework-agreement"))
    assert (good.status_code, good.json()) == (200, due)
    found = _asked(SERVICES)
    assert len(found) == 2
    for url, answer in found:
        given = client.get(url.removeprefix("http://localhost:8000"))
        assert given.status_code == (404 if "Atlantis" in url else 422)
        assert given.text == answer
