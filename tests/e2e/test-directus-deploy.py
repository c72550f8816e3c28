#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Designs are deployed to a real Directus: verified, planned again as empty, and no row is lost."""

import os
import tempfile
import uuid

from directus import MISSING, Directus, directus_folder
from programs import CORPUS, gplan
from shelf import NOTHING, Shelf
from tap import ROOT, Tap

SAMPLE = os.path.join(ROOT, "data", "share", "samples", "diagnostics.gplan.json")
REFUSED = 4


def whole_design(server, path):
    """Complaints about deploying `path` to an empty server."""
    target = f"directus:{server.url}"
    gplan("deploy", path, "--to", target, "--yes", token=server.token)
    said = gplan("plan", path, "--to", target, token=server.token)
    return [] if NOTHING in said else [said]


def nothing_is_lost(shelf):
    """An entity and a field get other names while they hold rows."""
    shelf.deploy()
    shelf.server.must("POST", "/items/author", [{"name": "Ada"}, {"name": "Bo", "born": 1950}])
    shelf.server.must("POST", "/items/book", [
        {"title": f"Volume {i}", "pages": str(i), "author_id": 1 + i % 2} for i in range(450)])
    shelf.server.must("POST", "/items/tag", [{"id": str(uuid.UUID(int=i << 64)), "label": str(i)}
                                             for i in range(450)])
    authors, books, tags = shelf.rows("author"), shelf.rows("book"), shelf.rows("tag")
    shelf.change("entity", "book", name="volume")
    shelf.change("entity", "tag", name="subject")
    shelf.change("field", "name", name="full_name")
    shelf.deploy(status=REFUSED)
    if shelf.rows("author") != authors or shelf.rows("book") != books:
        return ["without consent something was changed"]
    shelf.deploy("rename:entity:book", "rename:entity:tag", "rename:field:author.name")
    expected = [{"full_name" if key == "name" else key: value for key, value in author.items()}
                for author in authors]
    complaints = shelf.is_settled()
    if shelf.rows("volume") != books:
        complaints.append("books were lost")
    if len(tags) != 450 or shelf.rows("subject") != tags:
        complaints.append("tags were lost")
    if shelf.rows("author") != expected:
        complaints.append("authors were lost")
    status, _ = shelf.server.request("GET", "/items/book")
    return complaints + ([] if status == 403 else ["the old collection is still there"])


def values_go_with_consent(shelf):
    """A text becomes a number: Directus would leave the text, so people are asked."""
    shelf.change("field", "pages", type="integer")
    shelf.deploy(status=REFUSED)
    if any(book["pages"] is None for book in shelf.rows("volume")):
        return ["values went without consent"]
    complaints = []
    shelf.change("field", "pages", type="integer", nullable=True)
    shelf.deploy("change:field:volume.pages")
    if {book["pages"] for book in shelf.rows("volume")} != {None}:
        complaints.append("texts are kept as numbers")
    return complaints + shelf.is_settled()


def others_are_noticed(shelf, folder):
    """What somebody changes between plan and deployment stops it."""
    plan = os.path.join(folder, "plan.json")
    shelf.change("field", "title", description="What stands on the cover.")
    shelf.run("plan", "-o", plan)
    shelf.server.must("PATCH", "/fields/volume/title", {"meta": {"note": "By hand."}})
    said = shelf.run("deploy", "--plan", plan, status=REFUSED)
    shelf.deploy()
    note = shelf.server.must("GET", "/fields/volume/title")["meta"]["note"]
    complaints = [] if note == "What stands on the cover." else [said]
    return complaints + shelf.is_settled()


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    with Directus() as server:
        tap.check("/e2e/directus-deploy/diagnostics", whole_design(server, SAMPLE))
        said = gplan("test", SAMPLE, "--on", f"directus:{server.url}", token=server.token)
        tap.check("/e2e/directus-deploy/its-access-tests-agree",
                  [] if "113 passed, 0 failed, 0 skipped" in said else [said])
    with tempfile.TemporaryDirectory() as folder:
        if CORPUS:
            pagila = os.path.join(folder, "pagila.gplan.json")
            gplan("import", os.path.join(CORPUS, "sql", "pagila.pg.sql"), "-o", pagila)
            with Directus() as server:
                tap.check("/e2e/directus-deploy/pagila", whole_design(server, pagila))
        with Directus() as server:
            shelf = Shelf(folder, server)
            tap.check("/e2e/directus-deploy/renames-lose-nothing", nothing_is_lost(shelf))
            tap.check("/e2e/directus-deploy/values-go-with-consent",
                      values_go_with_consent(shelf))
            tap.check("/e2e/directus-deploy/others-are-noticed",
                      others_are_noticed(shelf, folder))
    tap.done()


main()
