#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window from which the files named on the command line can be dragged, as from a file manager."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GObject, Gtk  # noqa: E402


def activate(application, files):
    window = Gtk.ApplicationWindow(application=application, title="Files", default_width=160, default_height=120)
    label = Gtk.Label(label="Drag me")
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    value = GObject.Value(Gdk.FileList, Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in files]))
    source.set_content(Gdk.ContentProvider.new_for_value(value))
    label.add_controller(source)
    window.set_child(label)
    window.set_decorated(False)
    window.present()


application = Gtk.Application(application_id=None, flags=Gio.ApplicationFlags.NON_UNIQUE)
application.connect("activate", activate, sys.argv[1:])
application.run(None)
