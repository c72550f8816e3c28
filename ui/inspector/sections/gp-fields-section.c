/* gp-fields-section.c — the fields of one entity or event: reorder, rename, retype, add, delete
 * SPDX-License-Identifier: Apache-2.0
 *
 * Rows are kept by field id and reordered in place, so that a row that is being typed into keeps
 * the cursor. Very wide tables (hundreds of columns are real) show their first rows until the
 * rest is asked for.
 */
#define G_LOG_DOMAIN "gp-fields-section"
#include "config.h"

#include "gp-section.h"

#include "gp-edit.h"
#include "gp-field-row.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

#define FIRST_ROWS 60

#define GP_TYPE_FIELDS_SECTION (gp_fields_section_get_type ())
G_DECLARE_FINAL_TYPE (GpFieldsSection, gp_fields_section, GP, FIELDS_SECTION, GpSection)

struct _GpFieldsSection
{
  GpSection parent_instance;

  GPtrArray *rows;        /* GpFieldRow, not owned, in the order of the list */
  GtkWidget *more;        /* shows all the rows */
  GtkWidget *add;
  gboolean   show_all;
};

G_DEFINE_FINAL_TYPE (GpFieldsSection, gp_fields_section, GP_TYPE_SECTION)

static GpFieldRow *
find_row (GpFieldsSection *self,
          const GpId      *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gp_id_equal (gp_field_row_get_id (self->rows->pdata[i]), id))
      return self->rows->pdata[i];

  return NULL;
}

static void
add_field (GpFieldsSection *self)
{
  GpSession *session = gp_section_get_session (GP_SECTION (self));
  const GpElement *parent = gp_section_peek_element (GP_SECTION (self));
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;
  GpFieldRow *row;
  GpId id = gp_id_nil;

  if (parent == NULL)
    return;

  self->show_all = TRUE;
  changes = gp_edit_add_field (gp_session_get_design (session), gp_element_get_id (parent), NULL,
                               NULL, &id, &error);
  if (!gp_session_perform (session, changes, g_steal_pointer (&error)))
    return;

  gp_section_refresh (GP_SECTION (self));
  row = find_row (self, &id);
  if (row != NULL)
    gp_field_row_edit_name (row);
}

static void
row_activated_cb (GpFieldsSection *self,
                  GtkListBoxRow   *row)
{
  if (GTK_WIDGET (row) == self->add)
    add_field (self);
  else if (GTK_WIDGET (row) == self->more)
    {
      self->show_all = TRUE;
      gp_section_refresh (GP_SECTION (self));
    }
}

/* Takes away the rows of fields that are not among the first @n of @fields any more. */
static void
drop_rows (GpFieldsSection *self,
           GPtrArray       *fields,
           guint            n)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new (gp_id_hash, gp_id_equal);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (wanted, (gpointer) gp_element_get_id (fields->pdata[i]));

  for (guint i = self->rows->len; i > 0; i--)
    {
      GpFieldRow *row = self->rows->pdata[i - 1];

      if (!g_hash_table_contains (wanted, gp_field_row_get_id (row)))
        {
          g_ptr_array_remove_index (self->rows, i - 1);
          gtk_list_box_remove (gp_section_get_list (GP_SECTION (self)), GTK_WIDGET (row));
        }
    }
}

/* Brings the row of the field to place @i of the list. */
static void
put_row (GpFieldsSection *self,
         const GpId      *id,
         guint            i)
{
  GtkListBox *list = gp_section_get_list (GP_SECTION (self));
  GpFieldRow *row;
  guint at;

  if (i < self->rows->len && gp_id_equal (gp_field_row_get_id (self->rows->pdata[i]), id))
    {
      gp_field_row_refresh (self->rows->pdata[i]);
      return;
    }

  row = find_row (self, id);
  if (row == NULL)
    {
      row = GP_FIELD_ROW (gp_field_row_new (gp_section_get_session (GP_SECTION (self)), id));
      gtk_list_box_insert (list, GTK_WIDGET (row), (int) i);
      g_ptr_array_insert (self->rows, (int) i, row);
      return;
    }

  g_ptr_array_find (self->rows, row, &at);
  g_object_ref (row);
  g_ptr_array_remove_index (self->rows, at);
  gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_list_box_insert (list, GTK_WIDGET (row), (int) i);
  g_ptr_array_insert (self->rows, (int) i, row);
  gp_field_row_refresh (row);
  g_object_unref (row);
}

static void
gp_fields_section_refresh (GpSection *section)
{
  GpFieldsSection *self = GP_FIELDS_SECTION (section);
  GpDesign *design = gp_session_get_design (gp_section_get_session (section));
  const GpElement *parent = gp_section_peek_element (section);
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, gp_element_get_id (parent),
                                                         GP_KIND_FIELD);
  guint n = self->show_all ? fields->len : MIN (fields->len, FIRST_ROWS);

  drop_rows (self, fields, n);
  for (guint i = 0; i < n; i++)
    put_row (self, gp_element_get_id (fields->pdata[i]), i);

  gtk_widget_set_visible (self->more, n < fields->len);
  if (n < fields->len)
    {
      g_autofree char *text = g_strdup_printf (_("Show all %u fields"), fields->len);

      gtk_label_set_label (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self->more))),
                           text);
      gp_hint_name (self->more, text);
    }
}

static void
gp_fields_section_dispose (GObject *object)
{
  g_clear_pointer (&GP_FIELDS_SECTION (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (gp_fields_section_parent_class)->dispose (object);
}

static void
gp_fields_section_class_init (GpFieldsSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_fields_section_dispose;
  GP_SECTION_CLASS (klass)->refresh = gp_fields_section_refresh;
}

static void
gp_fields_section_init (GpFieldsSection *self)
{
  GtkListBox *list = gp_section_get_list (GP_SECTION (self));
  GtkWidget *label = gtk_label_new (NULL);

  self->rows = g_ptr_array_new ();
  gp_section_set_title (GP_SECTION (self), _("Fields"));

  gtk_widget_add_css_class (label, "property");
  self->more = adw_preferences_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->more), label);
  gtk_list_box_append (list, self->more);
  self->add = gp_add_row_new (_("Add field…"));
  gtk_list_box_append (list, self->add);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
gp_fields_section_new (GpSession *session)
{
  GpFieldsSection *self = g_object_new (GP_TYPE_FIELDS_SECTION, "session", session, NULL);

  gtk_widget_set_sensitive (self->add, !gp_session_is_read_only (session));
  return GTK_WIDGET (self);
}
