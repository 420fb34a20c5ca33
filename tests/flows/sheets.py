# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Board files as another machine would export them: pictures in rows of one width, with notes and colours among them."""

import hashlib
import io
import json
import os
import tarfile

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

GAP = 16


class Sheet:
    """One board, row by row from the top; each row is as wide as the board."""

    def __init__(self, name, width, words=None):
        self.sheet = {"format": "gesso-board", "version": 1, "name": name, "items": []}
        if words:
            self.sheet["words"] = words
        self.width = width
        self.bottom = 0
        self.files = {}

    def put(self, kind, x, y, width, height, **more):
        number = len(self.sheet["items"]) + 1
        self.sheet["items"].append({"id": number, "kind": kind, "x": x, "y": y, "width": width, "height": height, "z": number,
                                    "strength": 0.5, **more})

    def row(self, *parts):
        """Paths of pictures, (path, members of the item), {"note": text} or {"colours": [...]}."""
        shapes = [self.shape(part) for part in parts]
        height = (self.width - GAP * (len(parts) - 1)) / sum(shapes)
        x = 0
        for part, shape in zip(parts, shapes):
            if isinstance(part, dict) and "note" in part:
                self.put("note", x, self.bottom, shape * height, height, text=part["note"])
            elif isinstance(part, dict):
                edge = (height - GAP * (len(part["colours"]) - 1)) / len(part["colours"])
                for number, colour in enumerate(part["colours"]):
                    self.put("swatch", x, self.bottom + number * (edge + GAP), shape * height, edge, colour=colour)
            else:
                path, more = part if isinstance(part, tuple) else (part, {})
                self.put("picture", x, self.bottom, shape * height, height, sha256=self.add(path), name=os.path.basename(path), **more)
            x += shape * height + GAP
        self.bottom += height + GAP

    def shape(self, part):
        """Width by height of what is left of it."""
        if isinstance(part, dict):
            return part["shape"]
        path, more = part if isinstance(part, tuple) else (part, {})
        _, width, height = GdkPixbuf.Pixbuf.get_file_info(path)
        across = 1 - more.get("crop_left", 0) - more.get("crop_right", 0)
        return width * across / height / (1 - more.get("crop_top", 0) - more.get("crop_bottom", 0))

    def add(self, path):
        with open(path, "rb") as file:
            data = file.read()
        sha256 = hashlib.sha256(data).hexdigest()
        self.files[f"pictures/{sha256}.png"] = data
        return sha256

    def write(self, path):
        members = {"board.json": json.dumps(self.sheet).encode(), **self.files}
        with tarfile.open(path, "w") as archive:
            for name, data in members.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        return path
