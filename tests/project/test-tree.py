#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree as such: licence headers, translations, sizes of files."""

import os
import re
import subprocess
import sys

import tap

SOURCE = sys.argv[1]
SKIPPED = {".git", "__pycache__"}


def files(*endings):
    for folder, folders, names in os.walk(SOURCE):
        folders[:] = [name for name in folders if name not in SKIPPED and not name.startswith("_build")]
        for name in names:
            if name.endswith(endings):
                yield os.path.join(folder, name)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def relative(path):
    return os.path.relpath(path, SOURCE)


def catalogue():
    return [line for line in read(os.path.join(SOURCE, "po", "POTFILES.in")).splitlines()
            if line and not line.startswith("#")]


def languages():
    return [word for line in read(os.path.join(SOURCE, "po", "LINGUAS")).splitlines()
            if not line.startswith("#") for word in line.split()]


def test_every_source_names_its_licence():
    for path in files(".c", ".h", ".py", ".ui", "meson.build", ".css", ".sh"):
        head = read(path)[:600]
        assert "SPDX-License-Identifier: GPL-3.0-or-later" in head, relative(path)
        assert "SPDX-FileCopyrightText: " in head, relative(path)


def test_every_string_is_in_the_catalogue():
    listed = set(catalogue())
    for name in listed:
        assert os.path.exists(os.path.join(SOURCE, name)), f"po/POTFILES.in names {name}, which is not there"
    for path in files(".c", ".ui"):
        name = relative(path)
        if not name.startswith("src/"):
            continue
        text = read(path)
        marked = re.search(r"\b(_|N_|C_|Q_|ngettext|g_dngettext|dngettext) ?\(\"", text) if name.endswith(".c") \
            else 'translatable="yes"' in text
        assert bool(marked) <= (name in listed), f"{name} has strings but is not in po/POTFILES.in"


def test_translations_are_complete():
    for language in languages():
        path = os.path.join(SOURCE, "po", language + ".po")
        counts = subprocess.run(["msgfmt", "--check", "--statistics", "-o", os.devnull, path],
                                capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        assert counts.returncode == 0, counts.stderr
        assert "untranslated" not in counts.stderr and "fuzzy" not in counts.stderr, f"{language}: {counts.stderr}"


def test_there_are_two_translations():
    assert {"de", "fr"} <= set(languages())


def test_the_template_is_current():
    """Every string of the sources is in the template that translators start from."""
    names = [name for name in catalogue() if name.endswith((".c", ".ui", ".h"))]
    fresh = subprocess.run(["xgettext", "--from-code=UTF-8", "-k_", "-kN_", "-kC_:1c,2", "-kNC_:1c,2",
                            "-kngettext:1,2", "--no-location", "-o", "-", *names],
                           capture_output=True, text=True, cwd=SOURCE).stdout
    def identifiers(text):
        joined = re.sub(r'"\n"', "", text)
        return set(re.findall(r'^msgid "(.+)"$', joined, re.MULTILINE))
    missing = identifiers(fresh) - identifiers(read(os.path.join(SOURCE, "po", "gesso.pot")))
    assert not missing, f"not in po/gesso.pot: {sorted(missing)[:5]}"


def test_files_stay_small():
    sizes = sorted((read(path).count("\n"), relative(path)) for path in files(".c", ".h"))
    assert sizes[-1][0] <= 800, sizes[-1]
    assert sizes[len(sizes) // 2][0] <= 250, sizes[len(sizes) // 2]


tap.run(globals())
