#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A flow by mouse and keyboard on the real window: drawn, simulated with a person who is asked, and
kept as a test that then passes."""

from drawing import Drawing
from journeys import run
from programs import gplan, wait_until

WHAT = "What the step does"


def add_step(drawing, words, kind):
    """After the step that is selected, or as the first one."""
    drawing.open_entry(lambda: drawing.desktop.key("s"), WHAT)
    drawing.retype(words, label=WHAT)
    drawing.wait(lambda: kind in drawing.names("step"), f"the step {kind}")
    drawing.wait(lambda: drawing.entry(WHAT) is None, "the list of steps to go")


def draw(drawing):
    """A flow that asks somebody and then keeps what they said."""
    drawing.draw_flow("ship_order")
    add_step(drawing, "Ask for approval", "approve")
    add_step(drawing, "Set values", "set")


def by_hand(folder):
    with Drawing(folder, "shop") as drawing:
        desktop = drawing.desktop
        draw(drawing)

        # It runs until somebody is asked, goes on with the answer, and ends.
        drawing.do(
            lambda: desktop.key("F8"),
            lambda: desktop.look_for("label", "“approve” waits for a decision."),
            "the run to wait for a decision",
        )
        drawing.do(
            lambda: desktop.click(desktop.find("push button", "Approve")),
            lambda: desktop.look_for("label", "It ran to the end."),
            "the run to go on",
        )
        drawing.do(
            lambda: desktop.click(desktop.find("push button", "Keep as test")),
            lambda: len(drawing.names("test")) == 1,
            "the test",
        )

        test = drawing.elements("test")[0]
        steps = {step["id"]: step["name"] for step in drawing.elements("step")}
        path = [steps[step] for step in test["path"]]
        if path != ["approve", "set"]:
            return [f"the test expects {path}"]
        if test["mocks"] != {"approve": {"decision": "approve"}}:
            return [f"the test answers with {test['mocks']}"]

        # It passes, here and on the command line, and one undo takes it back.
        drawing.do(
            lambda: desktop.click(desktop.find("label", "Tests")),
            lambda: desktop.look_for("label", "ship_order ends with “set”"),
            "the list of tests",
        )
        gplan("test", drawing.file)
        drawing.do(
            lambda: desktop.key("ctrl+z"),
            lambda: drawing.names("test") == [],
            "undo to take the test",
        )
        wait_until(lambda: len(drawing.elements("step")) == 2, "the steps to stay")
        return desktop.complaints()


run("flow-by-hand", (("drawn-simulated-and-kept", by_hand),))
