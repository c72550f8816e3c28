#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The main journey, by mouse and keys on the real window.

Import a schema (Pagila, where it is on this machine), rename a table, draw a relation, undo, redo,
kill the program, open the file again, undo once more, deploy to a local backend, and ask it over
HTTP. What happened is read from the saved design through `gplan`, never from pixels.
"""

import json
import os
import tempfile

from gi.repository import GLib

from drawing import Drawing
from journeys import skip_without_display, traces
from programs import CORPUS, Backend, Failed, gplan, wait_until
from tap import Tap
from window import keep_picture

PAGILA = os.path.join(CORPUS, "sql", "pagila.pg.sql")


class Journey:
    """The steps; `table` becomes `renamed`, and a relation is drawn from `source` to `target`."""

    def __init__(self, folder):
        self.folder = folder
        if os.path.exists(PAGILA):
            schema = PAGILA
            self.table, self.renamed, self.source, self.target = "film", "movie", "language", "store"
        else:
            schema = self.export_sample()
            self.table, self.renamed, self.source, self.target = "invoice", "bill", "genre", "playlist"
        with open(schema, encoding="utf-8") as file:
            self.drawing = Drawing(folder, "design", file.read())
        self.file = self.drawing.file

    def export_sample(self):
        """Where there is no corpus: a schema that people know, as SQL."""
        sample = os.path.join(self.folder, "chinook.gplan")
        schema = os.path.join(self.folder, "chinook.sql")
        gplan("new", sample, "--sample", "chinook")
        gplan("export", sample, "--format", "sql-postgresql", "-o", schema)
        return schema

    @property
    def desktop(self):
        return self.drawing.desktop

    def references(self):
        """How many fields of `source` refer to `target`."""
        target = self.drawing.entity(self.target)["id"]
        return sum(field.get("reference") == target for field in self.drawing.fields(self.source))

    def open(self):
        self.drawing.open()
        self.desktop.key("ctrl+1")  # a large drawing begins with a part of it

    # --- the steps ---

    def draw_it(self):
        self.open()
        self.drawing.card(self.table)
        return []

    def rename(self):
        before = self.drawing.entity(self.table)
        n_tables = len(self.drawing.names())
        self.drawing.select(self.table)
        self.drawing.open_entry(lambda: self.desktop.key("F2"))
        self.drawing.retype(self.renamed)
        wait_until(lambda: self.drawing.entity(self.renamed), "the table's new name")
        after = self.drawing.entity(self.renamed)
        if after["id"] != before["id"] or len(self.drawing.names()) != n_tables:
            return ["the rename made another table instead of renaming the one"]
        return []

    def draw_relation(self):
        before = self.references()

        def drag():
            self.desktop.key("ctrl+1", "Escape", "r")
            start = self.drawing.header(self.source)
            self.desktop.drag(start, self.drawing.header(self.target))

        self.drawing.do(drag, lambda: self.references() == before + 1, "the relation")
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
        before = self.drawing.text()
        complaints = self.desktop.complaints()
        self.desktop.kill()
        if self.drawing.text() != before:
            return ["the file is not what it was before the program was killed"]
        self.open()
        self.drawing.node(self.renamed)
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
    ("import-a-schema-and-draw-it", Journey.draw_it),
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
            except (Failed, GLib.Error) as failure:
                keep_picture(folder)
                complaints = str(failure).splitlines() + traces(folder)
            tap.check(f"/e2e/journey/{name}", complaints)
            if complaints and step is not Journey.quit_in_peace:
                broken = name
        if journey.desktop is not None:
            journey.desktop.kill()
    tap.done()


main()
