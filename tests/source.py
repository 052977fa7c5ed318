"""The package's own source, read as text and as syntax trees.

What :mod:`tests.test_rooms` and :mod:`tests.test_names` look at: modules are
read, not imported, so that those which need an extra are looked at as well.
"""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PACKAGE", "ROOT", "Module", "modules"]

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "refreshbooks"


@dataclass(frozen=True)
class Module:
    """One file of the package.

    Attributes:
        name: Its dotted name, such as ``"refreshbooks.catalog.model"``.
        path: Where it lies.
    """

    name: str
    path: Path

    @property
    def room(self) -> str:
        """The part of the package it belongs to, such as ``"catalog"``."""
        return self.name.split(".")[1] if "." in self.name else ""

    @functools.cached_property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text(encoding="utf-8")

    @functools.cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text, str(self.path))

    def imports(self) -> Iterator[str]:
        """Yields the dotted name of whatever it imports, wherever it does so.

        ``from a import b`` gives ``a.b``, whether b is a module or a name in one.
        """
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                source = self._absolute(node)
                yield from (f"{source}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Call):
                yield from _imported_by_name(node)

    def exported(self) -> list[str]:
        """Returns what ``__all__`` lists, and nothing where there is none."""
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                return list(ast.literal_eval(node.value))
        return []

    def defined(self) -> dict[str, ast.stmt]:
        """Returns what it defines itself: functions, classes and constants."""
        return {name: node for node in self.tree.body for name in _names_defined(node)}

    def available(self) -> set[str]:
        """Returns every name in it: what it defines and what it imports."""
        imported = {
            (alias.asname or alias.name).partition(".")[0]
            for node in self.tree.body
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        return imported | set(self.defined())

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        is_package = self.path.name == "__init__.py"
        above = parts[: len(parts) - node.level + is_package]
        return ".".join(filter(None, [*above, node.module]))


def modules() -> list[Module]:
    """Returns every module of the package."""
    return [Module(_dotted(path), path) for path in sorted(PACKAGE.rglob("*.py"))]


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _imported_by_name(call: ast.Call) -> Iterator[str]:
    if ast.unparse(call.func).endswith(("import_module", "__import__")) and call.args:
        try:
            yield str(ast.literal_eval(call.args[0]))
        except ValueError:
            return  # a name made at run time


def _names_defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        yield from (name.id for name in ast.walk(target) if isinstance(name, ast.Name))
