"""The live page runs code as the library does, can be stopped, and keeps what was run in its address."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

import anhui_ftz as ftz
from accessibility import findings
from built import BUILT

pytest.importorskip("selenium", reason="the tests of the site need the extra `site`")

from selenium.webdriver import Chrome, Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

_Visit = Callable[..., Chrome]
_Without = Callable[[str], AbstractContextManager[None]]
_SOURCE = (BUILT / "_static" / "live-examples.js").read_text(encoding="utf-8") if BUILT.exists() else ""
#: Names stay from run to run.
_FORGET = (
    "for _name in [name for name in globals() if not name.startswith('_')]: del globals()[_name]\n"
    "[name for name in globals() if not name.startswith('_')]"
)
EXAMPLES = re.findall(r"^  (\w+): \{$", _SOURCE, re.MULTILINE)


def _text(browser: Chrome, part: str) -> str:
    return browser.find_element("id", f"live-{part}").text


def _code(browser: Chrome) -> str:
    return browser.find_element("id", "live-code").get_attribute("value") or ""


def _start(browser: Chrome, code: str) -> None:
    field = browser.find_element("id", "live-code")
    browser.execute_script("arguments[0].value = arguments[1]", field, code)
    field.send_keys(Keys.CONTROL, Keys.ENTER)


def _ended(browser: Chrome) -> str:
    """Wait for the end of a run, and return what was printed."""
    button = browser.find_element("id", "live-run")
    WebDriverWait(browser, 120).until(lambda _: button.is_enabled())
    return _text(browser, "output")


def _answer(browser: Chrome, code: str) -> str:
    _start(browser, code)
    return _ended(browser)


def test_the_page_answers_as_the_library_does(visit: _Visit) -> None:
    browser = visit("live.html")
    ds = ftz.load()
    code = (
        "import anhui_ftz as ftz\nds = ftz.load()\n[(link.a, link.b, len(link.evidence)) for link in ftz.linkages(ds)]"
    )
    assert _answer(browser, code) == str([(link.a, link.b, len(link.evidence)) for link in ftz.linkages(ds)])
    assert _answer(browser, "ftz.loads(ftz.dumps(ds)) == ds") == "True", "names stay from run to run"
    assert _answer(browser, "nothing = None") == "(nothing was printed)"


def test_there_are_ten_examples() -> None:
    assert len(EXAMPLES) == 10


def test_every_example_runs(visit: _Visit) -> None:
    """All of them on one page, which starts Python once; none may use the names of another."""
    browser = visit("live.html", "phone", "dark")
    edges = (
        "return [...document.querySelectorAll('#live select, #live textarea')]"
        ".map((each) => each.getBoundingClientRect().right)"
    )
    for example in EXAMPLES:
        Select(browser.find_element("id", "live-example")).select_by_value(example)
        assert max(map(len, _code(browser).splitlines())) <= 79, example
        browser.find_element("id", "live-run").click()
        answer = _ended(browser)
        assert browser.current_url.endswith(f"#example={example}"), example
        assert browser.find_element("id", "live-figure").is_displayed() == (example == "chart"), example
        assert _text(browser, "status") == ("Error in line 11" if example == "refusal" else "Done"), example
        assert {word: word in answer for word in ("Error", "NotAdditiveError")} == dict.fromkeys(
            ("Error", "NotAdditiveError"), example == "refusal"
        ), example
        assert len(answer) > 20 or example == "chart", example
        width = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1], f"the page scrolls sideways: {example}"
        assert max(browser.execute_script(edges)) <= width[1] - 10, f"a field is cut at the edge: {example}"
        assert _answer(browser, _FORGET) == "[]"


def test_the_example_of_a_total_is_that_of_the_library(visit: _Visit) -> None:
    browser = visit("live.html#example=total")
    ds = ftz.load()
    areas = [ftz.latest(ds, area.id, "area") for area in ds.areas if area.zone == "anhui-ftz"]
    assert _answer(browser, _code(browser)) == ftz.explain(ftz.total(ds, areas))


def test_the_chart_is_drawn_and_its_library_comes_from_this_site(visit: _Visit) -> None:
    browser = visit("live.html#example=chart")
    browser.find_element("id", "live-run").click()
    _ended(browser)
    size = "const picture = document.getElementById('live-picture'); return [picture.complete, picture.naturalWidth]"
    WebDriverWait(browser, 10).until(lambda driver: driver.execute_script(size)[1] > 0)
    source = browser.find_element("id", "live-picture").get_attribute("src") or ""
    for area in (area for area in ftz.load().areas if area.zone == "anhui-ftz"):
        assert area.name.en.replace(" ", "%20") in source
    assert findings(browser) == []


def test_the_page_states_what_it_loads() -> None:
    said = (BUILT / "live.html").read_text(encoding="utf-8")
    vendor = BUILT / "_static" / "vendor"
    first = sum(path.stat().st_size for path in (*vendor.glob("pyodide/*"), *vendor.glob("wheels/*.whl")))
    chart = sum(path.stat().st_size for path in vendor.glob("wheels/pygal/*.whl"))
    stated = {unit: int(number) for number, unit in re.findall(r"(\d+)\s(MB|kB)", said)}
    assert stated["kB"] == pytest.approx(chart / 1e3, rel=0.1)
    assert stated["MB"] == pytest.approx(first / 1e6, rel=0.1)


def test_a_run_that_never_ends_is_stopped_and_the_next_one_works(visit: _Visit) -> None:
    browser = visit("live.html")
    _start(browser, "print('begun')\nwhile True:\n    pass")
    stop = browser.find_element("id", "live-stop")
    WebDriverWait(browser, 120).until(lambda _: _text(browser, "status") == "Working")
    assert stop.is_enabled()
    assert not browser.find_element("id", "live-run").is_enabled()
    stop.click()
    assert _text(browser, "status").startswith("Stopped")
    assert not stop.is_enabled()
    assert _answer(browser, "1 + 1") == "2"
    assert _text(browser, "status") == "Done"


def test_a_start_that_fails_can_be_tried_again(visit: _Visit, without: _Without) -> None:
    browser = visit("live.html")
    wheel = next((BUILT / "_static" / "vendor" / "wheels").glob("attrs-*.whl")).name
    with without(wheel):
        assert _answer(browser, "1 + 1") == ""
        assert _text(browser, "status") == f"Python could not be started: {wheel} was not found"
        assert not browser.find_element("id", "live-stop").is_enabled()
    assert _answer(browser, "1 + 1") == "2"
    assert _text(browser, "status") == "Done"


def test_a_package_that_cannot_be_loaded_is_named_and_names_stay(visit: _Visit, without: _Without) -> None:
    browser = visit("live.html")
    wheel = next((BUILT / "_static" / "vendor" / "wheels" / "pygal").glob("pygal-*.whl")).name
    assert _answer(browser, "kept = 1") == "(nothing was printed)"
    with without(wheel):
        assert _answer(browser, "import pygal") == ""
        assert _text(browser, "status") == f"pygal could not be loaded: pygal/{wheel} was not found"
    assert _answer(browser, "import pygal\nkept") == "1"


def test_what_was_printed_before_the_stop_is_shown(visit: _Visit) -> None:
    browser = visit("live.html")
    _start(browser, "import time\nprint('begun')\nwhile True:\n    time.sleep(0.2)\n    print('on')")
    WebDriverWait(browser, 120).until(lambda _: "on" in _text(browser, "output").splitlines())
    browser.find_element("id", "live-stop").click()
    assert _text(browser, "output").startswith("begun")


def test_endless_output_is_cut(visit: _Visit) -> None:
    browser = visit("live.html")
    shown = _answer(browser, "for each in range(60_000):\n    print(each)")
    assert shown.endswith("(what follows is not shown)")
    assert len(shown) < 210_000


#: Code that ends in an error, with the line and the name of the error.
WRONG = [
    ("one = 1\n\none / 0\n", 3, "ZeroDivisionError"),
    ("one = 1\nif one\n    pass\n", 2, "SyntaxError"),
    ("import anhui_ftz as ftz\n\n\nftz.find(ftz.load(), 'Atlantis')", 4, "UnknownName"),
    ("def half(x):\n    return x / 0\n\nhalf(1)", 2, "ZeroDivisionError"),
]


def test_an_error_names_the_line(visit: _Visit) -> None:
    browser = visit("live.html")
    chosen = "return arguments[0].value.slice(arguments[0].selectionStart, arguments[0].selectionEnd)"
    for code, line, name in WRONG:
        shown = _answer(browser, code)
        assert f"line {line}" in shown, code
        assert code.splitlines()[line - 1].strip() in shown, code
        assert re.search(rf"(?m)^(\w+\.)*{name}: ", shown), code
        assert "site-packages" not in shown, f"lines of the library are not the reader's: {code}"
        assert _text(browser, "status") == f"Error in line {line}", code
        browser.find_element("id", "live-line").click()
        field = browser.switch_to.active_element
        assert browser.execute_script(chosen, field) == code.splitlines()[line - 1], code


def test_an_error_in_what_an_earlier_run_defined_names_the_line_of_this_run(visit: _Visit) -> None:
    browser = visit("live.html")
    _answer(browser, "\n\n\ndef half(x):\n    return x / 0")
    assert "return x / 0" in _answer(browser, "two = 2\nhalf(two)")
    assert _text(browser, "status") == "Error in line 2"


@pytest.mark.parametrize("code", ["print('芜湖 + ¥?&=')\n\n\n", "x = 1  # a + b / c = d"])
def test_the_address_keeps_the_code_that_was_run(visit: _Visit, code: str) -> None:
    browser = visit("live.html")
    assert "#" not in browser.current_url
    _answer(browser, code)
    kept = browser.current_url.partition("#")[2]
    browser = visit(f"live.html#{kept}")
    assert _code(browser) == code
    assert _text(browser, "output") == "", "code from an address is not run unasked"
    assert "below" in _text(browser, "status")


def test_an_example_that_was_changed_is_chosen_again(visit: _Visit) -> None:
    browser = visit("live.html")
    example = Select(browser.find_element("id", "live-example"))
    first = _code(browser)
    browser.find_element("id", "live-code").send_keys("# mine")
    assert _code(browser) != first
    assert example.all_selected_options == []
    example.select_by_index(0)
    assert _code(browser) == first


def test_a_damaged_address_shows_an_example(visit: _Visit) -> None:
    browser = visit("live.html#code=*")
    assert "damaged" in _text(browser, "status")
    assert _code(browser).startswith("import anhui_ftz")
