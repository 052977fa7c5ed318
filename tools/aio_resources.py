"""Makes the types of an awaited REST client's resources.

They are those of :mod:`refreshbooks.rest.api`, whose calls return there what is to be
awaited. So each class there becomes a protocol here, with the same calls, awaited.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from refreshbooks.rest.api.resource import Resource
from tools import attribute_classes

__all__ = ["WRITTEN", "named", "source"]

WRITTEN = Path(__file__).parent.parent / "refreshbooks" / "aio" / "resources.py"

_PREFIX = "Awaited"

# A file is awaited whole or piece by piece, and is of another class then.
_INSTEAD = {"Download": "Any"}
_HOMES = {"Any": "typing", "Protocol": "typing"}

_HEAD = '''\
"""What an awaited REST client's resources can do; for type checkers and editors alone.

Made by ``make stubs`` from ``refreshbooks.rest.api``: change that, and not this file.
"""
'''


def source() -> str:
    """Returns the module's source."""
    kinds = _with_bases()
    protocols = "\n\n\n".join(map(_protocol, kinds))
    exported = "\n".join(f'    "{name}",' for name in sorted(map(named, kinds)))
    imports = "\n".join(_imports(protocols, kinds))
    return f"{_HEAD}\n{imports}\n\n__all__ = [\n{exported}\n]\n\n\n{protocols}\n"


def named(kind: type) -> str:
    """Returns the name of the protocol that a class of resources becomes."""
    return _PREFIX + kind.__name__


def _with_bases() -> list[type]:
    """Returns the classes of resources and what they inherit from, bases first."""
    found: dict[type, None] = {}
    for kind in attribute_classes.kinds():
        found.update(dict.fromkeys(reversed(kind.__mro__[: kind.__mro__.index(Resource)])))
    return list(found)


def _protocol(kind: type) -> str:
    node = _class_node(kind)
    base = kind.__mro__[1]
    bases = "Protocol" if base is Resource else f"{named(base)}, Protocol"
    told = f'    """{_first_line(node)}"""'
    methods = [_method(one) for one in node.body if isinstance(one, ast.FunctionDef)]
    lines = "\n\n".join([told, *filter(None, methods)])
    return f"class {named(kind)}({bases}):\n{lines}"


def _method(node: ast.FunctionDef) -> str:
    if node.name.startswith("_") or node.decorator_list:
        return ""
    # One to a line, as the formatter leaves it.
    arguments = "".join(f"        {one},\n" for one in _arguments(node.args))
    answer = _renamed(node.returns)
    told = f'        """{_first_line(node)}"""'
    return f"    async def {node.name}(\n{arguments}    ) -> {answer}:\n{told}"


def _arguments(given: ast.arguments) -> Iterator[str]:
    defaults = [None] * (len(given.args) - len(given.defaults)) + list(given.defaults)
    yield from map(_argument, given.args, defaults)
    if given.vararg:
        yield f"*{_argument(given.vararg)}"
    elif given.kwonlyargs:
        yield "*"
    yield from map(_argument, given.kwonlyargs, given.kw_defaults)
    if given.kwarg:
        yield f"**{_argument(given.kwarg)}"


def _argument(one: ast.arg, default: ast.expr | None = None) -> str:
    if one.annotation is None:
        return one.arg
    value = f" = {ast.unparse(default)}" if default else ""
    return f"{one.arg}: {_renamed(one.annotation)}{value}"


def _renamed(annotation: ast.expr | None) -> str:
    assert annotation is not None
    text = ast.unparse(annotation)
    return _INSTEAD.get(text, text)


def _first_line(node: ast.ClassDef | ast.FunctionDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n")[0]


def _imports(protocols: str, kinds: list[type]) -> Iterator[str]:
    """Yields the imports for the names in annotations, as the classes' own modules have them."""
    homes = {**_HOMES}
    for kind in kinds:
        homes.update(_imported(_tree(kind)))
    names = {node.id for node in ast.walk(ast.parse(protocols)) if isinstance(node, ast.Name)}
    used = names & homes.keys()
    yield from sorted(f"import {name}" for name in used if homes[name] == name)
    modules = {homes[name] for name in used if homes[name] != name}
    for ours in (False, True):
        for module in sorted(one for one in modules if one.startswith("refreshbooks") is ours):
            told = ", ".join(sorted(name for name in used if homes[name] == module))
            yield f"from {module} import {told}"
        yield from [""] * (not ours)


def _imported(tree: ast.Module) -> Mapping[str, str]:
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            found.update({alias.name: node.module or "" for alias in node.names})
        elif isinstance(node, ast.Import):
            found.update({alias.name: alias.name for alias in node.names})
    return found


def _class_node(kind: type) -> ast.ClassDef:
    (found,) = (
        node
        for node in _tree(kind).body
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    )
    return found


def _tree(kind: type) -> ast.Module:
    path = sys.modules[kind.__module__].__file__
    assert path is not None
    return ast.parse(Path(path).read_text(encoding="utf-8"))
