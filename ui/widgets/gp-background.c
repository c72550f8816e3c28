/* gp-background.c — one question at a time, answered by a worker thread
 * SPDX-License-Identifier: Apache-2.0
 *
 * A question that is under way holds a reference to the GpBackground and none to the owner, so that
 * a widget is never kept, nor disposed of, by a worker. It is known by its cancellable: whatever
 * ends with another one than the current is dropped.
 */
#define G_LOG_DOMAIN "gp-background"
#include "config.h"

#include "gp-background.h"

struct _GpBackground
{
  gpointer                owner;         /* borrowed; NULL once it has gone */
  const GpBackgroundWork *work;
  GCancellable           *cancellable;   /* of the question under way */
  guint                   timeout_id;    /* of the one that waits */
};

typedef struct
{
  const GpBackgroundWork *work;
  gpointer                values;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  gp_background_drop (question->values, question->work->question_free);
  g_free (question);
}

static void
work_cb (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  const Question *question = task_data;

  g_task_return_pointer (task, question->work->answer (question->values, cancellable),
                         question->work->answer_free);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GpBackground *self = user_data;                     /* reference taken when it was asked */
  GTask *task = G_TASK (result);
  const Question *question = g_task_get_task_data (task);
  gboolean is_latest = g_task_get_cancellable (task) == self->cancellable;
  gpointer answer = g_task_propagate_pointer (task, NULL);

  if (answer != NULL && is_latest)
    {
      g_clear_object (&self->cancellable);
      self->work->take (self->owner, question->values, answer);
    }
  else
    gp_background_drop (answer, self->work->answer_free);
  g_rc_box_release (self);
}

static void
start (GpBackground *self)
{
  gpointer values = self->work->ask (self->owner);
  g_autoptr(GTask) task = NULL;
  Question *question;

  if (values == NULL)
    return;

  question = g_new0 (Question, 1);
  question->work = self->work;
  question->values = values;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, answered_cb, g_rc_box_acquire (self));
  g_task_set_source_tag (task, gp_background_ask);
  /* Else it would let go of what nobody waits for any more by itself, in the main loop. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, work_cb);
}

static gboolean
start_cb (gpointer user_data)
{
  GpBackground *self = user_data;

  self->timeout_id = 0;
  start (self);

  return G_SOURCE_REMOVE;
}

GpBackground *
gp_background_new (gpointer                owner,
                   const GpBackgroundWork *work)
{
  GpBackground *self = g_rc_box_new0 (GpBackground);

  self->owner = owner;
  self->work = work;

  return self;
}

void
gp_background_free (GpBackground *self)
{
  if (self == NULL)
    return;

  gp_background_stop (self);
  self->owner = NULL;
  g_rc_box_release (self);
}

void
gp_background_ask (GpBackground *self)
{
  g_return_if_fail (self != NULL && self->owner != NULL);

  gp_background_stop (self);
  if (self->work->pause_ms == 0)
    start (self);
  else
    self->timeout_id = g_timeout_add_full (G_PRIORITY_LOW, self->work->pause_ms, start_cb, self,
                                           NULL);
}

void
gp_background_stop (GpBackground *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

gboolean
gp_background_is_busy (const GpBackground *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->timeout_id != 0 || self->cancellable != NULL;
}

typedef struct
{
  gpointer       value;
  GDestroyNotify free;
} Dropped;

static void
drop_cb (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  const Dropped *dropped = task_data;

  dropped->free (dropped->value);
  g_task_return_boolean (task, TRUE);
}

void
gp_background_drop (gpointer       value,
                    GDestroyNotify free)
{
  g_autoptr(GTask) task = NULL;
  const Dropped dropped = { value, free };

  if (value == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, gp_background_drop);
  g_task_set_task_data (task, g_memdup2 (&dropped, sizeof dropped), g_free);
  g_task_run_in_thread (task, drop_cb);
}
