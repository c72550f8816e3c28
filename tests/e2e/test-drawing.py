#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drawing by hand, on the real window: all of an entity's life by mouse, the same by keys alone,
relations by drag, and copies from one design into another."""

from drawing import Drawing
from journeys import run

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (id integer PRIMARY KEY, title text NOT NULL);
"""


def by_mouse(folder):
    with Drawing(folder, "mouse") as drawing:
        desktop = drawing.desktop
        # Made by a double click on nothing, its name ready to be typed.
        drawing.open_entry(lambda: desktop.click_at(*drawing.nothing(), times=2))
        drawing.retype("patient")
        drawing.wait(lambda: drawing.names() == ["patient"], "its name")
        complaints = fields_by_mouse(drawing) or order_by_mouse(drawing)
        if complaints:
            return complaints

        # The card is moved, doubled and removed.
        before = drawing.card("patient")
        start = drawing.header("patient")
        drawing.do(
            lambda: desktop.drag(start, (start[0] - 160, start[1] + 80)),
            lambda: drawing.card("patient")[0] < before[0] - 100,
            "the card to move",
        )
        desktop.click_at(*drawing.header("patient"), button=3)
        drawing.choose("Duplicate")
        drawing.wait(lambda: sorted(drawing.names()) == ["patient", "patient_2"], "the copy")
        desktop.click_at(*drawing.header("patient_2"), button=3)
        drawing.choose("Delete")
        drawing.wait(lambda: drawing.names() == ["patient"], "the copy to go")
        return desktop.complaints()


def leave_empty_row(drawing):
    """Of the field that comes after the one that was typed."""
    drawing.wait(lambda: drawing.entry("Name"), "the entry of another field")
    drawing.desktop.key("Escape")
    drawing.wait(lambda: drawing.entry("Name") is None, "the empty row to go")


