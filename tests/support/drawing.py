# SPDX-License-Identifier: Apache-2.0
"""A drawing in the designer's window: where its cards and rows are, and what the saved design says.

Places on the screen come from the accessible tree and the measures of cards; what happened is read
from the file through `gplan`, never from pixels.
"""

import json
import os

from gi.repository import GLib

from accessible import Atspi
from programs import Failed, gplan, wait_until
from window import Desktop, xdotool

HEADER = 38  # canvas units, as render/scene/gp-metrics.h has them
ROW = 22
# From the top of a menu's window, which has a shadow, to its first line.
MENU_TOP = 27
PATIENCE = 10  # s until a person would do again what nothing came of
TRIES = 3


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

    def rewrite(self, change):
        """Before it is opened: `change` is given what is in the design, as the text form has it."""
        text = self.file + ".json"
        gplan("export", self.file, "--format", "json", "-o", text)
        with open(text, encoding="utf-8") as file:
            whole = json.load(file)
        change(whole["design"]["children"])
        with open(text, "w", encoding="utf-8") as file:
            json.dump(whole, file)
        os.unlink(self.file)
        gplan("import", text, "-o", self.file)

    def open(self, *others):
        """In a window, and other files in theirs."""
        self.desktop = Desktop(self.folder, self.file, *others).__enter__()
        try:
            self.desktop.focus()
            self.desktop.find(None, "Drawing")
            self.desktop.key("ctrl+0")
            self.desktop.find(None, "100 %")
        except Failed:
            self.__exit__(Failed)  # the next program on this bus would hand its file to this one
            raise
        return self

    def __enter__(self):
        return self.open() if self.desktop is None else self

    def __exit__(self, kind, *_):
        if self.desktop is not None:
            self.desktop.__exit__(kind)

    # --- what the file says ---

    def text(self):
        return gplan("export", self.file, "--format", "json")

    def elements(self, kind):
        pending = [json.loads(self.text())["design"]]
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
        return self.desktop.still(
            lambda: self.desktop.box(self.node(name)), f"the card {name}"
        )

    def node(self, name):
        return self.desktop.find(None, f"{name}, entity", beginning=True)

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

    def do(self, gesture, effect, what):
        """Makes a gesture, and waits for its effect, which is returned.

        Where nothing at all has come of it for a while it is made again, as a person would.
        """
        for _ in range(TRIES):
            before = self.text()
            gesture()
            try:
                return wait_until(effect, what, PATIENCE)
            except Failed:
                if self.text() != before:
                    break
        return wait_until(effect, what)

    def select(self, name):
        """With a click on a card's head."""
        self.do(
            lambda: self.desktop.click_at(*self.header(name)),
            lambda: self.node(name).has(Atspi.StateType.SELECTED),
            f"{name} to be selected",
        )

    def entry(self, label):
        """The entry of this label, where it has the keyboard."""
        node = self.desktop.focused(label)
        return node if node is not None and node.role == "text" else None

    def open_entry(self, gesture, label="Name"):
        """An entry on a card: "Name" or "Type"."""
        return self.do(gesture, lambda: self.entry(label), f"the entry of the {label.lower()}")

    def retype(self, text, then="Return", label="Name"):
        """Types over what the entry that was opened holds, and ends it with a key."""

        def is_there():
            entry = self.entry(label)
            try:
                return entry is not None and entry.get_text() == text
            except GLib.Error:
                return False  # the one before, on its way out

        wait_until(lambda: self.entry(label), f"the entry of the {label.lower()}")
        self.desktop.key("ctrl+a")
        self.desktop.type(text)
        wait_until(is_there, f"“{text}” to be in the entry")
        if then:
            self.desktop.key(then)

    def draw_flow(self, name):
        """The first flow of the design, on nothing; afterwards the drawing shows its inside."""
        self.desktop.key("alt+2")
        tool = self.desktop.find("push button", "Draw a flow (F)")

        def draw():
            self.desktop.click(tool)
            self.desktop.click_at(*self.nothing())

        self.open_entry(draw)
        self.retype(name)
        self.wait(lambda: self.names("flow") == [name], "the flow")
        self.wait(lambda: self.entry("Name") is None, "the name to be taken")
        self.do(
            lambda: self.desktop.key("Return"),
            lambda: self.desktop.look_for(None, "By hand,", beginning=True) is not None,
            "the inside of the flow",
        )

    def choose(self, name):
        """A line of the menu that is open.

        A popover is a window of its own, and GTK 4.8 tells places in it from somewhere else: its
        lines are found by how far they stand below the first one, which is near the top of that
        window even where a long menu has too little room and scrolls.
        """

        def look():
            lines = [node for node in self.desktop.walk() if node.role == "menu item"]
            places = {node: node.get_extents() for node in lines if node.has_place()}
            wanted = next((node for node in places if node.name == name), None)
            window = self.popover()
            if wanted is None or window is None:
                return None
            _, y, _, height = places[wanted]
            below = y + height // 2 - min(place[1] for place in places.values())
            return window[0] + window[2] // 2, window[1] + MENU_TOP + below

        self.desktop.click_at(*self.desktop.still(look, f"the menu with {name}"))

    def popover(self):
        """(x, y, width, height) of the window of a popover, which has not the title of a window."""
        titles = self.desktop.titles()
        return next((box for _, its, box in self.desktop.windows() if its not in titles), None)

    def hold(self, *modifiers):
        for modifier in modifiers:
            xdotool("keydown", modifier)

    def let_go(self, *modifiers):
        for modifier in modifiers:
            xdotool("keyup", modifier)
