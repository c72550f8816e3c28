#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a test program on a display and a session bus of its own: on-display.py PROGRAM ARGUMENT…

Programs that shared a display would take each other's pointer and keyboard, and what one of them
typed would reach another. Without Xvfb the program runs as it is and says itself what it lacks.
"""

import os
import shutil
import subprocess
import sys


def start_display():
    """(process, number): the server takes a free number itself, so two never want the same one."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-noreset",
         "-nolisten", "tcp"],
        pass_fds=[writer], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    if not number:
        server.wait()
        sys.exit(f"on-display: Xvfb ended with status {server.returncode} before it had a display")
    return server, number


def main():
    command = sys.argv[1:]
    if not command:
        sys.exit("on-display: name a program to run")
    if not (shutil.which("Xvfb") and shutil.which("dbus-run-session")):
        os.execvp(command[0], command)
    server, number = start_display()
    environment = dict(os.environ, DISPLAY=f":{number}", GP_REQUIRE_DISPLAY="1")
    environment.pop("WAYLAND_DISPLAY", None)
    try:
        ended = subprocess.run(["dbus-run-session", "--", *command], env=environment, check=False)
    finally:
        server.terminate()
        server.wait()
    sys.exit(ended.returncode if ended.returncode >= 0 else 128 - ended.returncode)


main()
