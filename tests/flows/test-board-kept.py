#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A board is saved as it happens: the program is killed amid gestures, and what came before them is there, with its undo."""

import os
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import box, items, paint, start_with  # noqa: E402
from driver import Gesso  # noqa: E402


def start(gesso):
    paths = [paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040),
             paint(os.path.join(gesso.home, "lamp.png"), 200, 150, 0xF0C040)]
    start_with(gesso, *paths)


def kill(gesso):
    gesso.window.kill()
    gesso.window.wait()
    gesso.window = None
    gesso.xdotool("mouseup", 1)


def open_again(gesso):
    gesso.start()
    gesso.key("alt+2")
    gesso.click("board", "New Board, ", exact=False)
    gesso.wait(lambda: items(gesso, "(coat|lamp)"), "the board opens")
    # From the same place, whatever was looked at before.
    gesso.key("ctrl+0")


def distance(gesso):
    """Of the upper left corners, px on screen, once that rests: at 1:1 as on the board."""
    last = [None]

    def rests():
        (x, y, _, _), (other_x, other_y, _, _) = box(gesso, "coat.png"), box(gesso, "lamp.png")
        now = (other_x - x, other_y - y)
        same, last[0] = now == last[0], now
        return same

    gesso.wait(rests, "the board rests")
    return last[0]


def near(one, other):
    return all(abs(left - right) <= 1 for left, right in zip(one, other))


def press_and_move(gesso, start, by):
    """A drag that nobody ends."""
    gesso.xdotool("mousemove", *start, "mousedown", 1)
    for part in range(1, 9):
        gesso.xdotool("mousemove", start[0] + by[0] * part // 8, start[1] + by[1] * part // 8, "sleep", 0.03)


def test_killed_amid_gestures():
    with Gesso(BUILD) as gesso:
        start(gesso)
        gesso.key("Escape", "ctrl+0")
        first = distance(gesso)
        # A nudge is done; then one of them is on its way elsewhere.
        gesso.key("Tab", "shift+Left")
        gesso.wait(lambda: near(distance(gesso), (first[0] + 10, first[1])), "it is nudged")
        nudged = distance(gesso)
        x, y, width, height = box(gesso, "coat.png")
        press_and_move(gesso, (x + width // 2, y + height // 2), (-60, 90))
        gesso.wait(lambda: not near(distance(gesso), nudged), "it is on its way")
        kill(gesso)

        open_again(gesso)
        assert near(distance(gesso), nudged), (distance(gesso), nudged)
        # And amid a resize; the strip was filled before, and a note written.
        gesso.key("Tab", "p")
        gesso.find("picture", "coat.png, slot 1, strength 0.5")
        gesso.key("n")
        gesso.find("editor", "Note", roles=("text", "entry"))
        gesso.type("low sun")
        gesso.key("Escape")
        gesso.find("note", "Note: low sun")
        gesso.key("Escape", "Tab")
        x, y, width, height = box(gesso, "coat.png")
        press_and_move(gesso, (x + width, y + height), (80, 80))
        gesso.wait(lambda: box(gesso, "coat.png")[2] > width + 20, "it is larger")
        kill(gesso)

        open_again(gesso)
        gesso.find("note", "Note: low sun")
        gesso.find("picture", "coat.png, slot 1, strength 0.5")
        assert abs(box(gesso, "coat.png")[2] - width) <= 1, (box(gesso, "coat.png"), width)
        # All of it can be taken back, and done again after one more kill.
        gesso.key("ctrl+z")
        gesso.wait(lambda: not items(gesso, "Note"), "the note is taken back")
        gesso.key("ctrl+z")
        gesso.wait(lambda: not items(gesso, ".*, slot"), "and the strip")
        kill(gesso)
        open_again(gesso)
        assert not items(gesso, ".*, slot") and not items(gesso, "Note"), items(gesso, "")
        gesso.key("ctrl+z")
        gesso.wait(lambda: near(distance(gesso), first), "and the nudge")
        gesso.key("ctrl+shift+z", "ctrl+shift+z", "ctrl+shift+z")
        gesso.find("note", "Note: low sun")
        gesso.find("picture", "coat.png, slot 1, strength 0.5")
        assert near(distance(gesso), nudged), (distance(gesso), nudged)
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
