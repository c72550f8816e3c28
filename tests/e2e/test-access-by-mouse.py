#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may do what, by mouse alone: on the sample, why a patient cannot read a result and what would
let them is found, and the answer is kept as a test."""

import os

from drawing import Drawing
from journeys import run
from programs import gplan


def why_not(folder):
    drawing = Drawing(folder, "diagnostics")
    os.unlink(drawing.file)
    gplan("new", drawing.file, "--sample", "diagnostics")
    n_tests = len(drawing.names("test"))
    with drawing.open():
        desktop = drawing.desktop
        desktop.click(desktop.find("push button", "Access"))
        desktop.click(desktop.find(None, "test_result"))
        desktop.click(desktop.find("push button", "Simulator"))

        # A patient is asked about first, and the first of the example records.
        desktop.find("label", "Ana may not read test_result", containing=True)
        desktop.find("label", '&& record.status == "verified"')
        desktop.find("label", "'measured' == 'verified'")
        desktop.find("label", "Allowed if record.status were 'verified'")

        # Another record is a click away, and there the answer is another.
        desktop.click(desktop.find("label", "r-92"))
        desktop.find("label", "Ana may read test_result", containing=True)
        desktop.click(desktop.find("push button", "Expect this"))
        drawing.wait(lambda: len(drawing.names("test")) == n_tests + 1, "the test")

        # The rule that decided is opened, and said in words.
        desktop.click(desktop.find("label", "Patients read verified results (patient)"))
        desktop.find("label", "patient may read test_result, but only if", containing=True)
        return desktop.complaints()


def new_role(folder):
    """A role is added beside the matrix, with its name to be typed at once, and taken back."""
    drawing = Drawing(folder, "clinic")
    os.unlink(drawing.file)
    gplan("new", drawing.file, "--sample", "diagnostics")
    n_roles = len(drawing.names("role"))
    with drawing.open():
        desktop = drawing.desktop
        desktop.click(desktop.find("push button", "Access"))
        desktop.click(desktop.find("push button", "Matrix"))
        desktop.click(desktop.find("push button", "Role"))
        desktop.write("nurse")
        desktop.key("Return")
        drawing.wait(lambda: "nurse" in drawing.names("role"), "the role")
        desktop.click(desktop.find("push button", "Undo", beginning=True))
        drawing.wait(lambda: "nurse" not in drawing.names("role"), "undo to take the name back")
        desktop.click(desktop.find("push button", "Undo", beginning=True))
        drawing.wait(lambda: len(drawing.names("role")) == n_roles, "undo to take the role back")
        return desktop.complaints()


run("access", (
    ("why-a-patient-cannot-read-a-result", why_not),
    ("a-role-is-added-beside-the-matrix", new_role),
))
