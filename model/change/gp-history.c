/* gp-history.c — the steps that people took, to be undone and redone
 * SPDX-License-Identifier: Apache-2.0
 *
 * Steps lie in one array, oldest first; the first n_done are in effect. A new step cuts off those
 * that were undone. The writer is called after the design has taken the change and before anybody
 * is told of success; when it fails, the design takes the inverse. */
#define G_LOG_DOMAIN "gp-history"

#include "config.h"

#include "gp-history.h"

#include <glib/gi18n-lib.h>

#define MERGE_WINDOW (2 * G_TIME_SPAN_SECOND)

typedef struct
{
  guint64      number;
  gint64       time;
  char        *author;
  GpChangeSet *changes;
} Step;

struct _GpHistory
{
  GObject          parent_instance;

  GpDesign        *design;
  GArray          *steps;           /* Step */
  gsize            n_done;
  guint64          last_number;
  char            *author;
  char            *merge_key;       /* of the newest step, or NULL */
  gint64           merge_time;      /* monotonic */

  GpHistoryWriter  writer;
  gpointer         writer_data;
  GDestroyNotify   writer_destroy;
};

G_DEFINE_FINAL_TYPE (GpHistory, gp_history, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_free (step->author);
  gp_change_set_unref (step->changes);
}

static Step *
get_step (GpHistory *self,
          gsize      i)
{
  return &g_array_index (self->steps, Step, i);
}

static GpHistoryStep
describe (const Step *step)
{
  return (GpHistoryStep) { step->number, step->time, step->author, step->changes };
}

static void
gp_history_dispose (GObject *object)
{
  GpHistory *self = GP_HISTORY (object);

  gp_history_set_writer (self, NULL, NULL, NULL);
  g_clear_object (&self->design);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->merge_key, g_free);

  G_OBJECT_CLASS (gp_history_parent_class)->dispose (object);
}

