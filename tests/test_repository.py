"""The repository tells the truth about itself."""

import ast
import re
import subprocess
from importlib import import_module
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.template.loader import get_template

from applications.models import MatchRule
from programme.acts import ACTS
from programme.kernel.icons import ICONS, PUBLIC
from programme.kernel.states import Machine
from programme.models import Domain
from tests.template_shape import misplaced

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "locale" / "th" / "LC_MESSAGES" / "django.po"
BORROWED = ROOT / "locale" / "borrowed" / "th" / "LC_MESSAGES"
FILLED = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?\w+[^>]*>")  # what a sentence is filled with, and its marks
HOSTS = ["pypi." + "org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian.org"]
OURS = ("programme", "applications", "mentoring", "cms")
NAMES_OF_PEOPLE = {
    "email",
    "phone",
    "typed_name",
    "birth_on",
    "given_name_th",
    "family_name_th",
    "line_id",
    "to_address",
    "ciphertext",
}


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize(
    "words", [PO, *sorted(BORROWED.glob("*.po"))], ids=lambda path: f"{path.parts[-4]}/{path.name}"
)
def test_translations_are_complete_and_certain(words):
    for entry in polib.pofile(str(words)):
        done = thai_of(entry)
        assert done, entry.msgid
        assert "fuzzy" not in entry.flags, entry.msgid
        filled = {filled_with(english) for english in (entry.msgid, entry.msgid_plural or entry.msgid)}
        assert filled_with(done) in filled, entry.msgid


def test_thai_speaks_to_the_reader_in_one_way():
    """“คุณ” everywhere; “ท่าน” beside it sounds like two offices. It stands inside “เท่านั้น” too, which is another word."""
    assert [entry.msgid for entry in polib.pofile(str(PO)) if "ท่าน" in thai_of(entry).replace("เท่านั้น", "")] == []


def filled_with(sentence: str) -> frozenset[str]:
    """What is put into it. A number of things needs no name of theirs where the page says it: Wagtail may not know it."""
    found = frozenset(FILLED.findall(sentence))
    return found - {"%(model_name)s"} if "%(items_count)s" in found else found


def thai_of(entry: polib.POEntry) -> str:
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_whatever_the_editors_side_can_say_has_thai_words(domain):
    """A new release of Wagtail brings new words: put their Thai into locale/borrowed."""
    folders = [Path(app.path, "locale") for app in apps.get_app_configs() if app.name.startswith("wagtail")]
    ours = [ROOT / "locale" / "th" / "LC_MESSAGES" / f"{domain}.po", BORROWED / f"{domain}.po"]
    theirs = [folder / "th" / "LC_MESSAGES" / f"{domain}.po" for folder in folders]
    told, lacking = set(), {}
    for entry in (entry for path in (*ours, *theirs) if path.exists() for entry in polib.pofile(str(path))):
        if thai_of(entry) and not entry.fuzzy:
            told.add((entry.msgctxt, entry.msgid))
    for path in (folder / "en" / "LC_MESSAGES" / f"{domain}.po" for folder in folders):
        for entry in polib.pofile(str(path)) if path.exists() else ():
            if (entry.msgctxt, entry.msgid) not in told and not entry.obsolete:
                lacking[entry.msgid] = str(path.parts[-5])
    assert lacking == {}


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_models() if model._meta.app_label in OURS],
    ids=lambda model: model._meta.label,
)
def test_personal_fields_are_classified(model):
    if model._meta.app_label == "cms" or model.__name__ in {"LetterEvent"}:
        return
    named = {field.name for field in model._meta.concrete_fields} & NAMES_OF_PEOPLE
    classes = {}
    for ancestor in model.__mro__:
        classes |= getattr(ancestor, "PERSONAL", {})
    assert named <= set(classes), f"{model.__name__} does not classify {named - set(classes)}"
    assert set(classes) <= {field.name for field in model._meta.concrete_fields}


def test_models_say_what_a_row_means():
    for model in apps.get_models():
        if model._meta.app_label in OURS and "historical" not in model.__name__:
            assert model.__doc__ and not model.__doc__.startswith(f"{model.__name__}("), model


