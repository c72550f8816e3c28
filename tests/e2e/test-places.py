#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Large drawings: a tidy of two hundred tables and its undo, the way to a field and to a step
through the palette, and domains that are folded and entered."""

from accessible import Atspi
from drawing import Drawing
from journeys import run

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (id integer PRIMARY KEY, title text NOT NULL);
"""
SALES = """
CREATE TABLE customer (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE bill (
  id integer PRIMARY KEY,
  customer_id integer REFERENCES customer (id),
  book_id integer REFERENCES book (id));
"""
DOMAIN = "0192f000-0000-7000-8000-0000000000d2"
FLOW = "0192f000-0000-7000-8000-0000000000f1"
STEP = "0192f000-0000-7000-8000-0000000000f2"
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


def palette_to_step(folder):
    """Among all flows a step that writes is a line; who looks for it is led into its flow."""
    drawing = Drawing(folder, "palette-step", SCHEMA)

    def restock(children):
        book = next(child["id"] for child in children if child.get("name") == "book")
        step = {"kind": "step", "id": STEP, "name": "note_it", "type": "data_create", "entity": book}
        children.append({"kind": "flow", "id": FLOW, "name": "restock", "children": [step]})

    drawing.rewrite(restock)
    with drawing.open():
        desktop = drawing.desktop
        desktop.key("alt+4", "ctrl+k")
        desktop.write("note_it")
        desktop.find("label", "note_it")
        desktop.key("Return")
        desktop.find("label", "Decisions")  # of the steps that can be added inside of a flow
        desktop.find("label", "Step of restock")
        return desktop.complaints()


def domain_by_mouse(folder):
    drawing = Drawing(folder, "domains", SCHEMA + SALES)

    def join(children):
        children.append({"kind": "domain", "id": DOMAIN, "name": "sales"})
        for child in children:
            if child.get("name") in ("customer", "bill"):
                child["domain"] = DOMAIN

    drawing.rewrite(join)
    with drawing.open():
        desktop = drawing.desktop

        def is_folded():
            return any(one.get("collapsed") for one in drawing.elements("placement"))

        def seen():
            return {node.name.split(",")[0] for node in desktop.walk()
                    if ", entity" in node.name and node.has_place()}

        def menu_of(name, line):
            node = desktop.find(None, name)
            x, y, _, _ = desktop.still(lambda: desktop.box(node), "the domain")
            desktop.click_at(x + 40, y + 14, button=3)
            drawing.choose(line)

        # Folded it is one card, and what leads out of it stays.
        menu_of("sales, domain, 2 entities", "Fold")
        drawing.wait(is_folded, "the domain to be folded")
        drawing.wait(lambda: seen() == {"author", "book"}, "its members to be out of sight")
        desktop.find("link", "sales → book")
        menu_of("sales, folded domain, 2 entities", "Open")
        drawing.wait(lambda: not is_folded(), "the domain to be open")
        drawing.wait(lambda: seen() == {"author", "book", "bill", "customer"}, "its members")

        # Entered it is alone, with what it is tied to; the way leads back out.
        menu_of("sales, domain, 2 entities", "Enter Domain")
        drawing.wait(lambda: seen() == {"book", "bill", "customer"}, "the inside of the domain")
        drawing.select("customer")
        drawing.open_entry(lambda: desktop.key("F2"))
        drawing.retype("client")
        drawing.wait(lambda: drawing.entity("client"), "a new name inside")
        desktop.key("Escape", "Escape")
        drawing.wait(lambda: "author" in seen(), "everything again")
        return desktop.complaints()


JOURNEYS = (
    ("tidy-of-200-tables-then-undo", tidy_and_undo),
    ("palette-to-a-field", palette_to_field), ("palette-to-a-step", palette_to_step),
    ("domain-folded-and-entered", domain_by_mouse),
)

run("places", JOURNEYS)
