#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Large drawings: a tidy of two hundred tables and its undo, and the way to a field through the
palette."""

from accessible import Atspi
from drawing import Drawing
from journeys import run

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (id integer PRIMARY KEY, title text NOT NULL);
"""
N_TABLES = 200
LARGE = "\n".join(
    f"CREATE TABLE t{i} (id integer PRIMARY KEY"
    + (f", up integer REFERENCES t{i // 3}" if i > 0 else "")
    + ");"
    for i in range(N_TABLES)
)


def tidy_and_undo(folder):
    with Drawing(folder, "large", LARGE) as drawing:
        desktop = drawing.desktop

        # A card is moved by hand first, so that there is something to tidy.
        begun = drawing.text()
        desktop.key("Escape", "Tab", "shift+Right")
        drawing.wait(lambda: drawing.text() != begun, "the card to be moved")
        before = drawing.text()
        desktop.key("ctrl+shift+l")
        drawing.wait(lambda: drawing.text() != before, "the tidied drawing")
        desktop.key("ctrl+z")
        drawing.wait(lambda: drawing.text() == before, "every place as it was")
        return desktop.complaints()


def palette_to_field(folder):
    with Drawing(folder, "palette", SCHEMA) as drawing:
        desktop = drawing.desktop
        desktop.key("ctrl+k")
        desktop.write("title")
        desktop.find("label", "title")
        desktop.key("Return")

        def field_has_keyboard():
            node = desktop.focused()
            return node is not None and (node.role, node.name) == ("list item", "title")

        drawing.wait(field_has_keyboard, "the field to have the keyboard")
        if not desktop.focused().has(Atspi.StateType.SELECTED):
            return ["the field is not selected"]
        drawing.open_entry(lambda: desktop.key("F2"))
        drawing.retype("heading")
        drawing.wait(lambda: drawing.field("book", "heading"), "the field's new name")
        return desktop.complaints()


JOURNEYS = (
    ("tidy-of-200-tables-then-undo", tidy_and_undo),
    ("palette-to-a-field", palette_to_field),
)

run("places", JOURNEYS)
