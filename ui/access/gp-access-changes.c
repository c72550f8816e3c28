/* gp-access-changes.c — who may do more and who less in one design than in another, as a list
 * SPDX-License-Identifier: Apache-2.0
 *
 * Both designs are tried on many records, so a worker does it, on copies. What it found is kept as
 * lines of words, so that the rows, which may be made when a caller's row is unfolded, need no
 * design. A line is known by its key: who, on what, and what it says.
 */
#define G_LOG_DOMAIN "gp-access-changes"
#include "config.h"

#include "gp-access-changes.h"

#include "gp-access-flip-words.h"
#include "gp-background.h"
#include "gp-hint.h"
#include "gp-plan-row.h"

#include <glib/gi18n-lib.h>

#define SHORT 8         /* lines that are listed one by one */

struct _GpAccessChanges
{
  GtkWidget parent_instance;

  gboolean      asks;
  GpBackground *background;
  GpDesign     *before;       /* of the question to ask */
  GpDesign     *after;
  gboolean      is_known;
  GPtrArray    *lines;        /* of Line */
  GHashTable   *consented;    /* keys of lines */
  GHashTable   *open;         /* callers whose row is unfolded */
  GPtrArray    *ticks;        /* borrowed: of the rows there are */
  gboolean      updating;
  GtkWidget    *list;
};

G_DEFINE_FINAL_TYPE (GpAccessChanges, gp_access_changes, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  gboolean  gains;
  GpId      subject;
  char     *caller;
  char     *sentence;
  char     *example;          /* NULL: there is none */
  char     *key;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->caller);
  g_free (line->sentence);
  g_free (line->example);
  g_free (line->key);
  g_free (line);
}

/* --- ticks --- */

static guint
count_consented (GpAccessChanges *self,
                 GPtrArray       *lines,
                 guint           *out_gains)
{
  guint n = 0;

  *out_gains = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = lines->pdata[i];

      *out_gains += line->gains;
      n += line->gains && g_hash_table_contains (self->consented, line->key);
    }
  return n;
}

static void
update_tick (gpointer tick,
             gpointer user_data)
{
  GpAccessChanges *self = user_data;
  GPtrArray *lines = g_object_get_data (tick, "lines");
  guint gains, n = count_consented (self, lines, &gains);

  gtk_check_button_set_active (tick, n == gains);
  gtk_check_button_set_inconsistent (tick, n > 0 && n < gains);
}

static void
update_ticks (GpAccessChanges *self)
{
  self->updating = TRUE;
  g_ptr_array_foreach (self->ticks, update_tick, self);
  self->updating = FALSE;
}

static void
toggled_cb (GpAccessChanges *self,
            GtkCheckButton  *tick)
{
  GPtrArray *lines = g_object_get_data (G_OBJECT (tick), "lines");

  if (self->updating)
    return;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = lines->pdata[i];

      if (!line->gains)
        continue;
      if (gtk_check_button_get_active (tick))
        g_hash_table_add (self->consented, g_strdup (line->key));
      else
        g_hash_table_remove (self->consented, line->key);
    }
  update_ticks (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Consent to the gains among @lines. @name: what is allowed, for those who do not see the row. */
static GtkWidget *
make_tick (GpAccessChanges *self,
           GPtrArray       *lines,
           const char      *name)
{
  GtkWidget *tick = gtk_check_button_new_with_label (C_("wider access", "allow"));

  gp_hint_name (tick, name);
  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (tick), "lines", g_ptr_array_ref (lines),
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (tick, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->ticks, tick);
  self->updating = TRUE;
  update_tick (tick, self);
  self->updating = FALSE;
  return tick;
}

/* --- rows --- */

static GtkWidget *
make_mark (gboolean gains,
           guint    n)
{
  g_autofree char *text = n > 1 ? g_strdup_printf ("%s %u", gains ? "+" : "−", n)
                                : g_strdup (gains ? "+" : "−");
  GtkWidget *mark = gtk_label_new (text);

  gtk_widget_add_css_class (mark, "pill-label");
  gtk_widget_add_css_class (mark, gains ? "error" : "warning");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (mark, gains ? _("Gains rights") : _("Loses rights"));
  return mark;
}

static void
row_activated_cb (GpAccessChanges *self,
                  GtkWidget       *row)
{
  const Line *line = g_object_get_data (G_OBJECT (row), "line");

  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, &line->subject);
}