def test_every_dependency_says_what_it_is_for():
    for path in (ROOT / "requirements").glob("*.in"):
        for line in path.read_text().splitlines():
            assert not line.strip() or line.startswith(("#", "-r")) or "#" in line, f"{path.name}: {line}"


def test_requirements_are_hashed_and_name_no_host():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "--hash=sha256:" in text and "://" not in text


def test_no_file_names_a_registry_host():
    for path in tracked():
        if path.suffix in {".png", ".woff2"} or path.name == "test_repository.py":
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        assert not [host for host in HOSTS if host in text], path


def test_every_setting_of_the_environment_is_explained():
    text = (ROOT / ".env.example").read_text()
    for path in (ROOT / "programme" / "config").rglob("*.py"):
        for name in re.findall(r'env\.(?:text|flag|number|words|read)\("(\w+)"', path.read_text()):
            assert re.search(rf"^#? ?{name}=", text, re.M), name


def test_readme_names_every_make_target():
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    for target in re.findall(r"^([a-z-]+):.*## ", makefile, re.M):
        assert f"make {target}" in readme, target


def test_templates_have_no_inline_script_or_style():
    for app in OURS:
        for path in (ROOT / app).rglob("*.html"):
            if "email" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            assert not re.search(
                r"<script>|<script type=\"(?!application/ld\+json\")|<style|\sstyle=|\sonclick=|javascript:", text
            ), path


def test_a_template_that_does_not_stand_as_it_nests_is_seen():
    assert misplaced("<div>\n  {% if a %}\n    x\n{% endif %}\n</div>\n") == ["4: if"]
    assert misplaced("<p>\n  <a href='x'>\n  y</a>\n</p>\n") == ["3: <a"]
    assert misplaced("<p>\n  <a href='x'>\n    y\n  </a>\n</p>\n") == []


