#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""@bufbuild/cel, another implementation of the language, makes of random conditions what ours does.

GP_ACCESS_RULES says how many. It is asked where it is installed:

    mkdir -p ~/.cache/groundplan-dev/cel && cd $_ && npm install @bufbuild/cel@0.6
"""

import os
import shutil
import tempfile

from programs import BUILD, draw_cases, run
from tap import Tap

WRITER = os.path.join(BUILD, "tests", "e2e", "write-cel-cases")
ASKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cel-verdicts.mjs")
CACHE = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
FOLDER = os.environ.get("GP_CEL_DIR", os.path.join(CACHE, "groundplan-dev", "cel"))


def complaints():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.json")
        draw_cases(WRITER, path)
        *different, last = run("node", ASKER, FOLDER, path).splitlines()
    asked, true, _, wrong = (int(word) for word in last.split()[1::2])
    print(f"# {last}")
    # As many errors and truths as it takes to tell them apart.
    if min(true, wrong) < asked / 50:
        different.append(f"of {asked} answers {true} are true and {wrong} errors")
    return different


def missing():
    """Why it cannot be asked here, or None."""
    installed = os.path.isdir(os.path.join(FOLDER, "node_modules", "@bufbuild", "cel"))
    if installed and shutil.which("node") is not None:
        return None
    return "there is no @bufbuild/cel on this machine (tests/e2e/test-cel.py says how)"


def main():
    tap = Tap()
    if missing():
        tap.skip_all(missing())
    tap.check("/e2e/cel/another-engine-agrees", complaints())
    tap.done()


if __name__ == "__main__":
    main()
