#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every page of the window through a screen reader's eyes: what can be pressed, typed into or
reached with the keyboard has a name, and nothing is called by the name of its type."""

import json
import os
import re

from gi.repository import GLib

from accessible import Atspi
from journeys import run
from programs import Backend, Failed, gplan, wait_until
from window import Desktop

PRESSED = ("button", "push button", "toggle button", "check box", "radio button", "combo box",
           "switch", "spin button", "link", "slider", "menu item", "page tab", "entry", "text",
           "list item", "frame", "dialog")
# What a reader does not look into: it says their name alone.
LEAVES = ("push button", "toggle button", "check box", "radio button")
# GTK 4.8 calls what only holds others a filler, and no reader stops at it.
SILENT = ("filler",)
HOLDERS = ("scroll pane",)  # which the keyboard goes to when nothing in them can have it
TARGET = "0192f000-0000-7000-8000-0000000000e1"
# Of the sample: one of each kind that the inspector shows.
ELEMENTS = ("Booking", "patient", "appointment", "appointment.doctor", "clinic.name", "doctor",
            "result_ready", "report_files", "appointment.booked", "pager", "Local backend", "Ana",
            "Data", "From booking to report")


def is_wrong(node):
    """GTK says the name of the type of what has no other, and a name twice that it has from two."""
    name = node.name.strip()
    if node.role in PRESSED and re.fullmatch(r"(.+) \1", name):
        return True
    if re.fullmatch(r"(Gtk|Adw|Gp)[A-Z][A-Za-z]+", name):
        return node.role not in SILENT
    focusable = Atspi.StateType.FOCUSABLE in node.states and node.role not in HOLDERS
    return not name and (node.role in PRESSED or focusable)


def is_inside_of(node, roles):
    above = node.parent
    while above is not None and above.role not in roles:
        above = above.parent
    return above is not None


def is_left_to_gtk(node):
    """What is in a button, and the lines that a choice unfolds, which hold a label each."""
    is_line = node.role in ("list", "list item")
    return is_inside_of(node, LEAVES) or is_line and is_inside_of(node, ("combo box",))


def path_of(node):
    steps = []
    while node is not None and node.role != "application":
        steps.append(f"{node.role} “{node.name}”")
        node = node.parent
    return " in ".join(steps[:6])


class Reader:
    """Goes from page to page, and notes what it cannot say."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.found = {}  # the path of each, and where it was seen first

    def look(self, where):
        seen = []

        def is_still():
            seen.append({(node.path, node.role, node.name): node for node in self.desktop.walk()})
            return len(seen) > 1 and seen[-1].keys() == seen[-2].keys() != set()

        wait_until(is_still, f"{where} to stand still")
        for node in seen[-1].values():
            if is_wrong(node) and not is_left_to_gtk(node) and node.has_place():
                self.found.setdefault(path_of(node), where)

    def go(self, action, parameter=None, sign=None, window=None):
        """Activates an action, waits for what says that it came about, and looks."""
        parameter = GLib.Variant("s", parameter) if isinstance(parameter, str) else parameter
        self.desktop.activate(action, parameter)
        if sign is not None:
            self.desktop.find(None, sign)
        if window is not None:
            self.desktop.go_to(window)
        self.look(f"{action} {parameter.print_(False) if parameter else ''}".strip())

    def press(self, where, *keys):
        self.desktop.key(*keys)
        self.look(where)

    def leave(self, window):
        """Closes a window that was opened and goes back to `window`."""
        others = [title for title in self.desktop.titles() if title != window]
        self.desktop.key("Escape")
        try:
            wait_until(lambda: not set(others) & set(self.desktop.titles()), "it to be closed", 5)
        except Failed:
            self.desktop.key("alt+F4")
        self.desktop.go_to(window)

    def complaints(self):
        lines = [f"{where}: {path}" for path, where in sorted(self.found.items())]
        return lines + self.desktop.complaints()


def new_sample(folder):
    file = os.path.join(folder, "named.gplan")
    gplan("new", file, "--sample", "diagnostics")
    return file


