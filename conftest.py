"""Puts pytest under the guard of the tests, whatever it was asked to run.

No test reaches another machine, and no run in which a secret came to light is a
good one: see ``tests/secrecy.py``.
"""

from typing import Any

import pytest

from tests.secrecy import Secrecy, watch

_SECRECY = pytest.StashKey[Secrecy]()
_current: list[Secrecy] = []


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_SECRECY] = watch()
    _current[:] = [config.stash[_SECRECY]]


def pytest_runtest_logstart(nodeid: str, location: Any) -> None:
    _current[0].test = nodeid


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    secrecy = _current[0]
    if report.when == "teardown":
        for name, text in report.sections:
            if not name.startswith("Captured log"):  # those lines were searched one by one
                secrecy.search(name, text)
        secrecy.look()


def pytest_sessionfinish(session: pytest.Session) -> None:
    secrecy = session.config.stash[_SECRECY]
    secrecy.look()
    if secrecy.leaks:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    secrecy = config.stash[_SECRECY]
    terminalreporter.write_line(
        f"{secrecy.searched} texts were searched for {secrecy.noted} spellings of secrets;"
        f" {len(secrecy.leaks)} told one"
    )
    for leak in sorted(secrecy.leaks):
        terminalreporter.write_line(f"SECRET TOLD  {leak}", red=True)
