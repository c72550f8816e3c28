/* gp-header.c — the header bar of a window
 * SPDX-License-Identifier: Apache-2.0
 *
 * The bar asks for the little that its narrowest form needs. When it is given a width, it takes the
 * widest form that fits. How wide each form must be is measured once, and again when a text in the
 * bar has changed: measuring shows and hides parts, which must not happen at every allocation.
 * Buttons are folded before the name of the design or what it is compared with is cut.
 */
#define G_LOG_DOMAIN "gp-header"
#include "config.h"

#include "gp-header.h"

#include "gp-describe.h"
#include "gp-hint.h"
#include "gp-recent.h"

#include <glib/gi18n-lib.h>

#define GP_HEADER_FORMS 10    /* from the widest, 0, to the narrowest */
#define GP_HEADER_CUTS  5     /* from this form on names may be cut */

struct _GpHeader
{
  GtkWidget parent_instance;

  GpSession *session;
  GpLinter  *linter;
  GpId       target;          /* the one used last */

  int        widths[GP_HEADER_FORMS];   /* of each form, pixels */
  gboolean   measured;
  gsize      form;

  GtkWidget *bar;
  GtkWidget *outline;         /* shown where the panel is folded away */
  GtkWidget *inspector;
  GtkWidget *open;
  GtkWidget *edit_box;
  GtkWidget *undo;
  GtkWidget *redo;
  GtkWidget *title_box;
  GtkWidget *title;
  GtkWidget *place;
  GtkWidget *lens;
  GtkWidget *lens_wide;
  GtkWidget *lens_narrow;
  GtkWidget *deploy;
  GtkWidget *deploy_wide;
  GtkWidget *deploy_narrow;
  GtkWidget *review;
  GtkWidget *review_wide;
  GtkWidget *review_narrow;
  GtkWidget *count;
  GtkWidget *find;
  GtkWidget *menu;
  GtkWidget *comparison;
  gboolean   comparing;
  GMenu     *export_menu;
};

G_DEFINE_FINAL_TYPE (GpHeader, gp_header, GTK_TYPE_WIDGET)

/* Pixels that a path takes which is cut down to the name of the file. */
static int
measure_file_name (GpHeader *self)
{
  const char *name = strrchr (gtk_label_get_label (GTK_LABEL (self->place)), G_DIR_SEPARATOR);
  g_autofree char *shown = name != NULL ? g_strconcat ("…", name, NULL) : NULL;
  g_autoptr(PangoLayout) layout = NULL;
  int width;
  int most;

  if (shown == NULL)
    return -1;
  layout = gtk_widget_create_pango_layout (self->place, shown);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_widget_measure (self->place, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &most, NULL, NULL);
  return MIN (width, most);
}

/* What the design is called, and what it is compared with. */
static void
cut_names (GpHeader *self,
           gboolean  cut)
{
  PangoEllipsizeMode mode = cut ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE;

  gtk_label_set_ellipsize (GTK_LABEL (self->title), mode);
  gtk_label_set_ellipsize (GTK_LABEL (self->comparison), mode);
  gtk_widget_set_size_request (self->place, -1, -1);
  gtk_widget_set_size_request (self->place, cut ? -1 : measure_file_name (self), -1);
}

static void
show_form (GpHeader *self,
           gsize     form)
{
  gboolean design = self->session != NULL;

  cut_names (self, form >= GP_HEADER_CUTS);
  gtk_widget_set_visible (self->deploy_wide, form < 1);
  gtk_widget_set_visible (self->deploy_narrow, form >= 1);
  gtk_widget_set_visible (self->find, design && form < 2);
  gtk_widget_set_visible (self->comparison, self->comparing && form < 5);
  gtk_widget_set_visible (self->review_wide, form < 2);
  gtk_widget_set_visible (self->review_narrow, form >= 2);
  gtk_widget_set_visible (self->lens_wide, form < 3);
  gtk_widget_set_visible (self->lens_narrow, form >= 3);
  gtk_widget_set_visible (self->edit_box, form < 4);
  gtk_widget_set_visible (self->title_box, design && form < 6);
  gtk_widget_set_visible (self->open, form < 7);
  gtk_widget_set_visible (self->deploy, design && form < 8);
  gtk_widget_set_visible (self->review, design && form < 9);
  self->form = form;
}

static void
measure_forms (GpHeader *self)
{
  gsize form = self->form;

  for (gsize i = 0; i < GP_HEADER_FORMS; i++)
    {
      show_form (self, i);
      gtk_widget_measure (self->bar, GTK_ORIENTATION_HORIZONTAL, -1, &self->widths[i], NULL, NULL,
                          NULL);
    }
  show_form (self, form);
  self->measured = TRUE;
}

static void
forget_forms (GpHeader *self)
{
  self->measured = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
gp_header_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  GpHeader *self = GP_HEADER (widget);

  if (!self->measured)
    measure_forms (self);

  gtk_widget_measure (self->bar, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (*minimum, self->widths[GP_HEADER_FORMS - 1]);
      *natural = MAX (*natural, self->widths[0]);
    }
}

