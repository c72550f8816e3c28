#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real PocketBase becomes a design: its collections are those that were deployed to it, but for
what it has no word for."""

from pocketbase import MISSING, PocketBase, pocketbase_program
from round_trips import round_trips
from tap import Tap


def forget(server):
    """Takes away what is kept there of the deployment: it is a PocketBase like any other."""
    server.must("DELETE", "/api/collections/groundplan")


# What there is less of, by what it becomes.
# One that rules compare with somebody's id holds an id of PocketBase's.
TYPES = {"bigint": "integer", "date": "timestamp", "decimal": "float", "time": "text",
         "uuid": "text"}
NO_NULL = ("boolean", "float", "integer", "json")     # nothing is 0, no, or null
OWN = ("id", "created", "updated")            # each collection has these


def drop_losses(meaning):
    """What PocketBase has no word for: descriptions, defaults, exact numbers, null, and what
    becomes of a reference unless what it points to takes it along."""
    for element in meaning.values():
        element["description"] = None
        for name in OWN:
            element["fields"].pop(name, None)
        for field in element["fields"].values():
            # What is required may not be empty there.
            if field.get("default") == "''":
                field["nullable"] = True
            field["type"] = TYPES.get(field["type"], field["type"])
            for lost in ("default", "description", "precision", "scale"):
                field.pop(lost, None)
            if field["type"] in NO_NULL:
                field.pop("nullable", None)
            if "reference" in field and field.get("on_delete") != "cascade":
                field["on_delete"] = "set_null"


def main():
    tap = Tap()
    if pocketbase_program() is None:
        tap.skip_all(MISSING)
    tap.check("/e2e/pocketbase-import/random-designs",
              round_trips(PocketBase, forget, drop_losses, usual=5, flows=False))
    tap.done()


main()
