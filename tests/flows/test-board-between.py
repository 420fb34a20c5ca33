#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From one board to another, in two windows, and between a board and the composer."""

import json
import os
import subprocess
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import carry, items, middle, paint, settled, start_with  # noqa: E402
from driver import Gesso  # noqa: E402

# Where the window of the other board is: over a part of the canvas, beside the strip.
OTHER = (740, 0)
FREE = (480, 480)


def frame(gesso, other):
    """The window that is named as the board is, or the main one."""
    windows = [gesso.application().get_child_at_index(index) for index in range(gesso.application().get_child_count())]
    return next((each for each in windows if each is not None and ((each.get_name() or "") == "New Board") == other), None)


def lying(gesso, other=False):
    """What lies on the canvas of one of them."""
    names = {node.get_name() or "" for node in gesso.walk(frame(gesso, other)) if node.get_role_name() in ("image", "icon", "static")}
    return sorted(name for name in names if name.startswith(("coat", "lamp")))


def find(gesso, name):
    """In the other window."""
    def look():
        return next((node for node in gesso.walk(frame(gesso, True)) if node.get_name() == name and gesso.showing(node)), None)

    return gesso.wait(look, f"{name} is shown")


def place(gesso, name):
    """On screen."""
    x, y = gesso.rest(find(gesso, name))
    return x + OTHER[0], y + OTHER[1]


def boards(gesso):
    """What lies on each board, oldest first, by the command line."""
    listed = json.loads(gesso.command("board", "list", "--json").stdout)
    shown = [json.loads(gesso.command("board", "show", board["id"], "--json").stdout) for board in listed]
    return sorted((board["items"] for board in shown), key=len)


def start(gesso):
    """One board with two pictures in a window of its own, and an empty one in the main window; returns that X window."""
    start_with(gesso, paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040),
               paint(os.path.join(gesso.home, "lamp.png"), 200, 150, 0xF0C040))
    gesso.key("Escape", "Escape")
    gesso.find("board", "New Board, 2 pictures", exact=False)
    gesso.key("shift+Return")
    own = gesso.wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^New Board$"],
                                            capture_output=True, text=True).stdout.split(), "it has a window")[-1]
    # Out of the way at first.
    gesso.xdotool("windowmove", "--sync", own, 1240, 760, "windowsize", "--sync", own, 530, 600)
    gesso.wait(lambda: lying(gesso, True) == ["coat.png", "lamp.png"], "it shows what lies on it")
    gesso.xdotool("windowfocus", "--sync", own, "key", "Home")
    gesso.xdotool("windowfocus", "--sync", gesso.number)
    # Not the one of the page without boards, which comes first.
    button = gesso.wait(lambda: gesso.look("New Board", ("push button", "button"), last_first=True), "a board can be made")
    gesso.xdotool("mousemove", *gesso.rest(button), "click", 1)
    gesso.find("hint", "Drop pictures here, or paste")
    gesso.xdotool("windowmove", "--sync", own, *OTHER, "windowraise", own)
    return own


