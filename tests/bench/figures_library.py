# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured without the grid: decoding, keeping, importing, and whole rounds against the sandbox."""

import os
import time

from stage import Server, at_least, at_most, below, median, quantile, row


def evict(path):
    """Out of the kernel's memory, so that the next reader waits for the disk."""
    for name in (path, path + "-wal"):
        if os.path.exists(name):
            with open(name, "rb") as file:
                os.fdatasync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def cold(stage):
    """A screen whose thumbnails are only on the disk: until its cells have them, without the frame that shows them."""
    stored = stage.cache + "/gesso/thumbnails.db"
    large = stage.library(stage.large)
    real, bare = [], []
    for _ in range(2 if stage.quick else 4):
        found = stage.window("cold", large, 5, stored)
        real += found["filled"]
        tiles = int(median(found["tiles"]))
        evict(stored)
        bare += stage.run("bare-decode", "stored", stored, tiles, int(found["tile"]))["filled"]
    return [at_most("a screen of stored thumbnails, page cache evicted, over reading and decoding them", median(real), "ms",
                    median(bare), 1.5)]


def thumbnails(stage):
    """In turns, for the machine may not be as fast all the time."""
    folder = os.path.join(stage.ensure_pictures(), "formats")
    empty = stage.library(0)
    rows = []
    for suffix in ("png", "jpg", "webp"):
        real, bare = [], []
        for _ in range(1 if stage.quick else 3):
            scratch = stage.scratch()
            real.append(stage.run("bench-thumbnails", folder, suffix, empty, XDG_CACHE_HOME=scratch)["rate"])
            stage.remove(scratch)
            bare.append(stage.run("bare-decode", "files", folder, suffix, 256)["rate"])
        rows.append(at_least(f"thumbnails made from {suffix.upper()}, over bare decoding on 2 threads", median(real),
                             "pictures/s", median(bare), 0.9))
    return rows


def keep(stage):
    found = stage.run("bench-keep", 10 if stage.quick else 100)
    most = max(found["syncs"])
    return [row("fsyncs for one kept picture", most, "", None, "7", most == min(found["syncs"]) == 7)]


def arrival(stage):
    with Server(stage, "--speed", 40) as server:
        library = stage.scratch()
        found = stage.window("arrive", library, 4 if stage.quick else 30, **server.environment)
        stage.remove(library)
    return [below("last byte of a result → picture on screen, median", median(found["shown"]), "ms", 60),
            below("pictures that arrive: own callbacks, p99.9", quantile(found["arrive-own"], 0.999), "ms", 4)]


def hundred(stage):
    """Ten waves: what the slots of the server allow if none is ever free while something waits."""
    if stage.quick:
        return []
    slots, images = 10, 100
    with Server(stage, "--slots", slots, "--backlog", images, "--speed", 1) as server:
        library = stage.scratch()
        began = time.monotonic()
        rounds = [stage.start("generate", "--variant", "medium", "--images", images // 2, "--library", library, prompt,
                              **server.environment) for prompt in ("a paper boat", "a lighthouse")]
        for process in rounds:
            if process.wait(900) != 0:
                raise RuntimeError(f"generate: status {process.returncode}")
        took = time.monotonic() - began
        jobs = server.ledger()["jobs"]
        stage.remove(library)
    # One that never waited for a slot says how long one takes.
    shortest = min(job["completed_ms"] - job["created_ms"] for job in jobs) / 1000
    return [at_most("100 generations on 10 slots of the sandbox, over the ideal schedule", took, "s",
                    shortest * images / slots, 1.05)]


def distinct(data, suffix, number):
    """The same picture as another content."""
    mark = number.to_bytes(4, "big")
    if suffix == ".jpg":
        return data[:2] + b"\xff\xfe\x00\x06" + mark + data[2:]
    if suffix == ".webp":
        data = data + b"gsSo" + (4).to_bytes(4, "little") + mark
        return data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:]
    return data


def import_files(stage):
    """PNG, JPEG and WebP, a fifth of them PNG."""
    total = 300 if stage.quick else 10_000
    pictures = stage.ensure_pictures()
    source = stage.scratch()
    wanted = {".jpg": total * 2 // 5, ".webp": total * 2 // 5, ".png": total // 5}
    for suffix, count in wanted.items():
        folder = pictures if suffix == ".png" else os.path.join(pictures, "formats")
        names = sorted(name for name in os.listdir(folder) if name.endswith(suffix))
        for number in range(min(count, len(names)) if suffix == ".png" else count):
            with open(os.path.join(folder, names[number % len(names)]), "rb") as file:
                data = distinct(file.read(), suffix, number)
            with open(os.path.join(source, f"{number:05}{suffix}"), "wb") as file:
                file.write(data)
    copies, library = stage.scratch(), stage.scratch()
    bare = stage.run("bare-decode", "copy", source, copies, 512)["rate"]
    count = len(os.listdir(source))
    began = time.monotonic()
    status = stage.start("library", "import", "--library", library, source).wait(900)
    real = count / (time.monotonic() - began)
    for folder in (source, copies, library):
        stage.remove(folder)
    if status != 0:
        raise RuntimeError(f"gesso library import: status {status}")
    return [at_least(f"import of {count:,} files, over bare decode, hash and copy", real, "files/s", bare, 0.8)]


GROUPS = (cold, thumbnails, keep, arrival, import_files, hundred)
