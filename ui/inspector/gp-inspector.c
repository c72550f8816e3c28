/* gp-inspector.c — shows and edits whatever is selected
 * SPDX-License-Identifier: Apache-2.0
 *
 * A page is a title over a stack of sections (gp-section.h) that gp_inspector_page_build() puts
 * together for a kind. The page stays as long as the same elements are selected; a change of the
 * design refreshes its sections, a change of the selection makes a new page, in an idle, so that
 * a rubber band over many cards builds one page and not one for each.
 */
#define G_LOG_DOMAIN "gp-inspector"
#include "config.h"

#include "gp-inspector.h"

#include "gp-describe.h"
#include "gp-findings-section.h"
#include "gp-lights-section.h"
#include "gp-inspector-page.h"
#include "gp-property-rows.h"
#include "gp-rename-preview.h"
#include "gp-section.h"

#include <glib/gi18n-lib.h>

struct _GpInspector
{
  GtkWidget parent_instance;

  GpSession *session;
  GPtrArray *findings;
  GpFlowLights *lights;     /* NULL: not known yet */
  GArray    *ids;           /* GpId: what the page is about */

  GtkWidget *scroller;
  GtkWidget *page;
  GtkWidget *back;
  GtkWidget *back_label;
  GtkWidget *title_list;
  GtkWidget *title_label;
  GtkWidget *title_row;     /* NULL where there is no one name */
  GtkWidget *preview;       /* below the place, where there is one name */
  GtkWidget *place;
  GtkWidget *sections;      /* a box of GpSection */
  guint      rebuild_id;
  int        edit;          /* the property that gets the cursor in the next page, or -1 */
  guint      edit_offset;   /* bytes: where in its text */
};

G_DEFINE_FINAL_TYPE (GpInspector, gp_inspector, GTK_TYPE_WIDGET)

static GpDesign *
get_design (GpInspector *self)
{
  return gp_session_get_design (self->session);
}

/* The elements that are selected and still there; the root where there is none. */
static void
read_selection (GpInspector *self)
{
  gsize n = 0;
  const GpId *ids = gp_selection_peek (gp_session_get_selection (self->session), &n);

  g_array_set_size (self->ids, 0);
  for (gsize i = 0; i < n; i++)
    if (gp_design_lookup (get_design (self), &ids[i]) != NULL)
      g_array_append_val (self->ids, ids[i]);

  if (self->ids->len == 0)
    g_array_append_vals (self->ids, gp_design_get_root_id (get_design (self)), 1);
}

static const GpElement *
peek_last (GpInspector *self)
{
  return gp_design_lookup (get_design (self), &g_array_index (self->ids, GpId, self->ids->len - 1));
}

/* The kind that all of them are of, or -1. */
static int
common_kind (GpInspector *self)
{
  int kind = -1;

  for (guint i = 0; i < self->ids->len; i++)
    {
      const GpElement *element = gp_design_lookup (get_design (self),
                                                   &g_array_index (self->ids, GpId, i));

      if (element == NULL)
        continue;
      if (kind >= 0 && kind != (int) gp_element_get_kind (element))
        return -1;
      kind = (int) gp_element_get_kind (element);
    }

  return kind;
}

/* "3 entities, 1 role" */
static char *
describe_many (GpInspector *self)
{
  guint counts[GP_N_KINDS] = { 0 };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->ids->len; i++)
    {
      const GpElement *element = gp_design_lookup (get_design (self),
                                                   &g_array_index (self->ids, GpId, i));

      if (element != NULL)
        counts[gp_element_get_kind (element)]++;
    }

  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    if (counts[kind] > 0)
      g_string_append_printf (text, "%s%u × %s", text->len > 0 ? C_("list", ", ") : "",
                              counts[kind], gp_describe_label (kind));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refresh_head (GpInspector *self)
{
  const GpElement *last = peek_last (self);
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;

  if (last == NULL)
    return;

  if (self->ids->len == 1)
    {
      title = gp_describe_title (get_design (self), last);
      place = gp_describe_place (get_design (self), last);
    }
  else
    {
      title = g_strdup_printf (ngettext ("%u selected", "%u selected", self->ids->len),
                               self->ids->len);
      place = describe_many (self);
    }

  gtk_label_set_label (GTK_LABEL (self->title_label), title);
  gtk_label_set_label (GTK_LABEL (self->place), place);
  if (self->title_row != NULL)
    gp_property_row_refresh (GP_PROPERTY_ROW (self->title_row));
}

