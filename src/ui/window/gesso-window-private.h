/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-window.h"

#include "boards/gesso-boards-page.h"
#include "compare/gesso-compare.h"
#include "composer/gesso-composer.h"
#include "details/gesso-details.h"
#include "gallery/gesso-gallery.h"
#include "gesso-banner.h"
#include "gesso-compat.h"
#include "gesso-library-curation.h"
#include "gesso-pane.h"
#include "queue/gesso-queue-button.h"
#include "viewer/gesso-viewer.h"

G_BEGIN_DECLS

struct _GessoWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *states;
  AdwStatusPage *status;
  GtkBox *status_actions;
  AdwFlap *composer_flap;
  GessoPane *composer_bin;
  GtkWidget *content;
  AdwHeaderBar *header;
  GtkStack *titles;
  AdwViewSwitcher *switcher;
  AdwWindowTitle *picture_title;
  GtkWidget *back_button;
  GtkWidget *composer_button;
  GtkToggleButton *search_button;
  GtkWidget *details_button;
  AdwBin *queue_bin;
  GessoBanner *banner;
  AdwFlap *details_flap;
  GessoPane *details_bin;
  GtkStack *rooms;
  AdwViewStack *views;
  AdwBin *viewer_bin;
  AdwBin *compare_bin;
  GtkRevealer *pill;
  GtkButton *pill_button;
  GtkRevealer *bottom_bar;
  GtkLabel *prompt_label;
  GtkButton *generate_button;

  GSettings *settings;
  GListStore *boards_to_import; /* (nullable): files, until there is a context */

  /* of the context: made and dropped with it */
  GessoContext *context;
  GessoComposer *composer;
  GessoGallery *gallery;
  GessoViewer *viewer;
  GessoCompare *compare;      /* made when it is first asked for */
  const char *compare_from;   /* the room it was asked for in */
  AdwBin *gallery_bin;        /* the two pages: made with the first library, and never gone */
  AdwBin *boards_bin;         /* filled when it is first seen */
  GessoQueueButton *queue;
  GSignalGroup *engine_signals;
  GSignalGroup *queue_signals;
  GSignalGroup *context_signals;
  GSignalGroup *selected_signals;
  GPtrArray *unseen;          /* the round behind the pill */
  GPtrArray *recovered;       /* what “Show” shows */
  GPtrArray *offers;          /* (nullable): toasts with a button */
  AdwToast *step_toast;       /* (weak): what takes back the last step of curation */
  gint64 step_told_at;        /* when that was shown first, µs of the monotonic clock */
  GtkWidget *tags;            /* the popover, made when it is first asked for */
  GtkWidget *tags_focus;      /* (weak): where the keys were before */

  guint n_strays;             /* what the banner offers */
  char *problem_path;
  guint hold_idle;
  guint hold_timer;
  guint edge_timer;
  gint64 last_press;          /* of Generate or Vary, µs */
  gboolean press_held;
};

/* gesso-window-layout.c: folding, panes, pages, full screen */
void gesso_window_layout_init        (GessoWindow *self);
void gesso_window_layout_set_context (GessoWindow *self);
void gesso_window_layout_update      (GessoWindow *self);
void gesso_window_show_page          (GessoWindow *self, const char *name);
gboolean gesso_window_is_viewing     (GessoWindow *self);
void gesso_window_set_show_composer  (GessoWindow *self, gboolean show);
void gesso_window_set_show_details   (GessoWindow *self, gboolean show);
void gesso_window_install_layout     (GtkWidgetClass *widget_class);

/* gesso-window-rooms.c: gallery, viewer, boards and rounds */
void gesso_window_rooms_set_context  (GessoWindow *self);
void gesso_window_rooms_fill         (GessoWindow *self);
void gesso_window_open_viewer        (GessoWindow *self, GessoGeneration *generation);
void gesso_window_close_viewer       (GessoWindow *self);
void gesso_window_update_picture_title (GessoWindow *self);
void gesso_window_show_round         (GessoWindow *self, GPtrArray *generations);
void gesso_window_show_unseen        (GessoWindow *self);
void gesso_window_install_rooms      (GtkWidgetClass *widget_class);

/* gesso-window-picture.c: what can be done with the selected generation */
void gesso_window_picture_set_context (GessoWindow *self);
void gesso_window_picture_update     (GessoWindow *self);
void gesso_window_announce_round     (GessoWindow *self, GPtrArray *generations);
void gesso_window_install_picture    (GtkWidgetClass *widget_class);

