#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the real program: nineteen scenes, each light, dark, with high contrast, at twice
the size, in German, read from the right and with large text. `./dev shots DIR [VARIANT…]` runs it.

The program is driven by the shortcuts that people use, and by actions.
"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))

from gi.repository import GLib  # noqa: E402

from programs import Backend, Failed, finished, gplan, run, wait_until  # noqa: E402
from window import Desktop  # noqa: E402


def picture(desktop, path):
    """The window in front as it is once it no longer changes."""
    window = wait_until(lambda: front(desktop), "the window")

    def grab():
        return finished("import", "-window", window, "png:-").stdout

    with open(path, "wb") as file:
        file.write(desktop.still(grab, "the window"))
    print(path)


def front(desktop):
    """The window with a title that came last."""
    titled = [window for window, title, _ in desktop.windows() if title]
    return titled[-1] if titled else None


def come(desktop, go):
    """What `go` opens has come, and has the keyboard: (window, size)."""
    before = front(desktop)
    go()
    window = wait_until(lambda: front(desktop) not in (before, None) and front(desktop),
                        "another window")
    finished("xdotool", "windowfocus", "--sync", window)
    return window


def card(desktop, name):
    """The card of an entity, whatever the language calls an entity."""
    return desktop.find(None, f"{name}, ", beginning=True)


def data(desktop):
    """The card of the mockup, which a small window or large texts have out of sight at first."""
    palette(desktop)
    desktop.key("Home")
    desktop.type("test_")
    desktop.find("label", "test_order", containing=True)
    desktop.key("Return")
    card(desktop, "test_order")


def lens(number):
    return lambda desktop: desktop.key(f"alt+{number}")


def drawer(page):
    def show(desktop):
        desktop.activate("win.drawer", GLib.Variant("s", page))
        wait_until(lambda: desktop.state("drawer") == page, f"the drawer with {page}")

    return show


def close_drawer(desktop):
    desktop.activate("win.drawer", GLib.Variant("s", ""))
    wait_until(lambda: desktop.state("drawer") == "", "the drawer to close")


def palette(desktop):
    close_drawer(desktop)
    desktop.key("ctrl+k")
    desktop.type("order")


def filtered(desktop):
    desktop.key("Escape", "ctrl+shift+f")


def matrix(desktop):
    desktop.key("Escape", "alt+4")
    desktop.find(None, "Matrix", containing=True)


def step(desktop):
    """Inside of its flow, with what it does."""
    desktop.key("ctrl+k")
    desktop.type("book it")
    desktop.find("label", "book")
    desktop.key("Return")
    desktop.find(None, "Book it", containing=True)


def deploy(desktop):
    desktop.key("Escape", "alt+1")
    desktop.activate("win.deploy", GLib.Variant("s", ""))
    desktop.find("label", "ackend · ", containing=True)  # of which kind it is, and how it stands


def dialog(desktop):
    """Of an import from a backend; it goes when the next scene comes."""
    desktop.activate("win.close-deploy")
    come(desktop, lambda: desktop.activate("win.import-backend"))


def shortcuts(desktop):
    """The list of keys; it goes when the next scene comes."""
    desktop.key("Escape")
    main = desktop.window_id()
    wait_until(lambda: front(desktop) == main, "the dialog to go")
    come(desktop, lambda: desktop.activate("win.show-help-overlay"))


def compared(desktop):
    """An entity is removed, and the design compared with how it began."""
    desktop.key("Escape")
    desktop.focus()
    data(desktop)
    desktop.key("Delete")
    undo = GLib.Variant("(s)", ("undo",))
    wait_until(lambda: desktop.ask("Describe", undo, 1).unpack()[0][0], "something to undo")
    desktop.activate("win.compare", GLib.Variant("(ss)", ("step:0", "now")))


def story(desktop):
    """Its second step, on the whole screen: nobody else makes it as large here."""
    window = come(desktop, lambda: desktop.activate("win.present"))
    finished("xdotool", "windowmove", window, "0", "0", "windowsize", "--sync", window, *SIZE)
    desktop.key("Right")


SCENES = (
    ("data", data), ("flows", lens(2)), ("access", lens(3)),
    ("problems", drawer("problems")), ("simulator", drawer("simulator")),
    ("tests", drawer("tests")), ("comments", drawer("comments")), ("history", drawer("history")),
    ("palette", palette), ("filter", filtered), ("matrix", matrix), ("step", step),
    ("deploy", deploy), ("dialog", dialog), ("shortcuts", shortcuts), ("compare", compared), ("story", story),
)
SIZE = ("1600", "1000")
TEXT_SCALE = "GP_SHOTS_TEXT_SCALE"  # how much larger than usual text is

