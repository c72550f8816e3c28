#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The directions of the house: app → ui → render → model and app → data → model.

Reads the #include lines. The build enforces the same for our own headers by what it puts on each
layer's include path; this also fences the libraries, names the line, and knows the exceptions.
"""

import os
import re

from tap import ROOT, Tap, read, sources

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)

ANYONE = "anyone"
BUILD = os.environ.get("GP_BUILD_DIR", os.path.join(ROOT, "build"))

# layer: the layers of ours that it may know
OURS = {
    "model": set(),
    "render": {"model"},
    "data": {"model"},
    "ui": {"render", "model"},
    "app": {"ui", "data", "render", "model"},
}

# layer: the libraries that it may know
LIBRARIES = {
    "model": {"glib"},
    "render": {"glib", "pango", "cairo", "gtk"},
    "data": {"glib", "sqlite", "json-glib", "soup", "pg_query", "sodium", "secret",
             "yaml"},
    "ui": {"glib", "pango", "cairo", "gtk", "adwaita", "sourceview"},
    "app": {"glib", "pango", "cairo", "gtk", "adwaita", "sourceview", "json-glib", "soup", "sodium"},
}
# folder: what it alone may use besides
EXTRA = {
    "render/layout": {"graphviz"},
    "render/paint": {"png"},
    "app/cli": {"sqlite"},
    "app/script": {"javascriptcore"},
}
# folder: what its layer may use and it may not
FORBIDDEN = {
    "app/cli": {"gtk", "adwaita", "sourceview"},
    "app/mcp": {"gtk", "adwaita", "sourceview"},
    "app/script": {"gtk", "adwaita", "sourceview", "soup"},
    "render/layout": {"gtk"},
}

# the start of an <include>: the library
HEADERS = (
    ("glib", r"glib(-object|-unix)?\.h|glib/|gio/|gmodule\.h"),
    ("pango", r"pango/"),
    ("cairo", r"cairo(-\w+)?\.h"),
    ("gtk", r"gtk/|gdk/|gsk/|gdk-pixbuf/|graphene(-gobject)?\.h"),
    ("adwaita", r"adwaita\.h"),
    ("sourceview", r"gtksourceview/"),
    ("sqlite", r"sqlite3\.h"),
    ("json-glib", r"json-glib/"),
    ("soup", r"libsoup/"),
    ("pg_query", r"pg_query(\.h|/)|protobuf-c/"),
    ("sodium", r"sodium(\.h|/)"),
    ("yaml", r"yaml\.h"),
    ("secret", r"libsecret/"),
    ("javascriptcore", r"jsc/"),
    ("png", r"png\.h"),
    ("graphviz", r"graphviz/|gvc\.h|cgraph\.h"),
    (
        "C",
        r"(assert|errno|fcntl|float|inttypes|limits|locale|math|poll|pthread|setjmp|signal|stdarg|stdbool"
        r"|stddef|stdint|stdio|stdlib|string|strings|termios|time|unistd|wchar)\.h|sys/\w+\.h"
        r"|linux/\w+\.h|netinet/\w+\.h|arpa/\w+\.h|libintl\.h",
    ),
)


def library_of(header):
    for library, pattern in HEADERS:
        if re.match(pattern, header):
            return library
    return None


def allowed_libraries(folder):
    layer = folder.split("/")[0]
    extra, forbidden = set(), set()
    for place, libraries in EXTRA.items():
        if (folder + "/").startswith(place + "/"):
            extra |= libraries
    for place, libraries in FORBIDDEN.items():
        if (folder + "/").startswith(place + "/"):
            forbidden |= libraries
    return (LIBRARIES[layer] | extra | {"C"}) - forbidden


def complaints_about(path, homes):
    folder = os.path.dirname(path)
    layer = folder.split("/")[0]
    text = read(path)
    complaints = []
    for match in INCLUDE.finditer(text):
        quote, header = match.groups()
        place = f"{path}:{text.count(chr(10), 0, match.start(2)) + 1}: {header}"
        if quote == '"':
            home = homes.get(header)
            if home is None:
                complaints.append(f"{place} is no header of ours")
            elif home not in OURS[layer] | {layer, ANYONE}:
                complaints.append(f"{place} belongs to {home}/, which {layer}/ must not know")
            continue
        library = library_of(header)
        if library is None:
            complaints.append(f"{place} is of no library that this test knows; add it to the table")
        elif library not in allowed_libraries(folder):
            complaints.append(f"{place} is of {library}, which {folder}/ must not know")
    return complaints


def generated_homes():
    """Headers that the build writes, such as those of resources: they belong to their folder."""
    homes = {"config.h": ANYONE}
    for layer in OURS:
        for _, _, names in os.walk(os.path.join(BUILD, layer)):
            homes.update({name: layer for name in names if name.endswith(".h")})
    return homes


def main():
    tap = Tap()
    headers = sources(".h", ".def", folders=OURS)
    homes = generated_homes() | {os.path.basename(path): path.split("/")[0] for path in headers}

    for layer in OURS:
        complaints = []
        for path in sources(".c", ".h", ".def", folders=(layer,)):
            complaints += complaints_about(path, homes)
        tap.check(f"/layers/includes/{layer}", complaints)

    widgets = re.compile(r"\b(GtkWidget|gtk_widget_\w+|gtk_init\w*|Adw\w+)\b")
    complaints = []
    for path in sources(".c", ".h", folders=("render",)):
        for number, line in enumerate(read(path).splitlines(), 1):
            found = widgets.search(line)
            if found and not line.lstrip().startswith(("*", "/*")):
                complaints.append(f"{path}:{number}: {found.group(1)}: render/ knows no widget")
    tap.check("/layers/render-knows-no-widget", complaints)

    names = [os.path.basename(path) for path in headers]
    twice = sorted({name for name in names if names.count(name) > 1})
    tap.check("/layers/header-names-are-unique", [f"there are two headers {name}" for name in twice])
    tap.done()


main()
