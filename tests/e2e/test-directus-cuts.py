#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Deployments to a real Directus that are interrupted, as cuts.py has them."""

import tempfile
import uuid

from cuts import check_all
from directus import MISSING, Directus, directus_folder
from shelf import Shelf
from tap import Tap


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    with tempfile.TemporaryDirectory() as folder, Directus() as server:
        shelf = Shelf(folder, server)
        shelf.deploy()
        server.must("POST", "/items/author", [{"name": "Ada"}, {"name": "Bo", "born": 1950}])
        server.must("POST", "/items/book", [
            {"title": f"Volume {i}", "pages": str(i), "author_id": 1 + i % 2} for i in range(120)])
        server.must("POST", "/items/tag", [{"id": str(uuid.uuid4()), "label": "x"}])
        check_all(tap, shelf, "directus-cuts")
    tap.done()


main()
