#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""po/POTFILES lists every file with a string to translate, and nothing else.

With --write it mends the list instead.
"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))

from tap import ROOT, Tap, read, sources

POTFILES = os.path.join(ROOT, "po", "POTFILES")
FOLDERS = ("model", "render", "data", "ui", "app")
CALL = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dgettext|gettext)\s*\(\s*"')
UI = re.compile(r'\btranslatable="(?:yes|true|1)"')
ALWAYS = (".desktop.in", ".metainfo.xml.in", ".gschema.xml")


def has_strings(path):
    if path.endswith(ALWAYS):
        return True
    text = read(path)
    return bool((UI if path.endswith(".ui") else CALL).search(text))


def expected():
    return {path for path in sources(".c", ".h", ".def", ".ui", *ALWAYS, folders=FOLDERS) if has_strings(path)}


def main():
    wanted = expected()
    if "--write" in sys.argv[1:]:
        with open(POTFILES, "w", encoding="utf-8") as file:
            file.writelines(f"{path}\n" for path in sorted(wanted))
        return
    listed = [line.strip() for line in read("po/POTFILES").splitlines()]
    listed = [line for line in listed if line and not line.startswith("#")]
    mend = "mend with: python3 tests/layers/test-potfiles.py --write"
    tap = Tap()
    tap.check(
        "/layers/potfiles/complete",
        [f"{path} has strings but is not listed; {mend}" for path in sorted(wanted - set(listed))],
    )
    tap.check(
        "/layers/potfiles/nothing-else",
        [f"{path} has no strings or is not there; {mend}" for path in sorted(set(listed) - wanted)],
    )
    tap.check(
        "/layers/potfiles/each-once",
        [f"{path} is listed twice; {mend}" for path in sorted(set(listed)) if listed.count(path) > 1],
    )
    tap.done()


main()
