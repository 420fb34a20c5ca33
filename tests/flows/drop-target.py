#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window of another program that takes files. It prints what it is given, a line of JSON each time."""

import json

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, Gtk  # noqa: E402


def dropped(target, value, x, y):
    print(json.dumps([file.get_path() for file in value.get_files()]), flush=True)
    return True


def activate(application):
    window = Gtk.ApplicationWindow(application=application, title="Target", default_width=160, default_height=120)
    label = Gtk.Label(label="Drop here")
    target = Gtk.DropTarget.new(Gdk.FileList, Gdk.DragAction.COPY)
    target.connect("drop", dropped)
    label.add_controller(target)
    window.set_child(label)
    window.set_decorated(False)
    window.present()


application = Gtk.Application(application_id=None, flags=Gio.ApplicationFlags.NON_UNIQUE)
application.connect("activate", activate)
application.run(None)
