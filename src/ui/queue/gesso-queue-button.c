/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-queue"

#include "config.h"

#include "gesso-queue-button.h"

struct _GessoQueueButton
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (GessoQueueButton, gesso_queue_button, GTK_TYPE_WIDGET)

static void
gesso_queue_button_class_init (GessoQueueButtonClass *klass)
{
  g_signal_new ("activated", GESSO_TYPE_QUEUE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GESSO_TYPE_GENERATION);
  g_signal_new ("toast", GESSO_TYPE_QUEUE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
}

static void
gesso_queue_button_init (GessoQueueButton *self)
{
}

GtkWidget *
gesso_queue_button_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_QUEUE_BUTTON, NULL);
}

void
gesso_queue_button_popup (GessoQueueButton *self)
{
}
