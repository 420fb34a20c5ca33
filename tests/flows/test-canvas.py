#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done on the canvas, with the pointer and with the keys, and what undo makes of it."""

import os
import subprocess
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import Source, box, items, new_board, paint, settled  # noqa: E402
from driver import Gesso  # noqa: E402

RED, BLUE, GREEN, GREY = 0xC83232, 0x3250C8, 0x28A050, 0x787878


def clipboard(gesso):
    """What another program gets from the clipboard."""
    return subprocess.run(["xclip", "-selection", "clipboard", "-o"], capture_output=True, text=True, timeout=10,
                          env=gesso.environment).stdout


def alike(name, colour):
    """Small pictures are drawn from thumbnails: those are near, not the same."""
    shades = [int(name[start:start + 2], 16) - (colour >> shift & 0xFF) for start, shift in ((1, 16), (3, 8), (5, 0))]
    return max(map(abs, shades)) <= 3


def chips(gesso):
    return sorted({node.get_name()[5:] for node in gesso.walk() if (node.get_name() or "").startswith("Copy #")})


def start_board(gesso):
    paths = [paint(os.path.join(gesso.home, "flag.png"), 300, 200, RED, BLUE),
             paint(os.path.join(gesso.home, "leaf.png"), 200, 200, GREEN),
             paint(os.path.join(gesso.home, "stone.png"), 200, 200, GREY)]
    source = Source(gesso, *paths)
    gesso.start()
    canvas = new_board(gesso)
    source.drag_to(canvas)
    gesso.wait(lambda: len(items(gesso, "(flag|leaf|stone)")) == 3, "three pictures are on the board")
    source.close()
    gesso.key("ctrl+a", "Home")
    gesso.wait(lambda: box(gesso, "flag.png")[2] > 100, "they are shown")


