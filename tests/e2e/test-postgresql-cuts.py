#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Deployments to a real PostgreSQL behind postgres-meta that are interrupted, as cuts.py has them."""

import tempfile

from cuts import check_all
from postgres_meta import Killable, fill, missing
from programs import PostgreSQL
from shelf import Shelf
from tap import Tap


def main():
    tap = Tap()
    why = missing()
    if why is not None:
        tap.skip_all(why)
    with tempfile.TemporaryDirectory() as folder, PostgreSQL(tcp=True) as server, \
            Killable(server, "postgres") as meta:
        shelf = Shelf(folder, meta)
        shelf.deploy()
        fill(meta)
        check_all(tap, shelf, "postgresql-cuts")
    tap.done()


main()
