#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window to drag from: the files named on the command line, as from a file manager; or, as from a browser,
--data FILE a picture's bytes, --html TEXT or --text TEXT."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402


def provide(arguments):
    if arguments[0] == "--data":
        with open(arguments[1], "rb") as file:
            data = GLib.Bytes.new(file.read())
        kind = "image/jpeg" if arguments[1].endswith(".jpg") else "image/png"
        return Gdk.ContentProvider.new_for_bytes(kind, data)
    if arguments[0] in ("--html", "--text"):
        kind = {"--html": "text/html", "--text": "text/plain;charset=utf-8"}[arguments[0]]
        return Gdk.ContentProvider.new_for_bytes(kind, GLib.Bytes.new(arguments[1].encode()))
    files = [Gio.File.new_for_path(path) for path in arguments]
    return Gdk.ContentProvider.new_for_value(GObject.Value(Gdk.FileList, Gdk.FileList.new_from_list(files)))


def activate(application, arguments):
    window = Gtk.ApplicationWindow(application=application, title="Files", default_width=160, default_height=120)
    label = Gtk.Label(label="Drag me")
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.set_content(provide(arguments))
    label.add_controller(source)
    window.set_child(label)
    window.set_decorated(False)
    window.present()


application = Gtk.Application(application_id=None, flags=Gio.ApplicationFlags.NON_UNIQUE)
application.connect("activate", activate, sys.argv[1:])
application.run(None)
