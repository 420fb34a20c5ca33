#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import that is killed again and again, and begun again: each picture is there once, whole, and nothing beside."""

import hashlib
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

GESSO = os.path.join(BUILD, "src", "cli", "gesso")
PICTURES = 60


def png(number):
    """A picture of one colour that no other has."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes((number, 255 - number, number * 7 % 256)) * 64
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(row * 64)) + chunk(b"IEND", b""))


def files_below(folder):
    return [os.path.join(path, name) for path, _, names in os.walk(folder) for name in names]


def kill_at(environment, folder, library, count):
    """Ends an import without a warning once so many files are there; returns whether it was still at work."""
    process = subprocess.Popen([GESSO, "library", "import", folder], env=environment, start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while process.poll() is None and len(files_below(library + "/Imported")) < count and time.monotonic() < end:
        time.sleep(0.002)
    killed = process.poll() is None
    if killed:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return killed


def test_killed_and_resumed():
    home = tempfile.mkdtemp(prefix="gesso-import-")
    folder, library = home + "/from", home + "/library"
    environment = {**os.environ, "HOME": home, "XDG_CACHE_HOME": home + "/cache", "XDG_CONFIG_HOME": home + "/config",
                   "XDG_DATA_HOME": home + "/data", "XDG_STATE_HOME": home + "/state", "XDG_RUNTIME_DIR": home + "/run",
                   "GESSO_LIBRARY": library, "GESSO_LIBEXECDIR": BUILD + "/src"}
    os.makedirs(home + "/run", mode=0o700)
    os.makedirs(folder)
    given = set()
    for number in range(PICTURES):
        data = png(number)
        given.add(hashlib.sha256(data).hexdigest())
        with open(f"{folder}/{number:02}.png", "wb") as file:
            file.write(data)
    try:
        killed = [kill_at(environment, folder, library, count) for count in (1, 5, 9, 14, 23, 37)]
        assert sum(killed) >= 3, killed
        done = subprocess.run([GESSO, "library", "import", "--resume"], env=environment, capture_output=True, text=True,
                              timeout=60)
        assert done.returncode == 0, done.stderr
        listed = json.loads(subprocess.run([GESSO, "list", "--json", "--all"], env=environment, capture_output=True,
                                           text=True, timeout=60).stdout)
        assert len(listed) == PICTURES and {each["sha256"] for each in listed} == given, len(listed)
        there = files_below(library + "/Imported")
        assert sorted(there) == sorted(each["path"] for each in listed), there
        for path in there:
            with open(path, "rb") as file:
                assert hashlib.sha256(file.read()).hexdigest() in given, path
        check = subprocess.run([GESSO, "library", "check"], env=environment, capture_output=True, text=True, timeout=60)
        assert check.returncode == 0, check.stdout + check.stderr
    finally:
        shutil.rmtree(home, ignore_errors=True)


tap.run(globals())