static GtkWidget *
make_row (gpointer user_data,
          gpointer item)
{
  GpAccessChanges *self = user_data;
  Line *line = item;
  g_autofree char *title = g_markup_escape_text (line->sentence, -1);
  g_autofree char *subtitle = line->example != NULL ? g_markup_escape_text (line->example, -1)
                                                    : NULL;
  GtkWidget *row = gp_plan_row_new (title, subtitle);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, line->example);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_mark (line->gains, 1));
  if (self->asks && line->gains)
    {
      g_autoptr(GPtrArray) alone = g_ptr_array_new ();

      g_ptr_array_add (alone, line);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_tick (self, alone, line->sentence));
      gtk_widget_add_css_class (row, "destructive");
    }
  g_object_set_data (G_OBJECT (row), "line", line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

/* The lines of a caller, of one side. */
static void
append_group (GpAccessChanges *self,
              GPtrArray       *group)
{
  const Line *first = group->pdata[0];
  g_autofree char *key = NULL;
  GtkWidget *row;

  if (group->len == 1)
    {
      gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, group->pdata[0]));
      return;
    }

  key = g_strdup_printf ("%d:%s", first->gains, first->caller);
  row = gp_plan_row_new_fold (first->caller, make_mark (first->gains, group->len), group, make_row,
                              self, self->open, key);
  if (self->asks && first->gains)
    {
      adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_tick (self, group, first->caller));
      gtk_widget_add_css_class (row, "destructive");
    }
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
append_groups (GpAccessChanges *self)
{
  g_autoptr(GPtrArray) group = g_ptr_array_new ();

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = self->lines->pdata[i];
      const Line *next = i + 1 < self->lines->len ? self->lines->pdata[i + 1] : NULL;

      g_ptr_array_add (group, self->lines->pdata[i]);
      if (next != NULL && next->gains == line->gains && g_str_equal (next->caller, line->caller))
        continue;
      append_group (self, group);
      g_ptr_array_unref (group);
      group = g_ptr_array_new ();
    }
}

static void
clear_rows (GpAccessChanges *self)
{
  g_ptr_array_set_size (self->ticks, 0);
  gp_plan_row_clear (GTK_LIST_BOX (self->list));
}

static void
fill (GpAccessChanges *self)
{
  if (self->lines->len > SHORT)
    append_groups (self);
  else
    for (guint i = 0; i < self->lines->len; i++)
      gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, self->lines->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), self->lines->len > 0);
}

/* --- the question --- */

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

static gpointer
copy_pair (gpointer owner)
{
  GpAccessChanges *self = owner;
  Pair *pair = g_new0 (Pair, 1);

  pair->before = gp_design_copy (self->before);
  pair->after = gp_design_copy (self->after);
  return pair;
}

static Line *
make_line (const GpAccessFlip *flip,
           const Pair         *pair)
{
  Line *line = g_new0 (Line, 1);
  char persona[GP_ID_STRING_SIZE], role[GP_ID_STRING_SIZE], subject[GP_ID_STRING_SIZE];

  line->gains = flip->gains;
  line->subject = flip->subject;
  line->caller = gp_access_flip_name_caller (flip, pair->before, pair->after);
  line->sentence = gp_access_flip_describe (flip, pair->before, pair->after);
  line->example = gp_access_flip_describe_example (flip);
  line->key = g_strdup_printf ("%s %s %s %s", gp_id_format (&flip->persona, persona),
                               gp_id_format (&flip->role, role),
                               gp_id_format (&flip->subject, subject), line->sentence);
  return line;
}

