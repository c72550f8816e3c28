#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a test program on a display and a session bus of its own: on-display.py PROGRAM ARGUMENT…

Programs that shared a display would take each other's pointer and keyboard, and what one of them
typed would reach another. Without Xvfb the program runs as it is and says itself what it lacks.
"""

import contextlib
import os
import shutil
import subprocess
import sys

# The server takes a free number itself, so two never want the same one.
DISPLAY = (
    *("Xvfb", "-screen", "0", "1600x1000x24", "-noreset", "-nolisten", "tcp"),
    # A key that is let go late, on a busy machine, is still pressed once.
    *("-r", "-displayfd", "{}"),
)
# What it starts writes to where it writes: not among the lines of the test.
BUS = ("dbus-daemon", "--session", "--nofork", "--print-address={}")


def start(command, environment):
    """(process, address): {} stands for the descriptor to which a server says its address."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [word.format(writer) for word in command], env=environment, pass_fds=[writer],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        address = answer.readline().strip()
    if not address:
        server.wait()
        sys.exit(f"on-display: {command[0]} ended with status {server.returncode} as it started")
    return server, address


def stop(server):
    server.terminate()
    server.wait()


def main():
    command = sys.argv[1:]
    if not command:
        sys.exit("on-display: name a program to run")
    if not (shutil.which("Xvfb") and shutil.which("dbus-daemon")):
        os.execvp(command[0], command)
    environment = dict(os.environ, GP_REQUIRE_DISPLAY="1")
    environment.pop("WAYLAND_DISPLAY", None)
    with contextlib.ExitStack() as servers:
        server, number = start(DISPLAY, environment)
        servers.callback(stop, server)
        environment["DISPLAY"] = f":{number}"
        server, address = start(BUS, environment)
        servers.callback(stop, server)
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        ended = subprocess.run(command, env=environment, check=False)
    sys.exit(ended.returncode if ended.returncode >= 0 else 128 - ended.returncode)


main()
