# SPDX-License-Identifier: Apache-2.0
"""The Test Anything Protocol, as far as the Python tests need it."""

import os
import subprocess
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))


class Tap:
    """Counts cases and prints one line for each; `done` prints the plan."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, name, complaints):
        """One case: passes where `complaints`, a list of sentences, is empty."""
        self.count += 1
        if complaints:
            self.failed += 1
        print(f"{'not ok' if complaints else 'ok'} {self.count} {name}")
        for line in complaints:
            print(f"# {line}")

    def skip(self, name, reason):
        self.count += 1
        print(f"ok {self.count} {name} # SKIP {reason}")

    @staticmethod
    def skip_all(reason):
        """Ends the program before its first case."""
        print(f"1..0 # SKIP {reason}")
        sys.exit(0)

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


def sources(*suffixes, folders=("model", "render", "data", "ui", "app", "tests")):
    """Paths below ROOT, relative and sorted, of the files that end in one of `suffixes`."""
    found = []
    for folder in folders:
        for place, subfolders, names in os.walk(os.path.join(ROOT, folder)):
            subfolders.sort()
            found += [
                os.path.relpath(os.path.join(place, name), ROOT)
                for name in names
                if name.endswith(suffixes)
            ]
    return sorted(found)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


# Seconds that any program may take, on a slow machine and under a sanitizer.
PROGRAM_DEADLINE = 300


def complaints_of(*command, **options):
    """Runs a validator; its output as a list of lines where it fails, else an empty list."""
    try:
        result = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=PROGRAM_DEADLINE,
            **options,
        )
    except subprocess.TimeoutExpired as late:
        said = (late.stdout or b"").decode(errors="replace")
        return [f"{command[0]} did not end within {PROGRAM_DEADLINE} s", *said.splitlines()[-20:]]
    if result.returncode == 0:
        return []
    return result.stdout.splitlines() or [f"{command[0]} ended with {result.returncode}"]
