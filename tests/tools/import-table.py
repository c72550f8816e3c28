#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes docs/import.md: what an import reads from each real schema, and what it reports instead.

Run by hand after a change to an importer: python3 tests/tools/import-table.py CORPUS-FOLDER
"""

import collections
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
GPLAN = os.path.join(ROOT, "build", "app", "cli", "gplan")
FOLDERS = ("sql", "supabase")
SUFFIXES = (".pg.sql", ".sqlite", "basejump.sql", "chatbot-ui.sql")
FINDING = re.compile(r"^.*?:\d+:\d+: (error|warning|info): .*\((\w+)\)$")

HEAD = """# What an import reads

`gplan import` of each schema that the project is tested with: what became part of the design, and
how many findings say, with line and column, what has no place in it. Nothing is dropped in silence:
a statement is read, or a finding names it. Findings of the level *info* gather what says nothing
about structure, such as data or session settings; a *warning* is something that a person may miss.

This table is written by `tests/tools/import-table.py`.

| schema | entities | fields | references | indexes | checks | warnings | info |
|---|--:|--:|--:|--:|--:|--:|--:|
"""

MEANING = """
## What the findings say

| code | how often here | such as |
|---|--:|---|
"""


def elements(element):
    yield element
    for child in element.get("children", []):
        yield from elements(child)


def sources(corpus):
    for folder in FOLDERS:
        for name in sorted(os.listdir(os.path.join(corpus, folder))):
            if name.endswith(SUFFIXES):
                yield os.path.join(corpus, folder, name)


def imported(path, folder):
    """(counts per kind, list of (severity, code, line)) of one import."""
    out = os.path.join(folder, "out.gplan.json")
    if os.path.exists(out):
        os.remove(out)
    result = subprocess.run(
        [GPLAN, "import", path, "-o", out], stderr=subprocess.PIPE, text=True, check=False
    )
    if not os.path.exists(out):
        sys.exit(f"{path} could not be imported: {result.stderr}")
    with open(out, encoding="utf-8") as file:
        design = json.load(file)["design"]
    counts = collections.Counter(element["kind"] for element in elements(design))
    counts["reference"] = sum("reference" in element for element in elements(design))
    counts["reference"] += counts["foreign_key"]
    found = []
    for line in result.stderr.splitlines():
        match = FINDING.match(line)
        if match:
            text = line.split(": ", 2)[2].rsplit(" (", 1)[0]
            found.append((match.group(1), match.group(2), text))
    return counts, found


def main():
    corpus = sys.argv[1]
    codes = collections.Counter()
    example = {}
    with open(os.path.join(ROOT, "docs", "import.md"), "w", encoding="utf-8") as page:
        page.write(HEAD)
        with tempfile.TemporaryDirectory() as folder:
            for path in sources(corpus):
                counts, found = imported(path, folder)
                severities = collections.Counter(severity for severity, _, _ in found)
                cells = [counts[kind] for kind in ("entity", "field", "reference", "index", "check")]
                cells += [severities["warning"] + severities["error"], severities["info"]]
                name = os.path.relpath(path, corpus)
                page.write(f"| {name} | {' | '.join(str(cell) for cell in cells)} |\n")
                for _, code, text in found:
                    codes[code] += 1
                    example.setdefault(code, text)
        page.write(MEANING)
        for code in sorted(codes):
            page.write(f"| {code} | {codes[code]} | {example[code]} |\n")


main()
