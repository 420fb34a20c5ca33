/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-details.h"

#include "../gallery/gesso-tile.h"
#include "gesso-details-marks.h"
#include "gesso-details-reference.h"
#include "gesso-details-text.h"
#include "gesso-money.h"

struct _GessoDetails
{
  GtkWidget parent_instance;

  GtkWidget *banner;
  GtkWidget *banner_label;
  GtkWidget *locate;
  GtkWidget *facts;
  GtkWidget *large_button;
  GtkWidget *marks;
  GtkWidget *more;
  GtkWidget *more_facts;
  GtkWidget *price_label;
  GtkWidget *prompt_label;
  GtkWidget *references;
  GtkWidget *references_group;
  GtkWidget *settings_label;
  GtkWidget *sliders_label;
  GtkWidget *source;
  GtkWidget *source_group;
  GtkWidget *stack;
  GtkWidget *tile_bin;
  GtkWidget *use_button;
  GtkWidget *vary_button;
  GtkWidget *tile;

  GessoContext *context;
  GessoGeneration *generation;
  char *shown_recipe; /* what the references were made from */
  guint refresh_idle;
};

enum {
  PROP_0,
  PROP_CONTEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoDetails, gesso_details, GTK_TYPE_WIDGET)

/* Takes @text. */
static void
show_line (GtkWidget *label,
           char      *text)
{
  gtk_widget_set_visible (label, text != NULL && text[0] != '\0');
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text ? text : "") != 0)
    gtk_label_set_text (GTK_LABEL (label), text ? text : "");
  g_free (text);
}

static void
clear_children (GtkWidget *parent,
                void     (*remove) (GtkWidget *parent, GtkWidget *child))
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (parent)) != NULL)
    remove (parent, child);
}

static void
remove_from_grid (GtkWidget *parent,
                  GtkWidget *child)
{
  gtk_grid_remove (GTK_GRID (parent), child);
}

static void
remove_from_flow (GtkWidget *parent,
                  GtkWidget *child)
{
  gtk_flow_box_remove (GTK_FLOW_BOX (parent), child);
}

static void
remove_from_box (GtkWidget *parent,
                 GtkWidget *child)
{
  gtk_box_remove (GTK_BOX (parent), child);
}

/* A name and a value in a grid, nothing where there is no value. Takes @value. */
static void
add_fact (GtkWidget  *grid,
          int        *row,
          const char *name,
          char       *value)
{
  GtkWidget *name_label, *value_label;

  if (value == NULL || value[0] == '\0')
    {
      g_free (value);
      return;
    }
  name_label = gtk_label_new (name);
  value_label = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_widget_set_valign (name_label, GTK_ALIGN_START);
  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_widget_add_css_class (name_label, "caption");
  gtk_label_set_xalign (GTK_LABEL (value_label), 0);
  gtk_label_set_wrap (GTK_LABEL (value_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_widget_add_css_class (value_label, "caption");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value_label), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name_label, NULL, -1);
  gtk_grid_attach (GTK_GRID (grid), name_label, 0, *row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value_label, 1, *row, 1, 1);
  (*row)++;
  g_free (value);
}

static void
show_facts (GessoDetails *self,
            KreaRequest  *request)
{
  GessoGeneration *generation = self->generation;
  const char *path = gesso_generation_get_path (generation);
  int row = 0;

  clear_children (self->facts, remove_from_grid);
  add_fact (self->facts, &row, _("Moodboard"), gesso_details_text_moodboard (request));
  add_fact (self->facts, &row, _("Styles"), gesso_details_text_styles (request));
  add_fact (self->facts, &row, _("Size"), gesso_details_text_size (generation));
  add_fact (self->facts, &row, _("Created"), gesso_details_text_time (gesso_generation_get_created_at (generation)));
  add_fact (self->facts, &row, _("File"), path ? g_path_get_basename (path) : NULL);
  gtk_widget_set_visible (self->facts, row > 0);

  row = 0;
  clear_children (self->more_facts, remove_from_grid);
  add_fact (self->more_facts, &row, _("Job"), g_strdup (gesso_generation_get_job_id (generation)));
  add_fact (self->more_facts, &row, _("Identity"), g_strdup (gesso_generation_get_id (generation)));
  if (!gesso_generation_is_imported (generation))
    add_fact (self->more_facts, &row, _("Sent to"), g_strdup (gesso_generation_get_origin (generation)));
  add_fact (self->more_facts, &row, _("Finished"),
            gesso_details_text_time (gesso_generation_get_completed_at (generation)));
  add_fact (self->more_facts, &row, _("Message"), g_strdup (gesso_generation_get_error_message (generation)));
  gtk_widget_set_visible (self->more, row > 0);
}