/* gesso-window-generation.c: fixes for one generation, named by its id */
void gesso_window_send_request       (GessoWindow *self, KreaRequest *request);
void gesso_window_send_instead       (GessoWindow *self, GessoGeneration *failed, KreaRequest *request);
/* (transfer full) (nullable): what was asked for; what is wrong with it is told */
KreaRequest *gesso_window_read_recipe (GessoWindow *self, GessoGeneration *generation);
void gesso_window_install_generation (GtkWidgetClass *widget_class);

/* gesso-window-smaller.c: after 413 */
void gesso_window_send_smaller       (GessoWindow *self, GessoGeneration *generation);
void gesso_window_leave_out          (GessoWindow *self, GessoGeneration *generation);

/* gesso-window-queue.c: why the queue does not go on, and what helps */
void gesso_window_queue_set_context  (GessoWindow *self);
void gesso_window_queue_update       (GessoWindow *self);
void gesso_window_install_queue      (GtkWidgetClass *widget_class);

/* gesso-window-key.c */
void gesso_window_key_update         (GessoWindow *self);
void gesso_window_install_key        (GtkWidgetClass *widget_class);

/* gesso-window-library.c */
void gesso_window_install_library    (GtkWidgetClass *widget_class);

/* gesso-window-keyboard.c */
void gesso_window_keyboard_init      (GessoWindow *self);
void gesso_window_install_keyboard   (GtkWidgetClass *widget_class);

/* gesso-window-curate.c: rating, favourites, trash and undo */
void gesso_window_curate_init        (GessoWindow *self);
void gesso_window_install_curate     (GtkWidgetClass *widget_class);

/* The selection in the grid, otherwise the one that is looked at; @get_known: of many only the first. */
guint      gesso_window_count_targets     (GessoWindow *self);
GPtrArray *gesso_window_get_known_targets (GessoWindow *self);
/* @then: (nullable): called with a reference to the window at the end */
void       gesso_window_mark              (GessoWindow *self, const GessoMark *mark, GAsyncReadyCallback then);

/* gesso-window-compare.c */
gboolean gesso_window_is_comparing   (GessoWindow *self);
void gesso_window_show_compare       (GessoWindow *self);
void gesso_window_close_compare      (GessoWindow *self);

/* gesso-window-tags.c */
void gesso_window_show_tags          (GessoWindow *self);
void gesso_window_drop_tags          (GessoWindow *self);

/* gesso-window-boards.c: boards that come in as files */
void gesso_window_boards_set_context (GessoWindow *self);
void gesso_window_install_boards     (GtkWidgetClass *widget_class);

/* gesso-window-export.c */
void gesso_window_install_export     (GtkWidgetClass *widget_class);

/* gesso-window-import.c */
void gesso_window_import_set_context (GessoWindow *self);
/* @strays: they lie in the library's folder already */
void gesso_window_import_paths       (GessoWindow *self, const char *const *paths, gboolean strays);
void gesso_window_install_import     (GtkWidgetClass *widget_class);

/* gesso-window-strays.c: pictures that somebody put into the library's folder */
void gesso_window_strays_set_context (GessoWindow *self);
GessoSentence *gesso_window_strays_sentence (GessoWindow *self);
/* @paths: (nullable): these, and offers what is left; %NULL for all */
void gesso_window_strays_ignore      (GessoWindow *self, const char *const *paths);
void gesso_window_install_strays     (GtkWidgetClass *widget_class);

/* gesso-window-help.c */
void gesso_window_install_help       (GtkWidgetClass *widget_class);

/* Whether @library is the one that is open: what an earlier one still says is for nobody. */
gboolean gesso_window_has_library    (GessoWindow *self, gpointer library);

/* gesso-window-toasts.c */
/* What the toasts offer is about a library that is not open any more. */
void gesso_window_drop_offers        (GessoWindow *self);
/* A sentence for what failed; nothing if it was only cancelled. */
void gesso_window_toast_error        (GessoWindow *self, const GError *error);
void gesso_window_toast_sentence     (GessoWindow *self, const GessoSentence *sentence);
void gesso_window_toast_text         (GessoWindow *self, const char *text);

G_END_DECLS