static gpointer
compare (gpointer      data,
         GCancellable *cancellable)
{
  const Pair *pair = data;
  g_autoptr(GPtrArray) flips = gp_access_diff (pair->before, pair->after, g_get_real_time ());
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; i < flips->len; i++)
    g_ptr_array_add (lines, make_line (flips->pdata[i], pair));
  return lines;
}

static void
take_lines (gpointer owner,
            gpointer pair,
            gpointer lines)
{
  GpAccessChanges *self = owner;

  clear_rows (self);
  g_ptr_array_unref (self->lines);
  self->lines = lines;
  self->is_known = TRUE;
  fill (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static const GpBackgroundWork work = {
  .ask = copy_pair,
  .answer = compare,
  .take = take_lines,
  .question_free = pair_free,
  .answer_free = (GDestroyNotify) g_ptr_array_unref,
};

/* --- life --- */

static void
gp_access_changes_dispose (GObject *object)
{
  GpAccessChanges *self = GP_ACCESS_CHANGES (object);

  g_clear_pointer (&self->background, gp_background_free);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_object (&self->before);
  g_clear_object (&self->after);

  G_OBJECT_CLASS (gp_access_changes_parent_class)->dispose (object);
}

static void
gp_access_changes_finalize (GObject *object)
{
  GpAccessChanges *self = GP_ACCESS_CHANGES (object);

  g_ptr_array_unref (self->ticks);
  g_ptr_array_unref (self->lines);
  g_hash_table_unref (self->consented);
  g_hash_table_unref (self->open);

  G_OBJECT_CLASS (gp_access_changes_parent_class)->finalize (object);
}

static void
gp_access_changes_class_init (GpAccessChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_access_changes_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_access_changes_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_SHOWN] =
    g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gp_access_changes_init (GpAccessChanges *self)
{
  self->background = gp_background_new (self, &work);
  self->is_known = TRUE;
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->consented = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ticks = g_ptr_array_new ();
  self->list = gtk_list_box_new ();
  gp_hint_name (self->list, _("Who may do more or less"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gp_access_changes_new (gboolean asks)
{
  GpAccessChanges *self = g_object_new (GP_TYPE_ACCESS_CHANGES, NULL);

  self->asks = asks;

  return GTK_WIDGET (self);
}

void
gp_access_changes_compare (GpAccessChanges *self,
                           GpDesign        *before,
                           GpDesign        *after)
{
  g_return_if_fail (GP_IS_ACCESS_CHANGES (self));

  g_set_object (&self->before, before);
  g_set_object (&self->after, after);
  if (before != NULL && after != NULL)
    {
      self->is_known = FALSE;
      gp_background_ask (self->background);
      return;
    }

  gp_background_stop (self->background);
  take_lines (self, NULL, g_ptr_array_new_with_free_func (line_free));
}

void
gp_access_changes_forget (GpAccessChanges *self)
{
  g_return_if_fail (GP_IS_ACCESS_CHANGES (self));

  g_hash_table_remove_all (self->consented);
  update_ticks (self);
}

gboolean
gp_access_changes_is_known (GpAccessChanges *self)
{
  g_return_val_if_fail (GP_IS_ACCESS_CHANGES (self), FALSE);

  return self->is_known;
}

guint
gp_access_changes_count (GpAccessChanges *self,
                         gboolean         gains)
{
  guint n = 0;

  g_return_val_if_fail (GP_IS_ACCESS_CHANGES (self), 0);

  for (guint i = 0; i < self->lines->len; i++)
    n += ((const Line *) self->lines->pdata[i])->gains == gains;
  return n;
}

guint
gp_access_changes_count_unconsented (GpAccessChanges *self)
{
  guint gains, consented;

  g_return_val_if_fail (GP_IS_ACCESS_CHANGES (self), 0);

  consented = count_consented (self, self->lines, &gains);
  return self->asks ? gains - consented : 0;
}
