#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the computer, and when: uploads with Generate and before it, how they are stopped and what is offered where
they fail, and what lies at Krea afterwards."""

import os
import sys
import time

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

import gi  # noqa: E402

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, GLib  # noqa: E402

from boards import Source, paint  # noqa: E402
from driver import Gesso  # noqa: E402
from wire import Wire  # noqa: E402

KEY = "11111111-2222-4333-8444-555555555555:a-key-for-the-test"
UPLOAD = "POST /assets"


def noise(path, edge):
    """A picture that can't be compressed."""
    data = GLib.Bytes.new(os.urandom(edge * edge * 3))
    pixels = GdkPixbuf.Pixbuf.new_from_bytes(data, GdkPixbuf.Colorspace.RGB, False, 8, edge, edge, edge * 3)
    pixels.savev(path, "png", [], [])
    return path


def start(gesso):
    """With a server at the other end of a wire, and one picture at a time."""
    folder = gesso.home + "/config/glib-2.0/settings"
    os.makedirs(folder)
    with open(folder + "/keyfile", "w", encoding="utf-8") as file:
        file.write("[io/github/gesso_app/Gesso]\nimages=uint32 1\n")
    server = gesso.sandbox("--token", KEY, "--speed", "40", "--state", gesso.home + "/server")
    wire = Wire(server["url"])
    gesso.environment.update(KREA_API_URL=wire.url, KREA_API_TOKEN=KEY)
    gesso.start()
    return wire


def refer(gesso, path):
    """A picture becomes a style reference, by the pointer."""
    source = Source(gesso, path)
    source.drag_to(gesso.place(gesso.find("button", "Add style references", exact=False)))
    gesso.find("reference", f"Style reference {os.path.basename(path)}, ", exact=False)
    source.close()


def generate(gesso, prompt):
    gesso.key("ctrl+l", "ctrl+a")
    gesso.type(prompt)
    gesso.key("ctrl+Return")


def content(path):
    with open(path, "rb") as file:
        return file.read()


def sent(gesso, prompt):
    """What the references of a kept picture are."""
    return [content(reference["path"]) for reference in kept(gesso, prompt)[0]["references"]]


def kept(gesso, prompt):
    return gesso.wait(lambda: [each for each in gesso.listed() if each["state"] == "kept" and each["prompt"] == prompt],
                      f"a picture of {prompt} is kept")


def test_nothing_leaves_before_generate():
    with Gesso(BUILD) as gesso:
        coat = paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040)
        lamp = paint(os.path.join(gesso.home, "lamp.png"), 200, 150, 0xF0C040)
        wire = start(gesso)
        refer(gesso, coat)
        gesso.xdotool("sleep", 0.5)
        wire.requests.append("Generate")
        generate(gesso, "a harbour")
        kept(gesso, "a harbour")
        assert UPLOAD not in wire.requests[:wire.requests.index("Generate")], wire.requests
        assert wire.count(UPLOAD) == 1, wire.requests

        # With the switch on, a picture goes as it is added; the other one is there already.
        gesso.key("ctrl+comma")
        gesso.click("switch", "Upload References as They Are Added", exact=False)
        gesso.xdotool("sleep", 0.3)
        gesso.key("Escape")
        refer(gesso, lamp)
        gesso.wait(lambda: wire.count(UPLOAD) == 2, "it is uploaded")
        generate(gesso, "a bridge")
        kept(gesso, "a bridge")
        assert wire.count(UPLOAD) == 2, wire.requests
        assert gesso.stop() == 0, gesso.output()


def test_progress_and_stop():
    with Gesso(BUILD) as gesso:
        large = noise(os.path.join(gesso.home, "large.png"), 1400)
        wire = start(gesso)
        refer(gesso, large)
        wire.held.clear()
        generate(gesso, "a harbour")
        tile = gesso.find("reference", "Style reference large.png, ", exact=False)
        gesso.wait(lambda: tile.get_description() == "Uploading", "its tile says that it is uploaded")
        gesso.screenshot("uploading")
        gesso.click("reference", "Style reference large.png, ", exact=False)
        gesso.find("button", "Stop Upload")
        gesso.screenshot("stop-upload")
        gesso.click("button", "Stop Upload")
        gesso.find("message", "large.png could not be uploaded.", exact=False)
        wire.held.set()
        gesso.click("button", "Retry")
        kept(gesso, "a harbour")
        assert gesso.stop() == 0, gesso.output()


def test_retry_leave_out_and_send_smaller():
    with Gesso(BUILD) as gesso:
        coat = paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040)
        large = noise(os.path.join(gesso.home, "large.png"), 1400)
        wire = start(gesso)
        refer(gesso, coat)
        wire.refuse = 1
        generate(gesso, "a harbour")
        gesso.find("message", "coat.png could not be uploaded.", exact=False)
        gesso.click("button", "Retry")
        assert sent(gesso, "a harbour") == [content(coat)]

        # Too large: sent smaller, by the tile; then left out, by the queue.
        refer(gesso, large)
        wire.most = 5_000_000
        generate(gesso, "a bridge")
        gesso.find("message", "large.png is too large to send.", exact=False)
        gesso.screenshot("too-large")
        gesso.click("button", "Send Smaller")
        pictures = sent(gesso, "a bridge")
        assert len(pictures) == 2 and len(pictures[1]) < len(content(large)), [len(each) for each in pictures]
        generate(gesso, "a tower")
        gesso.find("message", "large.png is too large to send.", exact=False)
        gesso.click("button", "Queue: ", exact=False)
        gesso.click("button", "Leave Out")
        assert content(coat) in sent(gesso, "a tower") and len(sent(gesso, "a tower")) == 1
        assert gesso.stop() == 0, gesso.output()


def test_stored_at_krea():
    with Gesso(BUILD) as gesso:
        coat = paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040)
        wire = start(gesso)
        refer(gesso, coat)
        generate(gesso, "a harbour")
        kept(gesso, "a harbour")
        assert wire.count("GET /assets") == 0, wire.requests
        gesso.key("ctrl+comma")
        gesso.click("page", "Stored at Krea", roles=("radio button", "toggle button", "button", "page tab"))
        gesso.find("button", "Delete “coat.png” at Krea")
        gesso.screenshot("stored")
        gesso.click("button", "Delete “coat.png” at Krea")
        gesso.find("heading", "Delete “coat.png” at Krea?", exact=False)
        gesso.screenshot("stored-delete")
        gesso.click("button", "Delete")
        gesso.find("state", "Nothing is stored at Krea.")
        gesso.screenshot("stored-nothing")
        assert [each for each in wire.requests if each.startswith("DELETE /assets/")], wire.requests
        # It is uploaded again when it is needed.
        gesso.key("Escape")
        generate(gesso, "a bridge")
        kept(gesso, "a bridge")
        assert wire.count(UPLOAD) == 2, wire.requests
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
