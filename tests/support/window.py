# SPDX-License-Identifier: Apache-2.0
"""The designer as a person meets it: found through the accessible tree, driven by mouse and keys.

Runs on a display and a session bus of its own, without a window manager. Nothing is slept for:
every step waits for what it expects to see.
"""

import os
import shutil
import signal
import subprocess

from gi.repository import Gio, GLib

import accessible
from accessible import Atspi
from programs import BUILD, DEADLINE, GROUNDPLAN, Failed, finished, run, wait_until

APPLICATION = "org.groundplan.Groundplan"
DOUBLE_CLICK = 3000  # ms between the clicks of one, at most
APART = 8  # pixels between clicks that are not meant to be one
PLACE = ("WINDOW", "X", "Y", "WIDTH", "HEIGHT")  # what xdotool tells, a line for each
STILL = 3  # looks that see the same


class Desktop:
    """`groundplan` with files, user folders of its own in `folder`, and its first window."""

    def __init__(self, folder, *files, dark=False, settings="memory", more=None):
        self.folder = folder
        self.more = more or {}  # of its environment
        self.settings = settings  # "keyfile": they are kept from one start to the next
        self.files = files
        self.dark = dark
        self.process = None
        self.program = None
        self.log = os.path.join(folder, "groundplan.log")
        self.pressed = None  # where the last press was

    def environment(self):
        environment = dict(
            os.environ,
            GTK_A11Y="atspi",
            GDK_BACKEND="x11",
            GSK_RENDERER="cairo",
            GSETTINGS_BACKEND=self.settings,
            ADW_DISABLE_PORTAL="1",
            NO_AT_BRIDGE="0",
            G_DEBUG="fatal-criticals",
        )
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            environment[f"XDG_{name}_HOME"] = os.path.join(self.folder, name.lower())
        if self.dark:
            environment["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
        environment.update(self.more)
        return environment

    def settle(self):
        """The same font everywhere, and nothing that moves by itself."""
        folder = os.path.join(self.folder, "config", "gtk-4.0")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as file:
            file.write(
                "[Settings]\n"
                "gtk-font-name=Cantarell 11\n"
                "gtk-enable-animations=false\n"
                "gtk-cursor-blink=false\n"
                # Two clicks of a machine that is busy are still a double click.
                f"gtk-double-click-time={DOUBLE_CLICK}\n"
            )

    def __enter__(self):
        self.settle()
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [GROUNDPLAN, *self.files], cwd=self.folder, env=self.environment(),
                stdout=log, stderr=log,
            )
        return self

    def __exit__(self, kind=None, *_):
        if kind is not None:
            keep_picture(self.folder)
        self.kill()

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(DEADLINE)
            self.process = None
            self.program = None

    def complaints(self):
        """What GTK and we had to complain about, from the log."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return [line for line in file.read().splitlines() if "CRITICAL" in line or "WARNING" in line]

    # --- the accessible tree ---

    def walk(self):
        """Every accessible object of the program as it is now, parents first."""
        if self.program is None:
            bus = accessible.Bus()
            owner = bus.owner_of(self.process.pid)
            if owner is None:
                return []
            self.program = accessible.Program(bus, owner)
        try:
            return self.program.nodes()
        except GLib.Error:
            return []  # it has not begun to tell, or has just ended

    def look_for(self, role, name, containing=False, beginning=False):
        """The first object of this role and name with a place on the screen; None without one."""
        for node in self.walk():
            if role is not None and node.role != role:
                continue
            if containing:
                right = name in node.name
            elif beginning:
                right = node.name.startswith(name)
            else:
                right = node.name == name
            if right and node.has_place():
                return node
        return None

    def find(self, role, name, deadline=DEADLINE, **how):
        what = f"a {role or 'thing'} called “{name}”"
        try:
            return wait_until(lambda: self.look_for(role, name, **how), what, deadline)
        except Failed as failure:
            raise Failed(f"{failure}; the window shows: {self.summary(role)}") from None

    def focused(self, name=None):
        """What has the keyboard; None where nothing says that it has. In each of several windows
        something does: then `name` says which is meant."""
        for node in self.walk():
            if Atspi.StateType.FOCUSED in node.states and name in (None, node.name):
                return node
        return None

    def choose_by_keys(self, *names):
        """Lines of the menu that is open, each in the menu that the one before opens."""
        for name in names:
            self.step_to(name)
            self.key("Return")

    def step_to(self, name):
        self.find("menu item", name)  # the menu is open
        while True:
            node = self.focused()
            if node is not None and (node.role, node.name) == ("menu item", name):
                return
            self.key("Down")
            wait_until(lambda: self.focused() not in (node, None), f"a step towards {name}")

    def summary(self, role=None):
        """What of a role, or of any, has a place in the window now."""
        seen = [
            f"{node.role} “{node.name}”"
            for node in self.walk()
            if node.name and role in (None, node.role) and node.has_place()
        ]
        return ", ".join(seen[:150])

    def titles(self):
        """Of all its windows."""
        return sorted(node.name for node in self.walk() if node.is_window())

    # --- mouse and keys ---

    def windows(self):
        """[(id, title, (x, y, width, height))] of what is on the screen, popovers included."""
        search = ("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid))
        ids = finished(*search, text=True).stdout.split()
        if not ids:
            return []
        asked = [("getwindowname", one, "getwindowgeometry", "--shell", one) for one in ids]
        found, title = [], ""
        for line in finished("xdotool", *sum(asked, ()), text=True).stdout.splitlines():
            name, _, value = line.partition("=")
            if name == "SCREEN":
                continue
            if name not in PLACE:
                title = line  # popovers have none
            elif name == "WINDOW":
                found.append((value, title, []))
                title = ""
            else:
                found[-1][2].append(int(value))
        return [(window, title, tuple(box)) for window, title, box in found if len(box) == 4]

    def window_of(self, frame):
        """The window of an object: that of its title and, where several have it, of its size."""
        width, height = frame.get_extents()[2:]

        def look():
            fits = [
                (box[2] - width + box[3] - height, window, box)
                for window, title, box in self.windows()
                if title == frame.name and box[2] >= width and box[3] >= height
            ]
            return min(fits) if fits else None

        return wait_until(look, f"the window {frame.name}")[1:]

    def window_id(self):
        """The first window."""
        return next((window for window, title, _ in self.windows() if title), None)

    def focus(self):
        """Gives the window the keyboard: there is no window manager that would."""
        xdotool("windowfocus", "--sync", wait_until(self.window_id, "the window"))

    def go_to(self, title):
        """Raises a window and gives it the keyboard."""

        def look():
            return next((window for window, its, _ in self.windows() if its == title), None)

        window = wait_until(look, f"the window {title}")
        xdotool("windowraise", window, "windowfocus", "--sync", window)

    def resize(self, width, height):
        xdotool("windowsize", "--sync", wait_until(self.window_id, "the window"), width, height)

    def geometry(self):
        window = wait_until(self.window_id, "the window")
        return next(box for one, _, box in self.windows() if one == window)

    def box(self, node):
        """(x, y, width, height) of an object on the screen."""
        frame = node.frame()
        _, (left, top, width, height) = self.window_of(frame)
        x, y, *size = node.get_extents()
        outer = frame.get_extents()[2:]
        # Of a window at twice the size GTK tells other pixels than the display counts.
        scale = int(self.more.get("GDK_SCALE", 1))
        x, y, *size, outer_width, outer_height = (scale * n for n in (x, y, *size, *outer))
        # GTK draws its own shadow around the frame: half of what the X window is larger.
        return left + (width - outer_width) // 2 + x, top + (height - outer_height) // 2 + y, *size

    def still(self, look, what):
        """What `look` returns, once it has returned the same several times in a row."""
        seen = []

        def is_still():
            try:
                seen.append(look())
            except GLib.Error:
                raise Failed(f"{what} went away") from None
            return seen[-1] is not None and seen[-STILL:] == [seen[-1]] * STILL

        wait_until(is_still, f"{what} to stand still")
        return seen[-1]

    def centre(self, node):
        x, y, width, height = self.still(lambda: self.box(node), node.name)
        return x + width // 2, y + height // 2

    def click(self, node, button=1, times=1):
        x, y = self.centre(node)
        self.click_at(x, y, button, times)

    def apart(self, x, y):
        """A little beside `x`, `y` where the last press was there: that would be a double click."""
        last = self.pressed
        if last is not None and abs(last[0] - x) < APART and abs(last[1] - y) < APART:
            x = last[0] + (APART if x >= last[0] else -APART)
        self.pressed = (x, y)
        return x, y

    def click_at(self, x, y, button=1, times=1):
        if button == 1:
            x, y = self.apart(x, y)
        xdotool("mousemove", "--sync", x, y, "click", "--repeat", times, "--delay", 60, button)

    def drag(self, start, end):
        """Presses at `start`, moves in steps so that a drag is seen, lets go at `end`."""
        start = self.apart(*start)
        way = []
        for step in range(1, 11):
            x = start[0] + (end[0] - start[0]) * step // 10
            y = start[1] + (end[1] - start[1]) * step // 10
            way += ["mousemove", "--sync", x, y]
        xdotool("mousemove", "--sync", *start, "mousedown", 1, *way, "mouseup", 1)
        self.pressed = None  # after a drag the next press is a first one

    @staticmethod
    def key(*names):
        xdotool("key", "--delay", 30, *names)

    def write(self, text):
        """Types, once something that takes text has the keyboard."""

        def listens():
            node = self.focused()
            return node is not None and node.role in ("text", "entry")

        wait_until(listens, f"a place to write “{text}”")
        self.type(text)

    @staticmethod
    def type(text):
        """Types, whatever may have the keyboard: of some entries GTK does not tell."""
        xdotool("type", "--delay", 15, text)

    # --- actions over the session bus ---

    def activate(self, name, parameter=None):
        """Activates `app.NAME` or `win.NAME` as any other program may over D-Bus."""
        group, action = name.split(".", 1)
        path = "/" + APPLICATION.replace(".", "/")
        if group == "win":
            path += "/window/1"
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        parameters = [] if parameter is None else [parameter]
        bus.call_sync(
            APPLICATION,
            path,
            "org.gtk.Actions",
            "Activate",
            GLib.Variant("(sava{sv})", (action, parameters, {})),
            None,
            Gio.DBusCallFlags.NONE,
            DEADLINE * 1000,
            None,
        )

    def state(self, name, window=1):
        """The state of the action `win.NAME`."""
        answer = self.ask("Describe", GLib.Variant("(s)", (name,)), window)
        return answer.unpack()[0][2][0]

    @staticmethod
    def ask(method, parameters, window):
        return Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            APPLICATION,
            "/" + APPLICATION.replace(".", "/") + f"/window/{window}",
            "org.gtk.Actions",
            method,
            parameters,
            None,
            Gio.DBusCallFlags.NONE,
            DEADLINE * 1000,
            None,
        )

    def quit(self):
        """As a person does it; the program says good-bye by itself."""
        self.activate("app.quit")
        wait_until(lambda: self.process.poll() is not None, "the program to end")
        status, self.process = self.process.returncode, None
        if status != 0:
            raise Failed(f"it ended with {status}")


def picture_of(folder):
    """Where the screen of a test that failed is kept: beside the logs of the build."""
    return os.path.join(BUILD, "meson-logs", os.path.basename(folder) + ".png")


def keep_picture(folder):
    if shutil.which("import"):
        finished("import", "-window", "root", picture_of(folder))


def xdotool(*words):
    return run("xdotool", *(str(word) for word in words))