static void
gp_history_class_init (GpHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_history_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gp_history_init (GpHistory *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  self->author = g_strdup ("");
}

GpHistory *
gp_history_new (GpDesign *design)
{
  GpHistory *self = g_object_new (GP_TYPE_HISTORY, NULL);

  self->design = g_object_ref (design);
  return self;
}

GpDesign *
gp_history_get_design (GpHistory *self)
{
  return self->design;
}

void
gp_history_set_author (GpHistory  *self,
                       const char *author)
{
  g_free (self->author);
  self->author = g_strdup (author != NULL ? author : "");
}

const char *
gp_history_get_author (GpHistory *self)
{
  return self->author;
}

void
gp_history_set_writer (GpHistory       *self,
                       GpHistoryWriter  writer,
                       gpointer         user_data,
                       GDestroyNotify   destroy)
{
  if (self->writer_destroy != NULL)
    self->writer_destroy (self->writer_data);
  self->writer = writer;
  self->writer_data = user_data;
  self->writer_destroy = destroy;
}

void
gp_history_restore (GpHistory           *self,
                    const GpHistoryStep *steps,
                    gsize                n,
                    gsize                n_done)
{
  g_return_if_fail (n_done <= n);

  g_array_set_size (self->steps, 0);
  for (gsize i = 0; i < n; i++)
    {
      Step step = { steps[i].number, steps[i].time, g_strdup (steps[i].author),
                    gp_change_set_ref (steps[i].changes) };

      g_array_append_val (self->steps, step);
      self->last_number = MAX (self->last_number, step.number);
    }
  self->n_done = n_done;
  gp_history_break (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Applies and writes; after a failure the design is as before. */
static gboolean
apply_and_write (GpHistory        *self,
                 GpHistoryAction   action,
                 const Step       *step,
                 GpChangeSet      *applied,
                 GError          **error)
{
  GpHistoryStep described = describe (step);

  if (!gp_design_apply (self->design, applied, error))
    return FALSE;
  if (self->writer != NULL && !self->writer (action, &described, applied, self->writer_data, error))
    {
      g_autoptr(GpChangeSet) back = gp_change_set_invert (applied);

      if (!gp_design_apply (self->design, back, NULL))
        g_assert_not_reached ();
      return FALSE;
    }
  return TRUE;
}

static gboolean
do_new_step (GpHistory    *self,
             GpChangeSet  *changes,
             const char   *key,
             GError      **error)
{
  Step step = { self->last_number + 1, g_get_real_time (), self->author, changes };

  if (!apply_and_write (self, GP_HISTORY_DO, &step, changes, error))
    return FALSE;

  g_array_set_size (self->steps, (guint) self->n_done);
  step.author = g_strdup (self->author);
  gp_change_set_ref (changes);
  g_array_append_val (self->steps, step);
  self->n_done++;
  self->last_number = step.number;

  gp_history_break (self);
  self->merge_key = g_strdup (key);
  self->merge_time = g_get_monotonic_time ();
  return TRUE;
}

static gboolean
extend_step (GpHistory    *self,
             GpChangeSet  *changes,
             GError      **error)
{
  Step *last = get_step (self, self->n_done - 1);
  g_autoptr(GpChangeSet) all = gp_change_set_new (gp_change_set_get_title (changes));
  g_autoptr(GpChangeSet) squashed = NULL;
  Step longer = *last;

  gp_change_set_append_all (all, last->changes);
  gp_change_set_append_all (all, changes);
  squashed = gp_change_set_squash (all);
  longer.changes = squashed;
  if (!apply_and_write (self, GP_HISTORY_EXTEND, &longer, changes, error))
    return FALSE;

  gp_change_set_unref (last->changes);
  last->changes = g_steal_pointer (&squashed);
  self->merge_time = g_get_monotonic_time ();
  return TRUE;
}

gboolean
gp_history_do_merged (GpHistory    *self,
                      GpChangeSet  *changes,
                      const char   *key,
                      GError      **error)
{
  gboolean done;

  g_return_val_if_fail (GP_IS_HISTORY (self) && changes != NULL, FALSE);

  if (gp_change_set_get_size (changes) == 0)
    return TRUE;

  if (key != NULL && g_strcmp0 (key, self->merge_key) == 0 && self->n_done == self->steps->len &&
      self->n_done > 0 && g_get_monotonic_time () - self->merge_time < MERGE_WINDOW)
    done = extend_step (self, changes, error);
  else
    done = do_new_step (self, changes, key, error);

  if (done)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return done;
}

gboolean
gp_history_do (GpHistory    *self,
               GpChangeSet  *changes,
               GError      **error)
{
  return gp_history_do_merged (self, changes, NULL, error);
}

gboolean
gp_history_do_into (GpHistory    *self,
                    GpChangeSet  *changes,
                    guint64       number,
                    GError      **error)
{
  g_return_val_if_fail (GP_IS_HISTORY (self) && changes != NULL, FALSE);

  if (gp_change_set_get_size (changes) == 0)
    return TRUE;
  if (number == 0 || gp_history_get_newest (self) != number)
    return gp_history_do (self, changes, error);
  if (!extend_step (self, changes, error))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

guint64
gp_history_get_newest (GpHistory *self)
{
  if (self->n_done == 0 || self->n_done < self->steps->len)
    return 0;
  return get_step (self, self->n_done - 1)->number;
}

void
gp_history_break (GpHistory *self)
{
  g_clear_pointer (&self->merge_key, g_free);
}

static gboolean
undo_one (GpHistory  *self,
          GError    **error)
{
  Step *step = get_step (self, self->n_done - 1);
  g_autoptr(GpChangeSet) back = gp_change_set_invert (step->changes);

  if (!apply_and_write (self, GP_HISTORY_UNDO, step, back, error))
    return FALSE;
  self->n_done--;
  gp_history_break (self);
  return TRUE;
}

static gboolean
redo_one (GpHistory  *self,
          GError    **error)
{
  Step *step = get_step (self, self->n_done);

  if (!apply_and_write (self, GP_HISTORY_REDO, step, step->changes, error))
    return FALSE;
  self->n_done++;
  gp_history_break (self);
  return TRUE;
}

gboolean
gp_history_go_to (GpHistory  *self,
                  gsize       n,
                  GError    **error)
{
  gsize before = self->n_done;
  gboolean done = TRUE;

  g_return_val_if_fail (n <= self->steps->len, FALSE);

  while (done && self->n_done > n)
    done = undo_one (self, error);
  while (done && self->n_done < n)
    done = redo_one (self, error);
  if (self->n_done != before)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return done;
}

gboolean
gp_history_undo (GpHistory  *self,
                 GError    **error)
{
  return gp_history_can_undo (self) && gp_history_go_to (self, self->n_done - 1, error);
}

gboolean
gp_history_redo (GpHistory  *self,
                 GError    **error)
{
  return gp_history_can_redo (self) && gp_history_go_to (self, self->n_done + 1, error);
}

gboolean
gp_history_can_undo (GpHistory *self)
{
  return self->n_done > 0;
}

gboolean
gp_history_can_redo (GpHistory *self)
{
  return self->n_done < self->steps->len;
}

const char *
gp_history_get_undo_title (GpHistory *self)
{
  return gp_history_can_undo (self)
         ? gp_change_set_get_title (get_step (self, self->n_done - 1)->changes) : NULL;
}

const char *
gp_history_get_redo_title (GpHistory *self)
{
  return gp_history_can_redo (self)
         ? gp_change_set_get_title (get_step (self, self->n_done)->changes) : NULL;
}

gsize
gp_history_get_size (GpHistory *self)
{
  return self->steps->len;
}

gsize
gp_history_get_done (GpHistory *self)
{
  return self->n_done;
}

void
gp_history_get_step (GpHistory     *self,
                     gsize          i,
                     GpHistoryStep *out)
{
  g_return_if_fail (i < self->steps->len);

  *out = describe (get_step (self, i));
}

GpDesign *
gp_history_dup_design_at (GpHistory  *self,
                          gsize       n,
                          GError    **error)
{
  g_autoptr(GpDesign) design = gp_design_copy (self->design);

  if (n > self->steps->len)
    {
      g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE,
                           _("This step of the history is not there any more."));
      return NULL;
    }
  for (gsize i = self->n_done; i > n; i--)
    {
      g_autoptr(GpChangeSet) back = gp_change_set_invert (get_step (self, i - 1)->changes);

      if (!gp_design_apply (design, back, error))
        return NULL;
    }
  for (gsize i = self->n_done; i < n; i++)
    if (!gp_design_apply (design, get_step (self, i)->changes, error))
      return NULL;
  return g_steal_pointer (&design);
}

char *
gp_history_dup_title_at (GpHistory *self,
                         gsize      n)
{
  if (n == 0 || n > self->steps->len)
    return g_strdup (_("The beginning"));
  return g_strdup (gp_change_set_get_title (get_step (self, n - 1)->changes));
}
