#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""xgettext for a list of files in which some end in .def.

xgettext tells the language of a file by its name and warns at .def, which is C. It is told the
language of all files or of none, so those files are read in a second pass that adds to the first.
"""

import subprocess
import sys
import tempfile


def run(arguments, paths, *more):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as listed:
        listed.writelines(f"{path}\n" for path in paths)
        listed.flush()
        subprocess.run(["xgettext", *arguments, "-f", listed.name, *more], check=True)


def main():
    arguments = sys.argv[1:]
    place = arguments.index("-f")
    with open(arguments[place + 1], encoding="utf-8") as listed:
        paths = [line.strip() for line in listed if line.strip() and not line.startswith("#")]
    del arguments[place : place + 2]
    tables = [path for path in paths if path.endswith(".def")]
    run(arguments, [path for path in paths if path not in tables])
    if tables:
        run(arguments, tables, "--join-existing", "--language=C")


main()
