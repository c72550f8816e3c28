#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The main journey, by mouse and keys on the real window.

Import a schema (Pagila, where it is on this machine), rename a table, draw a relation, undo, redo,
kill the program, open the file again, undo once more, deploy to a local backend, and ask it over HTTP. What happened is read from the
saved design through `gplan`, never from pixels.
"""

import json
import os
import tempfile

from journeys import keep_picture, skip_without_display
from programs import CORPUS, Backend, Failed, gplan, wait_until
from tap import Tap
from window import Desktop

PAGILA = os.path.join(CORPUS, "sql", "pagila.pg.sql")


class Journey:
    """The steps; `table` becomes `renamed`, and a relation is drawn from `source` to `target`."""

    def __init__(self, folder):
        self.folder = folder
        self.file = os.path.join(folder, "design.gplan")
        if os.path.exists(PAGILA):
            self.schema = PAGILA
            self.table, self.renamed, self.source, self.target = "film", "movie", "language", "store"
        else:
            self.schema = self.export_sample()
            self.table, self.renamed, self.source, self.target = "invoice", "bill", "genre", "playlist"
        self.desktop = None

    def export_sample(self):
        """Where there is no corpus: a schema that people know, as SQL."""
        sample = os.path.join(self.folder, "chinook.gplan")
        schema = os.path.join(self.folder, "chinook.sql")
        gplan("new", sample, "--sample", "chinook")
        gplan("export", sample, "--format", "sql-postgresql", "-o", schema)
        return schema

    # --- what the file says ---

    def elements(self, kind):
        """name: element, of the saved design."""
        pending = [json.loads(gplan("export", self.file, "--format", "json"))["design"]]
        found = {}
        while pending:
            element = pending.pop()
            if element["kind"] == kind:
                found[element.get("name")] = element
            pending += element.get("children", [])
        return found

    def references(self):
        """How many fields of `source` refer to `target`."""
        entities = self.elements("entity")
        fields = [c for c in entities[self.source].get("children", []) if c["kind"] == "field"]
        return sum(field.get("reference") == entities[self.target]["id"] for field in fields)

    # --- what a person does ---

    def open(self):
        self.desktop = Desktop(self.folder, self.file).__enter__()
        self.desktop.focus()
        self.desktop.find(None, "Drawing")
        self.desktop.key("ctrl+1")  # a large drawing begins with a part of it

    def card(self, name):
        return self.desktop.find(None, f"{name}, entity", beginning=True)

    def show_everything(self):
        """Shows the whole drawing, and waits until no card moves any more."""
        self.desktop.key("ctrl+1")
        last = [None]

        def is_still():
            seen, last[0] = last[0], [self.desktop.box(self.card(name)) for name in (self.source, self.target)]
            return seen == last[0]

        wait_until(is_still, "the drawing to come to rest")

    def select(self, name):
        """A click on the card's head, where its name stands."""
        x, y, width, _ = self.desktop.box(self.card(name))
        self.desktop.click_at(x + width // 2, y + 4)

    def import_schema(self):
        gplan("import", self.schema, "-o", self.file)
        self.open()
        self.show_everything()
        self.card(self.table)
        return []

    def rename(self):
        before = self.elements("entity")
        self.select(self.table)
        self.desktop.key("F2")
        self.desktop.key("ctrl+a")
        self.desktop.write(self.renamed)
        self.desktop.key("Return")
        wait_until(lambda: self.renamed in self.elements("entity"), "the table's new name")
        after = self.elements("entity")
        self.card(self.renamed)
        if after[self.renamed]["id"] != before[self.table]["id"] or len(after) != len(before):
            return ["the rename made another table instead of renaming the one"]
        return []

    def draw_relation(self):
        before = self.references()
        self.show_everything()
        self.desktop.key("Escape", "r")
        start = self.desktop.centre(self.card(self.source))
        end = self.desktop.centre(self.card(self.target))
        self.desktop.drag(start, end)
        wait_until(lambda: self.references() == before + 1, "the relation")
        self.desktop.key("Escape", "Escape")
        return []

    def undo_and_redo(self):
        drawn = self.references()
        self.desktop.key("ctrl+z")
        wait_until(lambda: self.references() == drawn - 1, "undo")
        self.desktop.key("ctrl+shift+z")
        wait_until(lambda: self.references() == drawn, "redo")
        return []

    def kill_and_reopen(self):
        before = gplan("export", self.file, "--format", "json")
        complaints = self.desktop.complaints()
        self.desktop.kill()
        if gplan("export", self.file, "--format", "json") != before:
            return ["the file is not what it was before the program was killed"]
        self.open()
        self.card(self.renamed)
        return complaints

    def undo_after_reopening(self):
        drawn = self.references()
        self.desktop.key("ctrl+z")
        wait_until(lambda: self.references() == drawn - 1, "undo after reopening")
        self.desktop.key("ctrl+shift+z")
        wait_until(lambda: self.references() == drawn, "redo after reopening")
        return []

    def deploy(self):
        with Backend(self.folder) as backend:
            to = ("--to", f"local:{backend.url}")
            gplan("deploy", self.file, *to, "--yes", token=backend.token)
            again = json.loads(gplan("plan", self.file, *to, "--json", token=backend.token))
            status, contract = backend.request("GET", "/api/openapi.json")
            refused, problem = backend.request("GET", f"/api/records/{self.renamed}")
        complaints = [f"planned again: {one['sentence']}" for one in again["operations"]]
        if status != 200 or f"/api/records/{self.renamed}" not in contract["paths"]:
            complaints.append(f"the contract lacks the renamed table: {status}")
        if refused not in (401, 403, 404):
            complaints.append(f"nobody was granted anything, but reading gave {refused}: {problem}")
        return complaints

    def quit_in_peace(self):
        self.desktop.key("ctrl+q")
        wait_until(lambda: self.desktop.process.poll() is not None, "the program to end")
        status = self.desktop.process.returncode
        return self.desktop.complaints() + ([f"it ended with {status}"] if status else [])


STEPS = (
    ("import-a-schema-and-draw-it", Journey.import_schema),
    ("rename-a-table", Journey.rename),
    ("draw-a-relation", Journey.draw_relation),
    ("undo-and-redo", Journey.undo_and_redo),
    ("kill-and-reopen", Journey.kill_and_reopen),
    ("undo-survives-closing", Journey.undo_after_reopening),
    ("deploy-and-call", Journey.deploy),
    ("quit-without-a-warning", Journey.quit_in_peace),
)


def main():
    skip_without_display()
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gp-journey-") as folder:
        journey = Journey(folder)
        broken = None
        for name, step in STEPS:
            if broken is not None:
                tap.skip(f"/e2e/journey/{name}", f"{broken} failed")
                continue
            try:
                complaints = step(journey)
            except Failed as failure:
                complaints = str(failure).splitlines()
                if journey.desktop is not None:
                    complaints += journey.desktop.complaints()
            tap.check(f"/e2e/journey/{name}", complaints)
            if complaints and step is not Journey.quit_in_peace:
                broken = name
                keep_picture(f"journey-{name}")
        if journey.desktop is not None:
            journey.desktop.kill()
    tap.done()


main()
