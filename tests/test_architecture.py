"""The house holds: who may import whom, one door for states, Wagtail only in the voice."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ["programme", "applications", "mentoring", "cms"]
LAYERS = [
    {"states", "signals", "wizard", "blueprint", "matching", "acts", "nouns", "answers", "rules"},
    {"models"},
    {
        "policies", "queries", "letters", "account_letters", "proof", "privacy", "domains", "search", "linked_data", "og",
        "opendata",
    },
    {"domain"},
    {
        "receivers", "tasks", "forms", "tables", "filters", "navigation", "context_processors", "templatetags", "blocks",
        "page_cache", "frame", "choosers", "viewsets",
    },
    {"views"},
]  # fmt: skip
OUTSIDE = {
    "migrations",
    "management",
    "demo",
    "config",
    "apps",
    "urls",
    "kernel",
    "adapters",
    "assets",
    "documents",
    "middleware",
    "openid",
    "checks",
    "wagtail_hooks",
    "backups",
}
CMS_FREE = {
    "models",
    "queries",
    "blocks",
    "search",
    "linked_data",
    "opendata",
}  # pages need their blocks and read records: inside the voice these are one layer


def layer_of(parts: tuple[str, ...]) -> int | None:
    name = parts[1] if len(parts) > 1 else ""
    if name in OUTSIDE:
        return None
    return next((i for i, names in enumerate(LAYERS) if name in names), None)


def imports(tree: ast.AST) -> list[tuple[str, ast.stmt]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.module, node))
        elif isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
    return found


def faults(path: str, source: str) -> list[str]:
    """Every way in which one file breaks the house."""
    parts = tuple(Path(path).with_suffix("").parts)
    tree, lines, found = ast.parse(source), source.splitlines(), []
    app, mine = parts[0], layer_of(parts)
    for name, node in imports(tree):
        target = tuple(name.split("."))
        where = f"{path}:{node.lineno} imports {name}"
        if target[0] == "wagtail" and app != "cms" and parts[:2] != ("programme", "config"):
            found.append(f"{where}: only cms knows Wagtail")
        if target[0] not in APPS:
            continue
        if target[:2] == ("programme", "config") and parts[:2] != ("programme", "config"):
            found.append(f"{where}: nobody imports the composition root")
        if parts[:2] == ("programme", "kernel") and target[:2] != ("programme", "kernel"):
            found.append(f"{where}: the kernel imports nothing of ours")
        if parts[:2] != ("programme", "config") and APPS.index(target[0]) > APPS.index(app):
            found.append(f"{where}: lower apps do not know higher ones")
        theirs = layer_of(target)
        free = app == "cms" and {parts[1], target[1]} <= CMS_FREE if len(target) > 1 else False
        inline = node.col_offset > 0
        if target[0] == app and mine is not None and theirs is not None and theirs > mine and not inline and not free:
            found.append(f"{where}: a {parts[1]} module may not know {target[1]}")
        if inline and "#" not in lines[node.lineno - 1]:
            found.append(f"{where}: an inline import needs its reason on the line")
    return found + state_writes(path, tree)


def state_writes(path: str, tree: ast.AST) -> list[str]:
    """`thing.state = …` and `.update(state=…)` outside the one door."""
    if path.endswith("domain/transitions.py") or path.endswith("models/base.py"):
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr == "state":
                    found.append(f"{path}:{node.lineno} writes a state outside the door")
        called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
        if called == "update" and any(keyword.arg == "state" for keyword in node.keywords):
            found.append(f"{path}:{node.lineno} updates a state outside the door")
    return found


def modules() -> dict[str, Path]:
    """Every module of the four apps by its dotted name; a package is its `__init__`."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sources()
    }


def graph_of(sources: dict[str, str]) -> dict[str, set[str]]:
    """Who imports whom, wherever in the file it stands: an inline import closes a circle too."""
    found = {}
    for module, source in sources.items():
        nodes = list(ast.walk(ast.parse(source)))
        froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
        names = {f"{node.module}.{alias.name}" for node in froms for alias in node.names}
        names |= {node.module for node in froms for alias in node.names if f"{node.module}.{alias.name}" not in sources}
        names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        found[module] = (names & set(sources)) - {module}
    return found


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    """One way from a module back to itself, as a path; empty where there is none."""
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        circles = (walk(other, [*path, module]) for other in sorted(graph[module]))
        found = next((circle for circle in circles if circle), [])
        done.add(module)
        return found

    return next((circle for circle in (walk(module, []) for module in sorted(graph)) if circle), [])


def sources() -> list[Path]:
    return sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_file_keeps_the_house(path):
    assert faults(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("programme/models/x.py", "from applications.models import Application"),
        ("programme/kernel/x.py", "from programme.models import User"),
        ("applications/models/x.py", "from applications.domain.reviews import assign_reviewer"),
        ("applications/domain/x.py", "from applications.views import host"),
        ("mentoring/domain/x.py", "from wagtail.models import Page"),
        ("mentoring/domain/x.py", "placement.state = 'active'"),
        ("applications/domain/x.py", "Application.objects.update(state='accepted')"),
        ("applications/domain/x.py", "def f():\n    from applications.models import Offer"),
        ("cms/domain/x.py", "from programme.config import env"),
    ],
)
def test_a_deliberate_break_is_found(path, source):
    assert faults(path, source)


def test_every_module_has_its_layer():
    known = set().union(OUTSIDE, *LAYERS, {"__init__"})
    assert {path.relative_to(ROOT).with_suffix("").parts[1] for path in sources()} <= known


@pytest.mark.parametrize("app", APPS)
def test_nobody_imports_in_a_circle(app):
    graph = graph_of({name: path.read_text(encoding="utf-8") for name, path in modules().items()})
    mine = {name: others for name, others in graph.items() if name.split(".")[0] == app}  # higher apps are never known
    circle = circle_in({name: others & set(mine) for name, others in mine.items()})
    assert not circle, " → ".join(circle)


def test_a_circle_is_found_through_an_inline_import_and_shown():
    sources = {"a.x": "from a.y import b", "a.y": "def f():\n    from a import z", "a.z": "import a.x", "a": ""}
    assert circle_in(graph_of(sources)) == ["a.x", "a.y", "a.z", "a.x"]
    assert circle_in(graph_of(sources | {"a.z": "import a"})) == []


def test_the_engine_is_pure():
    for path in (ROOT / "applications" / "matching").glob("*.py"):
        for name, _node in imports(ast.parse(path.read_text(encoding="utf-8"))):
            assert name.split(".")[0] not in ("django", "programme", "mentoring", "cms"), f"{path.name} imports {name}"
    certify = ast.parse((ROOT / "applications" / "matching" / "certify.py").read_text(encoding="utf-8"))
    assert not [name for name, _node in imports(certify) if name.startswith("applications")]
