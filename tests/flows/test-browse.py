#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A library that others wrote into: new files in its folder, one that is gone, and a gallery of many with its dates."""

import contextlib
import json
import os
import shutil
import sqlite3
import struct
import sys
import time
import zlib

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from driver import Gesso  # noqa: E402

BUTTONS = ("push button", "button")
# In the gallery's scrollbar: the end of it, at the window's own size.
END_OF_BAR = (1275, 780)


def put(path, prompt, colour, made):
    """A picture with a prompt in it, last changed at that time."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    os.makedirs(os.path.dirname(path), exist_ok=True)
    text = f"parameters\0{prompt}\nSteps: 20, Seed: 1, Model: dreamy".encode("latin-1")
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 32, 8, 2, 0, 0, 0)) +
                   chunk(b"tEXt", text) + chunk(b"IDAT", zlib.compress((b"\0" + bytes(colour) * 32) * 32)) +
                   chunk(b"IEND", b""))
    os.utime(path, (made, made))


def many(gesso):
    """More than the view keeps cells for, the oldest of them from the fifth of March; no two of one time."""
    folder = gesso.home + "/pictures"
    for number in range(240):
        put(f"{folder}/{number:03}.png", f"picture {number:03}", (number, 99, 200),
            (1709640000 if number < 60 else 1730000000) + number)
    assert gesso.command("library", "import", folder).returncode == 0


def test_new_files_are_offered():
    with Gesso(BUILD) as gesso:
        gesso.command("generate", "--sandbox", "--json", "a cup of tea")
        path = gesso.library + "/From Ada/boat.png"
        put(path, "a boat of paper", (30, 90, 120), time.time() - 3600)
        gesso.start()
        gesso.find("banner", "1 new picture is in the library’s folder.")
        gesso.screenshot("strays")
        gesso.click("button", "Import", BUTTONS)
        gesso.find("toast", "1 picture imported", exact=False)
        gesso.find("picture", "a boat of paper", exact=False)
        imported = [each for each in gesso.listed() if each["origin"] == "import"]
        # Where it was put, and nowhere else.
        assert [each["path"] for each in imported] == [path], imported
        assert not os.path.exists(gesso.library + "/Imported")
        gesso.wait(lambda: gesso.look("1 new picture is in the library’s folder.") is None, "it is offered no more")
        assert gesso.stop() == 0, gesso.output()
        put(gesso.library + "/lamp.png", "a lamp", (200, 90, 20), time.time() - 3600)
        gesso.start()
        gesso.find("banner", "1 new picture is in the library’s folder.")
        gesso.click("button", "Ignore", BUTTONS)
        gesso.wait(lambda: gesso.look("1 new picture is in the library’s folder.") is None, "it is not offered any more")
        assert len(gesso.listed()) == 2
        assert gesso.stop() == 0, gesso.output()


def test_a_missing_file_is_located():
    with Gesso(BUILD) as gesso:
        gesso.command("generate", "--sandbox", "--json", "a cup of tea")
        path, elsewhere = gesso.listed()[0]["path"], gesso.home + "/elsewhere.png"
        shutil.move(path, elsewhere)
        gesso.start()
        gesso.find("picture", "file missing", exact=False)
        gesso.click("button", "Locate…", BUTTONS)
        gesso.enter("Where Is This Picture.")
        gesso.key("ctrl+l")
        gesso.choose(elsewhere)
        gesso.leave()
        gesso.find("toast", "The picture is back.")
        assert os.path.exists(path)
        assert "mismatch" not in gesso.output(), gesso.output()
        assert gesso.stop() == 0, gesso.output()


def test_the_end_at_once_and_its_date():
    with Gesso(BUILD) as gesso:
        many(gesso)
        gesso.start()
        gesso.find("picture", "picture 239", exact=False)
        # The first that is done with the list, and further than there are cells.
        gesso.xdotool("mousemove", *END_OF_BAR, "mousedown", 1)
        gesso.find("date", "5 March 2024")
        gesso.find("picture", "picture 000", exact=False)
        gesso.screenshot("date")
        gesso.xdotool("mouseup", 1)
        gesso.wait(lambda: gesso.look("5 March 2024", roles=("label",)) is None, "the date goes with the pointer")
        assert gesso.stop() == 0, gesso.output()


def test_an_import_that_was_cut_off():
    """Offered until it is resumed or the offer is closed."""
    with Gesso(BUILD) as gesso:
        gesso.command("generate", "--sandbox", "--json", "a cup of tea")
        for name in ("boat", "lamp"):
            put(f"{gesso.home}/{name}/{name}.png", "a " + name, (30, 90, 120), 1730000000)

        def remembered(statement, *values):
            with contextlib.closing(sqlite3.connect(gesso.library + "/.gesso/library.db")) as library, library:
                return library.execute(statement, values).fetchall()

        def cut_off():
            remembered("INSERT OR REPLACE INTO setting (key, value) VALUES ('import', ?)",
                       json.dumps([f"file://{gesso.home}/{name}" for name in ("boat", "lamp")]))

        def is_forgotten():
            return remembered("SELECT * FROM setting WHERE key = 'import'") == []

        offer = "The import of “boat” and 1 more didn’t come to its end."
        cut_off()
        for _ in range(2):
            gesso.start()
            gesso.find("toast", offer)
            assert gesso.stop() == 0, gesso.output()
        gesso.start()
        gesso.find("toast", offer)
        gesso.click("button", "Resume", BUTTONS)
        gesso.find("toast", "2 pictures imported")
        assert gesso.stop() == 0, gesso.output()
        assert is_forgotten()

        cut_off()
        gesso.start()
        gesso.rest(gesso.find("toast", offer))
        gesso.screenshot("cut-off")
        # Its cross stands to the right of its button.
        resume = gesso.extents(gesso.find("button", "Resume", BUTTONS))
        gesso.xdotool("mousemove", resume.x + resume.width + 45, resume.y + resume.height // 2, "click", 1)
        gesso.wait(is_forgotten, "it is forgotten")
        gesso.wait(lambda: gesso.look(offer) is None, "the offer is gone")
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
