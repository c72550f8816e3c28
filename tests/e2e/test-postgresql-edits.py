#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random edits of a design that is deployed to a real PostgreSQL behind postgres-meta, as edits.py
has them, and some that only a database follows."""

import tempfile

from edits import EDITS, any_field, converge
from postgres_meta import PostgresMeta, fill, missing
from programs import PostgreSQL
from shelf import Shelf
from tap import Tap


def retype(rng, design):
    found = any_field(rng, design, "integer", "boolean", "timestamp")
    if found:
        found[1]["type"] = "text"


def toggle_unique(rng, design):
    found = [f for e, f in [any_field(rng, design, "text") or (None, None)] if f]
    for field in found:
        if field.get("nullable") or field.get("unique"):
            field["unique"] = not field.get("unique", False)


def change_default(rng, design):
    found = any_field(rng, design, "text")
    if found:
        found[1]["default"] = f"'{rng.randrange(10**6)}'"


def allow_null(rng, design):
    found = any_field(rng, design, "text", "integer")
    if found:
        found[1]["nullable"] = True


def change_enum(rng, design):
    """A value more, in any place, or another name for one."""
    found = any_field(rng, design, "enum")
    if not found:
        return
    values = found[1]["values"]
    place = rng.randrange(len(values))
    if rng.random() < 0.5:
        values[place] = f"v{rng.randrange(10**6)}"
    else:
        values.insert(place, f"v{rng.randrange(10**6)}")


def change_check(rng, design):
    """A check that all rows pass, or another one in its place."""
    books = [e for e in design["children"] if e.get("name") == "book"]
    for book in books:
        book["children"] = [c for c in book["children"] if c["kind"] != "check"]
        book["children"].append({"kind": "check", "id": "7a1f0000-0000-4000-8000-0000000000c1",
                                 "name": f"c{rng.randrange(10**6)}",
                                 "expression": f"record.id > {rng.randrange(-9, 1)}"})


def by_hand(server):
    """Somebody else, who changes something at random."""
    def change(rng):
        number = rng.randrange(10**9)
        server.query(rng.choice((
            f"alter table book add column theirs_{number} text",
            f"create table theirs_{number} (id integer primary key)",
            f"create index theirs_{number} on book (id)",
            f"comment on table book is 'By hand, {number}.'")))
    return change


def add_enum(design):
    (book,) = [e for e in design["children"] if e.get("name") == "book"]
    book["children"].append({"kind": "field", "id": "7a1f0000-0000-4000-8000-0000000000e1",
                             "name": "state", "type": "enum", "nullable": True,
                             "values": ["new", "worn"]})


def main():
    tap = Tap()
    why = missing()
    if why is not None:
        tap.skip_all(why)
    with tempfile.TemporaryDirectory() as folder, PostgreSQL(tcp=True) as server, \
            PostgresMeta(server, "postgres") as meta:
        shelf = Shelf(folder, meta)
        shelf.edit(add_enum)
        shelf.deploy()
        fill(meta)
        edits = (*EDITS, retype, toggle_unique, change_default, allow_null, change_enum,
                 change_check)
        tap.check("/e2e/postgresql-edits/all-converge",
                  converge(shelf, folder, by_hand(meta), usual=20, edits=edits))
    tap.done()


main()
