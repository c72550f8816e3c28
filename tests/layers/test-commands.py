# SPDX-License-Identifier: Apache-2.0
"""The palette finds every action of the application, the window and the canvas."""

import os
import re

from tap import Tap, read, sources

ENTRY = re.compile(r"\.name = \"([a-z0-9-]+)\"")
CANVAS = re.compile(r"\"(canvas\.[a-z0-9-]+)\"")
NAMED = re.compile(r"\"((?:app|win|canvas)\.[a-z0-9-]+)")
PREFIXES = {"app/desktop": "app.", "ui/window": "win."}


def actions():
    """Each action with the file that makes it."""
    for path in sources(".c", folders=("app", "ui")):
        prefix = PREFIXES.get(os.path.dirname(path))
        if prefix:
            yield from ((path, prefix + name) for name in ENTRY.findall(read(path)))
        elif path.startswith("ui/canvas/"):
            yield from ((path, name) for name in CANVAS.findall(read(path)))


def main():
    known = set()
    for path in ("ui/find/gp-command.c", "ui/window/gp-shortcuts.c"):
        known.update(NAMED.findall(read(path)))
    tap = Tap()
    tap.check(
        "/layers/commands/the-palette-finds-every-action",
        sorted(
            {
                f"{name} of {path} has no line in ui/find/gp-command.c or ui/window/gp-shortcuts.c"
                for path, name in actions()
                if name not in known
            }
        ),
    )
    tap.done()


main()
