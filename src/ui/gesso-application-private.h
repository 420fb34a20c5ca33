/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-application.h"

#include "gesso-context.h"
#include "gesso-handover.h"
#include "gesso-notifier.h"
#include "gesso-secrets.h"
#include "window/gesso-window.h"

G_BEGIN_DECLS

struct _GessoApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  GessoSecrets *secrets;
  GessoDecoder *decoder;
  GessoWindow *window;

  char *library_path;      /* asked for on the command line */
  char *opening_path;      /* being opened */
  gboolean opening_read_only;
  GCancellable *opening;
  GessoLibrary *library;
  GessoEngine *engine;
  GessoHandover *handover;
  GessoNotifier *notifier;

  guint closing_timer;
  guint rescan_timer;
  gboolean closing;
  gboolean engine_started;
  char *next_path;         /* to open once the old one is closed */
  gboolean next_read_only;
};

/* gesso-application-library.c */
void gesso_application_open_library  (GessoApplication *self,
                                      const char       *path,
                                      gboolean          read_only);
void gesso_application_close_library (GessoApplication *self);
/* The settings say where Krea can call, or that it can't. */
void gesso_application_apply_webhook (GessoApplication *self);
/* All is closed and no library is to be opened next. */
void gesso_application_closed        (GessoApplication *self);

G_END_DECLS
