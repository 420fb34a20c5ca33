/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoSection:
 *
 * One part of the composer: a small title, with room for something at its end, over whatever edits that part of the
 * context's request.
 *
 * Properties: "context" (set once), "title" (nullable).
 */
#define GESSO_TYPE_SECTION (gesso_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (GessoSection, gesso_section, GESSO, SECTION, GtkWidget)

/**
 * GessoSectionClass:
 * @bind: the context is there: connect to its request and show it. Chain up first.
 * @reveal: focus what edits @field (a key of the request); returns whether that is in this section
 */
struct _GessoSectionClass {
  GtkWidgetClass parent_class;

  void     (*bind)   (GessoSection *self);
  gboolean (*reveal) (GessoSection *self, const char *field);
};

GessoContext *gesso_section_get_context (GessoSection *self);
void          gesso_section_set_context (GessoSection *self,
                                         GessoContext *context);

/* The context's request; %NULL before there is a context. */
KreaRequest  *gesso_section_get_request (GessoSection *self);
void          gesso_section_set_title   (GessoSection *self,
                                         const char   *title);

/* Puts @widget at the end of the title's line. */
void          gesso_section_set_suffix  (GessoSection *self,
                                         GtkWidget    *widget);
gboolean      gesso_section_reveal      (GessoSection *self,
                                         const char   *field);

G_END_DECLS
