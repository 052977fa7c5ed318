"""The command line as a whole: what it says, and how it ends."""

import contextlib
import io
import unittest

import refreshbooks
from refreshbooks import cli


def ran(*arguments):
    """Returns the exit code, what was printed, and what was complained about."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = cli.main(arguments)
        except SystemExit as end:
            code = end.code
    return code, out.getvalue(), err.getvalue()


class CommandLineTest(unittest.TestCase):
    def test_help_names_every_command_with_what_it_is_for(self):
        code, out, err = ran("--help")
        assert (code, err) == (0, "")
        assert "sandbox" in out
        assert "Serve the API on this machine" in out

    def test_every_command_explains_itself(self):
        code, out, _ = ran("sandbox", "--help")
        assert code == 0
        for option in ["--port", "--database FILE", "--account NAME", "--seed [INVOICES]"]:
            assert option in out

    def test_the_version_is_the_packages(self):
        code, out, _ = ran("--version")
        assert (code, out) == (0, f"refreshbooks {refreshbooks.__version__}\n")

    def test_a_wrong_call_is_one_line_and_a_code(self):
        for arguments in [
            (),
            ("bake",),
            ("sandbox", "--colour"),
            ("sandbox", "--port"),
            ("sandbox", "--port", "eighty"),
            ("sandbox", "--port", "-1"),
            ("sandbox", "--account"),
            ("sandbox", "--seed", "-1"),
            ("sandbox", "--seed", "100001"),
            ("sandbox", "--seed", "many"),
            ("sandbox", "--port", "65536"),
            ("sandbox", "--port", "\u0661"),
            ("sandbox", "too much"),
        ]:
            with self.subTest(arguments=arguments):
                code, out, err = ran(*arguments)
                assert (code, out) == (2, "")
                assert err.startswith("refreshbooks")
                assert err.count("\n") == 1
                assert err.endswith("--help)\n")
