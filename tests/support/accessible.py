# SPDX-License-Identifier: Apache-2.0
"""The accessible tree of a program, read as a whole.

A client of libatspi asks for each property of each object by itself, which is thousands of messages
for one look at a window: seconds on a busy machine, while the window goes on changing. GTK also
tells all that it knows in one message. It only knows what somebody has asked for before, so what
lacks children is asked for them.

A Node remembers how it was when it was looked at (name, role, states) and has methods that ask how
it is now; these raise GLib.Error once it is gone.
"""

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (the version must be chosen first)

ROOT = "/org/a11y/atspi/accessible/root"
SESSION = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
OF_WINDOW = 1  # where coordinates are counted from
PATIENCE = 60_000  # ms for one answer


class Bus:
    """The accessibility bus of the session."""

    def __init__(self):
        answer = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
            Gio.DBusCallFlags.NONE, PATIENCE, None,
        )  # fmt: skip
        self.connection = Gio.DBusConnection.new_for_address_sync(
            answer.unpack()[0], SESSION, None, None
        )

    def ask(self, owner, path, interface, method, parameters=None):
        flags = Gio.DBusCallFlags.NONE
        return self.connection.call_sync(
            owner, path, interface, method, parameters, None, flags, PATIENCE, None
        ).unpack()

    def owner_of(self, pid):
        """The bus name of a process; None while it has not said that it is there."""
        registry = ("org.a11y.atspi.Registry", ROOT, "org.a11y.atspi.Accessible")
        dbus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        for owner, _ in self.ask(*registry, "GetChildren")[0]:
            asked = (*dbus, "GetConnectionUnixProcessID", GLib.Variant("(s)", (owner,)))
            try:
                if self.ask(*asked)[0] == pid:
                    return owner
            except GLib.Error:
                continue  # it has just left
        return None


class Program:
    """What one process shows, on `bus`."""

    def __init__(self, bus, owner):
        self.bus = bus
        self.owner = owner
        self.counts = {}  # of the children that are told: what is hidden is known, but not told

    def ask(self, path, interface, method, parameters=None):
        return self.bus.ask(self.owner, path, f"org.a11y.atspi.{interface}", method, parameters)

    def get(self, path, interface, name):
        parameters = GLib.Variant("(ss)", (f"org.a11y.atspi.{interface}", name))
        properties = "org.freedesktop.DBus.Properties"
        return self.bus.ask(self.owner, path, properties, "Get", parameters)[0]

    def nodes(self):
        """Every object, parents first and children in their order."""
        known = {}
        items = {item[0][1]: item for item in self.items()}
        self.wake(ROOT, items)  # it does not tell how many windows there are
        while True:
            items = {item[0][1]: item for item in self.items()}
            children = {}
            for item in items.values():
                children.setdefault(item[2][1], []).append(item)
            fresh = [
                path
                for path, item in items.items()
                if known.get(path) != item[4]
                and (item[4] > len(children.get(path, ())) or self.counts.get(path, 0) != item[4])
            ]
            if not fresh:
                return self.in_order(items, children)
            for path in fresh:
                known[path] = self.counts[path] = items[path][4]
                self.wake(path, items)

    def items(self):
        return self.ask("/org/a11y/atspi/cache", "Cache", "GetItems")[0]

    def wake(self, path, items):
        """Asks for the children of an object, and for those of the ones that nobody knew of."""
        try:
            for _, child in self.ask(path, "Accessible", "GetChildren")[0]:
                if child not in items:
                    self.wake(child, items)
        except GLib.Error:
            pass  # it went away while we looked

    def in_order(self, items, children):
        ordered = []
        pending = [(items[ROOT], None)] if ROOT in items else []
        while pending:
            item, parent = pending.pop()
            node = Node(self, item, parent)
            ordered.append(node)
            below = sorted(children.get(node.path, ()), key=lambda child: child[3], reverse=True)
            pending += [(child, node) for child in below]
        return ordered


class Node:
    def __init__(self, program, item, parent):
        self.program = program
        self.path = item[0][1]
        self.parent = parent
        self.name = item[6]
        self.role = Atspi.role_get_name(Atspi.Role(item[7]))
        self.states = States(item[9])

    def __eq__(self, other):
        return isinstance(other, Node) and self.path == other.path

    def __hash__(self):
        return hash(self.path)

    def get_name(self):
        return self.program.get(self.path, "Accessible", "Name")

    def get_description(self):
        return self.program.get(self.path, "Accessible", "Description")

    def get_text(self):
        """What is written in it."""
        whole = GLib.Variant("(ii)", (0, self.program.get(self.path, "Text", "CharacterCount")))
        return self.program.ask(self.path, "Text", "GetText", whole)[0]

    def frame(self):
        """The window that it is in."""
        node = self
        while not node.is_window():
            node = node.parent
        return node

    def is_window(self):
        return self.parent is not None and self.parent.parent is None

    def get_extents(self):
        """(x, y, width, height) in its window, or in that of its popover."""
        parameters = GLib.Variant("(u)", (OF_WINDOW,))
        return self.program.ask(self.path, "Component", "GetExtents", parameters)[0]

    def has_place(self):
        """GTK 4.8 says of nothing but windows that it is showing; what is hidden has no size."""
        try:
            _, _, width, height = self.get_extents()
        except GLib.Error:
            return False
        return width > 0 and height > 0

    def has(self, state):
        """Whether it is in a state now."""
        return state in States(self.program.ask(self.path, "Accessible", "GetState")[0])

    def actions(self):
        """The names of its actions."""
        told = self.program.ask(self.path, "Action", "GetActions")[0]
        return [name for name, _, _ in told]

    def do(self, action):
        parameters = GLib.Variant("(i)", (self.actions().index(action),))
        self.program.ask(self.path, "Action", "DoAction", parameters)


class States:
    """As the bus tells them: a bit for each, in two numbers."""

    def __init__(self, words):
        self.bits = words[0] | words[1] << 32

    def __contains__(self, state):
        return bool(self.bits >> int(state) & 1)
