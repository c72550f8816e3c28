#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The drawing through a screen reader's eyes: it is there with names and can be acted on, and the
focus follows the cursor."""

from accessible import Atspi
from drawing import Drawing
from journeys import run

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (
  id integer PRIMARY KEY,
  title text NOT NULL UNIQUE,
  author_id integer NOT NULL REFERENCES author (id) ON DELETE CASCADE
);
"""
CARD = "book, entity, 3 fields"
RELATION = "book.author_id → author, many to one, on delete cascade"


def said(desktop):
    """The name of what has the keyboard, as a screen reader would say it."""
    node = desktop.focused()
    return node.name if node is not None else None


def rows_of(desktop, card):
    return [node for node in desktop.walk() if node.parent == card and node.has_place()]


def drawing_is_there(folder):
    with Drawing(folder, "there", SCHEMA) as drawing:
        desktop = drawing.desktop
        card = desktop.find("list item", CARD)
        line = desktop.find("link", RELATION)
        if card.get_description() != "1 relation":
            return [f"the card is described as “{card.get_description()}”"]
        rows = rows_of(desktop, card)
        names = [row.name for row in rows]
        if names != ["id", "title", "author_id"]:
            return [f"the card's rows are {names}"]
        told = [row.get_description() for row in rows]
        wanted = [
            "Whole number, key, required, 1 of 3",
            "Text, required, unique, 2 of 3",
            "required, references author, many to one, on delete cascade, 3 of 3",
        ]
        if told != wanted:
            return [f"the rows say {told}"]
        complaints = []
        outer = desktop.box(card)
        for row in rows:
            x, y, width, height = desktop.box(row)
            if not (outer[0] <= x and x + width <= outer[0] + outer[2]
                    and outer[1] <= y and y + height <= outer[1] + outer[3]):
                complaints.append(f"the row {row.name} stands outside of its card")
        for node in (card, line, rows[0]):
            if sorted(node.actions()) != ["activate", "click"]:
                complaints.append(f"{node.name} has the actions {node.actions()}")
        return complaints + desktop.complaints()


def drawing_can_be_acted_on(folder):
    with Drawing(folder, "act", SCHEMA) as drawing:
        desktop = drawing.desktop
        card = desktop.find("list item", CARD)
        if card.has(Atspi.StateType.SELECTED):
            return ["the card is selected before anything was done"]
        card.do("click")
        drawing.wait(lambda: card.has(Atspi.StateType.SELECTED), "the card to be selected")
        drawing.wait(lambda: said(desktop) == CARD, "the focus to go to the card")
        desktop.find("label", "Entity · 3 fields")

        # A field's action shows that field; opening a name makes it typed.
        row = next(row for row in rows_of(desktop, card) if row.name == "title")
        row.do("click")
        drawing.wait(lambda: desktop.look_for("label", "Entity · 3 fields") is None, "the field")
        desktop.find("text", "Default")
        drawing.wait(lambda: said(desktop) == "title", "the focus to go to the field")
        row.do("activate")
        drawing.retype("heading")
        drawing.wait(lambda: drawing.field("book", "heading"), "the new name")
        drawing.wait(lambda: row.get_name() == "heading", "the row's new name")
        return desktop.complaints()


def travel_is_told(folder):
    with Drawing(folder, "travel", SCHEMA) as drawing:
        desktop = drawing.desktop
        desktop.find("list item", CARD)
        heard = []

        def travels(*keys):
            before = said(desktop)
            desktop.key(*keys)

            def something_new():
                now = said(desktop)
                return now if now not in (before, "Drawing", None) else None

            heard.append(drawing.wait(something_new, f"something to be said after {keys}"))

        travels("Tab")
        travels("Tab")
        travels("Home")
        travels("Down")
        cards = {"author, entity, 2 fields", CARD}
        if set(heard[:2]) != cards or heard[2] != "id" or heard[3] not in ("title", "name"):
            return [f"it said {heard}"]
        return desktop.complaints()


JOURNEYS = (
    ("drawing-is-there", drawing_is_there),
    ("drawing-can-be-acted-on", drawing_can_be_acted_on),
    ("travel-is-told", travel_is_told),
)

run("accessible", JOURNEYS)
