/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-board-popover.h"
#include "gesso-compat-files.h"
#include "gesso-picture-input.h"
#include "gesso-reference-tile.h"
#include "gesso-references-section.h"

#define COLUMNS 5

struct _GessoReferencesSection
{
  GessoSection parent_instance;

  GtkGrid *grid;
  GtkWidget *add;
  GtkWidget *save;
  GCancellable *cancellable;
};

enum {
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoReferencesSection, gesso_references_section, GESSO_TYPE_SECTION)

static void chosen_cb (GObject *source, GAsyncResult *result, gpointer data);
static void read_cb (GObject *source, GAsyncResult *result, gpointer data);

static GListModel *
get_references (GessoReferencesSection *self)
{
  return krea_request_get_references (gesso_section_get_request (GESSO_SECTION (self)));
}

static guint
find_position (GessoReferencesSection *self,
               KreaReference          *reference)
{
  GListModel *references = get_references (self);

  for (guint i = 0; i < g_list_model_get_n_items (references); i++)
    {
      g_autoptr (KreaReference) item = g_list_model_get_item (references, i);

      if (item == reference)
        return i;
    }

  return G_MAXUINT;
}

/* Those of the board come first, and are shown by its chip. */
static guint
count_of_board (GessoReferencesSection *self)
{
  GListModel *references = get_references (self);
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (references); i++)
    {
      g_autoptr (KreaReference) reference = g_list_model_get_item (references, i);

      count += krea_reference_is_from_board (reference);
    }
  return count;
}

static gboolean
move_to (GessoReferencesSection *self,
         KreaReference          *reference,
         guint                   to)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  guint from = find_position (self, reference);
  g_autoptr (KreaReference) moved = g_object_ref (reference);
  GtkWidget *tile;

  if (from == G_MAXUINT || from == to || to < count_of_board (self) ||
      to >= g_list_model_get_n_items (get_references (self)))
    return FALSE;

  krea_request_remove_reference (request, from);
  krea_request_insert_reference (request, to, moved);
  tile = gesso_references_section_get_tile (self, to - count_of_board (self));
  if (tile != NULL)
    gtk_widget_grab_focus (tile);
  return TRUE;
}

static void
tile_move_cb (GessoReferencesSection *self,
              int                     by,
              GessoReferenceTile     *tile)
{
  KreaReference *reference = gesso_reference_tile_get_reference (tile);
  guint from = find_position (self, reference);

  if (by < 0 && from < (guint) -by)
    return;

  move_to (self, reference, from + (guint) by);
}

static gboolean
tile_move_here_cb (GessoReferencesSection *self,
                   KreaReference          *reference,
                   GessoReferenceTile     *tile)
{
  return move_to (self, reference, find_position (self, gesso_reference_tile_get_reference (tile)));
}

static void
tile_remove_cb (GessoReferencesSection *self,
                GessoReferenceTile     *tile)
{
  guint position = find_position (self, gesso_reference_tile_get_reference (tile));
  GtkWidget *next;

  if (position == G_MAXUINT)
    return;

  krea_request_remove_reference (gesso_section_get_request (GESSO_SECTION (self)), position);
  position -= count_of_board (self);
  next = gesso_references_section_get_tile (self, position);
  if (next == NULL && position > 0)
    next = gesso_references_section_get_tile (self, position - 1);
  gtk_widget_grab_focus (next != NULL ? next : self->add);
}

static void
tile_use_as_source_cb (GessoReferencesSection *self,
                       GessoReferenceTile     *tile)
{
  KreaRequest *request = gesso_section_get_request (GESSO_SECTION (self));
  const KreaRange *range = krea_catalog_get_range (krea_request_get_catalog (request), "strength");
  KreaReference *reference = gesso_reference_tile_get_reference (tile);
  g_autoptr (KreaReference) source = NULL;

  source = krea_reference_new (krea_reference_get_sha256 (reference), krea_reference_get_name (reference),
                               range != NULL ? range->initial : 0.99);
  krea_request_set_source (request, source);
}

