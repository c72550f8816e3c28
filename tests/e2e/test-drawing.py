#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drawing by hand, on the real window: all of an entity's life by mouse, the same by keys alone,
relations by drag, and copies from one design into another."""

from drawing import Drawing
from journeys import run
from programs import wait_until
from window import xdotool

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (id integer PRIMARY KEY, title text NOT NULL);
"""


def by_mouse(folder):
    drawing = Drawing(folder, "mouse").open()
    desktop = drawing.desktop
    try:
        # Made by a double click on nothing, its name ready to be typed.
        desktop.click_at(*drawing.nothing(), times=2)
        drawing.wait(lambda: len(drawing.names()) == 1, "the entity")
        drawing.retype("patient")
        drawing.wait(lambda: drawing.names() == ["patient"], "its name")

        # Fields, each in one line, with the button below the card.
        x, y, width, height = drawing.card("patient")
        desktop.click_at(x + width // 2, y + height + 18)
        drawing.retype("age int?")
        drawing.wait(lambda: drawing.field("patient", "age"), "the first field")
        drawing.retype("email text unique")
        drawing.wait(lambda: drawing.field("patient", "email"), "the second field")
        desktop.key("Escape")
        drawing.wait(lambda: drawing.field_names("patient") == ["id", "age", "email"], "the fields")
        age, email = drawing.field("patient", "age"), drawing.field("patient", "email")
        if age["type"] != "integer" or not age.get("nullable") or not email.get("unique"):
            return [f"the types were not understood: {age} {email}"]

        # Renamed and given another type where they stand.
        desktop.click_at(*drawing.row("patient", "age"), times=2)
        drawing.retype("born_on")
        drawing.wait(lambda: drawing.field("patient", "born_on"), "the field's new name")
        desktop.click_at(*drawing.row("patient", "born_on", of_type=True), times=2)
        drawing.retype("date")
        drawing.wait(lambda: drawing.field("patient", "born_on")["type"] == "date", "its new type")

        # A selected field is dragged over the one below it.
        start = drawing.row("patient", "born_on")
        end = drawing.row("patient", "email")
        desktop.click_at(*drawing.header("patient"))
        desktop.click_at(*start)
        desktop.drag(start, (end[0], end[1] + 8))
        drawing.wait(lambda: drawing.field_names("patient") == ["id", "email", "born_on"], "the order")

        # A field goes by the menu; the card is moved, doubled and removed.
        desktop.click_at(*drawing.row("patient", "born_on"), button=3)
        drawing.choose("Delete")
        drawing.wait(lambda: drawing.field_names("patient") == ["id", "email"], "the field to go")
        before = drawing.card("patient")
        start = drawing.header("patient")
        desktop.click_at(*drawing.header("patient"))
        desktop.drag(start, (start[0] - 160, start[1] + 80))
        drawing.wait(lambda: drawing.card("patient")[0] < before[0] - 100, "the card to move")
        desktop.click_at(*drawing.header("patient"), button=3)
        drawing.choose("Duplicate")
        drawing.wait(lambda: sorted(drawing.names()) == ["patient", "patient_2"], "the copy")
        desktop.click_at(*drawing.header("patient_2"), button=3)
        drawing.choose("Delete")
        drawing.wait(lambda: drawing.names() == ["patient"], "the copy to go")
        return desktop.complaints()
    finally:
        drawing.close()


def by_keys(folder):
    drawing = Drawing(folder, "keys").open()
    desktop = drawing.desktop
    try:
        desktop.key("e", "Return")
        drawing.wait(lambda: len(drawing.names()) == 1, "the entity")
        drawing.retype("patient")
        drawing.wait(lambda: drawing.names() == ["patient"], "its name")
        drawing.wait(lambda: len(drawing.fields("patient")) == 2, "the row of its first field")
        drawing.retype("age int?")
        drawing.wait(lambda: drawing.field("patient", "age"), "the first field")
        drawing.retype("email text unique")
        drawing.wait(lambda: drawing.field("patient", "email"), "the second field")
        desktop.key("Escape")
        drawing.wait(lambda: len(drawing.fields("patient")) == 3, "the begun field to go")

        # Among the fields: down from the first, renamed, retyped, shifted, removed.
        desktop.key("Escape", "Tab", "Home", "Down", "F2")
        drawing.retype("born_on")
        drawing.wait(lambda: drawing.field("patient", "born_on"), "the field's new name")
        desktop.key("shift+F2")
        drawing.retype("date")
        drawing.wait(lambda: drawing.field("patient", "born_on")["type"] == "date", "its new type")
        desktop.key("alt+Down")
        drawing.wait(lambda: drawing.field_names("patient") == ["id", "email", "born_on"], "the order")
        desktop.key("Delete")
        drawing.wait(lambda: drawing.field_names("patient") == ["id", "email"], "the field to go")

        # The card: moved, doubled, removed, and all of it undone.
        desktop.key("Escape", "Tab")
        before = drawing.card("patient")
        desktop.key("shift+Right")
        drawing.wait(lambda: drawing.card("patient")[0] == before[0] + 80, "the card to move")
        desktop.key("ctrl+d")
        drawing.wait(lambda: sorted(drawing.names()) == ["patient", "patient_2"], "the copy")
        desktop.key("Delete")
        drawing.wait(lambda: drawing.names() == ["patient"], "the copy to go")
        desktop.key("ctrl+z")
        drawing.wait(lambda: sorted(drawing.names()) == ["patient", "patient_2"], "the copy again")

        # A relation from one to the other.
        desktop.key("Escape", "Tab", "r", "Return")
        drawing.wait(lambda: any(f.get("reference") for n in ("patient", "patient_2")
                                 for f in drawing.fields(n)), "the relation")
        return desktop.complaints()
    finally:
        drawing.close()


def relation_by_drag(folder):
    drawing = Drawing(folder, "relations", SCHEMA).open()
    desktop = drawing.desktop
    try:
        desktop.drag(drawing.handle("book"), drawing.header("author"))
        drawing.wait(lambda: drawing.field("book", "author_id"), "the relation")
        if drawing.field("book", "author_id").get("reference") != drawing.entity("author")["id"]:
            return ["it leads elsewhere"]

        # Dropped on nothing, and left: nothing has happened.
        desktop.drag(drawing.handle("author"), drawing.nothing())
        desktop.find("text", "Name of the entity")
        desktop.key("Escape")
        desktop.find(None, "Drawing")
        if sorted(drawing.names()) != ["author", "book"]:
            return ["leaving the question made something"]

        # Dropped on nothing, and named: the entity and the relation are one step.
        desktop.drag(drawing.handle("author"), drawing.nothing())
        desktop.find("text", "Name of the entity")
        drawing.retype("country")
        drawing.wait(lambda: drawing.entity("country"), "the new entity")
        if drawing.field("author", "country_id") is None:
            return ["the new entity came without the relation"]
        desktop.key("ctrl+z")
        drawing.wait(lambda: sorted(drawing.names()) == ["author", "book"], "undo of both at once")
        if drawing.field("author", "country_id") is not None:
            return ["undo left the relation"]

        # With Ctrl: many to many.
        drawing.hold("ctrl")
        try:
            desktop.drag(drawing.handle("author"), drawing.header("book"))
        finally:
            drawing.let_go("ctrl")
        drawing.wait(lambda: drawing.entity("author_book"), "the entity between")
        return desktop.complaints()
    finally:
        drawing.close()


def window_of(desktop, design):
    """The X window whose title is the design's name."""

    def look():
        found = xdotool("search", "--onlyvisible", "--pid", desktop.process.pid).split()
        return next((one for one in found if xdotool("getwindowname", one).strip() == design), None)

    return wait_until(look, f"the window of {design}")


def go_to(window):
    """There is no window manager: the window is raised and given the keyboard by hand."""
    xdotool("windowraise", window)
    xdotool("windowfocus", "--sync", window)


def paste_between(folder):
    source = Drawing(folder, "source", SCHEMA)
    target = Drawing(folder, "target", "CREATE TABLE reader (id integer PRIMARY KEY);")
    target.open(source.file)
    desktop = target.desktop
    try:
        here, there = window_of(desktop, "target"), window_of(desktop, "source")
        desktop.find(None, "author, entity", beginning=True)
        go_to(there)
        desktop.key("ctrl+a", "ctrl+c")
        go_to(here)
        desktop.key("ctrl+v")
        target.wait(lambda: sorted(target.names()) == ["author", "book", "reader"], "the copies")
        ours = {one["id"] for one in source.elements("entity")}
        if ours & {one["id"] for one in target.elements("entity")}:
            return ["the copies have the ids of what was copied"]
        desktop.key("ctrl+v")
        target.wait(lambda: len(target.names()) == 5, "copies beside the copies")
        desktop.key("ctrl+z", "ctrl+z")
        target.wait(lambda: target.names() == ["reader"], "undo, a step for each paste")

        # What was cut is gone there and comes back as it was.
        go_to(there)
        desktop.key("ctrl+x")
        source.wait(lambda: source.names() == [], "the cut")
        go_to(here)
        desktop.key("ctrl+v")
        target.wait(lambda: len(target.names()) == 3, "what was cut")
        return desktop.complaints()
    finally:
        target.close()


JOURNEYS = (
    ("entity-by-mouse", by_mouse),
    ("entity-by-keys", by_keys),
    ("relation-by-drag", relation_by_drag),
    ("paste-between-designs", paste_between),
)


run("drawing", JOURNEYS)
