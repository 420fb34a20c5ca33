#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the bar of a board does, and that the next key is the canvas's again."""

import os
import sys
import time

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import box, items, paint, settled, start_with  # noqa: E402
from driver import Gesso  # noqa: E402

# In the order in which they are dropped; their colours are in another.
LOOKS = {"slate.png": (300, 200, 0x787878), "sea.png": (200, 200, 0x3250C8), "brick.png": (160, 240, 0xC83232),
         "leaf.png": (240, 120, 0x28A050)}
NAMES = list(LOOKS)


def start(gesso):
    start_with(gesso, *(paint(os.path.join(gesso.home, name), *look) for name, look in LOOKS.items()))
    gesso.key("Escape", "Home")
    return places(gesso)


def places(gesso):
    return {name: settled(gesso, name) for name in NAMES}


def choose(gesso, menu, item):
    gesso.click("button", menu)
    gesso.click("item", item, exact=False)


def laid(gesso, before):
    """Where they are once they have been laid out."""
    gesso.wait(lambda: {name: box(gesso, name) for name in NAMES} != before, "they are laid out")
    return places(gesso)


def rows(now):
    """Their names, row by row."""
    return sorted(NAMES, key=lambda name: (now[name][1], now[name][0]))


def same(values):
    """But for what is rounded on screen."""
    return max(values) - min(values) <= 1


def test_tidy_and_then_keys():
    with Gesso(BUILD) as gesso:
        now = start(gesso)
        choose(gesso, "Tidy", "In Rows")
        now = laid(gesso, now)
        assert same([now[name][3] for name in NAMES]) and rows(now) == NAMES, now
        assert [now[name][1] for name in NAMES] == sorted(now[name][1] for name in NAMES), now
        gesso.key("n")
        gesso.find("editor", "Note", roles=("text", "entry"))
        gesso.type("low sun")
        gesso.key("Escape")
        gesso.find("note", "Note: low sun")
        gesso.key("Delete")
        gesso.wait(lambda: not items(gesso, "Note:"), "the note is gone")

        choose(gesso, "Tidy", "In Columns")
        now = laid(gesso, now)
        assert same([now[name][2] for name in NAMES]), now
        # The shorter column takes the next one.
        assert now["slate.png"][0] == now["brick.png"][0] < now["sea.png"][0] == now["leaf.png"][0], now
        assert now["slate.png"][1] == now["sea.png"][1] < now["brick.png"][1] < now["leaf.png"][1], now
        # Nothing is selected: an arrow looks farther.
        gesso.key("Right")
        gesso.wait(lambda: box(gesso, "sea.png")[0] < now["sea.png"][0] - 30, "the view has moved")
        gesso.key("Home")
        gesso.wait(lambda: places(gesso) == now, "all of it is seen")

        choose(gesso, "Tidy", "By Colour")
        now = laid(gesso, now)
        # Around the circle; at last what has none.
        assert rows(now) == ["brick.png", "leaf.png", "sea.png", "slate.png"], now
        gesso.key("Tab", "p")
        gesso.find("picture", "brick.png, slot 1, strength 0.5")
        gesso.click("button", "Undo")
        gesso.wait(lambda: not items(gesso, ".*, slot"), "it steers no more")
        gesso.key("p")
        gesso.find("picture", "brick.png, slot 1, strength 0.5")
        assert gesso.stop() == 0, gesso.output()


def test_the_other_menus():
    with Gesso(BUILD) as gesso:
        now = start(gesso)
        # What opens something keeps the keys for that.
        choose(gesso, "Add to Board", "Note")
        gesso.find("editor", "Note", roles=("text", "entry"))
        gesso.type("warm")
        gesso.key("Escape")
        gesso.find("note", "Note: warm")
        choose(gesso, "Add to Board", "Colour")
        gesso.find("entry", "Colour", roles=("text", "entry"))
        gesso.key("ctrl+a")
        time.sleep(1.1)
        gesso.type("#1f6f78")
        gesso.key("Return")
        gesso.find("colour", "Colour #1f6f78")
        # Added and chosen are one step, however long that took.
        gesso.key("ctrl+z", "ctrl+z")
        gesso.wait(lambda: not items(gesso, "Note:|Colour "), "both are gone")
        choose(gesso, "Board Menu", "Without Colour")
        gesso.key("ctrl+a", "p")
        gesso.wait(lambda: len(items(gesso, ".*, slot")) == 4, "all of them steer")
        gesso.key("ctrl+z", "Escape", "Left")
        gesso.wait(lambda: box(gesso, "sea.png")[0] > now["sea.png"][0] + 30, "the view has moved")
        choose(gesso, "Board Menu", "Whole Board")
        gesso.wait(lambda: places(gesso) == now, "all of it is seen")
        gesso.key("Tab")
        gesso.wait(lambda: gesso.focused() == ["slate.png"], "the first has the focus")
        choose(gesso, "Board Menu", "Pick a Colour")
        gesso.find("hint", "Click a colour to copy it", exact=False)
        gesso.key("Escape")
        gesso.wait(lambda: gesso.look("Click a colour to copy it", exact=False) is None, "nothing is picked")
        # Who only looked into a menu is where they were.
        gesso.click("button", "Tidy")
        gesso.find("item", "In Rows", exact=False)
        gesso.key("Escape")
        gesso.wait(lambda: gesso.look("In Rows", exact=False) is None, "the menu is closed")
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