static void
refresh_sections (GpInspector *self)
{
  for (GtkWidget *section = gtk_widget_get_first_child (self->sections); section != NULL;
       section = gtk_widget_get_next_sibling (section))
    gp_section_refresh (GP_SECTION (section));
}

/* The name at the top: an entry where there is one, else a label. */
static void
build_head (GpInspector *self,
            int          kind)
{
  const GpElement *last = peek_last (self);
  int name = kind >= 0 ? gp_kind_get_info ((GpKind) kind)->name : -1;
  const GpElement *parent = gp_design_lookup (get_design (self), gp_element_get_parent (last));

  if (self->title_row != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->title_list), self->title_row);
  if (self->preview != NULL)
    gtk_box_remove (GTK_BOX (self->page), self->preview);
  self->title_row = NULL;
  self->preview = NULL;

  if (self->ids->len == 1 && name >= 0)
    {
      self->title_row = gp_property_row_new (self->session, (GpProperty) name);
      gp_text_row_set_title (GP_TEXT_ROW (self->title_row));
      gp_property_row_set_elements (GP_PROPERTY_ROW (self->title_row),
                                    (const GpId *) (gpointer) self->ids->data, 1);
      gtk_list_box_append (GTK_LIST_BOX (self->title_list), self->title_row);
      self->preview = gp_rename_preview_new (self->session, gp_element_get_id (last),
                                             self->title_row);
      gtk_box_insert_child_after (GTK_BOX (self->page), self->preview, self->place);
    }
  gtk_widget_set_visible (self->title_list, self->title_row != NULL);
  gtk_widget_set_visible (self->title_label, self->title_row == NULL);

  gtk_widget_set_visible (self->back, self->ids->len == 1 && parent != NULL
                                      && gp_element_get_kind (parent) != GP_KIND_DESIGN);
  if (gtk_widget_get_visible (self->back))
    {
      g_autofree char *title = gp_describe_title (get_design (self), parent);

      gtk_label_set_label (GTK_LABEL (self->back_label), title);
    }
}

/* Puts the cursor into the row that somebody wanted to go to. */
static void
focus_wanted (GpInspector *self)
{
  GtkWidget *row = NULL;

  for (GtkWidget *section = gtk_widget_get_first_child (self->sections);
       section != NULL && row == NULL && self->edit >= 0;
       section = gtk_widget_get_next_sibling (section))
    row = gp_properties_section_reveal (GP_SECTION (section), (GpProperty) self->edit);

  if (row != NULL)
    gp_property_row_edit_at (GP_PROPERTY_ROW (row), self->edit_offset);
  self->edit = -1;
}

/* (transfer full): what the sections get. It is looked for when other elements are selected and
 * when there are other findings, not after every edit. */
static GPtrArray *
pick_findings (GpInspector *self)
{
  return gp_findings_section_pick (get_design (self), self->findings,
                                   (const GpId *) (gpointer) self->ids->data, self->ids->len);
}

static void
show_lights (GpInspector *self)
{
  for (GtkWidget *section = gtk_widget_get_first_child (self->sections); section != NULL;
       section = gtk_widget_get_next_sibling (section))
    if (GP_IS_LIGHTS_SECTION (section))
      gp_lights_section_set (GP_LIGHTS_SECTION (section), self->lights);
}

static void
rebuild (GpInspector *self)
{
  g_autoptr(GPtrArray) findings = NULL;
  GtkAdjustment *scroll;
  GtkWidget *section;
  int kind;

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  read_selection (self);
  kind = common_kind (self);

  while ((section = gtk_widget_get_first_child (self->sections)) != NULL)
    gtk_box_remove (GTK_BOX (self->sections), section);
  build_head (self, kind);
  if (kind >= 0)
    gp_inspector_page_build (GTK_BOX (self->sections), self->session, (GpKind) kind,
                             self->ids->len > 1);

  gtk_box_append (GTK_BOX (self->sections), gp_findings_section_new (self->session));

  findings = pick_findings (self);
  for (section = gtk_widget_get_first_child (self->sections); section != NULL;
       section = gtk_widget_get_next_sibling (section))
    {
      gp_section_set_findings (GP_SECTION (section), findings);
      gp_section_set_elements (GP_SECTION (section), (const GpId *) (gpointer) self->ids->data,
                               self->ids->len);
    }
  show_lights (self);
  refresh_head (self);
  scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  gtk_adjustment_set_value (scroll, 0);
  focus_wanted (self);
}

