#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every language in po/LINGUAS says every string of the source tree, and says it well-formed."""

import os
import shutil
import subprocess
import sys
import tempfile

from tap import PROGRAM_DEADLINE, ROOT, Tap, complaints_of, read

# What the build gives xgettext: meson's preset for GLib, and the arguments in po/meson.build.
KEYWORDS = (
    "--from-code=UTF-8",
    "--keyword=_",
    "--keyword=N_",
    "--keyword=C_:1c,2",
    "--keyword=NC_:1c,2",
    "--keyword=g_dngettext:2,3",
    "--keyword=g_dpgettext2:2c,3",
)
NAMED = 20
MEND = "bring the list up to date with ./dev po, and translate what is empty or fuzzy"


def run(*command):
    return subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=PROGRAM_DEADLINE
    ).stdout


def make_template(path):
    run(sys.executable, "po/xgettext.py", *KEYWORDS, "-f", "po/POTFILES", "-D", ROOT, "-o", path)


def strings(text):
    """The first line of every string in a .po text, as it is written there, without the header."""
    found = []
    lines = text.splitlines()
    for i, line in enumerate(lines):
        if line == 'msgid ""' and i + 1 < len(lines) and lines[i + 1].startswith('"'):
            found.append(lines[i + 1])
        elif line.startswith('msgid "') and line != 'msgid ""':
            found.append(line[len("msgid ") :])
    return found


def missing(language, template, folder):
    """Complaints about the strings of the template that a language lacks."""
    merged = os.path.join(folder, f"{language}.po")
    run("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", merged, f"po/{language}.po", template)
    found = strings(run("msgattrib", "--no-obsolete", "--untranslated", merged))
    found += strings(run("msgattrib", "--no-obsolete", "--only-fuzzy", merged))
    if not found:
        return []
    complaints = [f"po/{language}.po lacks {len(found)} strings; {MEND}:", *found[:NAMED]]
    if len(found) > NAMED:
        complaints.append(f"and {len(found) - NAMED} more")
    return complaints


def main():
    if shutil.which("xgettext") is None:
        Tap.skip_all("gettext is not installed")
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "groundplan.pot")
        make_template(template)
        for language in read("po/LINGUAS").split():
            tap.check(
                f"/layers/translations/{language}/well-formed",
                complaints_of("msgfmt", "-c", "-o", os.devnull, f"po/{language}.po", cwd=ROOT),
            )
            tap.check(
                f"/layers/translations/{language}/complete", missing(language, template, folder)
            )
    tap.done()


main()
