#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the real program: its main scenes, light and dark. `./dev shots DIR` runs it.

The program is driven by the shortcuts that people use. Each scene waits for what it should show.
"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))

from programs import Backend, Failed, finished, gplan, wait_until  # noqa: E402
from window import Desktop  # noqa: E402


def picture(desktop, path):
    """The window as it is once it no longer changes."""
    window = wait_until(desktop.window_id, "the window")

    def grab():
        return finished("import", "-window", window, "png:-").stdout

    last = [b""]

    def is_still():
        seen, last[0] = last[0], grab()
        return seen == last[0]

    wait_until(is_still, "the window to come to rest")
    with open(path, "wb") as file:
        file.write(last[0])
    print(path)


def card(desktop, name):
    return desktop.find(None, f"{name}, entity", beginning=True)


def select(desktop, name):
    x, y, width, _ = desktop.box(card(desktop, name))
    desktop.click_at(x + width // 2, y + 4)


def data(desktop):
    select(desktop, "test_order")


def flows(desktop):
    desktop.key("alt+2")


def access(desktop):
    desktop.key("alt+3")


def deploy(desktop):
    desktop.key("alt+1")
    desktop.key("ctrl+shift+Return")
    desktop.find("push button", "Deploy", containing=True)


SCENES = (("data", data), ("flows", flows), ("access", access), ("deploy", deploy))


def shoot(folder, scratch, dark):
    shade = "dark" if dark else "light"
    home = os.path.join(scratch, shade)
    os.makedirs(home)
    with Desktop(home, dark=dark) as welcome:
        welcome.focus()
        welcome.find(None, "Diagnostics", containing=True)
        picture(welcome, os.path.join(folder, f"welcome-{shade}.png"))
        complaints = welcome.complaints()
    design = os.path.join(home, "diagnostics.gplan")
    gplan("new", design, "--sample", "diagnostics")
    with Desktop(home, design, dark=dark) as desktop:
        desktop.focus()
        desktop.resize(1600, 1000)
        for name, go in SCENES:
            go(desktop)
            picture(desktop, os.path.join(folder, f"{name}-{shade}.png"))
        complaints += desktop.complaints()
    return complaints


def main():
    folder = os.path.realpath(sys.argv[1])
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gp-shots-") as scratch:
        backend = Backend(scratch, listen="127.0.0.1:8090")
        os.environ["GPLAN_TOKEN"] = backend.token
        try:
            with backend:
                complaints = shoot(folder, scratch, False) + shoot(folder, scratch, True)
        except Failed as failure:
            sys.exit(f"dev: {failure}")
    if complaints:
        sys.exit("dev: the program complained: " + "\n".join(complaints))


main()
