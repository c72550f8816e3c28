# SPDX-License-Identifier: Apache-2.0
"""Runs journeys through the real window, each in a folder of its own, as cases of one program."""

import os
import shutil
import tempfile

from programs import BUILD, Failed, finished
from tap import Tap


def run(suite, journeys):
    """`journeys`: (name, function of the folder, which returns a list of complaints)."""
    skip_without_display()
    tap = Tap()
    for name, journey in journeys:
        with tempfile.TemporaryDirectory(prefix=f"gp-{suite}-") as folder:
            try:
                complaints = journey(folder)
            except Failed as failure:
                complaints = str(failure).splitlines() + end_of_log(folder)
        tap.check(f"/e2e/{suite}/{name}", complaints)
    tap.done()


def skip_without_display():
    if "DISPLAY" not in os.environ or "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        Tap.skip_all("there is no display")


def end_of_log(folder):
    log = os.path.join(folder, "groundplan.log")
    if not os.path.exists(log):
        return []
    with open(log, encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()[-20:]


def keep_picture(name):
    """What the screen shows, beside the logs of the build; returns where."""
    picture = os.path.join(BUILD, "meson-logs", f"{name}.png")
    if shutil.which("import"):
        finished("import", "-window", "root", picture)
    return picture