static void
show_references (GessoDetails *self)
{
  const char *recipe = gesso_generation_get_recipe (self->generation);
  g_autoptr (GPtrArray) all = NULL;
  guint n_styles = 0;

  if (g_strcmp0 (self->shown_recipe, recipe) == 0)
    return;
  g_free (self->shown_recipe);
  self->shown_recipe = g_strdup (recipe);
  clear_children (self->references, remove_from_flow);
  clear_children (self->source, remove_from_box);
  all = gesso_generation_get_references (self->generation);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const GessoRecipeReference *reference = all->pdata[i];
      GtkWidget *thumb = gesso_details_reference_new (self->context, reference);

      if (g_strcmp0 (reference->role, "source") == 0)
        gtk_box_append (GTK_BOX (self->source), thumb);
      else
        gtk_flow_box_insert (GTK_FLOW_BOX (self->references), thumb, (int) n_styles++);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (self->references); child; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_visible (self->references_group, n_styles > 0);
  gtk_widget_set_visible (self->source_group, gtk_widget_get_first_child (self->source) != NULL);
}

/* "$0.065", or what it costs without a key. */
static char *
format_price (GessoDetails *self,
              KreaRequest  *request,
              const char   *variant)
{
  KreaCatalog *catalog = gesso_context_get_catalog (self->context);
  gint64 price = krea_catalog_get_price (catalog, variant,
                                         g_list_model_get_n_items (krea_request_get_references (request)) > 0,
                                         krea_request_get_moodboard_id (request) != NULL);

  if (gesso_engine_get_account_state (gesso_context_get_engine (self->context)) == GESSO_ACCOUNT_SANDBOX)
    return g_strdup (_("Free"));
  return price >= 0 ? gesso_money_format (price) : NULL;
}

static void
show_actions (GessoDetails *self,
              KreaRequest  *request)
{
  const char *variant = gesso_generation_get_variant (self->generation);
  gboolean larger = request != NULL && variant != NULL && g_strcmp0 (variant, "large") != 0 &&
                    krea_catalog_find_model (gesso_context_get_catalog (self->context), "large") != NULL;
  g_autofree char *vary_price = request != NULL && variant != NULL ? format_price (self, request, variant) : NULL;
  g_autofree char *large_price = larger ? format_price (self, request, "large") : NULL;
  g_autofree char *vary = vary_price ? g_strdup_printf (_("Vary · %s"), vary_price) : g_strdup (_("Vary"));
  g_autofree char *large = large_price ? g_strdup_printf (_("Try on Large · %s"), large_price) : NULL;

  gtk_button_set_label (GTK_BUTTON (self->vary_button), vary);
  gtk_widget_set_tooltip_text (self->vary_button, _("Same recipe with a new seed, sent at once (Ctrl+Shift+Return)"));
  /* What another program made can't be made once more. */
  gtk_widget_set_visible (self->vary_button, variant != NULL);
  gtk_widget_set_visible (self->large_button, large != NULL);
  if (large != NULL)
    gtk_button_set_label (GTK_BUTTON (self->large_button), large);
}

