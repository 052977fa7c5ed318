"""``refreshbooks sandbox``, run as a program of its own."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

import requests

from refreshbooks import api
from refreshbooks.cli.sandbox import _MOST_INVOICES
from refreshbooks.sandbox import seeds
from tests.marks import integration

COMMAND = [sys.executable, "-m", "refreshbooks", "sandbox"]


@contextlib.contextmanager
def running(*arguments):
    """Runs the command, and hands over the process and the greeting it printed."""
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process, _greeting(process)
        finally:
            process.kill()


def _greeting(process):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            break
    return "".join(lines)


def told(greeting, name, which=0):
    """Returns what stands beside a name: of the first account, or of a later one."""
    return re.findall(rf"^  {name} +(\S+)$", greeting, re.MULTILINE)[which]


def exported(greeting):
    """Returns the variables that a shell would have by it."""
    return dict(re.findall(r"^  export (\w+)=(\S+)$", greeting, re.MULTILINE))


def stopped(process, number):
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def refused(*arguments, command=COMMAND, **environment):
    ran = subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1
    return ran.returncode, ran.stderr


@integration
class GreetingTest(unittest.TestCase):
    def test_what_it_prints_is_enough_to_connect_by_token_and_by_oauth(self):
        with running() as (_, greeting):
            domain = told(greeting, "domain")
            with api.TokenClient(domain, told(greeting, "token")) as c:
                assert c.staff.current().staff.staff_id == 1
            names = ("consumer key", "consumer secret", "OAuth token", "OAuth token secret")
            with api.OAuthClient(domain, *(told(greeting, name) for name in names)) as c:
                assert c.staff.current().staff.staff_id == 1

    def test_the_examples_it_prints_run(self):
        with running("--account", "ann") as (_, greeting):
            environment = {**os.environ, **exported(greeting)}
            # Its paragraphs are parted by empty lines.
            found = [part for part in greeting.split("\n\n") if part.startswith("  from ")]
            for program, printed in zip(found, ("Sandbox Inc.", "Sandbox Gardens"), strict=True):
                ran = subprocess.run(
                    [sys.executable, "-c", textwrap.dedent(program)],
                    capture_output=True,
                    text=True,
                    check=True,
                    env=environment,
                )
                assert ran.stdout == f"{printed}\n", ran.stdout

    def test_every_account_s_access_token_stands_in_a_line_for_a_shell(self):
        with running("--account", "ann") as (_, greeting):
            said = exported(greeting)
            for which, name in enumerate(("FRESHBOOKS_ACCESS_TOKEN", "FRESHBOOKS_ACCESS_TOKEN_2")):
                answer = requests.get(
                    f"{said['FRESHBOOKS_API_URL']}/auth/api/v1/users/me",
                    headers={"Authorization": f"Bearer {said[name]}"},
                    timeout=10,
                )
                (membership,) = answer.json()["response"]["business_memberships"]
                account_id = told(greeting, "account id", which)
                assert membership["business"]["account_id"] == account_id

    def test_the_addresses_it_prints_are_the_api_s_and_the_handles_own(self):
        with running() as (_, greeting):
            token = told(greeting, "token")
            answer = requests.get(told(greeting, "admin API"), auth=(token, ""), timeout=10)
            assert answer.json()["account"] == "sandbox"
            assert answer.json()["classic_url"] == told(greeting, "Classic API")

    def test_it_fits_a_terminal(self):
        with running("--account", "a" * 40) as (_, greeting):
            # No terminal is as wide as an access token.
            lines = [line for line in greeting.splitlines() if "ACCESS_TOKEN" not in line]
            assert max(map(len, lines)) <= 88
            assert [line for line in lines if line != line.rstrip()] == []
            assert "\n\n\n" not in greeting


@integration
class StoppingTest(unittest.TestCase):
    def test_ctrl_c_and_sigterm_stop_it_without_a_word(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with running() as (process, _):
                assert stopped(process, number) == (0, "", "")

    def test_filling_books_is_broken_off_by_ctrl_c_without_a_word(self):
        command = [*COMMAND, "--seed", "100000"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout.read(8) == "Filling "
            code, _, err = stopped(process, signal.SIGINT)
            assert (code, err) == (130, "")

    def test_it_stops_though_clients_are_connected(self):
        with running() as (process, greeting):
            port = int(told(greeting, "domain").rpartition(":")[2])
            with socket.create_connection(("127.0.0.1", port), timeout=10):
                assert stopped(process, signal.SIGTERM) == (0, "", "")


@integration
class OptionTest(unittest.TestCase):
    def test_books_kept_in_a_file_are_there_the_next_time_and_so_is_the_token(self):
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "books.db"))
            tokens = []
            for _ in range(2):
                with running("--database", path) as (process, greeting):
                    assert f"kept in {path}" in greeting
                    tokens.append(told(greeting, "token"))
                    with api.TokenClient(told(greeting, "domain"), tokens[-1]) as c:
                        made = c.task.create(task={"name": "Digging"})
                    stopped(process, signal.SIGTERM)
            assert tokens[0] == tokens[1]
            assert made.task_id == 2

    def test_further_accounts_are_there_with_credentials_of_their_own(self):
        with running("--account", "ann", "--account", "bob") as (_, greeting):
            names = [told(greeting, "account", which) for which in range(3)]
            assert names == ["sandbox", "ann", "bob"]
            for which in range(3):
                with api.TokenClient(told(greeting, "domain"), told(greeting, "token", which)) as c:
                    assert c.task.create(task={"name": "Digging"}).task_id == 1

    def test_accounts_of_a_file_are_shown_again(self):
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "books.db"))
            with running("--database", path, "--account", "ann") as (process, greeting):
                token = told(greeting, "token", 1)
                stopped(process, signal.SIGTERM)
            with running("--database", path) as (process, greeting):
                assert told(greeting, "token", 1) == token

    def test_the_books_of_every_account_are_filled(self):
        for arguments, invoices in ((["--seed"], 200), (["--seed", "12"], 12)):
            with running("--account", "ann", *arguments) as (_, greeting):
                for which, name in enumerate(("sandbox", "ann")):
                    for books in ("books", "REST books"):
                        filling = f"Filling the {books} of {name}: {invoices} invoices.\n"
                        assert filling in greeting
                    token = told(greeting, "token", which)
                    with api.TokenClient(told(greeting, "domain"), token) as c:
                        # Some of them are archived or deleted.
                        total = int(c.invoice.list().invoices.attrib["total"])
                        assert 0.9 * invoices <= total <= invoices

    def test_books_in_use_stay_as_they_are_and_new_ones_are_filled(self):
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "books.db"))
            with running("--database", path, "--seed", "12") as (process, greeting):
                stopped(process, signal.SIGTERM)
            with running("--database", path, "--seed", "15", "--account", "ann") as (_, greeting):
                assert "books of sandbox: they are in use, and stay as they are.\n" in greeting
                assert "books of ann: 15 invoices.\n" in greeting
                with api.TokenClient(told(greeting, "domain"), told(greeting, "token")) as c:
                    assert c.invoice.list().invoices.attrib["total"] == "12"

    def test_as_many_invoices_can_be_made_as_the_sandbox_makes(self):
        assert _MOST_INVOICES == seeds.MOST_INVOICES

    def test_an_account_that_cannot_be_is_one_clear_line(self):
        code, complaint = refused("--account", "a/b")
        assert code == 1
        assert "'a/b' cannot be an account's name" in complaint

    def test_it_listens_where_it_is_told(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with running("--port", str(port)) as (_, greeting):
            assert told(greeting, "domain") == f"http://127.0.0.1:{port}"

    def test_a_port_in_use_is_one_clear_line(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            code, complaint = refused("--port", str(port))
        assert code == 1
        assert f"cannot listen on port {port}: Address already in use" in complaint

    def test_a_database_that_cannot_be_written_is_one_clear_line(self):
        with tempfile.TemporaryDirectory() as folder:
            letter = Path(folder, "letter.txt")
            letter.write_text("Dear Sir or Madam, " * 100)
            for path in [letter, Path(folder), Path(folder, "nowhere", "books.db")]:
                code, complaint = refused("--database", str(path))
                assert code == 1
                assert f"cannot keep the books in {path}" in complaint

    def test_a_machine_without_time_zones_is_told_what_to_install(self):
        program = (
            "import sys; sys.modules['tzdata'] = None\n"
            "from refreshbooks.cli import main; sys.exit(main())"
        )
        command = [sys.executable, "-c", program, "sandbox"]
        code, complaint = refused(command=command, PYTHONTZPATH="")
        assert code == 1
        assert "pip install 'refreshbooks[sandbox]'" in complaint
