"""The documentation's page about the methods of the Classic API, out of the catalog."""

from refreshbooks import catalog
from refreshbooks.catalog.model import Resource
from tools import rst

__all__ = ["page"]

_INTRODUCTION = """\
What each method takes and gives, as ``refreshbooks.catalog.describe`` tells it. The
catalog advises only: any method and any argument is sent."""


def page() -> str:
    """Returns the text of the page."""
    nouns = [noun for noun in catalog.resources() if noun.methods]
    return rst.page("Methods of the Classic API", _INTRODUCTION, *map(_resource, nouns))


def _resource(noun: Resource) -> str:
    methods = sorted(method.name for method in noun.methods)
    blocks = (rst.heading(noun.name), noun.note, *map(_method, methods))
    return "\n\n".join(filter(None, blocks))


def _method(name: str) -> str:
    _, _, text = catalog.describe(name).partition("\n")
    return f"{rst.heading(name, '~')}\n\n{rst.literal(text)}"
