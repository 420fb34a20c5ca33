/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * GessoNotifier:
 *
 * Tells the desktop what became of pictures while nobody looks at the window: one notification for what is done and
 * one for what failed, each for a whole round and more. They go away when the window is looked at.
 *
 * Their buttons activate "app.show-done", "app.show-failed" and "app.try-failed-again".
 *
 * Properties: "seen" (boolean, write-only): whether the window has the focus
 */
#define GESSO_TYPE_NOTIFIER (gesso_notifier_get_type ())
G_DECLARE_FINAL_TYPE (GessoNotifier, gesso_notifier, GESSO, NOTIFIER, GObject)

/* @application: registered; @settings: with the key "notifications" */
GessoNotifier *gesso_notifier_new         (GApplication  *application,
                                           GessoEngine   *engine,
                                           GSettings     *settings);
void           gesso_notifier_set_seen    (GessoNotifier *self,
                                           gboolean       seen);

/* What the notification is about. (transfer none) (element-type GessoGeneration) */
GPtrArray     *gesso_notifier_get_done    (GessoNotifier *self);
GPtrArray     *gesso_notifier_get_failed  (GessoNotifier *self);
/* Those of the failed ones that may go well the next time. (transfer full) (element-type GessoGeneration) */
GPtrArray     *gesso_notifier_list_retryable (GessoNotifier *self);

G_END_DECLS
