#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random edits of a design that is deployed to a real PocketBase, as edits.py has them."""

import tempfile

from edits import converge
from pocketbase import MISSING, PocketBase, pocketbase_program
from shelf import Shelf
from tap import Tap


def by_hand(server):
    """Somebody else, who changes something at random."""
    def change(rng):
        number = rng.randrange(10**9)
        (book,) = [c for c in server.collections() if c["name"] == "book"]
        choice = rng.randrange(3)
        if choice == 0:
            server.must("POST", "/api/collections", {
                "name": f"theirs_{number}", "type": "base",
                "schema": [{"name": "value", "type": "text"}]})
        elif choice == 1:
            server.must("PATCH", f"/api/collections/{book['id']}", {
                "schema": book["schema"] + [{"name": f"theirs_{number}", "type": "text"}]})
        else:
            rule = None if book["viewRule"] == "" else ""
            server.must("PATCH", f"/api/collections/{book['id']}", {"viewRule": rule})
    return change


def main():
    tap = Tap()
    if pocketbase_program() is None:
        tap.skip_all(MISSING)
    with tempfile.TemporaryDirectory() as folder, PocketBase() as server:
        shelf = Shelf(folder, server)
        shelf.deploy()
        server.fill()
        tap.check("/e2e/pocketbase-edits/all-converge",
                  converge(shelf, folder, by_hand(server), usual=15))
    tap.done()


main()
