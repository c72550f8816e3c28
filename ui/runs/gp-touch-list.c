/* gp-touch-list.c — which records a step of a run touched, and which rule decided
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-touch-list"
#include "config.h"

#include "gp-touch-list.h"

#include "gp-access-sentence.h"
#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define MAX_KEYS     5      /* of records that are named in one line */
#define MAX_TOUCHED 20      /* places of one step: a loop may have very many */

struct _GpTouchList
{
  GtkWidget parent_instance;

  GpSession *session;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (GpTouchList, gp_touch_list, GTK_TYPE_WIDGET)

static void
go_clicked_cb (GpTouchList *self,
               GtkWidget   *button)
{
  const GpId *id = g_object_get_data (G_OBJECT (button), "gp-element");

  gp_session_reveal (self->session, id);
}

/* A line that leads to @element; just a line where that is NULL. */
static void
add_line (GpTouchList     *self,
          const GpElement *element,
          const char      *icon,
          const char      *text,
          const char      *css_class)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gp_wrapped_label_new (text, NULL);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), label);
  if (css_class != NULL)
    gtk_widget_add_css_class (row, css_class);
  if (element != NULL)
    {
      GtkWidget *button = gtk_button_new ();

      gtk_button_set_child (GTK_BUTTON (button), row);
      gtk_widget_add_css_class (button, "flat");
      gp_hint_name (button, text);
      g_object_set_data_full (G_OBJECT (button), "gp-element",
                              g_memdup2 (gp_element_get_id (element), sizeof (GpId)), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (go_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      row = button;
    }
  gtk_box_append (GTK_BOX (self->box), row);
}

static char *
list_keys (const GpRunTouched *touched)
{
  g_autoptr(GString) keys = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < touched->records->len && n < MAX_KEYS; i++)
    {
      const GpRunRecord *record = touched->records->pdata[i];

      if (record->id != NULL)
        g_string_append_printf (keys, "%s%s", n++ > 0 ? C_("list", ", ") : "", record->id);
    }
  if (n > 0 && touched->count > n)
    g_string_append (keys, "…");

  return g_string_free (g_steal_pointer (&keys), FALSE);
}

static char *
say_records (const GpRunTouched *touched,
             const char         *name)
{
  gulong n = (gulong) touched->count;
  int count = (int) touched->count;

  if (g_str_equal (touched->action, "create"))
    return g_strdup_printf (ngettext ("Created %1$d record of %2$s", "Created %1$d records of %2$s",
                                      n), count, name);
  if (g_str_equal (touched->action, "update"))
    return g_strdup_printf (ngettext ("Changed %1$d record of %2$s", "Changed %1$d records of %2$s",
                                      n), count, name);
  if (g_str_equal (touched->action, "delete"))
    return g_strdup_printf (ngettext ("Deleted %1$d record of %2$s", "Deleted %1$d records of %2$s",
                                      n), count, name);

  return g_strdup_printf (ngettext ("Read %1$d record of %2$s", "Read %1$d records of %2$s", n),
                          count, name);
}

static void
add_records (GpTouchList        *self,
             const GpRunTouched *touched)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *entity = gp_design_lookup_kind (design, &touched->entity, GP_KIND_ENTITY);
  g_autofree char *keys = list_keys (touched);
  g_autofree char *words = say_records (touched, entity != NULL ? gp_element_get_name (entity)
                                                                : _("an entity that is gone"));
  g_autofree char *all = *keys != '\0' ? g_strconcat (words, ": ", keys, NULL) : NULL;

  add_line (self, entity, "gp-entity-symbolic", all != NULL ? all : words, NULL);
}

/* What the rules say of the records: each rule that decided once. */
static void
add_verdicts (GpTouchList        *self,
              const GpRunTouched *touched,
              const char         *who)
{
  static const struct
  {
    const char *icon;
    const char *css_class;
  } looks[] = {
    [GP_RUN_VERDICT_NONE] = { "dialog-information-symbolic", "dim-label" },
    [GP_RUN_VERDICT_GRANTED] = { "emblem-ok-symbolic", "success" },
    [GP_RUN_VERDICT_DENIED] = { "dialog-warning-symbolic", "warning" },
    [GP_RUN_VERDICT_FORBIDDEN] = { "action-unavailable-symbolic", "error" },
  };
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < touched->records->len; i++)
    {
      const GpRunRecord *record = touched->records->pdata[i];
      const GpElement *rule = gp_design_lookup_kind (design, &record->rule, GP_KIND_RULE);
      g_autofree char *said = rule != NULL ? gp_access_say_rule (design, rule)
                                           : g_strdup (_("a rule that is gone"));
      char *text;

      if (record->verdict == GP_RUN_VERDICT_NONE)
        text = g_strdup (_("Nobody who is signed in has started the run; flows act with all "
                           "rights."));
      else if (record->verdict == GP_RUN_VERDICT_GRANTED)
        text = g_strdup_printf (_("The rules allow it to %1$s: %2$s"), who, said);
      else if (record->verdict == GP_RUN_VERDICT_FORBIDDEN)
        text = g_strdup_printf (_("The flow may, %1$s may not: %2$s"), who, said);
      else
        text = g_strdup_printf (_("The flow may, but no rule allows it to %s."), who);
      if (!g_hash_table_contains (seen, text))
        add_line (self, rule, looks[record->verdict].icon, text, looks[record->verdict].css_class);
      g_hash_table_add (seen, text);
    }
}

void
gp_touch_list_show (GpTouchList       *self,
                    const GpRunDetail *detail,
                    const GpId        *step,
                    const char        *place)
{
  GtkWidget *child;
  guint n = 0;

  g_return_if_fail (GP_IS_TOUCH_LIST (self));

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; detail != NULL && i < detail->touches->len && n < MAX_TOUCHED; i++)
    {
      const GpRunTouched *touched = detail->touches->pdata[i];
      const char *by = detail->summary->by;

      if (!gp_id_equal (&touched->step, step)
          || (place != NULL && !g_str_equal (place, touched->place)))
        continue;
      add_records (self, touched);
      add_verdicts (self, touched, by != NULL ? by : _("whoever started it"));
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

/* --- life ------------------------------------------------------------------------------------- */

static void
gp_touch_list_dispose (GObject *object)
{
  GpTouchList *self = GP_TOUCH_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_touch_list_parent_class)->dispose (object);
}

static void
gp_touch_list_class_init (GpTouchListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_touch_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_touch_list_init (GpTouchList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gp_touch_list_new (GpSession *session)
{
  GpTouchList *self = g_object_new (GP_TYPE_TOUCH_LIST, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
