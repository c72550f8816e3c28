#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random edits of a design that is deployed to a real Directus, as edits.py has them."""

import tempfile

from directus import MISSING, Directus, directus_folder
from edits import converge
from shelf import Shelf
from tap import Tap


def by_hand(server):
    """Somebody else, who changes something at random."""
    def change(rng):
        number = rng.randrange(10**9)
        choice = rng.randrange(4)
        if choice == 0:
            server.must("PATCH", "/fields/book/id", {"meta": {"note": f"By hand, {number}."}})
        elif choice == 1:
            server.must("POST", "/collections", {"collection": f"theirs_{number}", "schema": {},
                                                 "meta": {}})
        elif choice == 2:
            server.must("POST", "/roles", {"name": f"theirs {number}"})
        else:
            server.must("POST", "/flows", {"name": f"theirs {number}", "trigger": "operation"})
    return change


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    with tempfile.TemporaryDirectory() as folder, Directus() as server:
        shelf = Shelf(folder, server)
        shelf.deploy()
        server.must("POST", "/items/author", [{"name": "Ada"}, {"name": "Bo", "born": 1950}])
        server.must("POST", "/items/book", [
            {"title": f"Volume {i}", "pages": str(i), "author_id": 1 + i % 2} for i in range(20)])
        tap.check("/e2e/directus-edits/all-converge",
                  converge(shelf, folder, by_hand(server), usual=10))
    tap.done()


main()
