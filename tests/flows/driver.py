# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person does: the pointer and the keys through the X server, the eyes through AT-SPI.

A step is a click, a key, a drag or a drop; typing a text is one step. What only looks is none.
"""

import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

# Sanitizers take their time.
TIMEOUT = 25 * int(os.environ.get("GESSO_TEST_PATIENCE", "1"))


class Screen:
    """What the X server shows."""

    def __init__(self):
        self.x11 = ctypes.CDLL("libX11.so.6")
        for name in ("XOpenDisplay", "XGetImage"):
            getattr(self.x11, name).restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = self.x11.XGetPixel.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))

    def pixel(self, x, y):
        # 2 is ZPixmap.
        image = ctypes.c_void_p(self.x11.XGetImage(self.display, self.root, int(x), int(y), 1, 1, ctypes.c_ulong(0xFFFFFF), 2))
        colour = self.x11.XGetPixel(image, 0, 0)
        self.x11.XDestroyImage(image)
        return colour


class Gesso:
    """A home of its own with a library in it, a sandbox that draws quickly, and the window."""

    def __init__(self, build, **environment):
        self.build = build
        self.steps = 0
        self.home = tempfile.mkdtemp(prefix="gesso-flow-")
        self.library = os.path.join(self.home, "Pictures")
        self.processes = []
        self.window = None
        self.screen = None
        self.environment = {
            **os.environ,
            "HOME": self.home,
            "XDG_CACHE_HOME": self.home + "/cache",
            "XDG_CONFIG_HOME": self.home + "/config",
            "XDG_DATA_HOME": self.home + "/data",
            "XDG_STATE_HOME": self.home + "/state",
            "XDG_RUNTIME_DIR": self.home + "/run",
            "GESSO_LIBRARY": self.library,
            "GESSO_LIBEXECDIR": build + "/src",
            "GESSO_SANDBOX_SPEED": "25",
            "GSETTINGS_BACKEND": "keyfile",
            "GSETTINGS_SCHEMA_DIR": build + "/data",
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "atspi",
            "SECRET_BACKEND": "file",
            "SECRET_FILE_TEST_PATH": self.home + "/keyring",
            "SECRET_FILE_TEST_PASSWORD": "test",
            "G_DEBUG": "",
            **environment,
        }
        self.environment.pop("NO_AT_BRIDGE", None)
        for name in ("KREA_API_TOKEN", "KREA_API_URL"):
            if name not in environment:
                self.environment.pop(name, None)
        os.makedirs(self.home + "/run", mode=0o700)

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        if reason[0] is not None:
            self.screenshot("failed")
            sys.stdout.write("# " + self.describe().replace("\n", "\n# ") + "\n")
        self.stop()
        for process in self.processes:
            process.kill()
            process.wait()
        if not os.environ.get("GESSO_TEST_KEEP"):
            shutil.rmtree(self.home, ignore_errors=True)

    # --- Programs ---

    def command(self, *arguments, **environment):
        """Runs the command line to its end and returns it."""
        return subprocess.run([self.build + "/src/cli/gesso", *arguments], capture_output=True, text=True,
                              env={**self.environment, **environment}, cwd=self.home, timeout=60)

    def listed(self):
        return json.loads(self.command("list", "--json").stdout)

    def sandbox(self, *arguments):
        """A stand-in server of its own, as the service would be; returns its url, token and pid."""
        process = subprocess.Popen([self.build + "/src/cli/gesso", "sandbox", "--port", "0", *arguments],
                                   stdout=subprocess.PIPE, text=True, env=self.environment)
        self.processes.append(process)
        return json.loads(process.stdout.readline())

    def start(self, *files):
        self.log = open(os.path.join(self.home, "window.log"), "a+", encoding="utf-8")
        environment = dict(self.environment)
        # Ends the window where its main thread does what makes it wait.
        if os.path.exists(self.build + "/tests/flows/never-waits.so"):
            environment["LD_PRELOAD"] = self.build + "/tests/flows/never-waits.so"
        self.window = subprocess.Popen([self.build + "/src/ui/gesso-window", *files], env=environment,
                                       stdout=self.log, stderr=self.log)
        number = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--class", "gesso"],
                                capture_output=True, text=True, timeout=TIMEOUT).stdout.split()
        self.number = number[-1]
        subprocess.run(["xdotool", "windowmove", "--sync", self.number, "0", "0"], timeout=TIMEOUT)
        subprocess.run(["xdotool", "windowfocus", "--sync", self.number], timeout=TIMEOUT)
        self.wait(lambda: self.application() is not None, "the window is on the accessibility bus")
        self.find("entry", "Prompt", roles=("text", "entry"))
        return self

    def stop(self):
        """Closes the window as a person would, and waits for the end of the process."""
        if self.window is None:
            return None
        if self.window.poll() is None:
            self.window.send_signal(signal.SIGTERM)
        try:
            status = self.window.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.window.kill()
            status = self.window.wait()
        self.window = None
        return status or len(self.criticals())

    def criticals(self):
        """What was critical: nothing may be."""
        return [line for line in self.output().splitlines() if "CRITICAL" in line]

    def output(self):
        self.log.seek(0)
        return self.log.read()

    # --- Eyes ---

    def wait(self, condition, what, timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            value = condition()
            if value:
                return value
            assert self.window is None or self.window.poll() is None, "the window died:\n" + self.output()[-2000:]
            time.sleep(0.05)
        raise AssertionError(f"waited {timeout} s in vain: {what}")

    def application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and self.window is not None and child.get_process_id() == self.window.pid:
                return child
        return None

    def walk(self, node=None, seen=None, last_first=False):
        """Everything once: a page of a GtkStack of 4.18 has the pages behind it for its children, too."""
        node, seen = node or self.application(), set() if seen is None else seen
        if node is None or node.path in seen:
            return
        seen.add(node.path)
        try:
            yield node
            count = node.get_child_count()
            for index in reversed(range(count)) if last_first else range(count):
                child = node.get_child_at_index(index)
                if child is not None:
                    yield from self.walk(child, seen, last_first)
        except gi.repository.GLib.Error:
            return

    def showing(self, node):
        """GTK 4.8 does not say "showing": what is not on screen has no size instead, and in 4.18 at times any."""
        states = node.get_state_set()
        if not states.contains(Atspi.StateType.VISIBLE) and not states.contains(Atspi.StateType.SHOWING):
            return False
        box = node.get_component_iface()
        return box is None or 0 < box.get_extents(Atspi.CoordType.WINDOW).width < 1 << 15

    def look(self, name, roles=None, exact=True, last_first=False):
        """What is on screen under that name, without waiting for it."""
        for node in self.walk(last_first=last_first):
            try:
                text = node.get_name() or ""
                fits = text == name if exact else name in text
                if fits and (roles is None or node.get_role_name() in roles) and self.showing(node):
                    return node
            except gi.repository.GLib.Error:
                continue
        return None

    def find(self, what, name, roles=None, exact=True):
        # What lies over all the rest is the last of it, and may be gone when a slow walk comes there.
        passing = what in ("message", "sentence", "toast")
        return self.wait(lambda: self.look(name, roles, exact, passing), f"{what} “{name}” is shown")

    def focused(self):
        """The names of what has the focus, in each window."""
        names = []
        for node in self.walk():
            try:
                if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                    names.append(node.get_name() or "")
            except gi.repository.GLib.Error:
                continue
        return names

    def written(self):
        """What is written in entries that have the focus, in each window."""
        texts = []
        for node in self.walk():
            try:
                states = node.get_state_set()
                if states.contains(Atspi.StateType.FOCUSED) and states.contains(Atspi.StateType.EDITABLE):
                    texts.append(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)))
            except gi.repository.GLib.Error:
                continue
        return texts

    def describe(self):
        lines = []
        for node in self.walk():
            try:
                if node.get_name():
                    lines.append(f"{node.get_role_name()}: {node.get_name()[:90]}")
            except gi.repository.GLib.Error:
                continue
        return "\n".join(lines)

    def extents(self, node):
        """Left, top, width and height on screen, px: in the window, which is where the screen begins."""
        frame = self.application().get_child_at_index(0)
        box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        if frame.get_component_iface().get_extents(Atspi.CoordType.WINDOW).x < 0:
            box.x, box.y = self.origin(node)
        else:
            x, y = self.slide(node)
            box.x, box.y = box.x + x, box.y + y
        return box

    def surfaces(self):
        """Left, top, width and height of what pops up over the window: popovers, and tooltips."""
        tree = subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, text=True).stdout
        found = re.findall(r'^ {5}(0x\w+) .*"gesso-window"\)  (\d{2,})x(\d{2,})\S+  \+(-?\d+)\+(-?\d+)', tree, re.MULTILINE)
        return [(int(x), int(y), int(width), int(height))
                for number, width, height, x, y in found if int(number, 16) != int(self.number)]

    def slide(self, node):
        """How far a popover that something is in was moved to stay on screen: AT-SPI does not know."""
        while node is not None and not (node.get_name() or "").endswith(("Popover", "PopoverMenu", "SavedSearches")):
            node = node.get_parent()
        if node is None:
            return 0, 0
        box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        others = [(abs(width - box.width) + abs(height - box.height), x - box.x, y - box.y)
                  for x, y, width, height in self.surfaces()]
        return min(others)[1:] if others else (0, 0)

    def origin(self, node):
        """Left and top as GTK 4.18 could know them. It forgets where a popover was put and what pads anything, and counts
        a page of a stack and its child, which are one place, as two; only pages have no actions."""
        x, y, surfaces = 0, 0, {surface[2:]: surface[:2] for surface in self.surfaces()}
        while node.get_parent().get_role_name() != "application":
            box = self.inside(node)
            if (box.width, box.height) in surfaces:
                left, top = surfaces[box.width, box.height]
                return x + left, y + top
            if "Action" in node.get_interfaces():
                x, y = x + box.x, y + box.y
            node = node.get_parent()
            left, top = self.padding(node)
            x, y = x + left, y + top
        return x, y

    def inside(self, node):
        """Where something is in what it is in, px."""
        return node.get_component_iface().get_extents(Atspi.CoordType.PARENT)

    def padding(self, node):
        """Half of what its children leave free, where that is little: more is their alignment."""
        if node.get_role_name() in ("list", "table"):
            return 0, 0
        box, children = self.inside(node), [node.get_child_at_index(index) for index in range(node.get_child_count())]
        boxes = [each for each in map(self.inside, filter(None, children)) if 0 < each.width <= box.width]
        if not boxes:
            return 0, 0
        across = box.width - max(each.x + each.width for each in boxes) - min(each.x for each in boxes)
        down = box.height - max(each.y + each.height for each in boxes) - min(each.y for each in boxes)
        return [room // 2 if 0 < room <= 24 else 0 for room in (across, down)]

    def place(self, node):
        """The middle of something on screen, px."""
        box = self.extents(node)
        return box.x + box.width // 2, box.y + box.height // 2

    def pixel(self, x, y):
        """The colour of one on screen, 0xRRGGBB."""
        self.screen = self.screen or Screen()
        return self.screen.pixel(x, y)

    def screenshot(self, name):
        folder = os.environ.get("GESSO_TEST_SCREENSHOTS")
        if folder and shutil.which("import"):
            subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")], check=False)

    # --- Hands ---

    def xdotool(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], check=True, timeout=TIMEOUT)

    def rest(self, node):
        """Where something is when it moves no more: what slides in is found on its way, and a click would miss it."""
        places = [None]

        def rests():
            places.append(self.place(node))
            return places[-1] == places[-2]

        self.wait(rests, "it rests")
        return places[-1]

    def click(self, what, name, roles=None, exact=True):
        x, y = self.rest(self.find(what, name, roles, exact))
        self.steps += 1
        self.xdotool("mousemove", x, y, "click", 1)

    def key(self, *keys):
        for key in keys:
            self.steps += 1
            self.xdotool("key", key)

    def type(self, text):
        self.steps += 1
        self.xdotool("type", "--delay", 4, text)

    def enter(self, title):
        """Gives the keys to a dialog that is a window, as a window manager would."""
        self.xdotool("search", "--sync", "--onlyvisible", "--name", f"^{title}$", "windowfocus", "--sync")

    def leave(self):
        """And back to Gesso's own: without them it is not active, and nothing in it has the focus."""
        self.xdotool("windowfocus", "--sync", self.number)

    def choose(self, path):
        """A whole path in a file dialog's entry: pasted, as what GTK completes comes between letters that are typed."""
        subprocess.run(["xclip", "-selection", "clipboard"], input=path, text=True, check=True, timeout=TIMEOUT,
                       env=self.environment)
        deadline = time.monotonic() + TIMEOUT
        while path not in self.written():
            assert time.monotonic() < deadline, f"waited {TIMEOUT} s in vain: {path} is written"
            # On a busy machine the dialog may select a part of the name after the first time.
            self.key("ctrl+a", "ctrl+v")
            time.sleep(0.5)
        self.key("Return")

    def drag(self, start, end, pause=0.03, rest=0.2):
        """From one place to another, slowly enough for a drag to be seen as one."""
        self.steps += 1
        self.xdotool("mousemove", *start, "mousedown", 1)
        for part in range(1, 13):
            x = start[0] + (end[0] - start[0]) * part // 12
            y = start[1] + (end[1] - start[1]) * part // 12
            self.xdotool("mousemove", x, y)
            time.sleep(pause)
        time.sleep(rest)
        self.xdotool("mouseup", 1)

    def count(self, most):
        assert self.steps <= most, f"{self.steps} steps, at most {most} are allowed"
        self.steps = 0
