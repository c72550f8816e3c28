# SPDX-License-Identifier: Apache-2.0
"""The designer as a person meets it: found through the accessible tree, driven by mouse and keys.

Runs on a display and a session bus of its own, without a window manager. Nothing is slept for:
every step waits for what it expects to see.
"""

import os
import signal
import subprocess
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (the version must be chosen first)

from programs import DEADLINE, GROUNDPLAN, Failed, finished, run, wait_until

APPLICATION = "org.groundplan.Groundplan"
DOUBLE_CLICK = 3000  # ms between the clicks of one, at most
APART = 8  # pixels between clicks that are not meant to be one

# Debian 12's bindings call their own interface methods deprecated.
warnings.simplefilter("ignore", DeprecationWarning)


class Desktop:
    """`groundplan` with files, user folders of its own in `folder`, and its first window."""

    def __init__(self, folder, *files, dark=False, settings="memory"):
        self.folder = folder
        self.settings = settings  # "keyfile": they are kept from one start to the next
        self.files = files
        self.dark = dark
        self.process = None
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
                [GROUNDPLAN, *self.files], env=self.environment(), stdout=log, stderr=log
            )
        return self

    def __exit__(self, *_):
        self.kill()

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(DEADLINE)
            self.process = None

    def complaints(self):
        """What GTK and we had to complain about, from the log."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return [line for line in file.read().splitlines() if "CRITICAL" in line or "WARNING" in line]

    # --- the accessible tree ---

    def application(self):
        desktop = Atspi.get_desktop(0)
        desktop.set_cache_mask(Atspi.Cache.NONE)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                # What is cached would only be refreshed by events, which nobody here listens to.
                child.set_cache_mask(Atspi.Cache.NONE)
                return child
        return None

    def walk(self):
        """Every accessible object of the program, parents first."""
        pending = [self.application()]
        while pending:
            node = pending.pop()
            if node is None:
                continue
            yield node
            try:
                pending += [node.get_child_at_index(i) for i in range(node.get_child_count())][::-1]
            except GLib.Error:
                continue  # it went away while we looked

    def look_for(self, role, name, containing=False, beginning=False):
        """The first object of this role and name with a place on the screen; None without one."""
        for node in self.walk():
            try:
                found = node.get_name() or ""
                if role is not None and node.get_role_name() != role:
                    continue
                if containing:
                    right = name in found
                elif beginning:
                    right = found.startswith(name)
                else:
                    right = name == found
                if right and has_place(node):
                    return node
            except GLib.Error:
                continue
        return None

    def find(self, role, name, deadline=DEADLINE, **how):
        what = f"a {role or 'thing'} called “{name}”"
        try:
            return wait_until(lambda: self.look_for(role, name, **how), what, deadline)
        except Failed as failure:
            raise Failed(f"{failure}; the window shows: {self.summary()}") from None

    def summary(self):
        shown = []
        for node in self.walk():
            try:
                if node.get_name() and has_place(node):
                    shown.append(f"{node.get_role_name()} “{node.get_name()}”")
            except GLib.Error:
                continue
        return ", ".join(shown[:150])

    # --- mouse and keys ---

    def window_id(self):
        search = ("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid))
        found = finished(*search, text=True).stdout.split()
        return found[0] if found else None

    def focus(self):
        """Gives the window the keyboard: there is no window manager that would."""
        xdotool("windowfocus", "--sync", wait_until(self.window_id, "the window"))

    def resize(self, width, height):
        xdotool("windowsize", "--sync", wait_until(self.window_id, "the window"), width, height)

    def box(self, node):
        """(x, y, width, height) of an object on the screen."""
        extents = node.get_extents(Atspi.CoordType.WINDOW)
        frame = self.frame_of(node)
        outer = frame.get_extents(Atspi.CoordType.WINDOW)
        left, top, width, height = self.geometry()
        # GTK draws its own shadow around the frame: half of what the X window is larger.
        shadow_x = (width - outer.width) // 2
        shadow_y = (height - outer.height) // 2
        return (
            left + shadow_x + extents.x,
            top + shadow_y + extents.y,
            extents.width,
            extents.height,
        )

    @staticmethod
    def frame_of(node):
        while node.get_role_name() not in ("frame", "dialog", "window"):
            node = node.get_parent()
        return node

    def geometry(self):
        text = xdotool("getwindowgeometry", "--shell", wait_until(self.window_id, "the window"))
        values = dict(line.split("=") for line in text.splitlines() if "=" in line)
        return tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def centre(self, node):
        x, y, width, height = self.box(node)
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
        xdotool("mousemove", "--sync", x, y)
        xdotool("click", "--repeat", times, "--delay", 60, button)

    def drag(self, start, end):
        """Presses at `start`, moves in steps so that a drag is seen, lets go at `end`."""
        start = self.apart(*start)
        xdotool("mousemove", "--sync", *start, "mousedown", 1)
        for step in range(1, 11):
            x = start[0] + (end[0] - start[0]) * step // 10
            y = start[1] + (end[1] - start[1]) * step // 10
            xdotool("mousemove", "--sync", x, y)
        xdotool("mouseup", 1)
        self.pressed = None  # after a drag the next press is a first one

    @staticmethod
    def key(*names):
        xdotool("key", "--delay", 30, *names)

    @staticmethod
    def write(text):
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

    def titles(self):
        """Of all its windows."""
        application = self.application()
        if application is None:
            return []
        frames = [application.get_child_at_index(i) for i in range(application.get_child_count())]
        return sorted(frame.get_name() or "" for frame in frames if frame is not None)


def has_place(node):
    """GTK 4.8 says of nothing but windows that it is showing; what is hidden has no size."""
    extents = node.get_extents(Atspi.CoordType.WINDOW)
    return extents.width > 0 and extents.height > 0


def xdotool(*words):
    return run("xdotool", *(str(word) for word in words))
