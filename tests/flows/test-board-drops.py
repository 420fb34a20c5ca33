#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files, picture data and an address, dragged from another window onto a board, a cover and the references; then what
was sent is compared with the strip that was shown."""

import json
import os
import struct
import sys
import urllib.request
import zlib

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import Source, Web, box, items, new_board, paint  # noqa: E402
from driver import Gesso  # noqa: E402

KEY = "11111111-2222-4333-8444-555555555555:a-key-for-the-test"


def spoiled(gesso):
    """What is refused by name: a text, a picture that stops amid its data, an animation, and more pixels than anybody draws."""
    notes = os.path.join(gesso.home, "notes.png")
    with open(notes, "w", encoding="utf-8") as file:
        file.write("not a picture")
    torn = paint(os.path.join(gesso.home, "torn.png"), 64, 64, 0x102030, 0x405060)
    with open(torn, "r+b") as file:
        file.truncate(60)
    film = os.path.join(gesso.home, "film.webp")
    with open(film, "wb") as file:
        chunks = b"VP8X" + struct.pack("<IB3x", 10, 0x02) + (63).to_bytes(3, "little") * 2 + b"ANIM" + struct.pack("<IIH", 6, 0, 0)
        file.write(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks)
    huge = os.path.join(gesso.home, "huge.png")
    with open(huge, "wb") as file:
        head = b"IHDR" + struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
        file.write(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + bytes(64))
    return [notes, torn, film, huge]


def drop(gesso, place, *arguments):
    source = Source(gesso, *arguments)
    source.drag_to(place)
    return source


def pictures(gesso):
    """What lies on the board, as the command line tells it."""
    board = json.loads(gesso.command("board", "show", "New Board", "--json").stdout)
    return [item for item in board["items"] if item["kind"] == "picture"]


def test_onto_a_board_a_cover_and_the_references():
    with Gesso(BUILD, GESSO_FETCH_LOOPBACK="1") as gesso:
        folder = os.path.join(gesso.home, "folder")
        os.makedirs(folder)
        for number in range(3):
            paint(os.path.join(folder, f"ink-{number}.png"), 160, 120 + 20 * number, 0x204060 + number * 0x301000)
        lamp = paint(os.path.join(gesso.home, "lamp.png"), 200, 150, 0xF0C040)
        coat = paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040)
        server = gesso.sandbox("--token", KEY, "--speed", "40", "--state", gesso.home + "/server")
        gesso.environment.update(KREA_API_URL=server["url"], KREA_API_TOKEN=KEY)
        gesso.start()
        canvas = new_board(gesso)

        # A folder and single files; what is none is named, the rest is there.
        source = drop(gesso, canvas, folder, coat, *spoiled(gesso))
        gesso.wait(lambda: len(items(gesso, "(ink|coat)")) == 4, "the pictures of the folder and the file are there")
        origins = {each["name"]: each["origin"] for each in pictures(gesso)}
        assert origins["coat.png"] == "file://" + coat and origins["ink-1.png"] == f"file://{folder}/ink-1.png", origins
        gesso.find("message", "“notes.png” is not a PNG, JPEG or WebP picture. “torn.png” is damaged. “film.webp” is animated. "
                   "“huge.png” is too large.")
        gesso.screenshot("refused")
        source.close()
        # Picture data; then an address, as a browser gives it.
        source = drop(gesso, canvas, "--data", lamp)
        gesso.wait(lambda: items(gesso, "Picture$"), "the picture data is there")
        source.close()
        web = Web(lamp)
        source = drop(gesso, canvas, "--text", web.address)
        gesso.wait(lambda: items(gesso, "lamp.png"), "the picture is fetched")
        source.close()

        # Steer by one, move and resize it by the pointer, take that back; after a restart all is as it was.
        gesso.key("Escape", "Home")
        gesso.click("picture", "coat.png")
        gesso.key("p")
        gesso.find("picture", "coat.png, slot 1, strength 0.5")
        gesso.xdotool("sleep", 0.3)
        x, y, width, height = box(gesso, "coat.png")
        gesso.drag((x + width // 2, y + height // 2), (x + width // 2 + 60, y + height // 2 + 30))
        gesso.wait(lambda: box(gesso, "coat.png")[0] > x + 20, "it is moved")
        x, y, width, height = box(gesso, "coat.png")
        gesso.drag((x + width, y + height), (x + width + 40, y + height + 50))
        gesso.wait(lambda: box(gesso, "coat.png")[2] > width + 10, "it is larger")
        gesso.key("ctrl+z")
        gesso.wait(lambda: abs(box(gesso, "coat.png")[2] - width) <= 1, "that is taken back")
        assert gesso.stop() == 0, gesso.output()
        gesso.start()
        gesso.key("alt+2")
        cover = gesso.find("board", "New Board, 6 pictures", exact=False)
        # Onto the cover of the board.
        rose = paint(os.path.join(gesso.home, "rose.png"), 120, 120, 0xE06080)
        source = drop(gesso, gesso.place(cover), rose)
        gesso.find("message", "1 picture added to “New Board”", exact=False)
        gesso.find("board", "New Board, 7 pictures", exact=False)
        source.close()
        # A picture from elsewhere, and an address.
        for number, arguments in ((8, ("--data", lamp)), (9, ("--text", web.address))):
            source = drop(gesso, gesso.place(gesso.find("board", f"New Board, {number - 1} pictures", exact=False)), *arguments)
            gesso.find("board", f"New Board, {number} pictures", exact=False)
            source.close()
        assert sorted(each["name"] for each in pictures(gesso))[-3:] == ["lamp.png", "lamp.png", "rose.png"], pictures(gesso)
        gesso.xdotool("mousemove", *gesso.place(gesso.find("board", "New Board, 9 pictures", exact=False)), "click", 1)
        gesso.find("picture", "rose.png")
        gesso.find("picture", "coat.png, slot 1, strength 0.5")

        # What is sent is what the strip shows.
        gesso.click("button", "Use in Composer")
        gesso.key("ctrl+l")
        gesso.type("a harbour")
        gesso.key("ctrl+Return")
        made = gesso.wait(lambda: [each for each in gesso.listed() if each["state"] == "kept"][3:] and gesso.listed(),
                          "four pictures are kept")
        for each in made:
            assert [round(reference["strength"], 2) for reference in each["references"]] == [0.5], each
            with open(each["references"][0]["path"], "rb") as sent, open(coat, "rb") as file:
                assert sent.read() == file.read()
        request = urllib.request.Request(server["url"] + "/sandbox/ledger",
                                         headers={"Authorization": "Bearer " + server["token"]})
        with urllib.request.urlopen(request, timeout=10) as reply:
            jobs = json.load(reply)["jobs"]
        assert len(jobs) == 4, jobs
        assert gesso.stop() == 0, gesso.output()


def test_by_the_file_button():
    with Gesso(BUILD) as gesso:
        coat = paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040)
        gesso.start()
        new_board(gesso)
        gesso.click("button", "Add to Board")
        gesso.click("item", "Pictures…", exact=False)
        gesso.enter("Add Pictures")
        gesso.key("ctrl+l")
        gesso.choose(coat)
        gesso.leave()
        gesso.find("picture", "coat.png")
        assert [each["origin"] for each in pictures(gesso)] == ["file://" + coat], pictures(gesso)
        assert gesso.stop() == 0, gesso.output()


def test_onto_the_references_and_boards_in_two_windows():
    with Gesso(BUILD, GESSO_FETCH_LOOPBACK="1") as gesso:
        coat = paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040)
        lamp = paint(os.path.join(gesso.home, "lamp.png"), 200, 150, 0xF0C040)
        web = Web(lamp)
        gesso.start()
        for arguments, name in ((("--data", coat), "Picture"), (("--text", web.address), "lamp.png")):
            place = gesso.place(gesso.find("button", "Add style references", exact=False))
            source = drop(gesso, place, *arguments)
            gesso.find("reference", f"Style reference {name}, ", exact=False)
            source.close()
        canvas = new_board(gesso)
        source = drop(gesso, canvas, coat)
        gesso.find("picture", "coat.png")
        source.close()
        # The pane goes away while something is dragged over it: nothing trips, and the next drop is taken.
        source = Source(gesso, lamp)
        start, over = (1160, 705), gesso.place(gesso.find("button", "Add style references", exact=False))
        gesso.xdotool("mousemove", *start, "mousedown", 1)
        for x, y in ((1140, 690), (900, 500), (600, 400), (over[0], over[1] + 200), over):
            gesso.xdotool("mousemove", x, y, "sleep", 0.1)
        gesso.xdotool("key", "F9", "sleep", 0.4, "mousemove", 700, 300, "sleep", 0.2, "mousemove", *canvas, "sleep", 0.2,
                      "mouseup", 1)
        gesso.wait(lambda: items(gesso, "lamp.png"), "it is dropped on the board instead")
        source.close()
        assert "CRITICAL" not in gesso.output() and "ssertion" not in gesso.output(), gesso.output()
        assert gesso.stop() == 0, gesso.output()


def test_from_browsers():
    with Gesso(BUILD, GESSO_FETCH_LOOPBACK="1") as gesso:
        web = Web(paint(os.path.join(gesso.home, "lamp.png"), 200, 150, 0xF0C040))
        gesso.start()
        canvas = new_board(gesso)
        # The link is a page: the picture in it is what is meant, and nothing is said of the page.
        for number, browser in enumerate(("--firefox", "--chromium"), 1):
            del web.paths[:]
            source = drop(gesso, canvas, browser, web.page, web.address)
            gesso.wait(lambda: len(pictures(gesso)) == number, f"what {browser} gives is there")
            source.close()
            assert web.paths.count("/lamp.png") == 1 and web.paths.count("/a/page") <= 1, web.paths
            assert gesso.look("could not", exact=False) is None and gesso.look("is not a", exact=False) is None
        assert [each["origin"] for each in pictures(gesso)] == [web.address] * 2, pictures(gesso)
        # A link to a page with no picture is refused by its name.
        source = drop(gesso, canvas, "--text", web.page)
        gesso.find("message", "“page” is not a PNG, JPEG or WebP picture.")
        source.close()
        assert gesso.stop() == 0, gesso.output()


def first_slot(gesso):
    """Where the first slot of the strip is: below the canvas."""
    canvas = gesso.extents(gesso.find("canvas", "Canvas"))
    return canvas.x + 40, canvas.y + canvas.height + 36


def test_onto_the_strip():
    with Gesso(BUILD, GESSO_FETCH_LOOPBACK="1") as gesso:
        coat = paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040)
        lamp = paint(os.path.join(gesso.home, "lamp.png"), 200, 150, 0xF0C040)
        rose = paint(os.path.join(gesso.home, "rose.png"), 120, 120, 0xE06080)
        web = Web(lamp)
        gesso.start()
        canvas = new_board(gesso)
        source = drop(gesso, first_slot(gesso), coat, rose)
        gesso.find("picture", "coat.png, slot 1, strength 0.5")
        gesso.find("picture", "rose.png, slot 2, strength 0.5")
        source.close()
        # What was in the slot stays on the board; one step takes it all back.
        source = drop(gesso, first_slot(gesso), "--text", web.address)
        gesso.find("picture", "lamp.png, slot 1, strength 0.5")
        gesso.find("picture", "coat.png")
        source.close()
        gesso.xdotool("mousemove", canvas[0] + 200, canvas[1] - 100, "click", 1)
        gesso.key("ctrl+z")
        gesso.find("picture", "coat.png, slot 1, strength 0.5")
        assert not items(gesso, "lamp"), items(gesso, "")
        source = drop(gesso, first_slot(gesso), "--data", lamp)
        gesso.find("picture", "Picture, slot 1, strength 0.5")
        source.close()
        assert gesso.stop() == 0, gesso.output()


def test_new_pictures_go_to_a_board():
    with Gesso(BUILD) as gesso:
        gesso.start()
        new_board(gesso)
        gesso.click("toggle", "Add New Pictures Here")
        gesso.find("row", "New pictures go to “New Board”")
        # Nobody looks at the board.
        gesso.key("alt+1", "ctrl+l")
        gesso.type("a harbour")
        gesso.key("ctrl+Return")
        gesso.wait(lambda: len([each for each in gesso.listed() if each["state"] == "kept"]) == 4, "four are kept")
        gesso.key("alt+2")
        gesso.screenshot("target-board")
        gesso.click("button", "All Boards")
        gesso.find("board", "New Board, 4 pictures", exact=False)
        assert gesso.stop() == 0, gesso.output()
        # It is so after a restart, until it is stopped.
        gesso.start()
        gesso.find("row", "New pictures go to “New Board”")
        gesso.screenshot("target")
        gesso.key("ctrl+Return")
        gesso.wait(lambda: len([each for each in gesso.listed() if each["state"] == "kept"]) == 8, "four more are kept")
        gesso.key("alt+2")
        gesso.find("board", "New Board, 8 pictures", exact=False)
        gesso.screenshot("target-tile")
        gesso.click("button", "Stop Adding New Pictures")
        gesso.wait(lambda: gesso.look("New pictures go to “New Board”") is None, "it says so no more")
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
