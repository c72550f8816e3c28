#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The window as part of a desktop, without a window manager: what is true of it whatever is drawn."""

import os
import tempfile

from programs import Failed, gplan, wait_until
from tap import Tap
from window import Desktop, display_is_missing


def new_sample(folder, name="chinook"):
    path = os.path.join(folder, f"{name}.gplan")
    gplan("new", path, "--sample", name)
    return path


def presses_at_the_edges_are_quiet(folder):
    """A press on the invisible edge of a window that nobody could resize."""
    with Desktop(folder, new_sample(folder)) as desktop:
        desktop.focus()
        desktop.find(None, "Drawing")
        left, top, width, height = desktop.geometry()
        right, bottom = left + width - 1, top + height - 1
        middle_x, middle_y = left + width // 2, top + height // 2
        for x, y in (
            (left, middle_y),
            (right, middle_y),
            (middle_x, top),
            (middle_x, bottom),
            (left, top),
            (right, bottom),
        ):
            desktop.click_at(max(x, 0), max(y, 0))
        # Events are worked off in their order: what is open now saw the presses before.
        desktop.key("ctrl+h")
        desktop.find(None, "History")
        return desktop.complaints()


TESTS = (("presses-at-the-edges-are-quiet", presses_at_the_edges_are_quiet),)


def main():
    tap = Tap()
    if display_is_missing():
        tap.skip_all("there is no display")
    for name, test in TESTS:
        with tempfile.TemporaryDirectory(prefix="gp-desktop-") as folder:
            try:
                complaints = test(folder)
            except Failed as failure:
                complaints = str(failure).splitlines()
            tap.check(f"/e2e/desktop/{name}", complaints)
    tap.done()


main()
