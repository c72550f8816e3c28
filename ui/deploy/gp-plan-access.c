/* gp-plan-access.c — who gains and who loses by a deployment
 * SPDX-License-Identifier: Apache-2.0
 *
 * Both designs are tried on many records, so a worker does it, on copies. Consent is given to what
 * is listed: it is kept only as long as a new answer has the same gains.
 */
#define G_LOG_DOMAIN "gp-plan-access"
#include "config.h"

#include "gp-plan-access.h"

#include "gp-access-flip-words.h"
#include "gp-background.h"
#include "gp-plan-row.h"

#include <glib/gi18n-lib.h>

#define MAX_ROWS 40       /* the others are counted */

struct _GpPlanAccess
{
  GtkWidget parent_instance;

  GpSession    *session;
  GpId          target;
  GpBackground *background;
  gboolean      is_known;
  char         *gains;        /* the sentences that consent is about; "" for none */
  char         *consented;
  GtkWidget    *box;
  GtkWidget    *list;
};

G_DEFINE_FINAL_TYPE (GpPlanAccess, gp_plan_access, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CONSENT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  GpDesign *before;
  GpDesign *after;
} Pair;

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_object_unref (pair->before);
  g_object_unref (pair->after);
  g_free (pair);
}

static void
replace (char       **place,
         const char  *text)
{
  g_autofree char *copy = g_strdup (text);

  g_free (*place);
  *place = g_steal_pointer (&copy);
}

/* --- rows --- */

static void
ticked_cb (GpPlanAccess   *self,
           GtkCheckButton *button)
{
  replace (&self->consented, gtk_check_button_get_active (button) ? self->gains : "");
  g_signal_emit (self, signals[SIGNAL_CONSENT_CHANGED], 0);
}

static void
append_consent (GpPlanAccess *self,
                guint         n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u caller gains rights",
                                                      "%u callers gain rights", n), n);
  GtkWidget *row = gp_plan_row_new (title, NULL);
  GtkWidget *button = gtk_check_button_new_with_label (C_("wider access", "allow"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               g_strcmp0 (self->gains, self->consented) == 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "toggled", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_widget_add_css_class (row, "destructive");
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
append_flip (GpPlanAccess       *self,
             const GpAccessFlip *flip,
             const char         *sentence)
{
  g_autofree char *example = gp_access_flip_describe_example (flip);
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  g_autofree char *subtitle = example != NULL ? g_markup_escape_text (example, -1) : NULL;
  GtkWidget *row = gp_plan_row_new (title, subtitle);
  GtkWidget *mark = gtk_label_new (flip->gains ? "+" : "−");

  gtk_widget_add_css_class (mark, "pill-label");
  gtk_widget_add_css_class (mark, flip->gains ? "error" : "warning");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
show_flips (GpPlanAccess *self,
            GPtrArray    *flips,
            const Pair   *pair)
{
  g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) gains = g_string_new (NULL);
  guint n_gains = 0;

  for (guint i = 0; i < flips->len; i++)
    {
      const GpAccessFlip *flip = flips->pdata[i];
      char *sentence = gp_access_flip_describe (flip, pair->before, pair->after);

      g_ptr_array_add (sentences, sentence);
      if (flip->gains)
        {
          n_gains++;
          g_string_append_printf (gains, "%s\n", sentence);
        }
    }
  replace (&self->gains, gains->str);

  gp_plan_row_clear (GTK_LIST_BOX (self->list));
  if (n_gains > 0)
    append_consent (self, n_gains);
  for (guint i = 0; i < MIN (flips->len, MAX_ROWS); i++)
    append_flip (self, flips->pdata[i], sentences->pdata[i]);
  if (flips->len > MAX_ROWS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more",
                                                         flips->len - MAX_ROWS),
                                               flips->len - MAX_ROWS);

      gtk_list_box_append (GTK_LIST_BOX (self->list), gp_plan_row_new (more, NULL));
    }
  gtk_widget_set_visible (self->box, flips->len > 0);
}

/* --- the comparison --- */

static gpointer
load_pair (gpointer owner)
{
  GpPlanAccess *self = owner;
  g_autoptr(GpDesign) deployed = gp_session_load_deployed (self->session, &self->target, NULL);
  Pair *pair;

  if (deployed == NULL)
    return NULL;

  pair = g_new0 (Pair, 1);
  pair->before = g_steal_pointer (&deployed);
  pair->after = gp_design_copy (gp_session_get_design (self->session));
  return pair;
}

static gpointer
compare (gpointer      data,
         GCancellable *cancellable)
{
  const Pair *pair = data;

  return gp_access_diff (pair->before, pair->after, g_get_real_time ());
}

static void
take_flips (gpointer owner,
            gpointer pair,
            gpointer answer)
{
  GpPlanAccess *self = owner;
  g_autoptr(GPtrArray) flips = answer;

  show_flips (self, flips, pair);
  self->is_known = TRUE;
  g_signal_emit (self, signals[SIGNAL_CONSENT_CHANGED], 0);
}

static const GpBackgroundWork work = {
  .ask = load_pair,
  .answer = compare,
  .take = take_flips,
  .question_free = pair_free,
  .answer_free = (GDestroyNotify) g_ptr_array_unref,
};

static void
show_nothing (GpPlanAccess *self)
{
  gp_plan_row_clear (GTK_LIST_BOX (self->list));
  replace (&self->gains, "");
  gtk_widget_set_visible (self->box, FALSE);
  self->is_known = TRUE;
}

void
gp_plan_access_show (GpPlanAccess *self,
                     const GpId   *target)
{
  g_return_if_fail (GP_IS_PLAN_ACCESS (self));

  self->target = *target;
  self->is_known = FALSE;
  gp_background_ask (self->background);
  if (!gp_background_is_busy (self->background))
    show_nothing (self);
}

gboolean
gp_plan_access_may_apply (GpPlanAccess *self)
{
  g_return_val_if_fail (GP_IS_PLAN_ACCESS (self), FALSE);

  return self->is_known && (*self->gains == '\0' || g_strcmp0 (self->gains, self->consented) == 0);
}

static void
gp_plan_access_dispose (GObject *object)
{
  GpPlanAccess *self = GP_PLAN_ACCESS (object);

  g_clear_pointer (&self->background, gp_background_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_plan_access_parent_class)->dispose (object);
}

static void
gp_plan_access_finalize (GObject *object)
{
  GpPlanAccess *self = GP_PLAN_ACCESS (object);

  g_free (self->gains);
  g_free (self->consented);

  G_OBJECT_CLASS (gp_plan_access_parent_class)->finalize (object);
}

static void
gp_plan_access_class_init (GpPlanAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_plan_access_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_plan_access_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CONSENT_CHANGED] =
    g_signal_new ("consent-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
}

static void
gp_plan_access_init (GpPlanAccess *self)
{
  GtkWidget *title = gtk_label_new (_("Who may do what"));

  self->background = gp_background_new (self, &work);
  self->gains = g_strdup ("");
  self->is_known = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "section-title");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_visible (self->box, FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_plan_access_new (GpSession *session)
{
  GpPlanAccess *self = g_object_new (GP_TYPE_PLAN_ACCESS, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
