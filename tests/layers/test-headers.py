#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every header compiles alone, with the flags of its layer and no warning."""

import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

from tap import PROGRAM_DEADLINE, ROOT, Tap, read, sources

BUILD = os.environ.get("GP_BUILD_DIR", os.path.join(ROOT, "build"))
LAYERS = ("model", "render", "data", "ui", "app", "tests")
DROPPED = {"-c", "-MD", "-Winvalid-pch"}
DROPPED_WITH_VALUE = {"-MQ", "-MF", "-o"}


def flags_of(command):
    """The flags of a compile command, without its input, its outputs and the ccache in front."""
    words = shlex.split(command)
    compiler = next(i for i, word in enumerate(words) if os.path.basename(word) != "ccache")
    flags, skip = [words[compiler]], False
    for word in words[compiler + 1 :]:
        if skip or word in DROPPED_WITH_VALUE:
            skip = not skip
        elif word not in DROPPED and not word.endswith(".c"):
            flags.append(word)
    return flags


def flags_by_place():
    """The flags of one source for each folder, and for each header below tests/ that it includes."""
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        commands = json.load(file)
    flags = {}
    for entry in commands:
        path = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
        source = os.path.relpath(path, ROOT)
        if not source.endswith(".c") or source.startswith(".."):
            continue
        flags.setdefault(os.path.dirname(source), flags_of(entry["command"]))
        if source.startswith("tests/"):
            # A helper for the tests of one layer is compiled as those tests are.
            for header in re.findall(r'#include "([^"]+)"', read(source)):
                flags.setdefault(header, flags_of(entry["command"]))
    return flags


def flags_for(header, flags):
    """Those of its folder, else of the nearest folder above, else of any below its layer."""
    if header.startswith("tests/") and os.path.basename(header) in flags:
        return flags[os.path.basename(header)]
    folder = os.path.dirname(header)
    while folder:
        if folder in flags:
            return flags[folder]
        folder = os.path.dirname(folder)
    layer = header.split("/")[0]
    return next((value for key, value in flags.items() if key.startswith(layer + "/")), None)


def compile_alone(header, flags):
    command = [*flags, "-x", "c", "-fsyntax-only", "-Werror", "-fdiagnostics-color=never", "-"]
    text = f'#include "{os.path.join(ROOT, header)}"\n'
    result = subprocess.run(
        command,
        input=text,
        cwd=BUILD,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=PROGRAM_DEADLINE,
    )
    return result.stdout.splitlines()[:20] if result.returncode != 0 else []


def main():
    tap = Tap()
    flags = flags_by_place()
    headers = [path for path in sources(".h", folders=LAYERS) if flags_for(path, flags)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        complaints = pool.map(lambda path: compile_alone(path, flags_for(path, flags)), headers)
        for layer, found in by_layer(headers, complaints).items():
            tap.check(f"/layers/headers-compile-alone/{layer}", found)
    once = [path for path in headers if "#pragma once" not in read(path)]
    tap.check("/layers/headers-say-once", [f"{path} lacks #pragma once" for path in once])
    tap.done()


def by_layer(headers, complaints):
    found = {layer: [] for layer in LAYERS if any(h.startswith(layer + "/") for h in headers)}
    for path, lines in zip(headers, complaints):
        found[path.split("/")[0]] += lines
    return found


if __name__ == "__main__":
    sys.exit(main())
