#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Boards with real input: twenty files dropped at once, kept, undone after a restart, and used to prompt from."""

import os
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

import gi  # noqa: E402

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

from boards import Source  # noqa: E402
from driver import Gesso  # noqa: E402

COUNT = 20


def make_pictures(gesso):
    """Small files of one colour each, of different shapes, and one that is none."""
    paths = []
    for number in range(COUNT):
        width, height = (180, 120) if number % 3 else (120, 160)
        pixels = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, width, height)
        pixels.fill((number * 12 << 24) | ((255 - number * 10) << 16) | (number * 40 % 256 << 8) | 0xFF)
        paths.append(os.path.join(gesso.home, f"ink-{number:02}.png"))
        pixels.savev(paths[-1], "png", [], [])
    paths.insert(3, os.path.join(gesso.home, "notes.png"))
    with open(paths[3], "w", encoding="utf-8") as file:
        file.write("not a picture")
    return paths


def pictures(gesso):
    """By name."""
    names = [node.get_name() or "" for node in gesso.walk()]
    return {name.split(",")[0] for name in names if name.startswith("ink-")}


def test_6_and_7_a_board_from_twenty_files_and_a_prompt_from_it():
    with Gesso(BUILD) as gesso:
        # There before the window, as the last one to come takes the focus.
        source = Source(gesso, *make_pictures(gesso))
        gesso.start()
        gesso.key("alt+2")
        gesso.find("page", "Collect a direction")
        gesso.steps = 0
        gesso.click("button", "New Board")
        gesso.find("hint", "Drop pictures here, or paste")
        source.drag_to(gesso.place(gesso.find("canvas", "Canvas")))
        gesso.wait(lambda: len(pictures(gesso)) == COUNT, "all pictures are on the board")
        gesso.count(2)
        gesso.find("sentence", "notes.png", exact=False)
        gesso.find("caption", "Sends the first 10 pictures", exact=False)
        gesso.screenshot("board")
        gesso.xdotool("windowfocus", "--sync", gesso.number)
        # Through the items with the keyboard: the first one steers.
        gesso.click("picture", "ink-00.png")
        gesso.key("p")
        gesso.find("picture", "ink-00.png, slot 1, strength 0.5")
        gesso.find("caption", "Sends 1 picture ", exact=False)
        gesso.key("Delete")
        gesso.wait(lambda: len(pictures(gesso)) == COUNT - 1, "it is taken away")
        assert gesso.stop() == 0, gesso.output()

        # What was done is undone after a restart.
        gesso.start()
        gesso.key("alt+2")
        board = gesso.place(gesso.find("board", "New Board, 19 pictures", exact=False))
        gesso.xdotool("mousemove", *board, "click", "--repeat", 1, 1)
        gesso.wait(lambda: len(pictures(gesso)) == COUNT - 1, "the board opens")
        gesso.xdotool("windowfocus", "--sync", gesso.number)
        gesso.key("ctrl+z")
        gesso.find("picture", "ink-00.png, slot 1, strength 0.5")
        gesso.key("Escape", "Escape")
        gesso.find("board", "New Board, 20 pictures", exact=False)
        gesso.key("ctrl+l")
        gesso.type("a harbour")

        gesso.steps = 0
        gesso.xdotool("mousemove", *board, "click", 1)
        gesso.steps += 1
        gesso.click("button", "Use in Composer")
        gesso.find("reference", "Style reference ink-00.png, strength 0.5")
        gesso.key("ctrl+Return")
        gesso.count(3)
        made = gesso.wait(lambda: [each for each in gesso.listed() if each["state"] == "kept"][3:] and gesso.listed(),
                          "four pictures are kept")
        assert [len(each["references"]) for each in made] == [1] * 4, made[0]


tap.run(globals())