def fields_by_mouse(drawing):
    """Fields, each in one line: the first in the row that waits for it, the second with the button
    below the card. Renamed and given another type."""
    desktop = drawing.desktop

    def press_add():
        x, y, width, height = drawing.card("patient")
        desktop.click_at(x + width // 2, y + height + 18)

    drawing.retype("age int?")
    drawing.wait(lambda: drawing.field("patient", "age"), "the first field")
    leave_empty_row(drawing)
    drawing.open_entry(press_add)
    drawing.retype("email text unique")
    drawing.wait(lambda: drawing.field("patient", "email"), "the second field")
    leave_empty_row(drawing)
    drawing.wait(lambda: drawing.field_names("patient") == ["id", "age", "email"], "the fields")
    age, email = drawing.field("patient", "age"), drawing.field("patient", "email")
    if age["type"] != "integer" or not age.get("nullable") or not email.get("unique"):
        return [f"the types were not understood: {age} {email}"]

    drawing.open_entry(lambda: desktop.click_at(*drawing.row("patient", "age"), times=2))
    drawing.retype("born_on")
    drawing.wait(lambda: drawing.field("patient", "born_on"), "the field's new name")
    drawing.open_entry(
        lambda: desktop.click_at(*drawing.row("patient", "born_on", of_type=True), times=2), "Type"
    )
    drawing.retype("date", label="Type")
    drawing.wait(lambda: drawing.field("patient", "born_on")["type"] == "date", "its new type")
    return []


def order_by_mouse(drawing):
    """A selected field is dragged over the one below it, and goes by the menu."""
    desktop = drawing.desktop

    def drag():
        drawing.select("patient")
        start, end = drawing.row("patient", "born_on"), drawing.row("patient", "email")
        desktop.click_at(*start)
        desktop.find("label", "Field of patient")
        desktop.drag(start, (end[0], end[1] + 8))

    drawing.do(
        drag, lambda: drawing.field_names("patient") == ["id", "email", "born_on"], "the order"
    )
    desktop.click_at(*drawing.row("patient", "born_on"), button=3)
    drawing.choose("Delete")
    drawing.wait(lambda: drawing.field_names("patient") == ["id", "email"], "the field to go")
    return []


def by_keys(folder):
    with Drawing(folder, "keys") as drawing:
        desktop = drawing.desktop
        drawing.open_entry(lambda: desktop.key("e", "Return"))
        drawing.retype("patient")
        drawing.wait(lambda: drawing.names() == ["patient"], "its name")
        drawing.retype("age int?")
        drawing.wait(lambda: drawing.field("patient", "age"), "the first field")
        leave_empty_row(drawing)
        drawing.open_entry(lambda: desktop.key("Insert"))
        drawing.retype("email text unique")
        drawing.wait(lambda: drawing.field("patient", "email"), "the second field")
        leave_empty_row(drawing)
        drawing.wait(lambda: len(drawing.fields("patient")) == 3, "the begun field to go")

        # Among the fields: down from the first, renamed, retyped, shifted, removed.
        drawing.open_entry(lambda: desktop.key("Escape", "Tab", "Home", "Down", "F2"))
        drawing.retype("born_on")
        drawing.wait(lambda: drawing.field("patient", "born_on"), "the field's new name")
        drawing.open_entry(lambda: desktop.key("shift+F2"), "Type")
        drawing.retype("date", label="Type")
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


def relation_by_drag(folder):
    with Drawing(folder, "relations", SCHEMA) as drawing:
        desktop = drawing.desktop
        drawing.do(
            lambda: desktop.drag(drawing.handle("book"), drawing.header("author")),
            lambda: drawing.field("book", "author_id"),
            "the relation",
        )
        if drawing.field("book", "author_id").get("reference") != drawing.entity("author")["id"]:
            return ["it leads elsewhere"]

        def drop_on_nothing():
            drawing.do(
                lambda: desktop.drag(drawing.handle("author"), drawing.nothing()),
                lambda: drawing.entry("Name of the entity"),
                "the question what it leads to",
            )

        # Dropped on nothing, and left: nothing has happened.
        drop_on_nothing()
        desktop.key("Escape")
        drawing.wait(lambda: drawing.entry("Name of the entity") is None, "the question to go")
        if sorted(drawing.names()) != ["author", "book"]:
            return ["leaving the question made something"]

        # Dropped on nothing, and named: the entity and the relation are one step.
        drop_on_nothing()
        drawing.retype("country", label="Name of the entity")
        drawing.wait(lambda: drawing.entity("country"), "the new entity")
        if drawing.field("author", "country_id") is None:
            return ["the new entity came without the relation"]
        desktop.key("ctrl+z")
        drawing.wait(lambda: sorted(drawing.names()) == ["author", "book"], "undo of both at once")
        if drawing.field("author", "country_id") is not None:
            return ["undo left the relation"]

        def drag_with_ctrl():
            drawing.hold("ctrl")
            try:
                desktop.drag(drawing.handle("author"), drawing.header("book"))
            finally:
                drawing.let_go("ctrl")

        # With Ctrl: many to many.
        drawing.do(drag_with_ctrl, lambda: drawing.entity("author_book"), "the entity between")
        return desktop.complaints()


def paste_between(folder):
    source = Drawing(folder, "source", SCHEMA)
    target = Drawing(folder, "target", "CREATE TABLE reader (id integer PRIMARY KEY);")
    with target.open(source.file):
        desktop = target.desktop
        desktop.find(None, "author, entity", beginning=True)
        desktop.go_to("source")
        desktop.key("ctrl+a", "ctrl+c")
        desktop.go_to("target")
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
        desktop.go_to("source")
        desktop.key("ctrl+x")
        source.wait(lambda: source.names() == [], "the cut")
        desktop.go_to("target")
        desktop.key("ctrl+v")
        target.wait(lambda: len(target.names()) == 3, "what was cut")
        return desktop.complaints()


JOURNEYS = (
    ("entity-by-mouse", by_mouse),
    ("entity-by-keys", by_keys),
    ("relation-by-drag", relation_by_drag),
    ("paste-between-designs", paste_between),
)

run("drawing", JOURNEYS)
