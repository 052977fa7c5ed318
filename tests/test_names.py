"""What the package calls its things, and what its files may and may not hold."""

import ast
import re
import unittest

from tests.marks import shown_once
from tests.source import PACKAGE, ROOT, modules

# Words that say nothing about what stands behind them.
EMPTY_WORDS = "payload data info obj util utils helper helpers manager handler common base misc new"

LONGEST_FILE = 400
LONGEST_FUNCTION = 50

NOT_OURS = {"build", "dist", "__pycache__"}

# Places and papers that whoever has the package does not have. The brackets
# keep these lines from finding themselves.
STRANGE = re.compile(
    r"/[w]ork/|\.\./[s]hared|\.[l]ibrary/|\b[C]OMPAT\.md|\b[F]INDINGS\.md|\b[S]TYLE\.md|\b[C]ONTRACT\.md"
)


def words(name):
    """Returns the words of a name, however they are joined.

    >>> words("find_or_create"), words("BadResponse")
    (['find', 'or', 'create'], ['bad', 'response'])
    """
    return [word.lower() for word in re.findall(r"[A-Za-z][a-z]*", name)]


def functions(tree):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def lines_without_docstring(function):
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    return lines - (first.end_lineno - first.lineno + 1 if has_docstring else 0)


def undocumented(module):
    """Yields the public names of a module that have no docstring."""
    defined = module.defined()
    for name in module.exported():
        node = defined.get(name)
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            continue
        members = functions(node) if isinstance(node, ast.ClassDef) else []
        public = [member for member in members if not _speaks_for_itself(member)]
        inner = {id(one) for member in members for one in functions(member) if one is not member}
        for one in [node, *(member for member in public if id(member) not in inner)]:
            if not ast.get_docstring(one):
                yield f"{module.name}.{name}" + ("" if one is node else f".{one.name}")


def _speaks_for_itself(member):
    """Says whether a member is private, or another face of one that has a docstring."""
    faces = {ast.unparse(each).rpartition(".")[2] for each in member.decorator_list}
    return member.name.startswith("_") or bool(faces & {"overload", "setter"})


def files_of_the_project():
    """Yields every file of the project: nothing hidden, nothing built."""
    for path in sorted(ROOT.rglob("*")):
        folders = path.relative_to(ROOT).parts[:-1]
        hidden = any(folder in NOT_OURS or folder.startswith(".") for folder in folders)
        if path.is_file() and not hidden and not path.name.startswith(".coverage"):
            yield path


@shown_once
class PublicNamesTest(unittest.TestCase):
    def test_all_holds_every_public_name_that_a_module_defines(self):
        for module in modules():
            public = {name for name in module.defined() if not name.startswith("_")}
            with self.subTest(module=module.name):
                self.assertEqual(public - set(module.exported()), set())

    def test_all_holds_no_name_that_is_not_there(self):
        for module in modules():
            submodules = {path.stem for path in module.path.parent.glob("*.py")}
            there = module.available() | (submodules if module.path.stem == "__init__" else set())
            with self.subTest(module=module.name):
                self.assertEqual(set(module.exported()) - there, set())

    def test_all_holds_no_name_twice(self):
        for module in modules():
            with self.subTest(module=module.name):
                self.assertEqual(len(module.exported()), len(set(module.exported())))

    def test_every_public_name_says_what_it_is(self):
        self.assertEqual([name for module in modules() for name in undocumented(module)], [])

    def test_every_module_says_what_it_is(self):
        silent = [module.name for module in modules() if not ast.get_docstring(module.tree)]
        self.assertEqual(silent, [])

    def test_no_name_is_made_of_empty_words(self):
        for module in modules():
            names = [module.name.rpartition(".")[2], *module.exported()]
            empty = [name for name in names if set(words(name)) & set(EMPTY_WORDS.split())]
            with self.subTest(module=module.name):
                self.assertEqual(empty, [])


@shown_once
class SizesTest(unittest.TestCase):
    def test_files_stay_short(self):
        for module in modules():
            # Resources are written out as data, one a file, however long.
            if not module.name.startswith("refreshbooks.catalog."):
                with self.subTest(module=module.name):
                    self.assertLessEqual(module.text.count("\n"), LONGEST_FILE)

    def test_functions_stay_short(self):
        long = [
            f"{module.name}.{function.name}"
            for module in modules()
            for function in functions(module.tree)
            if lines_without_docstring(function) > LONGEST_FUNCTION
        ]
        self.assertEqual(long, [])


@shown_once
class FilesTest(unittest.TestCase):
    def test_no_file_speaks_of_places_and_papers_that_no_user_has(self):
        for path in files_of_the_project():
            text = path.read_bytes().decode("utf-8", "replace")
            with self.subTest(path=str(path.relative_to(ROOT))):
                self.assertIsNone(STRANGE.search(text))

    def test_no_work_is_left_for_later_in_the_source(self):
        marks = re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b")
        self.assertEqual([module.name for module in modules() if marks.search(module.text)], [])

    def test_no_test_is_executable_since_nose_passes_those_over(self):
        executable = [
            path for path in (ROOT / "tests").rglob("*.py") if path.stat().st_mode & 0o111
        ]
        self.assertEqual(executable, [])

    def test_every_folder_of_code_is_a_package(self):
        folders = {path.parent for path in PACKAGE.rglob("*.py")}
        self.assertEqual([f for f in folders if not (f / "__init__.py").exists()], [])
