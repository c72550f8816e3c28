# SPDX-License-Identifier: Apache-2.0
"""A drawing in the designer's window: where its cards and rows are, and what the saved design says.

Places on the screen come from the accessible tree and the measures of cards; what happened is read
from the file through `gplan`, never from pixels.
"""

import json
import os

from programs import gplan, wait_until
from window import Atspi, Desktop, has_place, xdotool

HEADER = 38  # canvas units, as render/scene/gp-metrics.h has them
ROW = 22
# From the top of a menu's window, which has a shadow, to its first line.
MENU_TOP = 27


class Drawing:
    """One design in one window; `schema` is SQL that it begins with."""

    def __init__(self, folder, name="design", schema=None):
        self.file = os.path.join(folder, f"{name}.gplan")
        self.folder = folder
        self.desktop = None
        if schema is None:
            gplan("new", self.file)
        else:
            source = os.path.join(folder, f"{name}.sql")
            with open(source, "w", encoding="utf-8") as file:
                file.write(schema)
            gplan("import", source, "-o", self.file)

    def open(self, *others):
        """In a window, and other files in theirs."""
        self.desktop = Desktop(self.folder, self.file, *others).__enter__()
        self.desktop.focus()
        self.desktop.find(None, "Drawing")
        self.desktop.key("ctrl+0")
        return self

    def close(self):
        if self.desktop is not None:
            self.desktop.kill()

    # --- what the file says ---

    def elements(self, kind):
        pending = [json.loads(gplan("export", self.file, "--format", "json"))["design"]]
        found = []
        while pending:
            element = pending.pop(0)
            if element["kind"] == kind:
                found.append(element)
            pending += element.get("children", [])
        return found

    def names(self, kind="entity"):
        return [element.get("name") for element in self.elements(kind)]

    def entity(self, name):
        return next((one for one in self.elements("entity") if one.get("name") == name), None)

    def fields(self, name):
        entity = self.entity(name)
        children = entity.get("children", []) if entity else []
        return [child for child in children if child["kind"] == "field"]

    def field_names(self, name):
        return [field["name"] for field in self.fields(name)]

    def field(self, entity, name):
        return next((one for one in self.fields(entity) if one["name"] == name), None)

    def wait(self, condition, what):
        return wait_until(condition, what)

    # --- where things are ---

    def card(self, name):
        """(x, y, width, height) of a card on the screen, once it stands still."""
        last = [None]

        def is_still():
            node = self.desktop.find(None, f"{name}, entity", beginning=True)
            seen, last[0] = last[0], self.desktop.box(node)
            return seen == last[0]

        wait_until(is_still, f"the card {name} to stand still")
        return last[0]

    def canvas(self):
        return self.desktop.box(self.desktop.find(None, "Drawing"))

    def header(self, name):
        x, y, width, _ = self.card(name)
        return x + width // 2, y + HEADER // 2

    def handle(self, name):
        """The right end of a card's head, from which relations are drawn."""
        x, y, width, _ = self.card(name)
        return x + width, y + HEADER // 2

    def row(self, name, field, of_type=False):
        x, y, width, _ = self.card(name)
        at = self.field_names(name).index(field)
        return x + (width * 8 // 10 if of_type else 60), y + HEADER + ROW * at + ROW // 2

    def nothing(self):
        """A place without a card: beside all of them."""
        x, y, width, height = self.canvas()
        return x + width - 260, y + height // 2

    # --- what a person does ---

    def retype(self, text, then="Return"):
        """Types over what an open entry holds, and ends it with a key."""
        self.desktop.key("ctrl+a")
        self.desktop.write(text)
        if then:
            self.desktop.key(then)

    def choose(self, name):
        """A line of the menu that is open.

        A popover is a window of its own, and GTK 4.8 tells places in it from somewhere else: its
        lines are found by how far they stand below the first one, which is near the top of that
        window even where a long menu has too little room and scrolls.
        """
        wanted = self.desktop.find("menu item", name).get_extents(Atspi.CoordType.WINDOW)
        lines = [
            node.get_extents(Atspi.CoordType.WINDOW)
            for node in self.desktop.walk()
            if node.get_role_name() == "menu item" and has_place(node)
        ]
        below = wanted.y + wanted.height // 2 - min(line.y for line in lines)
        left, upper, width, _ = wait_until(self.popover, "the menu's window")
        self.desktop.click_at(left + width // 2, upper + MENU_TOP + below)

    def popover(self):
        """(x, y, width, height) of the window of a popover."""
        pid = self.desktop.process.pid
        for window in xdotool("search", "--onlyvisible", "--pid", pid).split():
            text = xdotool("getwindowgeometry", "--shell", window)
            values = dict(line.split("=") for line in text.splitlines() if "=" in line)
            if window != self.desktop.window_id():
                return tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
        return None

    def hold(self, *modifiers):
        for modifier in modifiers:
            xdotool("keydown", modifier)

    def let_go(self, *modifiers):
        for modifier in modifiers:
            xdotool("keyup", modifier)
