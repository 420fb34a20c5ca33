#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointer and the keys on the canvas: looking about, choosing, and what catches while it is moved or resized."""

import os
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import box, carry, items, middle, paint, settled, start_with  # noqa: E402
from driver import Gesso  # noqa: E402

LOOKS = {"brick.png": 0xC83232, "leaf.png": 0x28A050, "sea.png": 0x3250C8, "slate.png": 0x787878}
NAMES = list(LOOKS)


def start(gesso):
    """Four squares, two in a row; returns where they are and where the canvas is."""
    start_with(gesso, *(paint(os.path.join(gesso.home, name), 400, 400, colour) for name, colour in LOOKS.items()))
    gesso.key("Escape", "Home")
    return places(gesso), gesso.extents(gesso.find("canvas", "Canvas"))


def places(gesso):
    return {name: settled(gesso, name) for name in NAMES}


def near(one, other, most=1):
    return all(abs(a - b) <= most for a, b in zip(one, other))


def moved(place, dx, dy):
    return place[0] + dx, place[1] + dy, place[2], place[3]


def expect(gesso, name, place, what):
    gesso.wait(lambda: near(box(gesso, name), place), what)


def test_look_about():
    with Gesso(BUILD) as gesso:
        now, canvas = start(gesso)
        free = (canvas.x + canvas.width // 2, canvas.y + 6)
        # The middle button pans, wherever it is pressed.
        carry(gesso, middle(now["leaf.png"]), (middle(now["leaf.png"])[0] - 90, middle(now["leaf.png"])[1] + 40), button=2)
        for name in NAMES:
            expect(gesso, name, moved(now[name], -90, 40), "it is panned with the middle button")
        # Space alone looks at what is selected, and does so right after that.
        gesso.key("Tab", "space")
        large = gesso.wait(lambda: box(gesso, "brick.png")[3] > canvas.height - 70 and settled(gesso, "brick.png"), "it fills the view")
        assert near(middle(large), (canvas.x + canvas.width // 2, canvas.y + canvas.height // 2), 2), (large, canvas)
        gesso.key("Home")
        gesso.wait(lambda: places(gesso) == now, "all of it is seen")
        # With Space the pointer pans, even on a picture, and nothing else happens.
        gesso.xdotool("keydown", "space")
        carry(gesso, middle(now["sea.png"]), (middle(now["sea.png"])[0] + 70, middle(now["sea.png"])[1] - 30))
        gesso.xdotool("keyup", "space")
        for name in NAMES:
            expect(gesso, name, moved(now[name], 70, -30), "it is panned with Space")
        assert near(settled(gesso, "sea.png"), moved(now["sea.png"], 70, -30)), "letting go of Space looks at nothing"
        gesso.key("Home")
        gesso.wait(lambda: places(gesso) == now, "all of it is seen")

        # The wheel zooms to the pointer: what is under it stays.
        x, y, width, height = now["leaf.png"]
        gesso.xdotool("mousemove", x + width, y + height, "sleep", 0.2, "click", 5, "click", 5)
        gesso.wait(lambda: abs(box(gesso, "leaf.png")[2] - width / 1.25 ** 2) <= 1, "it is farther")
        farther = settled(gesso, "leaf.png")
        assert near((farther[0] + farther[2], farther[1] + farther[3]), (x + width, y + height), 2), (farther, now)
        gesso.xdotool("click", 4, "click", 4, "click", 4)
        gesso.wait(lambda: abs(box(gesso, "leaf.png")[2] - width * 1.25) <= 1, "it is nearer")
        gesso.key("Home")
        gesso.wait(lambda: places(gesso) == now, "all of it is seen")

        # Arrows pan where nothing is selected; End looks at what is.
        gesso.xdotool("mousemove", *free, "click", 1)
        gesso.key("Right", "Right", "Down")
        expect(gesso, "slate.png", moved(now["slate.png"], -120, -60), "it is panned with the arrows")
        gesso.key("Tab", "Tab", "End")
        gesso.wait(lambda: box(gesso, "leaf.png")[3] > canvas.height - 70, "it fills the view")
        gesso.key("Home")
        gesso.wait(lambda: places(gesso) == now, "all of it is seen")

        # From the prompt, too, which keeps the focus.
        gesso.xdotool("mousemove", *gesso.place(gesso.find("entry", "Prompt", roles=("text", "entry"))), "click", 1)
        gesso.key("ctrl+minus")
        gesso.wait(lambda: abs(box(gesso, "leaf.png")[2] - width / 1.25) <= 1, "it is farther")
        gesso.key("ctrl+plus")
        gesso.wait(lambda: abs(box(gesso, "leaf.png")[2] - width) <= 1, "it is nearer")
        assert gesso.focused() == ["Prompt"], gesso.focused()
        gesso.xdotool("mousemove", *free, "click", 1)
        gesso.key("Home")
        gesso.wait(lambda: places(gesso) == now, "all of it is seen")

        # In shades of grey, and back.
        x, y = middle(now["brick.png"])
        assert gesso.pixel(x, y) >> 16 > (gesso.pixel(x, y) & 0xFF) + 100, hex(gesso.pixel(x, y))
        gesso.key("g")
        gesso.wait(lambda: len(set(gesso.pixel(x, y).to_bytes(3, "big"))) == 1, "the red is grey")
        gesso.key("g")
        gesso.wait(lambda: gesso.pixel(x, y) >> 16 > (gesso.pixel(x, y) & 0xFF) + 100, "it is red again")
        assert gesso.stop() == 0, gesso.output()


def test_choose_and_stack():
    with Gesso(BUILD) as gesso:
        now, canvas = start(gesso)
        # A band takes what it touches.
        x, y = now["brick.png"][:2]
        carry(gesso, (x - 12, y - 12), middle(now["leaf.png"]))
        gesso.key("p")
        gesso.wait(lambda: items(gesso, ".*, slot") == ["brick.png, slot 1, strength 0.5", "leaf.png, slot 2, strength 0.5"],
                   "the two it touched steer")
        gesso.key("ctrl+z")
        gesso.wait(lambda: not items(gesso, ".*, slot"), "none of them steers")
        # Another one begins anew; with Shift it adds to what is selected.
        x, y, width, height = now["slate.png"]
        carry(gesso, (x + width + 12, y + height + 12), (x + width - 20, y + height - 20))
        gesso.xdotool("keydown", "shift")
        carry(gesso, (now["brick.png"][0] - 12, now["brick.png"][1] - 12), middle(now["brick.png"]))
        gesso.xdotool("keyup", "shift")
        gesso.key("p")
        gesso.wait(lambda: items(gesso, ".*, slot") == ["brick.png, slot 1, strength 0.5", "slate.png, slot 2, strength 0.5"],
                   "both steer")
        gesso.key("ctrl+z", "Escape")

        # One over the other: the last that was dropped is in front, until the brackets say otherwise.
        x, y = middle(now["leaf.png"])
        carry(gesso, middle(now["sea.png"]), (x - 50, y + 20))
        overlap = (x - 20, y + 10)
        gesso.xdotool("mousemove", canvas.x + 5, canvas.y + 5)

        def on_top(colour):
            return max(abs((gesso.pixel(*overlap) >> shift & 0xFF) - (colour >> shift & 0xFF)) for shift in (0, 8, 16)) < 12

        gesso.wait(lambda: on_top(LOOKS["sea.png"]), "the blue is in front")
        gesso.key("bracketleft")
        gesso.wait(lambda: on_top(LOOKS["leaf.png"]), "the green is in front")
        gesso.key("bracketright")
        gesso.wait(lambda: on_top(LOOKS["sea.png"]), "the blue is in front again")
        gesso.key("ctrl+z")
        gesso.wait(lambda: on_top(LOOKS["leaf.png"]), "that is taken back")
        assert gesso.stop() == 0, gesso.output()


def guides(gesso, canvas, x, y):
    """Whether there is a line from top to bottom at about x, and one across at about y, where nothing else is."""
    # The shadow of the window lies between its places and those of the screen. Above, what is moved up is close to the edge.
    below, around = canvas.y + canvas.height - 10, range(-8, 9)
    ground = gesso.pixel(canvas.x + 10, below)
    return (any(gesso.pixel(x + by, below) != ground for by in around),
            any(gesso.pixel(canvas.x + 10, y + by) != ground for by in around))


def test_what_catches():
    with Gesso(BUILD) as gesso:
        now, canvas = start(gesso)
        brick, leaf, sea = now["brick.png"], now["leaf.png"], now["sea.png"]
        # Moved: its left edge stays in line with the one below.
        place = middle(brick)
        to = (place[0] + 4, place[1] - 20)

        def shown(at, *lines):
            """Before it is let go."""
            def held():
                expect(gesso, "brick.png", at, f"it is at {at}")
                gesso.wait(lambda: guides(gesso, canvas, leaf[0] if at[2] != brick[2] else sea[0], sea[1]) == lines,
                           f"the guides are {lines}")
            return held

        carry(gesso, place, (place[0] + 30, place[1]), to, at_end=shown(moved(brick, 0, -20), True, False))
        gesso.wait(lambda: guides(gesso, canvas, sea[0], brick[1]) == (False, False), "the guide is gone")
        assert near(settled(gesso, "brick.png"), moved(brick, 0, -20))
        gesso.key("ctrl+z")
        expect(gesso, "brick.png", brick, "it is back")
        # Control lets it go anywhere.
        carry(gesso, place, (place[0] + 30, place[1]), to, held="ctrl", at_end=shown(moved(brick, 4, -20), False, False))
        gesso.key("ctrl+z")
        expect(gesso, "brick.png", brick, "it is back")

        # Resized by its lower right corner: up to its neighbours, as far as to the right as below.
        room = leaf[0] - brick[0]
        corner = (brick[0] + brick[2], brick[1] + brick[3])
        to = (brick[0] + room + 4, brick[1] + room + 3)

        carry(gesso, corner, (corner[0] + 30, corner[1] + 30), to, at_end=shown((*brick[:2], room, room), True, True))
        assert near(settled(gesso, "brick.png"), (brick[0], brick[1], room, room))
        gesso.wait(lambda: guides(gesso, canvas, leaf[0], sea[1]) == (False, False), "the guides are gone")
        gesso.key("ctrl+z")
        expect(gesso, "brick.png", brick, "it is back")
        carry(gesso, corner, (corner[0] + 30, corner[1] + 30), to, held="ctrl",
              at_end=shown((*brick[:2], room + 4, room + 4), False, False))
        gesso.key("ctrl+z")
        expect(gesso, "brick.png", brick, "it is back")
        # Escape gives up what is under way, and its guides.

        def given_up():
            shown((*brick[:2], room, room), True, True)()
            gesso.key("Escape")
            shown(brick, False, False)()

        carry(gesso, corner, (corner[0] + 30, corner[1] + 30), to, at_end=given_up)
        assert near(settled(gesso, "brick.png"), brick)
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