def test_from_one_board_to_another():
    with Gesso(BUILD) as gesso:
        own = start(gesso)
        strip = gesso.extents(gesso.find("canvas", "Canvas"))
        slot = (strip.x + 40, strip.y + strip.height + 36)
        # Flipped and cropped there: it comes as it is.
        gesso.xdotool("windowfocus", "--sync", own, "mousemove", *place(gesso, "coat.png"), "click", 1)
        gesso.key("shift+h", "c", *["shift+Left"] * 10, "Return")
        carry(gesso, place(gesso, "coat.png"), (OTHER[0] - 40, FREE[1] - 60), FREE)
        gesso.wait(lambda: lying(gesso) == ["coat.png"], "it lies on both")
        assert lying(gesso, True) == ["coat.png", "lamp.png"], lying(gesso, True)
        (here,), there = boards(gesso)
        (same,) = [each for each in there if each["name"] == "coat.png"]
        assert here["flipped"] and (here.get("crop_left", 0) > 0 or here.get("crop_right", 0) > 0), here
        look = ("width", "height", "flipped", "crop_left", "crop_right")
        assert [here.get(key) for key in look] == [same.get(key) for key in look], (here, same)
        # Onto a slot, it is on the board as well.
        carry(gesso, place(gesso, "lamp.png"), (OTHER[0] - 40, FREE[1]), (slot[0], slot[1] - 8), slot)
        gesso.wait(lambda: lying(gesso) == ["coat.png", "lamp.png, slot 1, strength 0.5"], "it lies on both, and steers here")
        assert lying(gesso, True) == ["coat.png", "lamp.png"], lying(gesso, True)
        # By the clipboard.
        gesso.xdotool("windowfocus", "--sync", own, "mousemove", *place(gesso, "lamp.png"), "click", 1)
        gesso.key("ctrl+c")
        gesso.xdotool("windowfocus", "--sync", gesso.number, "mousemove", strip.x + 20, FREE[1], "click", 1)
        gesso.key("ctrl+v")
        gesso.wait(lambda: lying(gesso) == ["coat.png", "lamp.png", "lamp.png, slot 1, strength 0.5"], "there are two of it")
        # Each was one step here, and none there.
        gesso.key("ctrl+z", "ctrl+z", "ctrl+z")
        gesso.wait(lambda: lying(gesso) == [], "nothing lies here")
        assert lying(gesso, True) == ["coat.png", "lamp.png"], lying(gesso, True)
        # The keys zoom in that window, too, wherever its focus is.
        before = gesso.extents(find(gesso, "coat.png")).width
        gesso.xdotool("windowfocus", "--sync", own, "mousemove", *place(gesso, "Words for this board"), "click", 1)
        gesso.key("ctrl+minus")
        gesso.wait(lambda: abs(gesso.extents(find(gesso, "coat.png")).width - before / 1.25) <= 2, "it is farther")
        assert gesso.stop() == 0, gesso.output()


def test_between_a_board_and_the_composer():
    with Gesso(BUILD) as gesso:
        start_with(gesso, paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040),
                   paint(os.path.join(gesso.home, "lamp.png"), 200, 150, 0xF0C040))
        gesso.key("Escape", "Home")
        canvas = gesso.extents(gesso.find("canvas", "Canvas"))
        coat = settled(gesso, "coat.png")
        carry(gesso, middle(coat), (canvas.x + 20, canvas.y + 80), gesso.place(gesso.find("button", "Add style references", exact=False)))
        tile = gesso.find("reference", "Style reference coat.png, ", exact=False)
        assert settled(gesso, "coat.png")[:2] == coat[:2], "on the board it has not moved"
        # It is no picture of this board: the strip takes nothing, and says nothing.
        slot = (canvas.x + 40, canvas.y + canvas.height + 36)
        carry(gesso, gesso.rest(tile), (canvas.x + 20, canvas.y + canvas.height - 20), slot)
        carry(gesso, middle(settled(gesso, "lamp.png")), (slot[0], slot[1] - 60), slot)
        gesso.find("picture", "lamp.png, slot 1, strength 0.5")
        # Nor does the one that is in the slot by now.
        carry(gesso, gesso.rest(tile), (canvas.x + 20, canvas.y + canvas.height - 20), slot)
        carry(gesso, slot, (slot[0] + 20, slot[1]), (slot[0] + 108, slot[1]))
        gesso.find("picture", "lamp.png, slot 3, strength 0.5")
        assert len(items(gesso, "coat.png")) == 1 and gesso.look("Style reference coat.png, ", exact=False) is not None
        gesso.xdotool("mousemove", canvas.x + 20, canvas.y + 20, "click", 1)
        gesso.key("ctrl+z", "ctrl+z")
        gesso.wait(lambda: not items(gesso, ".*, slot"), "these were all the steps")
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
