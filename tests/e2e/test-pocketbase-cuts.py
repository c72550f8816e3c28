#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Deployments to a real PocketBase that are interrupted, as cuts.py has them."""

import tempfile

from cuts import check_all
from pocketbase import MISSING, PocketBase, pocketbase_program
from shelf import Shelf
from tap import Tap


def main():
    tap = Tap()
    if pocketbase_program() is None:
        tap.skip_all(MISSING)
    with tempfile.TemporaryDirectory() as folder, PocketBase() as server:
        shelf = Shelf(folder, server)
        shelf.deploy()
        server.fill()
        check_all(tap, shelf, "pocketbase-cuts")
    tap.done()


main()