# name: (dark, environment)
VARIANTS = {
    "light": (False, {}),
    "dark": (True, {}),
    "contrast": (False, {"ADW_DEBUG_HIGH_CONTRAST": "1"}),
    "double": (False, {"GDK_SCALE": "2"}),
    "german": (False, {"LANGUAGE": "de"}),
    "right-to-left": (False, {"LANGUAGE": "he"}),  # see make_hebrew()
    "large": (False, {TEXT_SCALE: "1.5"}),
}


def scale_text(scale):
    """Without a desktop that has a setting for it, GTK asks the display."""
    run("xrdb", "-merge", input=f"Xft.dpi: {round(96 * scale)}\n")


def make_hebrew(scratch):
    """The direction is that of GTK's translation, which GLib only uses where the program is
    translated into the same language: a catalog without a text is enough. Returns its folder."""
    catalog = os.path.join(scratch, "locale", "he", "LC_MESSAGES")
    os.makedirs(catalog)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    run("msgfmt", "-o", os.path.join(catalog, "groundplan.mo"), "-", input=header)
    return os.path.join(scratch, "locale")


def shoot(folder, scratch, variant):
    home = os.path.join(scratch, variant)
    os.makedirs(home)
    dark, more = VARIANTS[variant]
    more = dict(more, HOME=home)
    scale_text(float(more.get(TEXT_SCALE, 1)))
    with Desktop(home, dark=dark, more=more) as welcome:
        welcome.focus()
        welcome.find(None, "Chinook", containing=True)
        picture(welcome, os.path.join(folder, f"welcome-{variant}.png"))
        complaints = welcome.complaints()
    design = os.path.join(home, "Designs", "diagnostics.gplan")
    os.mkdir(os.path.dirname(design))
    gplan("new", design, "--sample", "diagnostics")
    with Desktop(home, design, dark=dark, more=more) as desktop:
        desktop.focus()
        desktop.resize(*SIZE)
        finished("xdotool", "mousemove", "0", "0")     # nothing is under the pointer
        card(desktop, "clinic")
        for name, go in SCENES:
            go(desktop)
            picture(desktop, os.path.join(folder, f"{name}-{variant}.png"))
        complaints += desktop.complaints()
    return complaints


def make_runs(scratch, backend):
    """The sample is deployed, and one of its flows has failed: the administrator has no clinic."""
    design = os.path.join(scratch, "deployed.gplan")
    gplan("new", design, "--sample", "diagnostics")
    gplan("deploy", design, "--to", "Local backend", "--yes")
    body = {"patient_id": "5e4f4a6e-8d6c-4a57-9d1c-6f4a52c9b001",
            "doctor_id": "5e4f4a6e-8d6c-4a57-9d1c-6f4a52c9b002",
            "starts_at": "2030-12-01T10:00:00Z", "ends_at": "2030-12-01T10:30:00Z"}
    for _ in range(3):
        backend.request("POST", "/api/flows/appointments", body, backend.token)


def shoot_runs(folder, scratch, variant):
    """After all others: what is deployed is seen by each of them."""
    dark, more = VARIANTS[variant]
    scale_text(float(more.get(TEXT_SCALE, 1)))
    home = os.path.join(scratch, f"{variant}-runs")
    os.makedirs(home)
    design = os.path.join(home, "diagnostics.gplan")
    gplan("new", design, "--sample", "diagnostics")
    with Desktop(home, design, dark=dark, more=more) as desktop:
        desktop.focus()
        desktop.resize(1600, 1000)
        card(desktop, "clinic")
        drawer("runs")(desktop)
        desktop.click(desktop.find("label", "POST /appointments", containing=True))
        finished("xdotool", "mousemove", "0", "0")     # a tooltip is a window in front, too
        desktop.find("label", "clinic_id", containing=True)
        picture(desktop, os.path.join(folder, f"runs-{variant}.png"))
        return desktop.complaints()


def main():
    folder, chosen = os.path.realpath(sys.argv[1]), sys.argv[2:] or VARIANTS
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gp-shots-") as scratch:
        VARIANTS["right-to-left"][1]["GP_LOCALE_DIR"] = make_hebrew(scratch)
        backend = Backend(scratch, listen="127.0.0.1:8090")
        os.environ["GPLAN_TOKEN"] = backend.token
        try:
            with backend:
                complaints = sum((shoot(folder, scratch, name) for name in chosen), [])
                make_runs(scratch, backend)
                complaints += sum((shoot_runs(folder, scratch, name) for name in chosen), [])
        except Failed as failure:
            sys.exit(f"dev: {failure}")
    if complaints:
        sys.exit("dev: the program complained: " + "\n".join(complaints))


main()
