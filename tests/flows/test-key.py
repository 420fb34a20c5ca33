#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session of the window with everything logged: where the key is afterwards, and where it was meanwhile."""

import json
import os
import shutil
import sys
import threading
import time

sys.dont_write_bytecode = True
SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
sys.path.insert(0, os.path.join(SOURCE, "tests", "flows"))
import tap  # noqa: E402
from driver import Gesso  # noqa: E402

KEY = "00000000-0000-4000-8000-000000000000:a-secret-that-nobody-may-see"
BOARD = "tests/fuzz/corpus/board/whole.tar"
SECRET = KEY.split(":")[1].encode()


def read(pid, name):
    try:
        with open(f"/proc/{pid}/{name}", "rb") as file:
            return file.read()
    except OSError:
        return b""


def descendants(of):
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        stat = read(name, "stat").decode(errors="replace")
        if stat:
            parents[int(name)] = int(stat.rsplit(")", 1)[1].split()[1])
    found = {of}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {of}


class Watch(threading.Thread):
    """Looks at every process that the window starts, for as long as it runs."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.seen, self.leaks, self.ended = pid, set(), [], False

    def run(self):
        own = read(self.pid, "cmdline")
        while not self.ended:
            for pid in descendants(self.pid):
                line = read(pid, "cmdline")
                # Between fork and exec a child shows its parent's.
                if not line or line == own:
                    continue
                self.seen.add(line.split(b"\0")[0])
                if SECRET in line or SECRET in read(pid, "environ"):
                    self.leaks.append(line)
            time.sleep(0.02)

    def end(self, decoded=True):
        self.ended = True
        self.join()
        assert not decoded or any(b"gesso-decode" in each for each in self.seen), self.seen
        assert not self.leaks, self.leaks


def take_out(gesso):
    """All that a person takes out of a library, beside it."""
    shutil.copy(os.path.join(SOURCE, BOARD), gesso.home + "/harbour.gesso-board")
    os.makedirs(gesso.home + "/out")
    for arguments in (("board", "import", "harbour.gesso-board"), ("export", "--all", "--to", "out", "--profile", "full"),
                      ("library", "backup", "out/library.tar"), ("ledger", "--csv", "out/ledger.csv"),
                      ("board", "export", "Harbour", "--to", "out/again.gesso-board")):
        done = gesso.command(*arguments)
        assert done.returncode == 0, done.stderr
        assert SECRET not in done.stdout.encode() + done.stderr.encode()
    assert len(os.listdir(gesso.home + "/out")) >= 4, os.listdir(gesso.home + "/out")


def assert_nowhere(gesso):
    """The key is in no file of the home: neither in the log nor in anything kept or taken out."""
    for folder, _, names in os.walk(gesso.home):
        if folder.startswith(gesso.home + "/server"):
            continue
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    assert SECRET not in file.read(), path


def test_the_key_stays_with_the_window():
    with Gesso(BUILD, KREA_API_TOKEN=KEY, G_MESSAGES_DEBUG="all", SOUP_DEBUG="1") as gesso:
        server = gesso.sandbox("--token", KEY, "--speed", "60", "--state", gesso.home + "/server")
        gesso.environment["KREA_API_URL"] = server["url"]
        gesso.start()
        watch = Watch(gesso.window.pid)
        watch.start()
        assert SECRET not in read(gesso.window.pid, "cmdline")
        gesso.type("a paper boat")
        gesso.key("ctrl+Return")
        gesso.wait(lambda: [each["state"] for each in gesso.listed()] == ["kept"] * 4, "four pictures are kept")
        handed_over = gesso.command("generate", "--json", "a cup")
        assert json.loads(handed_over.stdout)[0]["state"] == "kept", handed_over.stderr
        assert SECRET not in handed_over.stderr.encode() + handed_over.stdout.encode()
        assert gesso.stop() == 0
        watch.end()
        assert len(gesso.output()) > 1000
        take_out(gesso)
        assert_nowhere(gesso)
        for folder, _, names in os.walk(gesso.library):
            for name in names:
                assert os.lstat(os.path.join(folder, name)).st_mode & 0o077 == 0, name


def test_a_key_that_is_typed_in_stays_in_the_keyring():
    """Typed in, kept by the keyring, and found there by the next window and the command line."""
    with Gesso(BUILD, G_MESSAGES_DEBUG="all", SOUP_DEBUG="1") as gesso:
        server = gesso.sandbox("--token", KEY, "--speed", "60", "--state", gesso.home + "/server")
        gesso.environment["KREA_API_URL"] = server["url"]
        gesso.start()
        watch = Watch(gesso.window.pid)
        watch.start()
        gesso.click("button", "Add Key…")
        gesso.find("title", "Add API Key", exact=False)
        gesso.type(KEY)
        gesso.key("Return")
        gesso.find("toast", "Key works", exact=False)
        gesso.key("Escape")
        assert gesso.stop() == 0
        watch.end(decoded=False)
        gesso.start()
        watch = Watch(gesso.window.pid)
        watch.start()
        gesso.type("a paper boat")
        gesso.key("ctrl+Return")
        gesso.wait(lambda: [each["state"] for each in gesso.listed()] == ["kept"] * 4, "four pictures are kept")
        assert all(each["origin"] == server["url"] for each in gesso.listed()), gesso.listed()
        assert gesso.stop() == 0
        watch.end()
        take_out(gesso)
        by_command = gesso.command("generate", "--json", "a cup")
        assert json.loads(by_command.stdout)[0]["state"] == "kept", by_command.stderr
        assert SECRET not in by_command.stderr.encode() + by_command.stdout.encode()
        # The keyring encrypts its own file.
        assert os.path.exists(gesso.home + "/keyring")
        assert_nowhere(gesso)


def test_a_picture_waits_for_the_key_it_was_sent_with():
    with Gesso(BUILD, KREA_API_TOKEN=KEY) as gesso:
        server = gesso.sandbox("--token", KEY, "--speed", "60", "--state", gesso.home + "/server")
        gesso.environment["KREA_API_URL"] = server["url"]
        gesso.start()
        gesso.type("a paper boat [stuck]")
        gesso.key("ctrl+Return")
        gesso.wait(lambda: [each["state"] for each in json.loads(gesso.command("queue", "--json").stdout)] == ["submitted"] * 4, "they are ordered")
        assert gesso.stop() == 0, gesso.output()
        gesso.environment["KREA_API_TOKEN"] = "another:" + KEY
        gesso.start()
        gesso.find("sentence", "Waits for the API key of 127.0.0.1 that it was sent with. Nothing is lost.")
        gesso.screenshot("other-key")
        waiting = gesso.command("queue", "--wait")
        assert waiting.returncode == 1 and "sent with another API key" in waiting.stderr, waiting.stderr
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
