/* gp-toggles-row.c — texts that are mostly among a few well-known ones: a switch each
 * SPDX-License-Identifier: Apache-2.0
 *
 * Texts beyond the well-known ones, such as an action of the design's own, stay in the list and
 * are typed into an entry, with commas between them.
 */
#define G_LOG_DOMAIN "gp-toggles-row"
#include "config.h"

#include "gp-property-rows.h"

#include "gp-tri-switch.h"

#include <glib/gi18n-lib.h>

#define MAX_TOGGLES 4

typedef struct
{
  const char *text;
  const char *label;
} Toggle;

static const struct
{
  GpProperty property;
  gboolean   others;      /* whether other texts make sense */
  Toggle     toggles[MAX_TOGGLES];
} known[] = {
  { GP_RULE_ACTIONS, TRUE,
    { { "create", N_("Create") }, { "read", N_("Read") }, { "update", N_("Update") },
      { "delete", N_("Delete") } } },
  { GP_FLOW_TRIGGER_CHANGES, FALSE,
    { { "created", N_("Created") }, { "updated", N_("Updated") }, { "deleted", N_("Deleted") } } },
};

struct _GpTogglesRow
{
  GpPropertyRow parent_instance;

  gsize      which;
  GtkWidget *switches[MAX_TOGGLES];
  GtkWidget *others;      /* NULL where only the well-known ones make sense */
  gboolean   showing;
};

G_DEFINE_FINAL_TYPE (GpTogglesRow, gp_toggles_row, GP_TYPE_PROPERTY_ROW)

static gboolean
is_toggle (const Toggle *toggles,
           const char   *text)
{
  for (gsize i = 0; i < MAX_TOGGLES && toggles[i].text != NULL; i++)
    if (g_str_equal (toggles[i].text, text))
      return TRUE;

  return FALSE;
}

static gboolean
has_text (const GpValue *value,
          gpointer       text)
{
  gsize n = 0;
  const char *const *texts = gp_value_get_texts (value, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (texts[i], text))
      return TRUE;

  return FALSE;
}

/* What one of the toggles, or the entry, makes of the value of each element. */
typedef struct
{
  const Toggle *toggles;
  const char   *text;       /* of the toggle; NULL where the entry was typed into */
  gboolean      active;
  const char   *others;
} Change;

/* The well-known ones first, in their order, then the others. */
static GpValue
apply_change (const GpValue *value,
              gpointer       user_data)
{
  const Change *change = user_data;
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) typed = NULL;
  gsize n = 0;
  const char *const *before = gp_value_get_texts (value, &n);

  for (gsize i = 0; i < MAX_TOGGLES && change->toggles[i].text != NULL; i++)
    {
      const char *text = change->toggles[i].text;
      gboolean meant = change->text != NULL && g_str_equal (text, change->text);

      if (meant ? change->active : has_text (value, (gpointer) text))
        g_ptr_array_add (texts, g_strdup (text));
    }

  if (change->text != NULL)
    {
      for (gsize i = 0; i < n; i++)
        if (!is_toggle (change->toggles, before[i]))
          g_ptr_array_add (texts, g_strdup (before[i]));
      return gp_value_texts ((const char *const *) texts->pdata, texts->len);
    }

  typed = g_strsplit (change->others, ",", -1);
  for (gsize i = 0; typed[i] != NULL; i++)
    if (*g_strstrip (typed[i]) != '\0')
      g_ptr_array_add (texts, g_strdup (typed[i]));

  return gp_value_texts ((const char *const *) texts->pdata, texts->len);
}

static void
toggled_cb (GpTogglesRow *self,
            gboolean      active,
            GtkWidget    *toggle)
{
  Change change = { .toggles = known[self->which].toggles, .active = active };

  for (gsize i = 0; i < MAX_TOGGLES; i++)
    if (self->switches[i] == toggle)
      change.text = change.toggles[i].text;
  gp_property_row_submit_each (GP_PROPERTY_ROW (self), apply_change, &change, FALSE);
}

static void
others_changed_cb (GpTogglesRow *self)
{
  Change change = {
    .toggles = known[self->which].toggles,
    .others = gtk_editable_get_text (GTK_EDITABLE (self->others)),
  };

  if (!self->showing)
    gp_property_row_submit_each (GP_PROPERTY_ROW (self), apply_change, &change, TRUE);
}

static gboolean
is_known (GpTogglesRow *self,
          const char   *text)
{
  return is_toggle (known[self->which].toggles, text);
}

static void
show_others (GpTogglesRow      *self,
             const char *const *texts,
             gsize              n)
{
  g_autoptr(GString) rest = g_string_new (NULL);
  g_autofree char *typed = NULL;

  for (gsize i = 0; i < n; i++)
    if (!is_known (self, texts[i]))
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? ", " : "", texts[i]);

  /* A comma that was just typed says nothing yet and must not vanish. */
  typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->others)));
  while (*typed != '\0' && strchr (", ", typed[strlen (typed) - 1]) != NULL)
    typed[strlen (typed) - 1] = '\0';
  if (!g_str_equal (typed, rest->str))
    gtk_editable_set_text (GTK_EDITABLE (self->others), rest->str);
}

static void
gp_toggles_row_show (GpPropertyRow *row,
                     const GpValue *value,
                     gboolean       mixed)
{
  GpTogglesRow *self = GP_TOGGLES_ROW (row);
  gsize n = 0;
  const char *const *texts = gp_value_get_texts (value, &n);

  self->showing = TRUE;
  for (gsize i = 0; i < MAX_TOGGLES && self->switches[i] != NULL; i++)
    {
      guint on = 0;
      guint all = gp_property_row_count_elements (row, has_text,
                                                  (gpointer) known[self->which].toggles[i].text,
                                                  &on);

      gp_tri_switch_show (GP_TRI_SWITCH (self->switches[i]), on > 0, on > 0 && on < all);
    }
  if (self->others != NULL)
    show_others (self, texts, n);
  self->showing = FALSE;
}

static GtkWidget *
line_for (GpTogglesRow *self,
          gsize         i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_(known[self->which].toggles[i].label));

  self->switches[i] = gp_tri_switch_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gp_tri_switch_set_label (GP_TRI_SWITCH (self->switches[i]), label);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->switches[i]);
  g_signal_connect_object (self->switches[i], "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);

  return box;
}

static void
gp_toggles_row_constructed (GObject *object)
{
  GpTogglesRow *self = GP_TOGGLES_ROW (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  G_OBJECT_CLASS (gp_toggles_row_parent_class)->constructed (object);

  while (known[self->which].property != gp_property_row_get_property (GP_PROPERTY_ROW (self)))
    self->which++;

  for (gsize i = 0; i < MAX_TOGGLES && known[self->which].toggles[i].text != NULL; i++)
    gtk_box_append (GTK_BOX (box), line_for (self, i));
  if (known[self->which].others)
    {
      self->others = gtk_entry_new ();
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->others), _("Other actions, with commas"));
      g_object_set (self->others, "enable-undo", FALSE, NULL);
      gtk_box_append (GTK_BOX (box), self->others);
      g_signal_connect_object (self->others, "changed", G_CALLBACK (others_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), box);
}

static void
gp_toggles_row_class_init (GpTogglesRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_toggles_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->wide = TRUE;
  GP_PROPERTY_ROW_CLASS (klass)->by_parts = TRUE;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_toggles_row_show;
}

static void
gp_toggles_row_init (GpTogglesRow *self)
{
}

gboolean
gp_toggles_row_knows (GpProperty property)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].property == property)
      return TRUE;

  return FALSE;
}
