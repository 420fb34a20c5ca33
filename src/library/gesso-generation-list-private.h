/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-generation-list.h"
#include "gesso-query-private.h"

G_BEGIN_DECLS

struct _GessoGenerationList {
  GObject       parent;

  GessoLibrary *library;
  GessoQuery    query;     /* its texts are ours */
  GessoSearch  *search;    /* its text, taken apart */
  GArray       *ids;       /* gint64, newest first */
  GArray       *counts;    /* (nullable): guint, of each stack */
  guint         fold_id;   /* stacks are made again */
  guint         rest_id;   /* what comes after the first is read soon */
  GCancellable *rest_cancellable; /* (nullable) */
  gboolean      loading;

  GArray       *wanted;    /* row ids somebody asked for, the newest wish last; some twice */
  GHashTable   *asked;     /* row id → whether it waits or is under way */
  guint         reading;   /* calls under way */
  guint         fetch_id;
  GCancellable *cancellable;
  GPtrArray    *recent;    /* a ring */
  guint         recent_at;
  GPtrArray    *late;      /* changed while the ids were read */
};

void gesso_generation_list_items_changed (GessoGenerationList *self,
                                          guint                position,
                                          guint                removed,
                                          guint                added);
/* Takes @generation in or out, as the query says. */
void gesso_generation_list_update        (GessoGenerationList *self,
                                          GessoGeneration     *generation);
void gesso_generation_list_set_loading   (GessoGenerationList *self,
                                          gboolean             loading);
/* Takes what gesso_library_list_stacks_finish() gave (nullable). */
void gesso_generation_list_take_counts   (GessoGenerationList *self,
                                          GArray              *counts);
/* Keeps a row that was read for a while. */
void gesso_generation_list_remember      (GessoGenerationList *self,
                                          GessoGeneration     *generation);
/* Reads all ids again; what stays is not touched. */
void gesso_generation_list_read_again    (GessoGenerationList *self);

G_END_DECLS
