"""How Sphinx builds the documentation: ``make generate-docs``.

Pages about resources and methods are made from the catalog whenever it is built.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import refreshbooks  # noqa: E402
from tools import classic_pages, differences, rest_pages  # noqa: E402

project = "refreshbooks"
author = "the refreshbooks authors"
project_copyright = author
version = release = refreshbooks.__version__

extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["build"]
html_theme = "furo"
html_title = f"refreshbooks {release}"
html_show_copyright = False

napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"

# Neither keyring nor what else may be missing is needed to tell what a module offers.
autodoc_mock_imports = ["httplib2", "httpx2", "keyring"]


def write_pages(app):
    """Writes the pages that are made from the catalog, and the table of differences."""
    for name, text in rest_pages.pages().items():
        write(HERE / "generated" / "rest" / f"{name}.rst", text)
    write(HERE / "generated" / "classic.rst", classic_pages.page())
    write(HERE / "generated" / "differences.inc", differences.section())


def write(path, text):
    """Writes a file, unless it says that already: what has not changed is not built again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def without_contents(app, relative_path, parent, source):
    """Takes the table of contents out of an included file: the theme shows one."""
    source[0] = re.sub(r"^\.\. contents::\n(   .*\n)*", "", source[0], flags=re.MULTILINE)


def setup(app):
    """Hooks both in."""
    app.connect("builder-inited", write_pages)
    app.connect("include-read", without_contents)