static gboolean
rebuild_cb (gpointer user_data)
{
  GpInspector *self = user_data;

  self->rebuild_id = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

/* Right after the frame that shows on the drawing what was selected or made. */
static void
selection_changed_cb (GpInspector *self)
{
  if (self->rebuild_id == 0)
    self->rebuild_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 5, rebuild_cb, self, NULL);
}

static void
design_applied_cb (GpInspector *self)
{
  if (self->rebuild_id != 0)
    return;

  if (peek_last (self) == NULL)
    selection_changed_cb (self);
  else
    {
      refresh_head (self);
      refresh_sections (self);
    }
}

static void
back_clicked_cb (GpInspector *self)
{
  const GpElement *last = peek_last (self);

  if (last != NULL)
    gp_selection_set (gp_session_get_selection (self->session), gp_element_get_parent (last));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  GpInspector *self = GP_INSPECTOR (widget);
  const char *text;
  guint property, offset;
  GpId id;

  g_variant_get (parameter, "(&suu)", &text, &property, &offset);
  if (property >= GP_N_PROPERTIES || !gp_id_parse (text, &id)
      || gp_design_lookup (get_design (self), &id) == NULL)
    return;

  self->edit = (int) property;
  self->edit_offset = offset;
  gp_session_reveal (self->session, &id);
  selection_changed_cb (self);
}

static void
gp_inspector_dispose (GObject *object)
{
  GpInspector *self = GP_INSPECTOR (object);

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), GP_TYPE_INSPECTOR);
  g_clear_object (&self->session);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->lights, gp_flow_lights_unref);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (gp_inspector_parent_class)->dispose (object);
}

static void
gp_inspector_class_init (GpInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_inspector_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/groundplan/Groundplan/ui/gp-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, GpInspector, scroller);
  gtk_widget_class_bind_template_child (widget_class, GpInspector, page);
  gtk_widget_class_bind_template_child (widget_class, GpInspector, back);
  gtk_widget_class_bind_template_child (widget_class, GpInspector, back_label);
  gtk_widget_class_bind_template_child (widget_class, GpInspector, title_list);
  gtk_widget_class_bind_template_child (widget_class, GpInspector, title_label);
  gtk_widget_class_bind_template_child (widget_class, GpInspector, place);
  gtk_widget_class_bind_template_child (widget_class, GpInspector, sections);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  /* Shows an element, with the cursor in one of its properties, at an offset of its text. */
  gtk_widget_class_install_action (widget_class, "inspector.edit", "(suu)", edit_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspector");
}

static void
gp_inspector_init (GpInspector *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  self->findings = g_ptr_array_new ();
  self->edit = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gp_inspector_new (GpSession *session)
{
  GpInspector *self = g_object_new (GP_TYPE_INSPECTOR, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_selection (session), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "moved", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* The drawing is what people wait for when a design is opened. */
  self->rebuild_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, rebuild_cb, self, NULL);

  return GTK_WIDGET (self);
}

void
gp_inspector_set_findings (GpInspector *self,
                           GPtrArray   *findings)
{
  g_autoptr(GPtrArray) picked = NULL;

  g_return_if_fail (GP_IS_INSPECTOR (self));

  g_ptr_array_ref (findings);
  g_ptr_array_unref (self->findings);
  self->findings = findings;
  picked = pick_findings (self);
  for (GtkWidget *section = gtk_widget_get_first_child (self->sections); section != NULL;
       section = gtk_widget_get_next_sibling (section))
    gp_section_set_findings (GP_SECTION (section), picked);
}

void
gp_inspector_set_lights (GpInspector  *self,
                         GpFlowLights *lights)
{
  g_return_if_fail (GP_IS_INSPECTOR (self));
  g_return_if_fail (lights != NULL);

  gp_flow_lights_ref (lights);
  g_clear_pointer (&self->lights, gp_flow_lights_unref);
  self->lights = lights;
  show_lights (self);
}

gboolean
gp_inspector_edit_name (GpInspector *self)
{
  g_return_val_if_fail (GP_IS_INSPECTOR (self), FALSE);

  if (self->rebuild_id != 0)
    rebuild (self);

  return self->title_row != NULL && gtk_widget_child_focus (self->title_row, GTK_DIR_TAB_FORWARD);
}
