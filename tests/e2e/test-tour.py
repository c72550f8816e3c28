#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`./dev run` without a display: every step of the tour does its part."""

import os
import tempfile

from programs import GPLAN, gplan
from tap import ROOT, Tap, complaints_of

TOUR = os.path.join(ROOT, "tests", "e2e", "tour.sh")


def drawing_is_whole(folder):
    with open(os.path.join(folder, "diagnostics.svg"), encoding="utf-8") as file:
        drawing = file.read()
    wanted = ("</svg>", ">patient<", ">test_order<", ">report<")
    return [f"the drawing lacks {text}" for text in wanted if text not in drawing]


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="gp-tour-") as folder:
        tap.check("/e2e/tour/sample", complaints_of("bash", TOUR, GPLAN, folder))
        tap.check("/e2e/tour/drawing-names-the-tables", drawing_is_whole(folder))
        own = os.path.join(folder, "own.gplan")
        gplan("new", own, "--sample", "chinook")
        tap.check("/e2e/tour/file-of-ones-own", complaints_of("bash", TOUR, GPLAN, folder, own))
    tap.done()


main()
