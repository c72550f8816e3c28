#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What data/share installs is accepted by the tools of those who read it."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

from tap import PROGRAM_DEADLINE, ROOT, Tap, complaints_of, read, sources

SHARE = os.path.join(ROOT, "data", "share")
BUILT = os.path.join(os.environ.get("GP_BUILD_DIR", os.path.join(ROOT, "build")), "data", "share")
ID = "org.groundplan.Groundplan"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def validator(tap, name, *command):
    if shutil.which(command[0]) is None:
        tap.skip(name, f"{command[0]} is not installed")
    else:
        tap.check(name, complaints_of(*command))


def schema_compiles(tap):
    with tempfile.TemporaryDirectory() as folder:
        validator(
            tap,
            "/share/schema-is-strictly-valid",
            "glib-compile-schemas",
            "--strict",
            f"--targetdir={folder}",
            SHARE,
        )


def pictures_are_svg(tap):
    complaints = []
    for path in sources(".svg", folders=("data/share",)):
        root = ElementTree.fromstring(read(path))
        if root.tag != "{http://www.w3.org/2000/svg}svg":
            complaints.append(f"{path} is no SVG picture")
        if root.get("viewBox") is None:
            complaints.append(f"{path} has no viewBox and does not scale")
    tap.check("/share/icons-are-svg", complaints)


def mime_types_match(tap):
    types = {t.get("type") for t in ElementTree.fromstring(read(f"data/share/{ID}.mime.xml"))}
    entry = read(f"data/share/{ID}.desktop.in")
    line = next(row for row in entry.splitlines() if row.startswith("MimeType="))
    opened = {name for name in line[len("MimeType=") :].split(";") if name}
    tap.check(
        "/share/mime-types-open-with-groundplan",
        [f"{name} is declared or opened, not both" for name in sorted(types ^ opened)],
    )


def type_of(data_home, folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    environment = dict(os.environ, XDG_DATA_HOME=data_home, LC_ALL="C.UTF-8")
    result = subprocess.run(
        ["gio", "info", "-a", "standard::content-type", path],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PROGRAM_DEADLINE,
    )
    return result.stdout.split("standard::content-type:")[1].strip()


def mime_types_are_found(tap):
    """Installs the MIME file for one run and asks GIO what it takes our files for."""
    name = "/share/files-are-recognised"
    for tool in ("gio", "update-mime-database"):
        if shutil.which(tool) is None:
            tap.skip(name, f"{tool} is not installed")
            return
    sqlite = b"SQLite format 3\0"
    design = sqlite + bytes(68 - len(sqlite)) + b"GPLN" + bytes(28)
    other = sqlite + bytes(100 - len(sqlite))
    wanted = (
        ("a.gplan", design, "application/vnd.groundplan+sqlite3"),
        ("no-suffix", design, "application/vnd.groundplan+sqlite3"),
        ("no-suffix-other", other, "application/vnd.sqlite3"),
        ("a.gplan.json", b"{}", "application/vnd.groundplan+json"),
        ("a.json", b"{}", "application/json"),
    )
    with tempfile.TemporaryDirectory() as folder:
        packages = os.path.join(folder, "mime", "packages")
        os.makedirs(packages)
        shutil.copy(os.path.join(SHARE, f"{ID}.mime.xml"), os.path.join(packages, f"{ID}.xml"))
        complaints = complaints_of("update-mime-database", os.path.join(folder, "mime"))
        for file, content, expected in wanted:
            found = type_of(folder, folder, file, content)
            if found != expected:
                complaints.append(f"{file} is taken for {found} instead of {expected}")
    tap.check(name, complaints)


# What flatpak-builder takes in a module and in a source, of what we use.
MODULE_KEYS = {"name", "buildsystem", "config-opts", "build-commands", "post-install", "sources"}
BUILD_SYSTEMS = {"autotools", "meson", "simple"}


def complaints_about_module(module):
    name = module["name"]
    for key in sorted(set(module) - MODULE_KEYS):
        yield f"{name} has {key}, which nobody reads"
    if module["buildsystem"] not in BUILD_SYSTEMS:
        yield f"{name} is built by {module['buildsystem']}"
    if ("build-commands" in module) != (module["buildsystem"] == "simple"):
        yield f"{name} has commands that are not run, or none"
    for source in module["sources"]:
        if source["type"] == "archive" and not re.fullmatch("[0-9a-f]{64}", source["sha256"]):
            yield f"{name} comes from an archive without a hash"
        if source["type"] == "git" and not re.fullmatch("[0-9a-f]{40}", source["commit"]):
            yield f"{name} comes from a repository without a commit"
        if source["type"] == "dir":
            tree = os.path.realpath(os.path.join(SHARE, "flatpak", source["path"]))
            if tree != ROOT:
                yield f"{name} is built from {tree}"


def manifest_is_sound(tap):
    """Flatpak itself is seldom there: what can be known without it."""
    manifest = json.loads(read(f"data/share/flatpak/{ID}.json"))
    complaints = [] if manifest["app-id"] == ID else ["the manifest is of another application"]
    for module in manifest["modules"]:
        complaints += complaints_about_module(module)
    ours = manifest["modules"][-1]
    known = set(re.findall(r"^option\('([\w-]+)'", read("meson_options.txt"), re.M))
    for option in ours.get("config-opts", []):
        name = re.fullmatch(r"-D([\w-]+)=.*", option)
        if name is None or name.group(1) not in known:
            complaints.append(f"{option} is no option of ours")
    if manifest["command"] not in read(f"data/share/{ID}.desktop.in"):
        complaints.append(f"{manifest['command']} is not what the desktop entry starts")
    tap.check("/share/flatpak-manifest-is-sound", complaints)


def main():
    tap = Tap()
    entry = os.path.join(BUILT, f"{ID}.desktop")
    metainfo = os.path.join(BUILT, f"{ID}.metainfo.xml")
    validator(tap, "/share/desktop-entry-is-valid", "desktop-file-validate", entry)
    validator(tap, "/share/metainfo-is-valid", "appstreamcli", "validate", "--no-net", metainfo)
    schema_compiles(tap)
    pictures_are_svg(tap)
    mime_types_match(tap)
    mime_types_are_found(tap)
    manifest_is_sound(tap)
    tap.done()


main()