static GtkWidget *
make_tile (GessoReferencesSection *self,
           KreaReference          *reference)
{
  GtkWidget *tile = gesso_reference_tile_new (gesso_section_get_context (GESSO_SECTION (self)), reference);

  g_signal_connect_object (tile, "move", G_CALLBACK (tile_move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tile, "move-here", G_CALLBACK (tile_move_here_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tile, "remove", G_CALLBACK (tile_remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tile, "use-as-source", G_CALLBACK (tile_use_as_source_cb), self, G_CONNECT_SWAPPED);
  return tile;
}

static void
update_title (GessoReferencesSection *self,
              guint                   count,
              guint                   own)
{
  guint most = krea_catalog_get_max_references (gesso_context_get_catalog (gesso_section_get_context (
    GESSO_SECTION (self))));
  g_autofree char *title = NULL;

  /* Translators: how many style references there are, and how many there can be */
  if (count > 0)
    title = g_strdup_printf (_("Style references · %u of %u"), count, most);
  gesso_section_set_title (GESSO_SECTION (self), title != NULL ? title : _("Style references"));
  gtk_widget_set_visible (self->save, own > 0);
  gtk_widget_set_visible (self->add, count < most);
}

static void
items_changed_cb (GessoReferencesSection *self)
{
  GListModel *references = get_references (self);
  guint count = g_list_model_get_n_items (references);
  guint own = 0;
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *child;

  /* A tile stays with its reference: its picture is loaded once. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    {
      g_ptr_array_add (old, g_object_ref (child));
      gtk_grid_remove (self->grid, child);
    }

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (KreaReference) reference = g_list_model_get_item (references, i);
      GtkWidget *tile = NULL;

      if (krea_reference_is_from_board (reference))
        continue;
      for (guint j = 0; j < old->len && tile == NULL; j++)
        {
          GtkWidget *candidate = g_ptr_array_index (old, j);

          if (GESSO_IS_REFERENCE_TILE (candidate) && gtk_widget_get_parent (candidate) == NULL &&
              gesso_reference_tile_get_reference (GESSO_REFERENCE_TILE (candidate)) == reference)
            tile = candidate;
        }
      if (tile == NULL)
        tile = make_tile (self, reference);
      gtk_grid_attach (self->grid, tile, (int) (own % COLUMNS), (int) (own / COLUMNS), 1, 1);
      own++;
    }
  gtk_grid_attach (self->grid, self->add, (int) (own % COLUMNS), (int) (own / COLUMNS), 1, 1);
  update_title (self, count, own);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoReferencesSection) self = data;
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GError) error = NULL;

  files = gesso_file_dialog_open_multiple_finish (result, &error);
  if (files == NULL)
    return;

  gesso_picture_input_read_files_async (gesso_section_get_context (GESSO_SECTION (self)), files, self->cancellable,
                                        read_cb, g_object_ref (self));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoReferencesSection) self = data;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (GError) error = NULL;

  files = gesso_picture_input_read_finish (result, NULL, &refused, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (files != NULL)
    gesso_references_section_add (self, files);
  if (refused != NULL || error != NULL)
    g_signal_emit (self, signals[MESSAGE], 0, refused != NULL ? refused : error->message);
}

static gboolean
drop_cb (GtkDropTargetAsync     *target,
         GdkDrop                *drop,
         double                  x,
         double                  y,
         GessoReferencesSection *self)
{
  gesso_references_section_drop (self, drop);
  return TRUE;
}

static void
gesso_references_section_bind (GessoSection *section)
{
  GessoReferencesSection *self = GESSO_REFERENCES_SECTION (section);
  GtkWidget *popover = gesso_board_popover_new (gesso_section_get_context (section));

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->save), popover);
  g_signal_connect_object (get_references (self), "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self);
}

static gboolean
gesso_references_section_reveal (GessoSection *section,
                                 const char   *field)
{
  GtkWidget *first = gesso_references_section_get_tile (GESSO_REFERENCES_SECTION (section), 0);

  if (!g_str_equal (field, "image_style_references"))
    return FALSE;

  gtk_widget_grab_focus (first != NULL ? first : GESSO_REFERENCES_SECTION (section)->add);
  return TRUE;
}

static void
gesso_references_section_dispose (GObject *object)
{
  GessoReferencesSection *self = GESSO_REFERENCES_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->add);

  G_OBJECT_CLASS (gesso_references_section_parent_class)->dispose (object);
}

static void
gesso_references_section_class_init (GessoReferencesSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_references_section_dispose;
  GESSO_SECTION_CLASS (klass)->bind = gesso_references_section_bind;
  GESSO_SECTION_CLASS (klass)->reveal = gesso_references_section_reveal;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gesso_references_section_init (GessoReferencesSection *self)
{
  g_autoptr (GdkContentFormats) formats = gesso_picture_input_get_formats ();
  GtkDropTargetAsync *target = gtk_drop_target_async_new (g_steal_pointer (&formats), GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  gesso_section_set_title (GESSO_SECTION (self), _("Style references"));

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->grid), GTK_ALIGN_START);
  gtk_grid_set_column_spacing (self->grid, 9);
  gtk_grid_set_row_spacing (self->grid, 9);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));

  self->add = g_object_ref_sink (gtk_button_new_from_icon_name ("list-add-symbolic"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "composer.add-reference");
  gtk_widget_set_tooltip_text (self->add, _("Add style references, or drop or paste pictures"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add style references"),
                                  -1);
  gtk_widget_add_css_class (self->add, "add-reference");

  self->save = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->save), _("Save as Board…"));
  gtk_widget_add_css_class (self->save, "flat");
  gtk_widget_add_css_class (self->save, "inline");
  gtk_widget_set_visible (self->save, FALSE);
  gesso_section_set_suffix (GESSO_SECTION (self), self->save);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
gesso_references_section_new (void)
{
  return g_object_new (GESSO_TYPE_REFERENCES_SECTION, NULL);
}

void
gesso_references_section_choose (GessoReferencesSection *self)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/webp", NULL };
  GtkRoot *root;

  g_return_if_fail (GESSO_IS_REFERENCES_SECTION (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  gesso_file_dialog_open_multiple_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Add Style References"),
                                         _("Pictures"), types, self->cancellable, chosen_cb, g_object_ref (self));
}

void
gesso_references_section_paste (GessoReferencesSection *self)
{
  g_return_if_fail (GESSO_IS_REFERENCES_SECTION (self));

  gesso_picture_input_read_clipboard_async (gesso_section_get_context (GESSO_SECTION (self)),
                                            gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable, read_cb,
                                            g_object_ref (self));
}

void
gesso_references_section_drop (GessoReferencesSection *self,
                               GdkDrop                *drop)
{
  g_return_if_fail (GESSO_IS_REFERENCES_SECTION (self));
  g_return_if_fail (GDK_IS_DROP (drop));

  gesso_picture_input_read_drop_async (gesso_section_get_context (GESSO_SECTION (self)), drop, self->cancellable,
                                       read_cb, g_object_ref (self));
}

void
gesso_references_section_add (GessoReferencesSection *self,
                              GPtrArray              *files)
{
  KreaRequest *request;
  KreaCatalog *catalog;
  const KreaRange *range;
  guint room, left = 0;

  g_return_if_fail (GESSO_IS_REFERENCES_SECTION (self));
  g_return_if_fail (files != NULL);

  request = gesso_section_get_request (GESSO_SECTION (self));
  catalog = krea_request_get_catalog (request);
  range = krea_catalog_get_range (catalog, "reference.strength");
  for (guint i = 0; i < files->len; i++)
    {
      const GessoReferenceFile *file = g_ptr_array_index (files, i);
      g_autoptr (KreaReference) reference = NULL;

      room = krea_catalog_get_max_references (catalog) - MIN (g_list_model_get_n_items (get_references (self)),
                                                             krea_catalog_get_max_references (catalog));
      if (room == 0)
        {
          left++;
          continue;
        }
      reference = krea_reference_new (file->sha256, file->name, range != NULL ? range->initial : 0.5);
      krea_request_add_reference (request, reference);
    }

  if (left > 0)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf (ngettext ("Krea takes %u style references. %u picture was left out.",
                                        "Krea takes %u style references. %u pictures were left out.", left),
                              krea_catalog_get_max_references (catalog), left);
      g_signal_emit (self, signals[MESSAGE], 0, text);
    }
}

void
gesso_references_section_save_board (GessoReferencesSection *self)
{
  g_return_if_fail (GESSO_IS_REFERENCES_SECTION (self));

  if (gtk_widget_get_visible (self->save))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->save));
}

GtkWidget *
gesso_references_section_get_tile (GessoReferencesSection *self,
                                   guint                   position)
{
  GtkWidget *child;

  g_return_val_if_fail (GESSO_IS_REFERENCES_SECTION (self), NULL);

  child = gtk_grid_get_child_at (self->grid, (int) (position % COLUMNS), (int) (position / COLUMNS));
  return child != NULL && GESSO_IS_REFERENCE_TILE (child) ? child : NULL;
}
