#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The window as part of a desktop, without a window manager, whatever is drawn in it."""

import glob
import json
import os
import subprocess

from gi.repository import Gio, GLib

from journeys import run
from programs import BUILD, GROUNDPLAN, Backend, gplan, gplan_json, wait_until
from window import APPLICATION, Desktop


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


def comes_back_as_it_was_left(folder):
    """Size, lens and drawer, after the program was ended."""
    file = new_sample(folder)
    with Desktop(folder, file, settings="keyfile") as desktop:
        desktop.focus()
        desktop.find(None, "Drawing")
        desktop.resize(900, 700)
        wait_until(lambda: desktop.geometry()[2:] == (900, 700), "the new size")
        desktop.activate("win.lens", GLib.Variant("s", "access"))
        desktop.activate("win.drawer", GLib.Variant("s", "history"))
        wait_until(lambda: desktop.state("drawer") == "history", "the drawer")
        desktop.quit()
    with Desktop(folder, file, settings="keyfile") as desktop:
        desktop.focus()
        desktop.find(None, "Drawing")
        complaints = []
        if desktop.state("lens") != "access" or desktop.state("drawer") != "history":
            complaints.append(f"lens {desktop.state('lens')}, drawer {desktop.state('drawer')}")
        width, height = desktop.geometry()[2:]
        # Without a window manager GTK counts its shadow to the size.
        if abs(width - 900) > 64 or abs(height - 700) > 64:
            complaints.append(f"the window is {width} × {height}")
        return complaints + desktop.complaints()


def opens_what_was_open(folder):
    """For those who ask for it in the preferences."""
    files = [new_sample(folder, name) for name in ("chinook", "diagnostics")]
    wanted = ["Chinook", "Diagnostics platform"]
    settings = os.path.join(folder, "config", "glib-2.0", "settings", "keyfile")
    os.makedirs(os.path.dirname(settings))
    with open(settings, "w", encoding="utf-8") as content:
        content.write("[org/groundplan/Groundplan]\nreopen-designs=true\n")
    with Desktop(folder, *files, settings="keyfile") as desktop:
        wait_until(lambda: desktop.titles() == wanted, "a window for each file")
        desktop.quit()
    with Desktop(folder, settings="keyfile") as desktop:
        wait_until(lambda: desktop.titles() == wanted, "the same windows")
        desktop.quit()
        return desktop.complaints()


def files_have_windows(folder):
    """Two files, two windows; a file that is open is not opened again; New window shares it."""
    files = [new_sample(folder, name) for name in ("chinook", "diagnostics")]
    with Desktop(folder, *files) as desktop:
        wanted = ["Chinook", "Diagnostics platform"]
        wait_until(lambda: desktop.titles() == wanted, "a window for each file")
        subprocess.run([GROUNDPLAN, files[1]], env=desktop.environment(), check=True)
        desktop.activate("app.new-window")
        wait_until(lambda: len(desktop.titles()) == 3, "another window")
        titles = desktop.titles()
        if not set(titles) <= set(wanted):
            return [f"the windows are {titles}"]
        desktop.quit()
        return desktop.complaints()


def a_file_that_goes_is_missed(folder):
    """Who works on is told so until it is back, and what came to its place is left alone."""
    file = new_sample(folder)
    beside = os.path.join(folder, "elsewhere.gplan")
    told = "This file was moved, deleted or replaced"
    with Desktop(folder, file) as desktop:
        desktop.focus()
        desktop.find(None, "Drawing")
        os.rename(file, beside)
        desktop.find(None, told, beginning=True)
        os.rename(beside, file)
        wait_until(lambda: desktop.look_for(None, told, beginning=True) is None, "the file's return")
        os.unlink(file)
        new_sample(folder)
        desktop.find(None, told, beginning=True)
        with open(file, "rb") as there:
            before = there.read()
        desktop.quit()
        complaints = desktop.complaints()
    with open(file, "rb") as there:
        if there.read() != before or os.path.exists(file + "-wal"):
            complaints.append("what came to the file's place was written to")
    return complaints


def what_is_no_design_is_named(folder):
    """In words of the window, where no format can be named."""
    file = os.path.join(folder, "letter.gplan")
    with open(file, "w", encoding="utf-8") as letter:
        letter.write("Dear all,\n")
    with Desktop(folder, file) as desktop:
        desktop.find(None, "“letter.gplan” is neither a design nor", beginning=True)
        missing = os.path.join(folder, "missing.gplan")
        subprocess.run([GROUNDPLAN, missing], env=desktop.environment(), check=True)
        desktop.find(None, f"{missing} cannot be opened: ", beginning=True)
        desktop.quit()
        return desktop.complaints()


