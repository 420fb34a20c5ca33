# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk as a power cut may leave it, from the trace of everything that was done to it.

What was not fsynced may be there, or not, or in part: data of a file until the file is, entries of a folder until the
folder is. That is less than most file systems promise.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass, field

SECTOR = 512

# How entries of folders and data of files that nobody fsynced come out.
ENTRIES = ("none", "some", "all")
DATA = ("none", "zeros", "torn", "all")


@dataclass
class File:
    durable: bytes = b""
    pending: list = field(default_factory=list)  # (offset, data), or (size, None) for a truncation

    def sync(self):
        self.durable, self.pending = self.content(self.pending), []

    def content(self, changes):
        data = bytearray(self.durable)
        for place, written in changes:
            if written is None:
                data = data[:place].ljust(place, b"\0")
            else:
                data = data.ljust(place, b"\0")
                data[place:place + len(written)] = written
        return bytes(data)

    def after_cut(self, how, chance):
        if how == "none" or not self.pending:
            return self.durable
        if how == "all":
            return self.content(self.pending)
        if how == "zeros":
            return self.durable.ljust(len(self.content(self.pending)), b"\0")
        kept = [each for each in self.pending if chance.random() < 0.6]
        if kept and kept[-1][1]:
            place, data = kept[-1]
            first = SECTOR - place % SECTOR
            cuts = [0, *range(first, len(data), SECTOR)]
            kept[-1] = (place, data[:chance.choice(cuts)])
        return self.content(kept)


@dataclass
class Folder:
    durable: dict = field(default_factory=dict)
    pending: list = field(default_factory=list)  # (name, node) or (name, None), or a rename: both at once

    def sync(self):
        self.durable, self.pending = self.entries(self.pending), []

    def entries(self, changes):
        entries = dict(self.durable)
        for change in changes:
            for name, node in change:
                if node is None:
                    entries.pop(name, None)
                else:
                    entries[name] = node
        return entries

    def live(self):
        return self.entries(self.pending)

    def after_cut(self, how, chance):
        count = {"none": 0, "all": len(self.pending)}.get(how)
        return self.entries(self.pending[:chance.randint(0, len(self.pending)) if count is None else count])


def read_trace(path):
    """(op, path, number, data) for each call, in order."""
    with open(path, "rb") as file:
        while line := file.readline():
            op, name, number, length = line.rstrip(b"\n").decode().split("\t")
            yield op, name, int(number), file.read(int(length))


class Disk:
    def __init__(self):
        self.root = Folder()

    def find(self, path):
        node = self.root
        for part in path.split("/") if path else []:
            node = node.live()[part]
        return node

    def parent(self, path):
        folder, _, name = path.rpartition("/")
        return self.find(folder), name

    def do(self, op, path, number, data):
        if op in ("create", "mkdir", "unlink"):
            folder, name = self.parent(path)
            node = {"create": File, "mkdir": Folder, "unlink": lambda: None}[op]()
            folder.pending.append([(name, node)])
        elif op == "rename":
            folder, name = self.parent(path)
            target, new_name = self.parent(data.decode())
            moved = folder.live()[name]
            if target is folder:
                folder.pending.append([(name, None), (new_name, moved)])
            else:
                target.pending.append([(new_name, moved)])
                folder.pending.append([(name, None)])
        elif op == "sync":
            self.find(path).sync()
        elif op == "write":
            self.find(path).pending.append((number, data))
        elif op == "truncate":
            self.find(path).pending.append((number, None))

    def after_cut(self, entries, data, chance):
        """{path: bytes, or None for a folder}"""
        image = {}

        def walk(node, path):
            if isinstance(node, File):
                image[path] = node.after_cut(data, chance)
                return
            image[path] = None
            for name, child in sorted(node.after_cut(entries, chance).items()):
                walk(child, f"{path}/{name}" if path else name)
        walk(self.root, "")
        del image[""]
        return image


def write_image(image, root):
    shutil.rmtree(root, ignore_errors=True)
    os.mkdir(root, 0o700)
    for path, data in image.items():
        full = os.path.join(root, path)
        if data is None:
            os.mkdir(full, 0o700)
            continue
        with open(os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)


def fingerprint(image):
    sum_of_all = hashlib.sha256()
    for path, data in image.items():
        sum_of_all.update(f"{path}\0{-1 if data is None else len(data)}\0".encode() + (data or b""))
    return sum_of_all.hexdigest()
