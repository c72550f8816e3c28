#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the real program: some thirty scenes, each light, dark, with high contrast, at twice
the size, in German, read from the right and with large text. `./dev shots DIR [VARIANT…]` runs it.

The program is driven by the shortcuts that people use, and by actions.
"""

import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))

from gi.repository import GLib  # noqa: E402

from programs import Backend, Failed, finished, gplan, run, wait_until  # noqa: E402
from window import Desktop  # noqa: E402


def grab(window):
    return finished("import", "-window", window, "png:-").stdout


def picture(desktop, path):
    """The window in front as it is once it no longer changes."""
    window = wait_until(lambda: front(desktop), "the window")
    with open(path, "wb") as file:
        file.write(desktop.still(lambda: grab(window), "the window"))
    print(path, flush=True)


def changing(desktop, go, what):
    """`go` changes what is seen: GTK tells of nothing whether it is on top, a machine that is busy
    draws late, and what stands still may be what was there before."""
    window = wait_until(lambda: front(desktop), "the window")
    before = desktop.still(lambda: grab(window), "the window")
    go()
    wait_until(lambda: grab(window) != before, what)


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


def window(desktop):
    """The whole drawing, with what is selected in the inspector: the picture of the README."""
    data(desktop)
    changing(desktop, lambda: desktop.activate("win.zoom-fit"), "the whole drawing")


def lens(number):
    return lambda desktop: desktop.key(f"alt+{number}")


def drawer(page, holding):
    """With a page, and what it holds whatever the language."""

    def show(desktop):
        changing(desktop, lambda: desktop.activate("win.drawer", GLib.Variant("s", page)),
                 f"the drawer with {page}")
        desktop.find(None, holding, containing=True)

    return show


def chosen(element):
    """Something that has no place of its own on the drawing, or none that shows it."""

    def show(desktop):
        changing(desktop, lambda: desktop.activate("win.go-to", GLib.Variant("s", element)),
                 f"the way to {element}")

    return show


def inspector(element):
    """Of the same. In a small window it lies over the drawing, until the picture is taken."""

    def show(desktop):
        if not desktop.state("inspector"):
            changing(desktop, lambda: desktop.activate("win.inspector"), "the inspector")
        chosen(element)(desktop)

    return show


def wheel(desktop, clicks, button):
    """Turned above the answer of the simulator."""
    x, y, width, height = desktop.box(desktop.find(None, "GpDrawer"))
    finished("xdotool", "mousemove", "--sync", str(x + width // 2), str(y + height * 2 // 3),
             "click", "--repeat", str(clicks), button)


def scroll(desktop, node, height):
    """Until `node` is above a height of the screen, or as far as it goes."""
    window, before, y = front(desktop), None, None
    while y is None or (y > height and y != before):
        if y is not None:
            wheel(desktop, 3, WHEEL_DOWN)
        desktop.still(lambda: grab(window), "what was scrolled")
        before, y = y, desktop.box(node)[1]


def raise_drawer(desktop):
    """By its upper edge, which is looked for from inside of it: a drag above it selects cards."""
    x, y, width, height = desktop.box(desktop.find(None, "GpDrawer"))
    for below in (2, 1, 0, -1):
        desktop.drag((x + width // 2, y + below), (x + width // 2, 110))
        if desktop.still(lambda: desktop.box(desktop.find(None, "GpDrawer")), "it")[3] > height:
            return


def statement(kind):
    """How the records that somebody may read are found, below the answer of the simulator."""

    def show(desktop):
        if desktop.state("drawer") != "simulator":
            chosen(RESULTS)(desktop)
            drawer("simulator", "r-91")(desktop)
            raise_drawer(desktop)
        button = desktop.find("push button", kind)
        wheel(desktop, 60, WHEEL_UP)
        scroll(desktop, button, sum(desktop.geometry()[1::2]) - 200)
        changing(desktop, lambda: desktop.click(button), kind)
        scroll(desktop, button, desktop.box(desktop.find(None, "GpDrawer"))[1] + 140)
        finished("xdotool", "mousemove", "0", "0")

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


WHEEL_UP, WHEEL_DOWN = "4", "5"

# Of the sample: the same in each copy of it.
RESULTS = "07237637-7223-8c18-9fc2-512678d132a8"
INDEX = "63036b0f-8ee1-8a89-838f-29a1e68b4189"
CHECK = "9f2b6108-cf4b-817b-903a-609caa8d2cda"
TEST = "20de3beb-0de9-8a99-b5ec-c7026608f856"      # the one with the longest name
PERSONA = "ca886843-dd5e-8d72-b389-71be4c95bf07"
LOCAL = "85d9b3eb-662a-8376-a576-fbd888a44198"

SCENES = (
    ("data", data), ("window", window), ("index", inspector(INDEX)), ("check", inspector(CHECK)),
    ("test", inspector(TEST)), ("persona", inspector(PERSONA)),
    ("flows", lens(2)), ("access", lens(3)),
    ("problems", drawer("problems", "DAT102")), ("simulator", drawer("simulator", "Ana")),
    ("tests", drawer("tests", "A patient sees themselves")),
    ("comments", drawer("comments", "Does anybody still send faxes?")),
    ("history", drawer("history", "Diagnostics platform")),
    ("statement", statement("SQLite")), ("policy", statement("PostgreSQL")),
    ("permission", statement("Directus")),
    ("palette", palette), ("filter", filtered), ("matrix", matrix), ("step", step),
    ("deploy", deploy), ("dialog", dialog), ("shortcuts", shortcuts), ("compare", compared), ("story", story),
)
# A drawer that is high enough for them leaves nothing else of a window of 800 × 500.
TALL = ("statement", "policy", "permission")
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
        beside = desktop.state("inspector")
        for name, go in SCENES:
            if name in TALL and variant == "double":
                continue
            go(desktop)
            picture(desktop, os.path.join(folder, f"{name}-{variant}.png"))
            if desktop.state("inspector") != beside:
                changing(desktop, lambda: desktop.activate("win.inspector"), "the inspector")
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
        drawer("runs", "POST /appointments")(desktop)
        desktop.click(desktop.find("label", "POST /appointments", containing=True))
        finished("xdotool", "mousemove", "0", "0")     # a tooltip is a window in front, too
        desktop.find("label", "clinic_id", containing=True)
        picture(desktop, os.path.join(folder, f"runs-{variant}.png"))
        return desktop.complaints()


def make_update(scratch):
    """Deployed, changed there by others, and changed in the design: the whole of it in a file."""
    design = os.path.join(scratch, "updated.gplan")
    gplan("new", design, "--sample", "diagnostics")
    gplan("deploy", design, "--to", "Local backend", "--yes")
    text = os.path.join(scratch, "base.gplan.json")
    gplan("export", design, "--format", "json", "-o", text)
    with open(text, encoding="utf-8") as file:
        base = file.read()

    def variant(name, *changes):
        path = os.path.join(scratch, f"{name}.gplan.json")
        changed = base
        for old, new in changes:
            changed = changed.replace(f'"name": "{old}"', f'"name": "{new}"', 1)
        with open(path, "w", encoding="utf-8") as file:
            file.write(changed)
        return path

    theirs = variant("theirs", ("pager_number", "phone_number"), ("timezone", "time_zone"),
                     ("insurance_number", "policy_number"))
    ours = variant("ours", ("pager_number", "pager"), ("serial_number", "serial"))
    gplan("deploy", theirs, "--to", "Local backend", "--yes")
    gplan("merge", design, design, ours, "-o", design)
    return design


def shoot_update(folder, scratch, variant, changed):
    """The page on which is decided what becomes of it."""
    dark, more = VARIANTS[variant]
    scale_text(float(more.get(TEXT_SCALE, 1)))
    home = os.path.join(scratch, f"{variant}-update")
    os.makedirs(home)
    design = shutil.copy(changed, os.path.join(home, "diagnostics.gplan"))
    with Desktop(home, design, dark=dark, more=more) as desktop:
        desktop.focus()
        desktop.resize(1600, 1000)
        finished("xdotool", "mousemove", "0", "0")
        card(desktop, "clinic")
        desktop.activate("win.update-from", GLib.Variant("s", LOCAL))
        desktop.find(None, "time_zone", containing=True)
        picture(desktop, os.path.join(folder, f"update-{variant}.png"))
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
                changed = make_update(scratch)
                complaints += sum((shoot_update(folder, scratch, name, changed)
                                   for name in chosen), [])
        except Failed as failure:
            sys.exit(f"dev: {failure}")
    if complaints:
        sys.exit("dev: the program complained: " + "\n".join(complaints))


main()
