/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Longest wait of the helpers below, ms: a test that needs longer is broken. */
#define GESSO_TEST_TIMEOUT_MS 20000

/* A GAsyncReadyCallback whose data is a `GAsyncResult **` to fill in. */
void          gesso_test_result_cb       (GObject        *source,
                                          GAsyncResult   *result,
                                          gpointer        slot);

/* Runs the main context until the slot is filled. Returns (transfer full); fails the test on time-out. */
GAsyncResult *gesso_test_await_result    (GAsyncResult  **slot);

typedef gboolean (*GessoTestCondition) (gpointer data);

/* Runs the main context until @condition holds. Returns %FALSE on time-out. */
gboolean      gesso_test_await           (GessoTestCondition  condition,
                                          gpointer            data,
                                          guint               timeout_ms);

/* Runs the main context until @object has emitted @signal once. */
void          gesso_test_await_signal    (gpointer        object,
                                          const char     *signal);

/* Runs the main context until nothing is pending, at least @ms long. */
void          gesso_test_settle          (guint           ms);

/* Runs the main context until the weak pointer is NULL; fails the test otherwise: finds most leaks. */
void          gesso_test_await_finalized (gpointer       *weak_pointer);

/* An empty folder that is removed when the test program ends. Returns (transfer full) */
char         *gesso_test_make_dir        (void);

/* Points HOME and every XDG folder into a new empty folder; call first thing in main. */
void          gesso_test_isolate         (void);

/* Bytes of a small valid PNG of one colour, made without any library. 0xRRGGBB. */
GBytes       *gesso_test_make_png        (guint           width,
                                          guint           height,
                                          guint32         colour);

G_END_DECLS
