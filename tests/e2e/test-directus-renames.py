#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Everything that has a name gets another one on a real Directus, without rows and with them: rows
stay, nothing is dropped without consent, and planning again is empty."""

import tempfile

from directus import MISSING, Directus, directus_folder, walk
from programs import gplan_json
from shelf import Shelf
from tap import Tap

REFUSED = 4
ID = "7a1f0000-0000-4000-8000-0000000000"


def find(design, kind, name):
    (found,) = [e for e in walk(design) if e["kind"] == kind and e.get("name") == name]
    return found


def furnish(design):
    """What the shelf has not: an enum, an index, a role with a rule, a flow."""
    book = find(design, "entity", "book")
    title = find(design, "field", "title")
    book["children"] += [
        {"kind": "field", "id": ID + "01", "name": "state", "type": "enum", "nullable": True,
         "values": ["new", "worn"]},
        {"kind": "index", "id": ID + "02", "name": "by_title", "fields": [title["id"]]},
        {"kind": "rule", "id": ID + "04", "name": "Readers read", "role": ID + "03",
         "actions": ["read"], "condition": "record.author.name == 'Ada'"}]
    design["children"] += [
        {"kind": "role", "id": ID + "03", "name": "reader"},
        {"kind": "flow", "id": ID + "05", "name": "tidy", "trigger": "flow", "children": [
            {"kind": "step", "id": ID + "06", "name": "a", "type": "set", "with": {"x": "1"}},
            {"kind": "transition", "id": ID + "07", "to": ID + "06"}]}]


def renamed(kind, before, after, *, also=None):
    def edit(design):
        element = find(design, kind, before)
        element["name"] = after
        if also is not None:
            also(design)
    return edit


def other_value(design):
    find(design, "field", "state")["values"] = ["new", "tattered"]


def other_condition(design):
    rule = find(design, "rule", "Readers read")
    rule["condition"] = "record.author.full_name == 'Ada'"


# name: (what is changed, what of the books and authors has another name then)
MATRIX = {
    "entity": (renamed("entity", "tag", "subject"), {}),
    "entity-that-is-referred-to": (renamed("entity", "author", "writer"), {"author": "writer"}),
    "entity-that-refers": (renamed("entity", "book", "volume"), {"book": "volume"}),
    "field": (renamed("field", "name", "full_name", also=other_condition), {"name": "full_name"}),
    "enum-value": (other_value, {}),
    "role": (renamed("role", "reader", "visitor"), {}),
    "rule": (renamed("rule", "Readers read", "Visitors read"), {}),
    "flow": (renamed("flow", "tidy", "sweep"), {}),
    "index": (renamed("index", "by_title", "by_name"), {}),
}


def rows_of(shelf, names):
    """Books and authors, with the names that their fields had first."""
    first = {after: before for before, after in names.items()}
    return {name: [{first.get(key, key): value for key, value in row.items()}
                   for row in shelf.rows(names.get(name, name))] for name in ("author", "book")}


def drops_without_consent(operations):
    return [o["id"] for o in operations if o["action"] == "remove" and not o["destructive"]
            and o["kind"] in ("entity", "field")]


def rename(shelf, what, names):
    edit, new_names = MATRIX[what]
    before = rows_of(shelf, names)
    tags = len(shelf.rows(names.get("tag", "tag")))
    shelf.edit(edit)
    operations = gplan_json("plan", shelf.path, "--to", f"directus:{shelf.server.url}",
                            token=shelf.server.token)["operations"]
    complaints = [f"{what}: drops {name}" for name in drops_without_consent(operations)]
    consent = [o["id"] for o in operations if o["destructive"]]
    if consent:
        shelf.deploy(status=REFUSED)
        if rows_of(shelf, names) != before:
            complaints.append(f"{what}: rows were changed without consent")
    shelf.deploy(*consent)
    names.update(new_names)
    if what == "entity":
        names["tag"] = "subject"
    if rows_of(shelf, names) != before or len(shelf.rows(names.get("tag", "tag"))) != tags:
        complaints.append(f"{what}: rows were lost")
    return complaints + [f"{what}: {said}" for said in shelf.is_settled()]


def keys_hold(shelf, names):
    """A reference is one still: no book of an author that is not there."""
    status, _ = shelf.server.request("POST", f"/items/{names.get('book', 'book')}",
                                     {"title": "Nobody's", "author_id": 999})
    return [] if status == 400 else [f"a reference to nobody is taken: {status}"]


def all_of(folder, server, fill):
    shelf = Shelf(folder, server)
    shelf.edit(furnish)
    shelf.deploy()
    if fill:
        server.must("POST", "/items/author", [{"name": "Ada"}, {"name": "Bo", "born": 1950}])
        server.must("POST", "/items/book", [
            {"title": f"Volume {i}", "pages": str(i), "author_id": 1 + i % 2,
             "state": "worn" if i % 3 else "new"} for i in range(230)])
        server.must("POST", "/items/tag", [
            {"id": f"7a1f0000-0000-4000-8000-{i:012}", "label": str(i)} for i in range(20)])
    names = {}
    return {what: rename(shelf, what, names) + keys_hold(shelf, names) for what in MATRIX}


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    for name, fill in (("without-rows", False), ("with-rows", True)):
        with tempfile.TemporaryDirectory() as folder, Directus() as server:
            for what, complaints in all_of(folder, server, fill).items():
                tap.check(f"/e2e/directus-renames/{name}/{what}", complaints)
    tap.done()


main()