def test_templates_stand_as_they_nest():
    found = {
        str(path.relative_to(ROOT)): wrong
        for path in tracked()
        if path.suffix == ".html" and "email" not in path.parts
        if (wrong := misplaced(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("kind", ["html", "css", "js"])
def test_no_line_of_template_style_or_script_is_longer_than_120(kind):
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix == f".{kind}" and "email" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 120
    ]
    assert long == []


def test_no_view_reads_by_hand_what_was_sent():
    """What was typed comes through a form, which judges it and gives it back; only the kernel reads a POST itself."""
    views = [path for path in tracked() if "views" in path.parts and path.suffix == ".py" and "tests" not in path.parts]
    wrong = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in views
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "POST"
    }
    assert len(views) > 40 and wrong == set()


def test_every_icon_is_shown_somewhere():
    kinds, own = {".html", ".py", ".js"}, ROOT / "programme" / "kernel" / "icons.py"
    shown = "\n".join(path.read_text(encoding="utf-8") for path in tracked() if path.suffix in kinds and path != own)
    unused = {name for name in ICONS if f'"{name}"' not in shown and f"'{name}'" not in shown}
    assert PUBLIC < ICONS and unused <= {f"d-{key}" for key in Domain.values}  # a domain's icon is named by the domain


def test_every_template_compiles():
    for app in OURS:
        for path in (ROOT / app / "templates").rglob("*.html"):
            get_template(str(path.relative_to(ROOT / app / "templates")))


MADE = re.compile(
    r"(c|d|domain|status|note)-{1,2}[a-z]+|q\d"
)  # put together from a thread, a domain, a state, a level, a count


def words_in_strings(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        nodes = ast.walk(ast.parse(text))
        said = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    else:
        said = re.findall(r"\"[^\"]*\"|'[^']*'", text)
    return {word for part in said for word in re.findall(r"[\w-]+", part)}


def classes_of(*sheets: Path) -> set[str]:
    texts = [re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", path.read_text("utf-8"), flags=re.S) for path in sheets]
    return {name for text in texts for name in re.findall(r"\.(-?[a-z_][\w-]*)", text, re.I)}


def our(*kinds: str) -> list[Path]:
    return [path for path in tracked() if path.suffix in kinds and path.relative_to(ROOT).parts[0] in OURS]


def test_every_class_of_our_styles_is_used_somewhere():
    """A class that no template, tag or script names is a rule that nobody sees."""
    used = set().union(*(words_in_strings(path) for path in our(".html", ".py", ".js")))
    assert {name for name in classes_of(*our(".css")) - used if not MADE.fullmatch(name)} == set()


def test_every_class_of_a_template_has_a_rule():
    """A class without a rule looks like nothing: a note of an error that is not red, a list without room."""
    bootstrap = ROOT / "node_modules" / "bootstrap" / "dist" / "css" / "bootstrap.min.css"
    known, tag = classes_of(bootstrap, *our(".css")), r"{[{%].*?[%}]}"
    for path in our(".html"):
        if not {"email", "wagtailadmin"} & set(path.parts):  # letters carry their style; Wagtail has its own
            for value in re.findall(rf'class="((?:{tag}|[^"])*)"', path.read_text(encoding="utf-8"), re.S):
                words = re.findall(rf"(?:{tag}|[^\s{{])+", value, re.S)
                assert {word for word in words if "{" not in word} <= known, path


def machines() -> list[Machine]:
    states = [import_module(f"{app}.states") for app in ("programme", "applications", "mentoring")]
    return [value for module in states for value in vars(module).values() if isinstance(value, Machine)]


def words_of_the_domain(machine: Machine) -> set[str]:
    """Every literal word in the domain modules that name a model with this machine, or reach one from another."""
    models = [model for model in apps.get_models() if getattr(model, "MACHINE", None) is machine]
    fields = [field for model in models for field in model._meta.concrete_fields if field.remote_field]
    names = {model.__name__ for model in models} | {field.remote_field.get_accessor_name() for field in fields}
    found = set()
    for path in (ROOT / app / "domain" for app in OURS):
        for module in path.glob("*.py"):
            nodes = list(ast.walk(ast.parse(module.read_text())))
            if names & {getattr(node, "id", getattr(node, "attr", None)) for node in nodes}:
                found |= {
                    node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    return found


@pytest.mark.parametrize("machine", machines(), ids=lambda machine: machine.noun)
def test_every_move_is_made_by_some_domain_function(machine):
    assert {move.name for move in machine.moves} - words_of_the_domain(machine) == set()


def test_every_act_has_words_in_the_history():
    moves = {move.name for machine in machines() for move in machine.moves}
    written = {
        act
        for path in tracked()
        if path.parent.name == "domain"
        for act in re.findall(r'act="(\w+)"', path.read_text())
    }
    chosen = {"host_confirms", "host_objects"} | {
        f"{act}_{kind}" for act in ("propose", "approve", "remove") for kind in MatchRule.Kind.values
    }
    assert moves | written | chosen == set(ACTS)


def test_every_table_and_its_reason_stand_in_the_records():
    """A new model gets its line in docs/records.md: what a row means, and why a table of its own."""
    told = dict(re.findall(r"^\| `(\w+)` \|.+\| (.+) \|$", (ROOT / "docs" / "records.md").read_text(), re.M))
    models = {model.__name__ for model in apps.get_models() if model._meta.app_label in OURS}
    assert {name for name in models if "Historical" not in name} == set(told)
    assert all(len(reason) > 10 for reason in told.values())


def test_every_command_stands_in_the_operations():
    text = (ROOT / "docs" / "operations.md").read_text()
    for app in OURS:
        for path in (ROOT / app / "management" / "commands").glob("[a-z]*.py"):
            assert f"`{path.stem}`" in text, path.stem


def test_the_house_has_its_papers():
    assert "MIT License" in (ROOT / "LICENSE").read_text()
    hooks = (ROOT / ".pre-commit-config.yaml").read_text()
    assert "repo: local" in hooks and "://" not in hooks  # nothing is downloaded before a commit
    assert "max_line_length = 120" in (ROOT / ".editorconfig").read_text()