static void
gp_header_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  GpHeader *self = GP_HEADER (widget);
  gsize form = 0;

  if (!self->measured)
    measure_forms (self);
  while (form + 1 < GP_HEADER_FORMS && self->widths[form] > width)
    form++;
  if (form != self->form)
    {
      int least;

      show_form (self, form);
      gtk_widget_measure (self->bar, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    }

  gtk_widget_allocate (self->bar, width, height, baseline, NULL);
}

static void
update_history (GpHeader *self)
{
  GpHistory *history = gp_session_get_history (self->session);
  const char *undo = gp_history_get_undo_title (history);
  const char *redo = gp_history_get_redo_title (history);
  g_autofree char *undo_text = undo != NULL ? g_strdup_printf (_("Undo: %s"),
                                                               undo) : g_strdup (_("Undo"));
  g_autofree char *redo_text = redo != NULL ? g_strdup_printf (_("Redo: %s"),
                                                               redo) : g_strdup (_("Redo"));

  gp_hint_set (self->undo, undo_text);
  gp_hint_set (self->redo, redo_text);
}

static void
update_title (GpHeader *self)
{
  g_autofree char *title = gp_session_dup_title (self->session);
  g_autofree char *place = gp_session_dup_place (self->session);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->place), place);
  /* Of a path the end tells most, of a sentence the beginning. */
  gtk_label_set_ellipsize (GTK_LABEL (self->place),
                           strchr (place, G_DIR_SEPARATOR) != NULL ? PANGO_ELLIPSIZE_START
                                                                   : PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (self->title_box, place);
  forget_forms (self);
}

static void
update_findings (GpHeader *self)
{
  guint n = gp_linter_count_problems (self->linter);
  guint errors = gp_linter_count (self->linter, GP_SEVERITY_ERROR);
  g_autofree char *text = g_strdup_printf ("%u", n);
  g_autofree char *tooltip = n == 0 ? g_strdup (_("No problems found"))
                                    : g_strdup_printf (ngettext ("%u problem", "%u problems", n),
                                                       n);

  gtk_label_set_label (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, n > 0);
  gp_hint_set (self->review, tooltip);
  if (errors > 0)
    gtk_widget_add_css_class (self->count, "error");
  else
    gtk_widget_remove_css_class (self->count, "error");
  forget_forms (self);
}

static GMenuModel *
make_target_menu (GpHeader  *self,
                  GPtrArray *targets)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) list = g_menu_new ();
  g_autoptr(GMenu) more = g_menu_new ();

  for (guint i = 0; i < targets->len; i++)
    {
      char id[GP_ID_STRING_SIZE];
      g_autofree char *label = gp_menu_escape (gp_element_get_name (targets->pdata[i]));
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      gp_id_format (gp_element_get_id (targets->pdata[i]), id);
      g_menu_item_set_action_and_target (item, "win.deploy", "s", id);
      g_menu_append_item (list, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (list));
  g_menu_append (more, _("Add a target…"), "win.add-target");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));

  return G_MENU_MODEL (menu);
}

/* libadwaita 1.2 names neither of a split button's two parts. */
static void
name_parts (GtkWidget  *split_button,
            const char *label)
{
  for (GtkWidget *part = gtk_widget_get_first_child (split_button); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    gp_hint_name (part, GTK_IS_MENU_BUTTON (part) ? _("Other targets") : label);
}

static void
update_targets (GpHeader *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GPtrArray) targets = gp_design_list (design, GP_KIND_TARGET);
  g_autoptr(GMenuModel) menu = make_target_menu (self, targets);
  const GpElement *target;
  g_autofree char *label = NULL;
  GpId id;

  gp_header_get_default_target (self, &id);
  target = gp_design_lookup (design, &id);
  if (target != NULL)
    /* Translators: the button that deploys; %s is the target's name. */
    label = g_strdup_printf (_("Deploy to %s"), gp_element_get_name (target));
  else
    label = g_strdup (_("Deploy"));

  adw_split_button_set_label (ADW_SPLIT_BUTTON (self->deploy_wide), label);
  gp_hint_set (self->deploy_narrow, label);
  name_parts (self->deploy_wide, label);
  name_parts (self->deploy_narrow, label);
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->deploy_wide), menu);
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->deploy_narrow), menu);
  forget_forms (self);
}

static void
design_applied_cb (GpHeader    *self,
                   GpChangeSet *changes)
{
  gboolean targets = FALSE, root = FALSE;

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      GpKind kind = gp_change_set_get (changes, i)->kind;

      targets |= kind == GP_KIND_TARGET;
      root |= kind == GP_KIND_DESIGN;
    }

  if (targets)
    update_targets (self);
  if (root)
    update_title (self);
}

static void
update_formats (GpHeader *self)
{
  gsize n = 0;
  const GpSessionFormat *formats = gp_session_list_formats (self->session, &n);

  g_menu_remove_all (self->export_menu);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *label = g_strdup_printf ("%s…", _(formats[i].label));
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.export", "s", formats[i].nick);
      g_menu_append_item (self->export_menu, item);
    }
}