def test_crop_with_pointer_and_keys():
    with Gesso(BUILD) as gesso:
        start_board(gesso)
        x, y, width, height = settled(gesso, "flag.png")
        gesso.xdotool("mousemove", x + width // 2, y + height // 2, "click", 1)
        gesso.key("c")
        gesso.find("hint", "Drag the frame", exact=False)
        # The right edge, to the middle: what was blue is gone.
        gesso.drag((x + width - 1, y + height // 2), (x + width // 2, y + height // 2))
        gesso.screenshot("crop")
        gesso.key("Return")
        cropped = gesso.wait(lambda: box(gesso, "flag.png")[2] < width * 0.6 and settled(gesso, "flag.png"), "it is cropped")
        assert abs(cropped[2] - width / 2) <= 4 and cropped[3] == height, (cropped, width, height)
        gesso.key("ctrl+z")
        gesso.wait(lambda: box(gesso, "flag.png")[2] == width, "that is taken back")
        gesso.key("ctrl+shift+z")
        gesso.wait(lambda: box(gesso, "flag.png")[2] == cropped[2], "and done again")
        # With keys: the lower right corner ten steps to the left, then a crop that is given up.
        gesso.key("shift+c")
        gesso.wait(lambda: box(gesso, "flag.png")[2] == width, "the whole picture is back")
        gesso.key("c", *["shift+Left"] * 10, "Return")
        by_keys = gesso.wait(lambda: box(gesso, "flag.png")[2] < width * 0.95 and settled(gesso, "flag.png"), "it is cropped")
        assert abs(by_keys[2] - width * 0.9) <= 4, (by_keys, width)
        gesso.key("c", *["shift+Left"] * 10, "Escape")
        assert settled(gesso, "flag.png")[2] == by_keys[2]
        assert gesso.stop() == 0, gesso.output()


def test_notes_and_colours():
    with Gesso(BUILD) as gesso:
        start_board(gesso)
        gesso.key("Escape", "n")
        gesso.find("editor", "Note", roles=("text", "entry"))
        gesso.type("warm light, low sun")
        gesso.screenshot("note-editor")
        gesso.key("Escape")
        gesso.find("note", "Note: warm light, low sun")
        # In place, by the keyboard; undo takes the words back, not the note.
        gesso.key("Return", "ctrl+End")
        gesso.type(" at sea")
        gesso.key("Escape")
        gesso.find("note", "Note: warm light, low sun at sea")
        gesso.key("ctrl+z")
        gesso.find("note", "Note: warm light, low sun")
        gesso.key("ctrl+z")
        gesso.wait(lambda: not items(gesso, "Note:"), "the note was never written")
        gesso.key("ctrl+shift+z")
        gesso.find("note", "Note: warm light, low sun")

        # A colour: typed into its popover, undone, and copied as text by the clipboard.
        gesso.key("k")
        gesso.find("entry", "Colour", roles=("text", "entry"))
        gesso.key("ctrl+a")
        gesso.type("#1f6f78")
        gesso.screenshot("colour-popover")
        gesso.key("Return")
        gesso.find("colour", "Colour #1f6f78")
        gesso.key("ctrl+c")
        gesso.wait(lambda: clipboard(gesso) == "#1f6f78", "the colour is in the clipboard")
        gesso.key("ctrl+x")
        gesso.wait(lambda: not items(gesso, "Colour "), "it is cut")
        gesso.key("ctrl+v")
        gesso.find("colour", "Colour #1f6f78")
        assert gesso.stop() == 0, gesso.output()


def test_picking_and_palettes():
    with Gesso(BUILD) as gesso:
        start_board(gesso)
        gesso.key("Escape")
        x, y, width, height = settled(gesso, "flag.png")
        gesso.key("i")
        gesso.find("hint", "Click a colour to copy it", exact=False)
        gesso.xdotool("mousemove", x + width * 3 // 4, y + height // 2)
        gesso.screenshot("picker")
        gesso.xdotool("sleep", 0.3, "click", 1)
        gesso.find("toast", " copied", exact=False)
        assert alike(clipboard(gesso), BLUE), clipboard(gesso)
        # Onto the board with the keyboard: from the middle of what is selected, to the left.
        gesso.xdotool("mousemove", x + width // 4, y + height // 2, "click", 1)
        gesso.key("i", *["shift+Left"] * 3)
        gesso.xdotool("sleep", 0.3)
        gesso.key("shift+Return", "Escape")
        gesso.wait(lambda: [name for name in items(gesso, "Colour") if alike(name[7:], RED)], "the red is on the board")

        gesso.xdotool("mousemove", x + width // 4, y + height // 2, "click", 1)
        gesso.key("shift+i")
        gesso.find("title", "Colours of the selection")
        names = gesso.wait(lambda: chips(gesso), "its colours are found")
        assert len(names) == 2 and any(alike(name, RED) for name in names), names
        gesso.screenshot("palette")
        blue = next(name for name in names if alike(name, BLUE))
        gesso.click("chip", "Copy " + blue)
        gesso.wait(lambda: clipboard(gesso) == blue, "the colour is in the clipboard")
        gesso.key("Escape", "shift+i")
        gesso.find("title", "Colours of the board")
        names = gesso.wait(lambda: len(chips(gesso)) >= 4 and chips(gesso), "the colours of all are found")
        assert all(any(alike(name, colour) for name in names) for colour in (RED, BLUE, GREEN, GREY)), names
        gesso.click("button", "Copy All")
        gesso.wait(lambda: set(clipboard(gesso).split(", ")) == set(names), "all of them are in the clipboard")
        assert gesso.stop() == 0, gesso.output()


def test_sizes_orders_and_copies_by_keys():
    with Gesso(BUILD) as gesso:
        start_board(gesso)
        # Keys zoom to the pointer, too: what is under it stays.
        x, y, width, height = settled(gesso, "leaf.png")
        gesso.xdotool("mousemove", x + width, y + height, "sleep", 0.2)
        gesso.key("ctrl+minus")
        farther = gesso.wait(lambda: box(gesso, "leaf.png")[2] < width - 10 and settled(gesso, "leaf.png"), "it is farther")
        assert abs(farther[0] + farther[2] - x - width) <= 2 and abs(farther[1] + farther[3] - y - height) <= 2, (farther, x, y, width)
        gesso.key("Home")
        gesso.wait(lambda: settled(gesso, "leaf.png") == (x, y, width, height), "all of the board is seen")
        gesso.xdotool("mousemove", x + width // 2, y + height // 2, "click", 1)
        gesso.key("ctrl+shift+Right")
        larger = gesso.wait(lambda: box(gesso, "leaf.png")[2] > width and settled(gesso, "leaf.png"), "it is larger")
        # On screen a side is rounded by itself.
        assert larger[:2] == (x, y) and abs(larger[2] - larger[3]) <= 1, larger
        gesso.key("ctrl+z")
        gesso.wait(lambda: box(gesso, "leaf.png")[2] == width, "that is taken back")

        # What is cut comes back as it was: flipped, cropped, and as large.
        gesso.key("shift+h", "shift+v", "c", *["shift+Left"] * 20, "Return")
        cropped = gesso.wait(lambda: box(gesso, "leaf.png")[2] < width * 0.9 and settled(gesso, "leaf.png"), "it is cropped")
        gesso.key("ctrl+x")
        gesso.wait(lambda: len(items(gesso, "(flag|leaf|stone)")) == 2, "it is cut")
        gesso.key("ctrl+v")
        gesso.wait(lambda: len(items(gesso, "(flag|leaf|stone)")) == 3, "it is pasted")
        pasted = settled(gesso, "leaf.png")
        assert all(abs(one - other) <= 1 for one, other in zip(pasted[2:], cropped[2:])), (pasted, cropped)
        assert gesso.stop() == 0, gesso.output()


def test_through_the_items_by_keyboard():
    with Gesso(BUILD) as gesso:
        start_board(gesso)

        def reached(name, *keys):
            gesso.key(*keys)
            gesso.wait(lambda: gesso.focused() == [name], f"{name} has the focus")

        # Row by row and back; what has the focus says where it is sent, and how strongly.
        gesso.key("Escape")
        for name in ("flag.png", "leaf.png", "stone.png"):
            reached(name, "Tab")
        reached("leaf.png", "shift+Tab")
        reached("leaf.png, slot 1, strength 0.5", "p")
        reached("flag.png", "shift+Tab")
        reached("flag.png, slot 2, strength 0.5", "p")
        # Several at once: past the one between them, and one step takes both.
        gesso.key("Escape", "ctrl+z", "ctrl+z")
        gesso.wait(lambda: not items(gesso, ".*, slot"), "none of them steers")
        reached("flag.png", "Tab")
        reached("leaf.png", "ctrl+Tab")
        reached("stone.png", "ctrl+Tab")
        reached("leaf.png", "ctrl+shift+Tab")
        reached("stone.png", "ctrl+Tab")
        gesso.key("ctrl+space", "p")
        gesso.wait(lambda: items(gesso, ".*, slot") == ["flag.png, slot 1, strength 0.5", "stone.png, slot 2, strength 0.5"],
                   "the two steer")
        gesso.key("ctrl+z")
        gesso.wait(lambda: not items(gesso, ".*, slot"), "that was one step")
        gesso.key("ctrl+shift+z")
        gesso.wait(lambda: items(gesso, ".*, slot"), "and is done again")
        # A note among them, by what it says.
        gesso.key("Escape", "n")
        gesso.find("editor", "Note", roles=("text", "entry"))
        gesso.type("low sun")
        gesso.key("Escape")
        gesso.find("note", "Note: low sun")
        order = sorted(items(gesso, r"(flag|leaf|stone)\.png|Note"), key=lambda name: box(gesso, name)[1::-1])
        gesso.wait(lambda: gesso.focused() == ["Note: low sun"], "what was written has the focus")
        seen = ["Note: low sun"]
        while seen[-1] in order:
            before = seen[-1]
            gesso.key("Tab")
            seen += gesso.wait(lambda: gesso.focused() not in ([before], []) and gesso.focused(), f"{before} loses the focus")
        assert seen[-1].startswith("Style reference flag.png"), seen
        # Through the strip, where empty slots are none, and back onto the canvas.
        reached("Style reference stone.png, strength 0.5", "Tab")
        reached("Words for this board", "Tab")
        reached("Style reference stone.png, strength 0.5", "shift+Tab")
        reached("Style reference flag.png, strength 0.5", "shift+Tab")
        # There the keys weigh, move and take out, and there is always one to press the next on.
        reached("Style reference flag.png, strength 0.55", "Up")
        gesso.key("ctrl+Right")
        gesso.find("picture", "flag.png, slot 2, strength 0.55")
        reached("Style reference flag.png, strength 0.55")
        reached("Style reference stone.png, strength 0.5", "Delete")
        reached("stone.png, slot 1, strength 0.5", "shift+Tab")
        # Backward out of the canvas, too: to the bar above, and on.
        gesso.key(*["shift+Tab"] * (len(order) - 1))
        reached("Board Menu", "shift+Tab")
        reached("Palette", "shift+Tab")
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
