# SPDX-License-Identifier: Apache-2.0
"""Runs journeys through the real window, each in a folder of its own, as cases of one program."""

import os
import tempfile

from gi.repository import GLib

from programs import Failed
from tap import Tap
from window import picture_of


def run(suite, journeys):
    """`journeys`: (name, function of the folder, which returns a list of complaints)."""
    skip_without_display()
    tap = Tap()
    for name, journey in journeys:
        with tempfile.TemporaryDirectory(prefix=f"gp-{suite}-") as folder:
            try:
                complaints = journey(folder)
            except (Failed, GLib.Error) as failure:
                complaints = str(failure).splitlines() + traces(folder)
        tap.check(f"/e2e/{suite}/{name}", complaints)
    tap.done()


def skip_without_display():
    if "DISPLAY" not in os.environ or "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        Tap.skip_all("there is no display")


def traces(folder):
    """What the program said last, and where the screen is to be seen."""
    log, lines = os.path.join(folder, "groundplan.log"), []
    if os.path.exists(log):
        with open(log, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()[-20:]
    if os.path.exists(picture_of(folder)):
        lines.append(f"a picture: {picture_of(folder)}")
    return lines
