"""Sessions for work on the project: `nox` runs the tests on every Python of the classifiers that is here."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests"]
nox.options.error_on_missing_interpreters = False

PYTHONS = nox.project.python_versions(nox.project.load_toml("pyproject.toml"))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run unit, property and documentation tests."""
    session.install("--editable", ".[test]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def nightly(session: nox.Session) -> None:
    """Try 5,000 examples of each law, other ones each time; name files of tests behind `--` to try those alone."""
    session.install("--editable", ".[test]")
    laws = session.posargs or ["tests/property"]
    session.run("python", "-m", "pytest", *laws, env={"HYPOTHESIS_PROFILE": "nightly"})


@nox.session
def lint(session: nox.Session) -> None:
    """Hold the code to its style and its types."""
    session.install("--editable", ".[test,bench,site]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy", "--strict", "src", "tests")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site, and try it in Chromium where that is installed."""
    session.install("--editable", ".[site]")
    session.run("python", "-m", "sphinx", "-n", "-T", "-W", "--keep-going", "-E", "docs", "build/html")
    session.run("python", "-m", "pytest", "-n", "0", "tests/site")


@nox.session
def mutants(session: nox.Session) -> None:
    """Plant small faults in the core and see whether a test fails; `nox -s mutants -- --help` lists the options."""
    session.install("--editable", ".[test]")
    session.chdir("tests")
    session.run("python", "-m", "mutants", *session.posargs)
