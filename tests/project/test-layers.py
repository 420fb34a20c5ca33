#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No layer sees what is above it: read from what the compiler really included and what each library leaves undefined.

Include paths alone cannot hold this up: SQLite's header, for one, lies where every compiler looks.
"""

import os
import re
import subprocess
import sys

import tap

SOURCE, BUILD = sys.argv[1], sys.argv[2]

# Lowest first: a layer may use those of its set, and no other.
MAY_USE = {
    "base": set(),
    "krea": {"base"},
    "decode": set(),
    "library": {"base", "decode"},
    "exchange": {"base", "krea", "decode", "library"},
    "secrets": set(),
    "engine": {"base", "krea", "decode", "library", "exchange", "secrets"},
    "sandbox": {"base", "krea"},
    "cli": {"base", "krea", "decode", "library", "exchange", "secrets", "engine", "sandbox"},
    "compat": set(),
    "ui": {"base", "krea", "decode", "library", "exchange", "secrets", "engine", "compat"},
}
# What lies outside the tree: how its headers and its symbols are known, and who may use it.
OUTSIDE = {
    "GTK": (r"/gtk-4\.0/|/libadwaita-1/", r"^(gtk|gdk(?!_pixbuf)|gsk|adw)_", {"compat", "ui"}),
    "libsoup": (r"/libsoup-3\.0/", r"^soup_", {"krea", "sandbox"}),
    "SQLite": (r"/sqlite3(ext)?\.h$", r"^sqlite3_", {"library"}),
    "libsecret": (r"/libsecret-1/", r"^secret_", {"secrets"}),
    "gexiv2": (r"/gexiv2/", r"^gexiv2_", set()),
    "GdkPixbuf": (r"/gdk-pixbuf-2\.0/", r"^gdk_pixbuf_", {"compat", "ui"}),
}
# Handing a layer's header on hands its library's headers on too: their users see them without being allowed to call them.
HEADERS_HANDED_ON = {"libsoup": {"engine", "cli", "ui"}}


def includes():
    """Every source file of a layer with the files that the compiler read for it."""
    found = {layer: {} for layer in MAY_USE}
    text = subprocess.run(["ninja", "-C", BUILD, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    for block in text.split("\n\n"):
        lines = block.strip().splitlines()
        while lines and not lines[0].startswith("src/"):
            lines = lines[1:]
        target = re.match(r"src/(\w+)/libgesso-\w+\.a\.p/(\S+)\.o:", lines[0]) if lines else None
        if target and target.group(1) in found:
            read = [os.path.normpath(os.path.join(BUILD, line.strip())) for line in lines[1:]]
            found[target.group(1)][target.group(2)] = read
    return found


def undefined(layer):
    archive = os.path.join(BUILD, "src", layer, f"libgesso-{layer}.a")
    # A thin archive's members are looked for relative to where nm stands.
    text = subprocess.run(["nm", "-u", "-j", archive], capture_output=True, text=True, check=True, cwd=BUILD).stdout
    return {line.strip() for line in text.splitlines() if line and not line.endswith(":")}


def defined(layer):
    archive = os.path.join(BUILD, "src", layer, f"libgesso-{layer}.a")
    text = subprocess.run(["nm", "--defined-only", "-g", "-j", archive], capture_output=True, text=True, check=True,
                          cwd=BUILD).stdout
    return {line.strip() for line in text.splitlines() if line and not line.endswith(":")}


INCLUDES = includes()


def test_every_layer_was_looked_at():
    for layer in MAY_USE:
        assert INCLUDES[layer], f"no dependency file of src/{layer} was found in {BUILD}"
        assert undefined(layer), f"src/{layer} has no undefined symbols at all"


def test_headers_of_other_layers():
    for layer, files in INCLUDES.items():
        forbidden = set(MAY_USE) - MAY_USE[layer] - {layer}
        for name, read in files.items():
            for path in read:
                inside = re.match(r"src/(\w+)/", os.path.relpath(path, SOURCE))
                assert not (inside and inside.group(1) in forbidden), f"src/{layer}: {name} includes {path}"


def test_headers_from_outside():
    for layer, files in INCLUDES.items():
        for what, (header, _, allowed) in OUTSIDE.items():
            if layer in allowed or layer in HEADERS_HANDED_ON.get(what, ()):
                continue
            for name, read in files.items():
                seen = [path for path in read if re.search(header, path)]
                assert not seen, f"src/{layer}: {name} sees {what} through {seen[0]}"


def test_symbols_from_outside():
    for layer in MAY_USE:
        for what, (_, symbol, allowed) in OUTSIDE.items():
            if layer not in allowed:
                used = sorted(name for name in undefined(layer) if re.match(symbol, name))
                assert not used, f"src/{layer} calls {what}: {used[:5]}"


def test_symbols_of_other_layers():
    owners = {name: layer for layer in MAY_USE for name in defined(layer)}
    for layer in MAY_USE:
        for name in undefined(layer):
            owner = owners.get(name)
            assert owner is None or owner == layer or owner in MAY_USE[layer], f"src/{layer} calls {owner}'s {name}"


def test_version_checks_live_in_compat():
    text = subprocess.run(["grep", "-rlE", r"(GTK|ADW)_CHECK_VERSION", os.path.join(SOURCE, "src")],
                          capture_output=True, text=True).stdout
    elsewhere = [path for path in text.split() if "/src/compat/" not in path]
    assert not elsewhere, elsewhere


def test_command_line_links_no_toolkit():
    text = subprocess.run(["ldd", os.path.join(BUILD, "src", "cli", "gesso")], capture_output=True, text=True).stdout
    assert "libgio" in text
    assert not re.search(r"libgtk-4|libadwaita", text), text


tap.run(globals())
