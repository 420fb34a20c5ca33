#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drags over the composer, many and quick: none may leave something behind that the next one trips over."""

import os
import subprocess
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from driver import Gesso  # noqa: E402

START = (960, 555)


def draw(gesso, count):
    """Picture files, each another one."""
    made = gesso.command("generate", "--sandbox", "--images", str(count), "--library", gesso.home + "/other", "a boat")
    assert made.returncode == 0, made.stderr
    return sorted(os.path.join(folder, name) for folder, _, names in os.walk(gesso.home + "/other")
                  for name in names if name.endswith(".png"))[:count]


def show_files(gesso, path):
    """The window of a file manager; returns its process, which goes on for as long as the drags do."""
    source = subprocess.Popen(["/usr/bin/python3", os.path.join(SOURCE, "tests/flows/drag-source.py"), path],
                              env=gesso.environment)
    gesso.processes.append(source)
    number = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Files$"],
                            capture_output=True, text=True, timeout=25).stdout.split()[-1]
    gesso.xdotool("windowmove", "--sync", number, 900, 500)
    gesso.xdotool("windowraise", number)
    return source


def drop_on_references(gesso, path, **pace):
    source = show_files(gesso, path)
    name = os.path.basename(path)
    gesso.drag(START, gesso.place(gesso.find("button", "Add style references")), **pace)
    gesso.find("reference", name, exact=False)
    source.kill()
    source.wait()


def test_one_drop_after_another():
    with Gesso(BUILD) as gesso:
        paths = draw(gesso, 4)
        gesso.start()
        for path in paths:
            drop_on_references(gesso, path, pause=0.01, rest=0.15)
        assert "CRITICAL" not in gesso.output() and "WARNING" not in gesso.output(), gesso.output()
        assert gesso.stop() == 0, gesso.output()


def test_a_drag_that_leaves_again_and_one_that_hurries():
    with Gesso(BUILD) as gesso:
        paths = draw(gesso, 2)
        gesso.start()
        add = gesso.place(gesso.find("button", "Add style references"))
        source = show_files(gesso, paths[0])
        for _ in range(3):
            # Across the composer and back, and let go where nothing takes it.
            gesso.xdotool("mousemove", *START, "mousedown", 1)
            for x, y in ((930, 540), (900, 500), add, (150, 500), (150, 600), (600, 60), add, (940, 550)):
                gesso.xdotool("mousemove", x, y, "sleep", 0.04)
            gesso.xdotool("mouseup", 1)
            # As quick as a hand can be, many times.
            gesso.drag(START, add, pause=0.004, rest=0.02)
            gesso.drag(START, (150, 560), pause=0.004, rest=0.02)
        source.kill()
        source.wait()
        # The window is alive and still takes pictures; X may be busy with the last hurried drag at the first try.
        source = show_files(gesso, paths[1])
        for attempt in range(4):
            gesso.drag(START, gesso.place(gesso.find("button", "Add style references")))
            try:
                gesso.wait(lambda: gesso.look(os.path.basename(paths[1]), exact=False), "the picture is taken", timeout=5)
                break
            except AssertionError:
                if attempt == 3 or gesso.window.poll() is not None:
                    raise
        assert "CRITICAL" not in gesso.output() and "WARNING" not in gesso.output(), gesso.output()
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
