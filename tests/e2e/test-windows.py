#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the window hands out: one design in two windows, and a page that is exported from the menu
and read in a browser."""

import os

import chromium
from drawing import Drawing
from journeys import run
from programs import wait_until
from window import xdotool

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (id integer PRIMARY KEY, title text NOT NULL);
"""


def two_windows(folder):
    with Drawing(folder, "shared", SCHEMA) as drawing:
        desktop = drawing.desktop
        first = wait_until(desktop.window_id, "the window")
        desktop.key("ctrl+shift+n")
        drawing.wait(lambda: desktop.titles() == ["shared", "shared"], "another window")

        def showing(name):
            frames = {n.frame() for n in desktop.walk() if n.name.startswith(f"{name}, entity")}
            return len(frames)

        drawing.wait(lambda: showing("book") == 2, "the drawing in both")

        def other():
            ids = {window for window, title, _ in desktop.windows() if title == "shared"}
            return next(iter(ids - {first}), None)

        second = wait_until(other, "the window of its own")
        xdotool("windowraise", second, "windowfocus", "--sync", second)
        drawing.open_entry(lambda: desktop.key("Escape", "Tab", "F2"))
        drawing.retype("writer")
        drawing.wait(lambda: "writer" in drawing.names(), "the new name in the file")
        drawing.wait(lambda: showing("writer") == 2, "the new name in both windows")

        desktop.key("ctrl+w")
        drawing.wait(lambda: desktop.titles() == ["shared"], "one window to be closed")
        desktop.focus()
        desktop.key("ctrl+z")
        drawing.wait(lambda: "writer" not in drawing.names(), "undo in the window that is left")
        return desktop.complaints()


def page_from_the_menu(folder):
    with Drawing(folder, "library", SCHEMA) as drawing:
        desktop = drawing.desktop
        out = os.path.join(folder, "library.html")
        desktop.key("F10")
        desktop.choose_by_keys("Export", "Page to read (HTML)…")
        # The file chooser proposes the design's name, in the folder where the program was started.
        desktop.go_to("Export")
        drawing.wait(lambda: desktop.focused("Name:"), "the name to be asked for")
        desktop.key("Return")
        desktop.find(None, "Exported")
        complaints = desktop.complaints()
    if chromium.find() is None:
        return complaints
    page = chromium.Chromium()
    try:
        page.open(out)
        page.until("document.querySelector('.world').hasAttribute('transform')")
        drawn = page.run("[...document.querySelectorAll('.plate:not([hidden]) [data-id] title')]"
                         ".map(t => t.textContent)")
        if not {"author", "book"} <= set(drawn):
            complaints.append(f"the page shows {drawn}")
        return complaints + page.complaints
    finally:
        page.close()


JOURNEYS = (
    ("two-windows-on-one-file", two_windows),
    ("page-from-the-menu-in-chromium", page_from_the_menu),
)

run("windows", JOURNEYS)
