#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A target that others have changed, by mouse: the page for deploying says so, what differs stands
beside the drawing, a conflict is decided, and the design is updated in one step."""

import json
import os

from directus import walk
from drawing import Drawing
from journeys import run
from programs import Backend, gplan
from shelf import SHELF
from window import Desktop

TARGET = "0198aaaa-0000-7000-8000-00000000000a"


def rename(children, old, new):
    field = next(e for child in children for e in walk(child) if e.get("name") == old)
    field["name"] = new


def changed(drawing, name, how):
    """A copy of the design with something changed, as text."""
    path = os.path.join(drawing.folder, f"{name}.gplan.json")
    gplan("export", drawing.file, "--format", "json", "-o", path)
    with open(path, encoding="utf-8") as file:
        whole = json.load(file)
    how(whole["design"]["children"])
    with open(path, "w", encoding="utf-8") as file:
        json.dump(whole, file)
    return path


def theirs(children):
    author = next(child for child in children if child.get("name") == "author")
    author["children"].append({"kind": "field", "name": "phone", "nullable": True,
                               "id": "0198aaaa-0000-7000-8000-000000000001"})
    rename(children, "label", "heading")


def set_up(folder, backend):
    """Deployed, changed there by others, and changed here."""
    drawing = Drawing(folder, "shelf", SHELF)
    drawing.rewrite(lambda children: children.append(
        {"kind": "target", "id": TARGET, "name": "Here", "type": "local", "url": backend.url}))
    gplan("deploy", drawing.file, "--to", "Here", "--yes", token=backend.token)
    gplan("deploy", changed(drawing, "theirs", theirs), "--to", "Here", "--yes",
          token=backend.token)
    ours = changed(drawing, "ours", lambda children: rename(children, "label", "caption"))
    gplan("merge", drawing.file, drawing.file, ours, "-o", drawing.file)
    return drawing


def update(folder):
    with Backend(folder) as backend:
        drawing = set_up(folder, backend)
        with Desktop(folder, drawing.file, more={"GPLAN_TOKEN": backend.token}) as desktop:
            desktop.focus()
            desktop.find(None, "Drawing")
            desktop.click(desktop.find("push button", "Deploy to Here"))
            desktop.click(desktop.find("push button", "Update the design…"))
            desktop.find("label", "Update from Here")
            desktop.find("push button", "Decide 1 difference first")

            # The conflict stands first, and nothing is chosen for it.
            desktop.click(desktop.find("push button", "Keep: “Name”", beginning=True))
            desktop.click(desktop.find("push button", "Update design"))
            drawing.wait(lambda: drawing.field("author", "phone"), "the field of others")
            complaints = []
            if drawing.field_names("tag") != ["id", "caption"]:
                complaints.append(f"tag has {drawing.field_names('tag')}")
            desktop.key("ctrl+z")
            drawing.wait(lambda: not drawing.field("author", "phone"), "undo")
            complaints += desktop.complaints()
        said = gplan("update", drawing.file, "Here", token=backend.token)
        # It was decided: what undo has taken back is the design's own now.
        return complaints + ([] if "to be deployed" in said else [said])


run("update-by-mouse", (("conflict-and-undo", update),))
