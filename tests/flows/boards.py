# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of plain colours, a server that has one, and another window from which they are dragged onto boards."""

import http.server
import os
import re
import subprocess
import threading
import time

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402


def paint(path, width, height, *colours):
    """A file with stripes of these colours (0xRRGGBB), from left to right."""
    pixels = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, width, height)
    for number, colour in enumerate(colours):
        left, right = width * number // len(colours), width * (number + 1) // len(colours)
        pixels.new_subpixbuf(left, 0, right - left, height).fill(colour << 8 | 0xFF)
    pixels.savev(path, "jpeg" if path.endswith(".jpg") else "png", [], [])
    return path


class Web:
    """A server on loopback with one picture; all else is a page. `paths` has what was asked for."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()

        self.paths = paths = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                picture = self.path == "/lamp.png"
                body = data if picture else b"<!doctype html><title>A page</title>"
                paths.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "image/png" if picture else "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.page = f"http://127.0.0.1:{self.server.server_port}/a/page"
        self.address = f"http://127.0.0.1:{self.server.server_port}/lamp.png"


class Source:
    """A small window of another program with something to drag; see drag-source.py for what."""

    def __init__(self, gesso, *arguments, place=(1100, 650)):
        folder = os.path.dirname(os.path.abspath(__file__))
        self.gesso = gesso
        self.process = subprocess.Popen(["/usr/bin/python3", os.path.join(folder, "drag-source.py"), *arguments],
                                        env=gesso.environment)
        gesso.processes.append(self.process)
        self.number = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid)],
                                     capture_output=True, text=True, timeout=25).stdout.split()[-1]
        self.place = place
        self.show()

    def show(self):
        self.gesso.xdotool("windowmove", "--sync", self.number, *self.place)
        self.gesso.xdotool("windowraise", self.number)
        time.sleep(0.3)

    def drag_to(self, where, **pace):
        self.show()
        self.gesso.drag((self.place[0] + 60, self.place[1] + 55), where, **pace)

    def close(self):
        """Not before what was dropped is there: it is fetched from this window."""
        self.process.kill()
        self.process.wait()
        self.gesso.xdotool("windowfocus", "--sync", self.gesso.number)


def new_board(gesso):
    """The boards page, and a new board in it; returns where its canvas is."""
    gesso.key("alt+2")
    gesso.click("button", "New Board")
    gesso.find("hint", "Drop pictures here, or paste")
    return gesso.place(gesso.find("canvas", "Canvas"))


def items(gesso, pattern):
    """Names of what is on the canvas and fits."""
    names = {node.get_name() or "" for node in gesso.walk() if node.get_role_name() in ("image", "icon", "static")}
    return sorted(name for name in names if re.match(pattern, name))


def box(gesso, name):
    """Left, top, width and height of something on the canvas, px."""
    found = gesso.extents(gesso.find("item", name, exact=False))
    return found.x, found.y, found.width, found.height


def start_with(gesso, *paths):
    """The window, and these files dropped on a new board in it; they are selected."""
    gesso.start()
    canvas = new_board(gesso)
    source = Source(gesso, *paths)
    source.drag_to(canvas)
    names = "|".join(re.escape(os.path.basename(each)) for each in paths)
    gesso.wait(lambda: len(items(gesso, f"({names})")) == len(paths), "all are on the board")
    source.close()


def settled(gesso, name):
    """Where something on the canvas is once it rests."""
    last = [None]

    def rests():
        now = box(gesso, name)
        same, last[0] = now == last[0], now
        return same and now

    return gesso.wait(rests, f"{name} rests")


def middle(place):
    """Of left, top, width and height."""
    return place[0] + place[2] // 2, place[1] + place[3] // 2


# As long as a page takes to turn below what is dragged, s.
TURN_S = 0.9


def carry(gesso, *places, button=1, held=None, rest=0, at_end=None):
    """Pressed at the first place, moved to each of the others, let go at the last; @held: a key, pressed after the button;
    @rest: s at each place; @at_end: called before it is let go."""
    gesso.steps += 1
    gesso.xdotool("mousemove", *places[0], "mousedown", button)
    if held:
        gesso.xdotool("keydown", held)
    for start, end in zip(places, places[1:]):
        for part in range(1, 9):
            gesso.xdotool("mousemove", start[0] + (end[0] - start[0]) * part // 8, start[1] + (end[1] - start[1]) * part // 8,
                          "sleep", 0.03)
        if rest:
            gesso.xdotool("sleep", rest)
    try:
        return at_end() if at_end else None
    finally:
        gesso.xdotool("mouseup", button)
        if held:
            gesso.xdotool("keyup", held)
