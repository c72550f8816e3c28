#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the bench programs of a build folder, one after the other, and prints one aligned table.

A bench program prints lines of `measure<TAB>value<TAB>unit<TAB>peer<TAB>ratio`; the ratio is the
peer's value divided by ours, measured in the same run. All else it says goes through unchanged.
"""

import json
import os
import shutil
import subprocess
import sys

import chromium

# Peers of bench programs: packages of npm, installed beside the caches of other programs. React 18
# is the last with files that a page can load as they are.
PEERS = {
    "canvas": (
        ("@xyflow/react@12.12.1", "react@18.3.1", "react-dom@18.3.1"),
        "GP_REACT_FLOW_SCRIPT", "react-flow.py",
    ),
    "layout": (("elkjs@0.9.3",), "GP_ELK_SCRIPT", "elk.js"),
    "runs": (("node-red@4.1.15",), "GP_NODE_RED_SCRIPT", "node-red.js"),
}  # fmt: skip
BROWSER_PEERS = ("react-flow.py",)

HEADINGS = ("measure", "value", "unit", "against", "ratio")


def benchmarks(folder, names):
    described = subprocess.run(
        ["meson", "introspect", "--benchmarks", folder],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(described.stdout)
    return [bench for bench in found if not names or any(name in bench["name"] for name in names)]


def peer(packages, variable, script):
    """What the environment needs for lines against the first of `packages`, whose side of the
    measure is tests/bench/`script`; empty, with a word, where there is none."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.path.join(cache, "groundplan-dev")
    modules = os.path.join(folder, "node_modules")
    names = [package.rpartition("@")[0] for package in packages]
    if shutil.which("node") is None or shutil.which("npm") is None:
        print(f"bench: no line against {names[0]}: node and npm are not installed", file=sys.stderr)
        return {}
    if script in BROWSER_PEERS and chromium.find() is None:
        print(f"bench: no line against {names[0]}: Chromium is not installed", file=sys.stderr)
        return {}
    if not all(os.path.exists(os.path.join(modules, name, "package.json")) for name in names):
        os.makedirs(folder, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--ignore-scripts"]
        install = ["npm", "install", "--prefix", folder, *options, *packages]
        try:
            subprocess.run(install, capture_output=True, check=True, timeout=600)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            print(f"bench: no line against {names[0]}: npm cannot install it", file=sys.stderr)
            return {}
    path = os.path.join(os.path.dirname(__file__), "..", "bench", script)
    return {variable: os.path.realpath(path), "NODE_PATH": modules}


def measure(bench):
    """The rows that one program prints, and whether it is content with them."""
    print(f"bench: {bench['name']} …", file=sys.stderr, flush=True)
    beside = peer(*PEERS[bench["name"]]) if bench["name"] in PEERS else {}
    result = subprocess.run(
        bench["cmd"],
        env=dict(os.environ, **bench["env"], **beside),
        cwd=bench["workdir"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    rows = []
    for line in result.stdout.splitlines():
        cells = line.split("\t")
        if len(cells) == len(HEADINGS):
            rows.append(cells)
        else:
            print(line, file=sys.stderr)
    return rows, result.returncode == 0


def print_table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for index, row in enumerate(rows):
        cells = [
            cell.rjust(width) if column in (1, 4) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        print("  ".join(cells).rstrip())
        if index == 0:
            print("  ".join("-" * width for width in widths))


def main():
    folder, names = sys.argv[1], sys.argv[2:]
    chosen = benchmarks(folder, names)
    if not chosen:
        sys.exit("dev: no bench program has that name")
    rows, failed = [list(HEADINGS)], []
    for bench in chosen:
        measured, succeeded = measure(bench)
        rows += measured
        if not succeeded:
            failed.append(bench["name"])
    print_table(rows)
    if failed:
        sys.exit(f"dev: these bench programs failed: {', '.join(failed)}")


main()
