#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs of a real backend, on the command line and in the Flows lens: listed, opened on the drawing of
their flow, and tried again."""

import os

from gi.repository import GLib

from drawing import Drawing
from journeys import run
from programs import Backend, gplan, gplan_json, wait_until

TARGET = "Local backend"


def book(backend):
    """The administrator has no clinic: the flow fails where it books."""
    body = {
        "patient_id": "5e4f4a6e-8d6c-4a57-9d1c-6f4a52c9b001",
        "doctor_id": "5e4f4a6e-8d6c-4a57-9d1c-6f4a52c9b002",
        "starts_at": "2030-12-01T10:00:00Z",
        "ends_at": "2030-12-01T10:30:00Z",
    }
    return backend.request("POST", "/api/flows/appointments", body, backend.token)


def deployed(folder, backend):
    """The sample, on this backend; its flow has failed twice."""
    drawing = Drawing(folder, "diagnostics")
    os.unlink(drawing.file)
    gplan("new", drawing.file, "--sample", "diagnostics")

    def point(elements):
        for element in elements:
            if element["kind"] == "target" and element["name"] == TARGET:
                element["url"] = backend.url

    drawing.rewrite(point)
    gplan("deploy", drawing.file, "--to", TARGET, "--yes", token=backend.token)
    for _ in range(2):
        book(backend)
    return drawing


def tries(drawing, backend, number):
    """How often the last step of the run has failed."""
    shown = gplan_json("runs", TARGET, "show", number, "--in", drawing.file, token=backend.token)
    return sum(1 for line in shown["trace"] if line["what"] == "failed")


def on_the_drawing(folder):
    with Backend(folder) as backend:
        os.environ["GPLAN_TOKEN"] = backend.token
        drawing = deployed(folder, backend)
        runs = gplan_json("runs", TARGET, "--in", drawing.file, "--flow", "book_appointment",
                          "--status", "dead", token=backend.token)
        if len(runs) != 2 or runs[0]["name"] != "book_appointment":
            return [f"gplan runs lists {runs}"]
        newest = runs[0]["id"]
        gplan("runs", TARGET, "retry", newest, "--in", drawing.file, token=backend.token)
        wait_until(lambda: tries(drawing, backend, newest) == 2, "the second try")
        gplan("runs", TARGET, "approve", newest, "--in", drawing.file, token=backend.token,
              status=4)
        gplan("runs", TARGET, "discard", runs[1]["id"], "--note", "a trial", "--in", drawing.file,
              token=backend.token)
        dead = gplan_json("runs", TARGET, "--in", drawing.file, "--status", "dead",
                          token=backend.token)
        if [run["id"] for run in dead] != [newest]:
            return [f"after one was discarded there are {dead}"]

        with drawing.open():
            desktop = drawing.desktop
            desktop.activate("win.drawer", GLib.Variant("s", "runs"))
            desktop.click(desktop.find("label", "failed"))
            desktop.find("label", "It failed: clinic_id", containing=True)
            desktop.find(None, "Book it", containing=True)
            desktop.find("label", "failed 400")
            desktop.activate("win.run-retry")
            wait_until(lambda: tries(drawing, backend, newest) == 3, "the third try")
            return desktop.complaints()


run("runs-on-drawing", (("listed-opened-and-tried-again", on_the_drawing),))
