/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-details.h"

struct _GessoDetails
{
  GtkWidget parent_instance;
};

G_DEFINE_TYPE (GessoDetails, gesso_details, GTK_TYPE_WIDGET)

static void gesso_details_class_init (GessoDetailsClass *klass) {}
static void gesso_details_init (GessoDetails *self) {}
GtkWidget *gesso_details_new (GessoContext *context) { return g_object_new (GESSO_TYPE_DETAILS, NULL); }