def new_deployable(folder, url):
    """The sample with one target more."""
    file = new_sample(folder)
    text = file + ".json"
    gplan("export", file, "--format", "json", "-o", text)
    with open(text, encoding="utf-8") as content:
        whole = json.load(content)
    target = {"kind": "target", "id": TARGET, "name": "Here", "type": "local", "url": url}
    whole["design"]["children"].append(target)
    with open(text, "w", encoding="utf-8") as content:
        json.dump(whole, content)
    os.unlink(file)
    gplan("import", text, "-o", file)
    return file


def of_the_welcome_page(folder):
    with Desktop(folder) as desktop:
        desktop.focus()
        desktop.find(None, "Import…", containing=True)
        reader = Reader(desktop)
        reader.look("the welcome page")
        return reader.complaints()


def of_the_lenses(folder):
    with Desktop(folder, new_sample(folder)) as desktop:
        desktop.focus()
        desktop.find(None, "Drawing")
        reader = Reader(desktop)
        reader.look("the window")
        for lens in ("flows", "access", "data"):
            reader.go("win.lens", lens)
        reader.go("win.access", "matrix", "Matrix")
        reader.go("win.lens", "data")
        for page in ("problems", "simulator", "tests", "runs", "comments", "history"):
            reader.go("win.drawer", page)
        reader.go("win.lens", "flows")
        reader.go("win.drawer", "simulator")
        return reader.complaints()


def of_the_inspector(folder):
    with Desktop(folder, new_sample(folder)) as desktop:
        desktop.focus()
        desktop.find(None, "Drawing")
        reader = Reader(desktop)
        for element in ELEMENTS:
            reader.go("win.reveal", element)
        return reader.complaints()


def of_the_bars_and_popovers(folder):
    with Desktop(folder, new_sample(folder)) as desktop:
        desktop.focus()
        desktop.find(None, "Drawing")
        reader = Reader(desktop)
        reader.go("win.reveal", "appointment")
        reader.press("the name of a card", "F2")
        reader.press("the filter", "Escape", "ctrl+shift+f")
        reader.press("the focus", "Escape", "shift+f")
        reader.press("the menu of a card", "Escape", "Menu")
        reader.press("the menu of the window", "Escape", "F10")
        reader.press("a comment", "Escape", "ctrl+m")
        reader.go("win.palette")
        desktop.key("Escape")
        reader.go("win.find")
        reader.go("win.reading")
        reader.go("win.reading")
        reader.go("win.compare", GLib.Variant("(ss)", ("step:0", "now")), "Compare")
        return reader.complaints()


def of_the_other_windows(folder):
    with Desktop(folder, new_sample(folder)) as desktop:
        title = "Diagnostics platform"
        desktop.focus()
        desktop.find(None, "Drawing")
        reader = Reader(desktop)
        for action, window in (("app.preferences", "Preferences"), ("win.help", "Help"),
                               ("win.show-help-overlay", "Keyboard shortcuts"),
                               ("win.import-backend", "Import from a Backend"),
                               ("win.present", "From booking to report")):
            reader.go(action, window=window)
            reader.leave(title)
        return reader.complaints()


def of_the_deploy_page(folder):
    with Backend(folder) as backend:
        file = new_deployable(folder, backend.url)
        with Desktop(folder, file) as desktop:
            desktop.focus()
            desktop.find(None, "Drawing")
            reader = Reader(desktop)
            reader.go("win.deploy", TARGET, "Enter the token…")
            desktop.click(desktop.find(None, "Enter the token…"))
            desktop.go_to("Token for Here")
            reader.look("the token")
            desktop.type(backend.token)
            desktop.key("Return")
            desktop.find(None, "Checks")
            reader.look("the plan")
            reader.go("win.deployments")
            reader.go("win.update-from", TARGET, "Update from Here")
            return reader.complaints()


JOURNEYS = (
    ("of-the-welcome-page", of_the_welcome_page),
    ("of-the-lenses-and-the-drawer", of_the_lenses),
    ("of-the-inspector", of_the_inspector),
    ("of-the-bars-and-popovers", of_the_bars_and_popovers),
    ("of-the-other-windows", of_the_other_windows),
    ("of-the-deploy-page", of_the_deploy_page),
)

run("names", JOURNEYS)