def starts_over_the_bus(folder):
    """The service file starts the program where a desktop asks for it by its name."""
    file = new_sample(folder)
    service = os.path.join(BUILD, "data", "share", f"{APPLICATION}.service")
    with open(service, encoding="utf-8") as content:
        command = [line for line in content if line.startswith("Exec=")][0][len("Exec=") :].split()
    if os.path.basename(command[0]) != "groundplan":
        return [f"the service starts {command[0]}"]
    with Desktop(folder, command[1]) as desktop:
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        owned = GLib.Variant("(s)", (APPLICATION,))
        dbus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        wait_until(
            lambda: bus.call_sync(
                *dbus, "NameHasOwner", owned, None, Gio.DBusCallFlags.NONE, -1, None
            ).unpack()[0],
            "the name on the bus",
        )
        bus.call_sync(
            APPLICATION,
            "/" + APPLICATION.replace(".", "/"),
            "org.freedesktop.Application",
            "Open",
            GLib.Variant("(asa{sv})", (["file://" + file], {})),
            None,
            Gio.DBusCallFlags.NONE,
            -1,
            None,
        )
        wait_until(lambda: desktop.titles() == ["Chinook"], "the window")
        desktop.quit()
        return desktop.complaints()


TARGET = "0192f000-0000-7000-8000-000000000001"


def target_of(backend, folder):
    """A design that deploys to `backend`."""
    file = new_sample(folder)
    text = os.path.join(folder, "text.gplan.json")
    gplan("export", file, "--format", "json", "-o", text)
    with open(text, encoding="utf-8") as content:
        whole = json.load(content)
    whole["design"]["children"].append(
        {
            "kind": "target",
            "id": TARGET,
            "name": "Elsewhere",
            "type": "local",
            "url": backend.url,
        }
    )
    with open(text, "w", encoding="utf-8") as content:
        json.dump(whole, content)
    os.unlink(file)
    gplan("import", text, "-o", file)
    return file


def a_token_is_asked_for(folder):
    """A backend that wants a token gets it from a dialog; no file of ours ever holds it."""
    with Backend(folder) as backend:
        file = target_of(backend, folder)
        with Desktop(folder, file) as desktop:
            desktop.focus()
            desktop.find(None, "Drawing")
            desktop.activate("win.deploy", GLib.Variant("s", TARGET))
            wanted = desktop.find("push button", "Enter the token…")
            other = desktop.find("push button", "Start the local backend")
            first = desktop.box(wanted)[1] < desktop.box(other)[1]
            desktop.click(wanted)
            desktop.go_to("Token for Elsewhere")
            desktop.type(backend.token)
            desktop.key("Return")
            desktop.find(None, "Checks")
            complaints = desktop.complaints()
            if not first:
                complaints.append("another backend is offered before the token is asked for")
            desktop.quit()
        # The design names its secret now; without a keyring nobody has it any more.
        with Desktop(folder, file) as desktop:
            desktop.focus()
            desktop.find(None, "Drawing")
            desktop.activate("win.deploy", GLib.Variant("s", TARGET))
            wait_until(
                lambda: desktop.look_for("push button", "Enter the token…")
                or desktop.look_for(None, "Checks"),
                "a way on, with a keyring or without",
            )
            complaints += desktop.complaints()
            desktop.quit()
        return complaints + token_holders(backend, folder)


def token_holders(backend, folder):
    """The files below `folder` that hold the backend's token and should not."""
    return [
        f"{os.path.join(place, name)} holds the token"
        for place, _, names in os.walk(folder)
        for name in names
        if os.path.join(place, name) != backend.token_file
        and backend.token.encode() in open(os.path.join(place, name), "rb").read()
    ]


def a_backend_becomes_a_design(folder):
    """What a backend holds is read into a new design, which leads back to it with the token."""
    with Backend(folder) as backend:
        file = target_of(backend, folder)
        gplan("deploy", file, "--to", "Elsewhere", "--yes", token=backend.token)
        with Desktop(folder) as desktop:
            wait_until(desktop.titles, "the welcome page")
            desktop.activate("app.import-backend",
                             GLib.Variant("(sss)", ("local", backend.url, backend.token)))
            wait_until(lambda: desktop.titles() == ["Chinook"], "the design")
            desktop.activate("win.deploy", GLib.Variant("s", TARGET))
            desktop.find(None, "Local backend · up to date")
            complaints = desktop.complaints()
            # What was read is what it is updated from.
            drafts = glob.glob(os.path.join(folder, "**", "drafts", "*.gplan"), recursive=True)
            records = [gplan_json("deployments", draft, "--to", "Elsewhere") for draft in drafts]
            if [[record["outcome"] for record in kept] for kept in records] != [["read"]]:
                complaints.append(f"{drafts} keep {records}")
            desktop.quit()
        return complaints + token_holders(backend, folder)


TESTS = (
    ("a-token-is-asked-for", a_token_is_asked_for),
    ("a-backend-becomes-a-design", a_backend_becomes_a_design),
    ("presses-at-the-edges-are-quiet", presses_at_the_edges_are_quiet),
    ("comes-back-as-it-was-left", comes_back_as_it_was_left),
    ("opens-what-was-open", opens_what_was_open),
    ("files-have-windows", files_have_windows),
    ("a-file-that-goes-is-missed", a_file_that_goes_is_missed),
    ("what-is-no-design-is-named", what_is_no_design_is_named),
    ("starts-over-the-bus", starts_over_the_bus),
)


run("desktop", TESTS)