static void
refresh (GessoDetails *self)
{
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  const char *recipe = self->generation ? gesso_generation_get_recipe (self->generation) : NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), recipe ? "details" : "nothing");
  if (recipe == NULL)
    {
      gesso_tile_set_generation (GESSO_TILE (self->tile), NULL);
      return;
    }
  request = krea_request_new_from_recipe (gesso_context_get_catalog (self->context), recipe, &error);
  if (request == NULL)
    g_debug ("A recipe that can't be used any more: %s", error ? error->message : "?");
  gesso_tile_set_generation (GESSO_TILE (self->tile), self->generation);
  show_line (self->banner_label, gesso_details_text_banner (self->generation));
  gtk_widget_set_visible (self->banner, gtk_widget_get_visible (self->banner_label));
  gtk_widget_set_visible (self->locate, gesso_generation_is_missing (self->generation));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->locate), "s", gesso_generation_get_id (self->generation));
  show_line (self->prompt_label, g_strdup (gesso_generation_get_prompt (self->generation)));
  show_line (self->settings_label, gesso_details_text_settings (self->generation));
  show_line (self->sliders_label, gesso_details_text_sliders (request));
  show_line (self->price_label, gesso_details_text_price (self->generation));
  gesso_details_marks_update (GESSO_DETAILS_MARKS (self->marks), self->generation);
  show_references (self);
  show_facts (self, request);
  show_actions (self, request);
}

static gboolean
refresh_idle_cb (gpointer data)
{
  GessoDetails *self = data;

  self->refresh_idle = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* A row that is read notifies twenty properties: once is enough. */
static void
queue_refresh (GessoDetails *self)
{
  if (self->refresh_idle == 0)
    self->refresh_idle = g_idle_add (refresh_idle_cb, self);
}

static void
selected_cb (GessoDetails *self)
{
  GessoGeneration *selected;

  g_assert (GESSO_IS_DETAILS (self));

  selected = gesso_context_get_selected (self->context);
  if (self->generation == selected)
    return;
  if (self->generation != NULL)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_set_object (&self->generation, selected);
  if (selected != NULL)
    g_signal_connect_swapped (selected, "notify", G_CALLBACK (queue_refresh), self);
  refresh (self);
}

static void
gesso_details_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, GESSO_DETAILS (object)->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_details_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (id == PROP_CONTEXT)
    GESSO_DETAILS (object)->context = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_details_constructed (GObject *object)
{
  GessoDetails *self = GESSO_DETAILS (object);

  G_OBJECT_CLASS (gesso_details_parent_class)->constructed (object);
  self->tile = gesso_tile_new (self->context);
  adw_bin_set_child (ADW_BIN (self->tile_bin), self->tile);
  g_signal_connect_object (self->context, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_engine (self->context), "notify::account-state",
                           G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  selected_cb (self);
  refresh (self);
}

static void
gesso_details_dispose (GObject *object)
{
  GessoDetails *self = GESSO_DETAILS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->refresh_idle, g_source_remove);
  if (self->generation != NULL)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_clear_object (&self->generation);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_details_parent_class)->dispose (object);
}

static void
gesso_details_finalize (GObject *object)
{
  g_free (GESSO_DETAILS (object)->shown_recipe);
  G_OBJECT_CLASS (gesso_details_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/details/gesso-details.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, banner);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, banner_label);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, locate);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, facts);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, large_button);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, marks);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, more);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, more_facts);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, price_label);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, references);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, references_group);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, settings_label);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, sliders_label);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, source);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, source_group);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, tile_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, use_button);
  gtk_widget_class_bind_template_child (widget_class, GessoDetails, vary_button);
}

static void
gesso_details_class_init (GessoDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = gesso_details_constructed;
  object_class->dispose = gesso_details_dispose;
  object_class->finalize = gesso_details_finalize;
  object_class->get_property = gesso_details_get_property;
  object_class->set_property = gesso_details_set_property;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
}

static void
gesso_details_init (GessoDetails *self)
{
  g_type_ensure (GESSO_TYPE_DETAILS_MARKS);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_details_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_DETAILS, "context", context, NULL);
}