static void
create_open_menu_cb (GtkMenuButton *button,
                     gpointer       user_data)
{
  g_autoptr(GMenuModel) menu = gp_recent_new_menu ();

  gtk_menu_button_set_menu_model (button, menu);
}

static void
gp_header_dispose (GObject *object)
{
  GpHeader *self = GP_HEADER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GP_TYPE_HEADER);
  g_clear_object (&self->export_menu);
  g_clear_object (&self->linter);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_header_parent_class)->dispose (object);
}

static void
gp_header_class_init (GpHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_header_dispose;
  widget_class->measure = gp_header_measure;
  widget_class->size_allocate = gp_header_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/groundplan/Groundplan/ui/gp-header.ui");
  gtk_widget_class_bind_template_child (widget_class, GpHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, outline);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, inspector);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, open);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, edit_box);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, undo);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, redo);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, title_box);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, title);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, place);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, lens);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, lens_wide);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, lens_narrow);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, deploy);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, deploy_wide);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, deploy_narrow);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, review);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, review_wide);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, review_narrow);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, count);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, find);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, comparison);
  gtk_widget_class_bind_template_child (widget_class, GpHeader, menu);
}

static void
gp_header_init (GpHeader *self)
{
  g_autoptr(GtkBuilder) builder = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  builder = gtk_builder_new_from_resource ("/org/groundplan/Groundplan/ui/gp-main-menu.ui");
  self->export_menu = g_object_ref (G_MENU (gtk_builder_get_object (builder, "export_menu")));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu),
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "primary_menu")));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->open), create_open_menu_cb, NULL,
                                         NULL);
  gp_header_set_session (self, NULL, NULL);
}

void
gp_header_set_session (GpHeader  *self,
                       GpSession *session,
                       GpLinter  *linter)
{
  GtkWidget *const of_a_design[] = {
    self->undo, self->redo, self->title_box, self->lens, self->deploy, self->review, self->find,
  };

  g_return_if_fail (GP_IS_HEADER (self));

  g_set_object (&self->session, session);
  g_set_object (&self->linter, linter);
  for (gsize i = 0; i < G_N_ELEMENTS (of_a_design); i++)
    gtk_widget_set_visible (of_a_design[i], session != NULL);
  forget_forms (self);
  if (session == NULL)
    return;

  g_signal_connect_object (gp_session_get_history (session), "changed",
                           G_CALLBACK (update_history), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "moved", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (linter, "changed", G_CALLBACK (update_findings), self,
                           G_CONNECT_SWAPPED);
  update_history (self);
  update_title (self);
  update_findings (self);
  update_targets (self);
  update_formats (self);
}

void
gp_header_set_comparison (GpHeader   *self,
                          const char *since,
                          const char *on)
{
  g_autofree char *text = NULL;

  g_return_if_fail (GP_IS_HEADER (self));

  self->comparing = since != NULL || on != NULL;
  if (since != NULL)
    /* Translators: what the canvas shows; %s is a target's name. */
    text = g_strdup_printf (_("Showing changes since %s"), since);
  else if (on != NULL)
    /* Translators: what the canvas shows; %s is a target's name. */
    text = g_strdup_printf (_("Showing changes on %s"), on);
  gtk_label_set_label (GTK_LABEL (self->comparison), text != NULL ? text : "");
  show_form (self, self->form);
  forget_forms (self);
}

void
gp_header_set_folded (GpHeader *self,
                      gboolean  outline,
                      gboolean  inspector)
{
  g_return_if_fail (GP_IS_HEADER (self));

  if (gtk_widget_get_visible (self->outline) == outline
      && gtk_widget_get_visible (self->inspector) == inspector)
    return;

  gtk_widget_set_visible (self->outline, outline);
  gtk_widget_set_visible (self->inspector, inspector);
  forget_forms (self);
}

void
gp_header_set_lens (GpHeader   *self,
                    const char *lens)
{
  static const struct
  {
    const char *lens;
    const char *label;
  } labels[] = {
    { "data", N_("Data") }, { "flows", N_("Flows") }, { "access", N_("Access") },
  };

  g_return_if_fail (GP_IS_HEADER (self));

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].lens, lens))
      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->lens_narrow), _(labels[i].label));
  forget_forms (self);
}

void
gp_header_get_default_target (GpHeader *self,
                              GpId     *out)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GPtrArray) targets = NULL;

  *out = self->target;
  if (gp_design_lookup_kind (design, out, GP_KIND_TARGET) != NULL)
    return;

  targets = gp_design_list (design, GP_KIND_TARGET);
  *out = targets->len > 0 ? *gp_element_get_id (targets->pdata[0]) : gp_id_nil;
}

void
gp_header_set_default_target (GpHeader   *self,
                              const GpId *target)
{
  g_return_if_fail (GP_IS_HEADER (self));

  self->target = *target;
  update_targets (self);
}
