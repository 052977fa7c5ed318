"""The command line: one file in this folder for each command, found by its name.

A command's module says in its docstring what it is for, and has two functions:
``add_arguments(parser)``, and ``run(arguments)``, which returns the exit code.
"""

import argparse
import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import NoReturn

import refreshbooks

__all__ = ["main"]

_USAGE_ERROR = 2


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, instead of showing all that would be right."""

    def error(self, message: str) -> NoReturn:
        self.exit(_USAGE_ERROR, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code.

    Args:
        arguments: What stands after the program's name; by default what this
            process was started with.
    """
    parsed = _parser().parse_args(arguments)
    code: int = parsed.run(parsed)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="refreshbooks", description="Tools for FreshBooks on the command line.")
    parser.add_argument(
        "--version", action="version", version=f"refreshbooks {refreshbooks.__version__}"
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, module in _commands():
        text = module.__doc__ or ""
        command = commands.add_parser(name, help=text.partition("\n")[0], description=text)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _commands() -> Iterator[tuple[str, ModuleType]]:
    for found in pkgutil.iter_modules(__path__):
        yield found.name.replace("_", "-"), importlib.import_module(f"{__name__}.{found.name}")
