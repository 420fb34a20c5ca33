/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gesso-generation.h"

G_BEGIN_DECLS

typedef enum {
  GESSO_QUEUE_SECTION_RUNNING,
  GESSO_QUEUE_SECTION_WAITING,
  GESSO_QUEUE_SECTION_NEEDS_YOU,
  GESSO_QUEUE_SECTION_NONE,      /* finished: not shown */
} GessoQueueSection;

#define GESSO_QUEUE_N_SECTIONS GESSO_QUEUE_SECTION_NONE

/**
 * GessoQueueModel:
 *
 * The engine's queue in three lists, *Running*, *Waiting* and *Needs you*, each in queue order. Follows the
 * state of every generation; without any widget.
 *
 * Signal: "changed": one of the lists did.
 */
#define GESSO_TYPE_QUEUE_MODEL (gesso_queue_model_get_type ())
G_DECLARE_FINAL_TYPE (GessoQueueModel, gesso_queue_model, GESSO, QUEUE_MODEL, GObject)

/* @queue: #GListModel of #GessoGeneration */
GessoQueueModel   *gesso_queue_model_new         (GListModel        *queue);

/* (transfer none) */
GListModel        *gesso_queue_model_get_section (GessoQueueModel   *self,
                                                  GessoQueueSection  section);
guint              gesso_queue_model_get_count   (GessoQueueModel   *self,
                                                  GessoQueueSection  section);

GessoQueueSection  gesso_queue_section_of        (GessoGeneration   *generation);

G_END_DECLS
