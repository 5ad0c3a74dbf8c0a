"""Indicators with one condition left out: the source of a function, each time without another part of a filter."""

from __future__ import annotations

import ast
import copy
import inspect
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

FILTERS = {"filter", "exclude"}


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """What was left out, and the source without it: an argument of a filter, or one side of an “and”."""
    tree = ast.parse(textwrap.dedent(source))
    places = [at for at, node in enumerate(ast.walk(tree)) for _part in range(len(list(_parts(node))))]
    seen: dict[int, int] = {}
    for at in places:
        part = seen[at] = seen.get(at, -1) + 1
        changed = copy.deepcopy(tree)
        node = list(ast.walk(changed))[at]
        yield list(_parts(node))[part](), ast.unparse(changed)


def _parts(node: ast.AST) -> Iterator[Any]:
    """How each part of a node is left out; each tells what it was."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILTERS:
        for at in range(len(node.args)):
            yield lambda at=at: f"{node.func.attr} {ast.unparse(node.args.pop(at))}"
        for at in range(len(node.keywords)):
            yield lambda at=at: f"{node.func.attr} {ast.unparse(node.keywords.pop(at))}"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
        yield lambda: _keep(node, "right")
        yield lambda: _keep(node, "left")


def _keep(node: ast.BinOp, side: str) -> str:
    kept, lost = getattr(node, side), getattr(node, "left" if side == "right" else "right")
    node.op, told = ast.BitOr(), ast.unparse(lost)
    node.left = node.right = kept
    return f"and {told}"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A function of a module or class without a condition."""

    where: ModuleType | type
    name: str
    lost: str
    source: str

    @property
    def compiled(self) -> Any:
        """The function, without what decorates it."""
        module = sys.modules[self.where.__module__] if isinstance(self.where, type) else self.where
        space = dict(vars(module))
        exec(compile(self.source[self.source.index("def ") :], str(module.__file__), "exec"), space)
        return space[self.name]


def of_functions(where: ModuleType | type, *names: str) -> Iterator[Mutant]:
    """Some functions of a module or class, each without one condition after the other."""
    for name in names:
        times: Counter[str] = Counter()
        for lost, source in mutants(inspect.getsource(getattr(where, name))):
            times[lost] += 1
            yield Mutant(where, name, lost if times[lost] == 1 else f"{lost} ({times[lost]})", source)
