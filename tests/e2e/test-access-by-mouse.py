#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may do what, by mouse alone: on the sample, why a patient cannot read a result and what would
let them is found, and the answer is kept as a test."""

import os

from drawing import Drawing
from journeys import run
from programs import gplan, wait_until


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


ROLES = ("patient", "lab_technician", "doctor", "clinic_admin", "public", "nurse")
ACTIONS = ("create", "read", "update", "delete")
ENTITIES = ("clinic", "patient", "staff", "appointment", "invoice")

# Of the matrix, in pixels: a row, the head, a cell, and the gap between two roles.
ROW, HEAD, CELL, GAP = 28, 58, 32, 12


class Matrix:
    """Where the cells are: one is clicked, and says which it is."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.grid = desktop.find("table", "Who may do what")
        left, self.top, width, _ = desktop.still(lambda: desktop.box(self.grid), "the matrix")
        self.seen = left + width // 2
        desktop.click_at(self.seen, self.top + HEAD + ROW // 2)
        self.role, self.action, _ = wait_until(self.words, "the cell to say which it is")

    def words(self):
        return (self.grid.get_description() or "").split("\n")[0].split(" · ")[:3]

    def cell(self, role, action, entity):
        roles = ROLES.index(role) - ROLES.index(self.role)
        actions = ACTIONS.index(action) - ACTIONS.index(self.action)
        return (self.seen + roles * (len(ACTIONS) * CELL + GAP) + actions * CELL,
                self.top + HEAD + ENTITIES.index(entity) * ROW + ROW // 2)


def rules_of(drawing, role):
    """{entity: [(effect, actions)…]} of all rules of the role."""
    roles = [e["id"] for e in drawing.elements("role") if e["name"] == role]
    found = {}
    for entity in drawing.elements("entity"):
        for rule in entity.get("children", []):
            if rule["kind"] == "rule" and rule.get("role") in roles:
                found.setdefault(entity["name"], []).append(
                    (rule.get("effect", "grant"), *rule["actions"]))
    return found


def paint(folder):
    """A new role gets what its cells are painted with: grants by dragging, one of them cleared
    again, and a forbid that is taken back."""
    drawing = Drawing(folder, "paint")
    os.unlink(drawing.file)
    gplan("new", drawing.file, "--sample", "diagnostics")
    with drawing.open():
        desktop = drawing.desktop
        desktop.resize(1600, 1000)
        desktop.click(desktop.find("push button", "Access"))
        desktop.click(desktop.find("push button", "Matrix"))
        desktop.click(desktop.find("push button", "Role"))
        desktop.write("nurse")
        desktop.key("Return")
        drawing.wait(lambda: "nurse" in drawing.names("role"), "the role")

        matrix = Matrix(desktop)
        desktop.click(desktop.find("push button", "● Grant"))
        desktop.drag(matrix.cell("nurse", "read", "staff"),
                     matrix.cell("nurse", "read", "invoice"))
        grant = [("grant", "read")]
        drawing.wait(lambda: rules_of(drawing, "nurse")
                     == {"staff": grant, "appointment": grant, "invoice": grant}, "three grants")
        desktop.click(desktop.find("push button", "Clear"))
        desktop.click_at(*matrix.cell("nurse", "read", "invoice"))
        drawing.wait(lambda: "invoice" not in rules_of(drawing, "nurse"), "one to be cleared")
        desktop.click(desktop.find("push button", "⊘ Forbid"))
        desktop.click_at(*matrix.cell("nurse", "delete", "staff"))
        drawing.wait(lambda: ("forbid", "delete") in rules_of(drawing, "nurse")["staff"],
                     "a forbid")
        desktop.click(desktop.find("push button", "Undo", beginning=True))
        drawing.wait(lambda: rules_of(drawing, "nurse")["staff"] == grant, "undo to take it back")
        return desktop.complaints()


def condition(folder):
    """A new role that whoever signs in has gets a rule with a condition, which is typed with what
    the editor proposes; the saved design has it and decides by it."""
    drawing = Drawing(folder, "condition")
    os.unlink(drawing.file)
    gplan("new", drawing.file, "--sample", "diagnostics")
    with drawing.open():
        desktop = drawing.desktop
        desktop.resize(1400, 900)
        desktop.click(desktop.find("push button", "Access"))
        desktop.click(desktop.find("push button", "Matrix"))
        desktop.click(desktop.find("push button", "Role"))
        desktop.write("nurse")
        desktop.key("Return")
        drawing.wait(lambda: "nurse" in drawing.names("role"), "the role")
        desktop.click(desktop.find("push button", "Who has it", beginning=True))
        desktop.find("label", "Everybody signed in")
        desktop.key("Down", "Return")
        drawing.wait(lambda: drawing.elements("role")[-1].get("membership") == "signed_in",
                     "whoever is signed in to have it")

        matrix = Matrix(desktop)
        cell = matrix.cell("nurse", "read", "invoice")
        desktop.click(desktop.find("push button", "● Grant"))
        desktop.click_at(*cell)
        drawing.wait(lambda: "invoice" in rules_of(drawing, "nurse"), "the grant")
        desktop.click(next(node for node in desktop.walk() if node.name == "Open"
                           and node.role == "push button"
                           and node.has_place() and desktop.box(node)[1] > matrix.top - 80))
        drawing.do(lambda: desktop.click_at(*cell), lambda: desktop.look_for("text", "Only if"),
                   "the rule")
        desktop.click(desktop.find("text", "Only if"))
        desktop.type("record.pai")
        desktop.find("label", "paid_at")
        desktop.key("Return")
        desktop.type(" == null")
        desktop.find("label", "only if paid_at is not set", containing=True)
        drawing.wait(lambda: "record.paid_at == null" in drawing.text(), "the condition")
        complaints = desktop.complaints()

    asked = ("can", drawing.file, "--as", "Ben", "read", "invoice")
    gplan(*asked, "Ana's invoice")
    gplan(*asked, "Ana's paid invoice", status=1)
    return complaints


run("access", (
    ("why-a-patient-cannot-read-a-result", why_not),
    ("a-role-is-added-beside-the-matrix", new_role),
    ("cells-are-painted", paint),
    ("a-condition-is-typed", condition),
))
