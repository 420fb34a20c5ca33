#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Boards that leave as one file or as a picture, through the window's dialogs; and come in by drop and as a file manager
opens them, whether the window is there or not."""

import json
import os
import shutil
import subprocess
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

import gi  # noqa: E402

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

from boards import Source, box, new_board, paint, start_with  # noqa: E402
from driver import Gesso  # noqa: E402


def start(gesso):
    """Two pictures on a board, one beside the other."""
    paths = [paint(os.path.join(gesso.home, "coat.png"), 600, 800, 0x803040),
             paint(os.path.join(gesso.home, "lamp.png"), 800, 600, 0xF0C040)]
    start_with(gesso, *paths)
    gesso.key("Escape", "Home")


def export(gesso, item, path):
    """By the board's menu and the dialog, for a whole path."""
    gesso.click("button", "Board Menu")
    gesso.click("item", item, exact=False)
    gesso.enter("Export Board")
    gesso.choose(path)
    gesso.leave()
    gesso.wait(lambda: os.path.exists(path), f"{path} is written")
    return path


def size(path):
    _, width, height = GdkPixbuf.Pixbuf.get_file_info(path)
    return width, height


def boards(gesso):
    return sorted((board["name"], board["pictures"]) for board in json.loads(gesso.command("board", "list", "--json").stdout))


def test_out_through_the_dialogs():
    with Gesso(BUILD) as gesso:
        start(gesso)
        whole = export(gesso, "Export Whole Board as PNG", gesso.home + "/whole.png")
        width, height = size(whole)
        gesso.find("message", f"Exported, {width} × {height} px")
        canvas = gesso.extents(gesso.find("canvas", "Canvas"))
        seen = export(gesso, "Export What Is Visible as PNG", gesso.home + "/seen.png")
        gesso.find("message", f"Exported, {canvas.width} × {canvas.height} px", exact=False)
        assert size(seen) == (canvas.width, canvas.height), (size(seen), canvas.width, canvas.height)
        boxes = [box(gesso, name) for name in ("coat.png", "lamp.png")]
        # What is seen has the colours where they are on screen.
        pixels = GdkPixbuf.Pixbuf.new_from_file(seen)
        for (x, y, wide, high), colour in zip(boxes, (0x803040, 0xF0C040)):
            at = (y + high // 2 - canvas.y) * pixels.get_rowstride() + (x + wide // 2 - canvas.x) * pixels.get_n_channels()
            found = tuple(pixels.get_pixels()[at:at + 3])
            assert all(abs(one - (colour >> shift & 0xFF)) <= 3 for one, shift in zip(found, (16, 8, 0))), (found, hex(colour))
        assert gesso.stop() == 0, gesso.output()


def test_in_by_drop_and_by_opening():
    with Gesso(BUILD) as gesso:
        start(gesso)
        path = export(gesso, "Export Board", gesso.home + "/harbour.gesso-board")
        gesso.find("message", "Board exported")
        # Anywhere in the window: on the gallery, too.
        gesso.key("alt+1")
        source = Source(gesso, path)
        source.drag_to((700, 400))
        gesso.wait(lambda: boards(gesso) == [("New Board", 2), ("New Board", 2)], "it is imported beside the first")
        gesso.find("toast", "“New Board” imported", exact=False)
        source.close()
        # As a file manager opens it, by its whole path, while the window is there.
        opened = gesso.command(path)
        assert opened.returncode == 0, opened.stderr
        gesso.wait(lambda: len(boards(gesso)) == 3, "it is imported once more")
        assert gesso.stop() == 0, gesso.output()

        # And several at once, while it is not; what has another name is known by what is in it.
        other = shutil.copyfile(path, gesso.home + "/copy of a board")
        torn = gesso.home + "/torn.gesso-board"
        with open(path, "rb") as file, open(torn, "wb") as half:
            half.write(file.read()[:300])
        gesso.start(path, torn, other)
        gesso.wait(lambda: boards(gesso) == [("New Board", 2)] * 5, "both are imported")
        gesso.screenshot("boards-imported")
        assert gesso.stop() == 0, gesso.output()


def test_known_to_the_desktop():
    with Gesso(BUILD) as gesso:
        if not shutil.which("update-mime-database") or not shutil.which("gio"):
            raise tap.Skip("there is no update-mime-database")
        folder = gesso.home + "/data/mime/packages"
        os.makedirs(folder)
        shutil.copy(os.path.join(SOURCE, "data", "io.github.gesso_app.Gesso.mime.xml"), folder)
        subprocess.run(["update-mime-database", gesso.home + "/data/mime"], check=True, env=gesso.environment)
        gesso.command("generate", "--sandbox", "--images", "1", "a harbour")
        gesso.start()
        new_board(gesso)
        gesso.stop()
        path = gesso.home + "/harbour.gesso-board"
        out = gesso.command("board", "export", "New Board", "--to", path)
        assert out.returncode == 0, out.stderr
        for name in (path, shutil.copyfile(path, gesso.home + "/harbour")):
            said = subprocess.run(["gio", "info", "-a", "standard::content-type", name], capture_output=True, text=True,
                                  env=gesso.environment).stdout
            assert "application/x-gesso-board" in said, said
        with open(os.path.join(SOURCE, "data", "io.github.gesso_app.Gesso.desktop.in"), encoding="utf-8") as file:
            entry = file.read()
        assert "MimeType=application/x-gesso-board;" in entry and "Exec=gesso %F" in entry, entry


tap.run(globals())
