#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sizes, licence lines, marks of unfinished work, and a test program for every module."""

import os
import re

from tap import ROOT, Tap, read, sources

# What a file may have at most, in lines, by how its path begins and ends.
LIMITS = (
    ("", ".ui", 300),
    ("", ".h", 300),
    ("tests/", ".c", 700),
    ("", ".c", 700),
)
FUNCTION_LIMIT = 80
MARKS = re.compile(r"\b(T[O]DO|F[I]XME|X{3}|H[A]CK|not impl[e]mented|unimpl[e]mented|st[u]b)\b")
CODE = (".c", ".h", ".py", ".sh", ".build", ".ui", ".css", ".xml")


def lines_of(path):
    return read(path).count("\n")


def too_long():
    for path in sources(".c", ".h", ".ui"):
        limit = next(n for start, end, n in LIMITS if path.startswith(start) and path.endswith(end))
        count = lines_of(path)
        if count > limit:
            yield f"{path} has {count} lines; split it by concern, the limit is {limit}"


def functions(path):
    """(name, first line, length) of each function body, by GNU layout: braces in column 0."""
    start, name = None, ""
    for number, line in enumerate(read(path).splitlines(), 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            yield name, start, number - start + 1
            start = None
        elif start is None:
            found = re.match(r"(\w+) \(", line)
            if found:
                name = found.group(1)


def long_functions():
    for path in sources(".c"):
        for name, start, length in functions(path):
            if length > FUNCTION_LIMIT:
                yield f"{path}:{start}: {name} has {length} lines; the limit is {FUNCTION_LIMIT}"


def without_licence():
    for path in sources(".c", ".h", ".py", ".sh"):
        if "SPDX-License-Identifier: Apache-2.0" not in "\n".join(read(path).splitlines()[:5]):
            yield f"{path} lacks its licence line"


def unfinished():
    for path in sources(*CODE):
        for number, line in enumerate(read(path).splitlines(), 1):
            found = MARKS.search(line)
            if found:
                yield f"{path}:{number}: {found.group(1)}"


def wide_lines():
    for path in sources(".c", ".h"):
        for number, line in enumerate(read(path).splitlines(), 1):
            # A text that is a line of its own is not cut: it must be found by searching for it.
            if len(line) > 100 and not line.lstrip().startswith('"'):
                yield f"{path}:{number} has {len(line)} columns; the limit is 100"


def untidy_ends():
    for path in sources(".c", ".h", ".ui", ".py", ".build"):
        text = read(path)
        if text and not text.endswith("\n"):
            yield f"{path} does not end with a newline"
        for number, line in enumerate(text.splitlines(), 1):
            if line != line.rstrip():
                yield f"{path}:{number} ends with a blank"
            elif "\t" in line:
                yield f"{path}:{number} holds a tab"


def same_names():
    """Headers are included by name alone, so a name must be found once."""
    seen = {}
    for path in sources(".h", ".c", folders=("model", "render", "data", "ui", "app")):
        first = seen.setdefault(os.path.basename(path), path)
        if first != path:
            yield f"{path} has the name of {first}"


def untested():
    """Sources of the layers without a test program of their name in the mirrored folder."""
    for path in sources(".c", folders=("model", "render", "data")):
        folder, name = os.path.split(path)
        test = f"tests/{folder}/test-{name.removeprefix('gp-')}"
        if not os.path.exists(os.path.join(ROOT, test)):
            yield f"{path} has no {test}"


def main():
    tap = Tap()
    for name, found in (
        ("files-are-short", too_long),
        ("functions-are-short", long_functions),
        ("lines-are-narrow", wide_lines),
        ("ends-are-tidy", untidy_ends),
        ("names-are-unique", same_names),
        ("licence-lines", without_licence),
        ("nothing-unfinished", unfinished),
        ("every-module-has-a-test-program", untested),
    ):
        tap.check(f"/sources/{name}", list(found()))
    tap.done()


main()
