/* gp-access-watch.c — asks the rules of a design in the background after every change
 * SPDX-License-Identifier: Apache-2.0
 *
 * The worker makes all of a view and hands it over whole.
 */
#define G_LOG_DOMAIN "gp-access-watch"
#include "config.h"

#include "gp-access-watch.h"

#include "gp-background.h"
#include "gp-snapshot.h"

struct _GpAccessWatch
{
  GObject parent_instance;

  GpSession    *session;
  GpAccessView *view;
  GpBackground *background;
};

G_DEFINE_FINAL_TYPE (GpAccessWatch, gp_access_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- a view --- */

static GpAccessView *
view_new (GpDesign                      *design,
          const GpAccessEnforcer *const *enforcers)
{
  GpAccessView *self = g_atomic_rc_box_new0 (GpAccessView);

  self->access = gp_access_new (design);
  self->lights = gp_access_lights_new (self->access, enforcers);
  self->fixtures = gp_access_fixtures_new (gp_access_get_design (self->access));
  self->matrix = gp_access_matrix_new (self->access);
  self->results = gp_access_run_tests (self->access, self->fixtures, g_get_real_time (), FALSE);
  self->coverage = gp_access_find_coverage (self->matrix, self->results);
  for (guint i = 0; i < self->results->len; i++)
    {
      const GpAccessTestResult *result = self->results->pdata[i];

      self->n_failed += result->status != GP_ACCESS_TEST_PASSED;
    }
  return self;
}

static void
view_clear (gpointer data)
{
  GpAccessView *self = data;

  g_array_unref (self->coverage);
  g_ptr_array_unref (self->results);
  gp_access_lights_free (self->lights);
  gp_access_matrix_free (self->matrix);
  gp_access_fixtures_free (self->fixtures);
  gp_access_unref (self->access);
}

GpAccessView *
gp_access_view_ref (GpAccessView *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
gp_access_view_unref (GpAccessView *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, view_clear);
}

/* --- runs --- */

typedef struct
{
  GpSnapshot                    *snapshot;
  const GpAccessEnforcer *const *enforcers;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->snapshot);
  g_free (question);
}

static gpointer
copy_question (gpointer owner)
{
  GpAccessWatch *self = owner;
  Question *question = g_new0 (Question, 1);

  question->snapshot = gp_snapshot_take (gp_session_get_design (self->session));
  question->enforcers = gp_session_list_enforcers (self->session);
  return question;
}

static gpointer
make_view (gpointer      data,
           GCancellable *cancellable)
{
  const Question *question = data;

  return view_new (gp_snapshot_get_design (question->snapshot), question->enforcers);
}

static void
take_view (gpointer owner,
           gpointer question,
           gpointer view)
{
  GpAccessWatch *self = owner;

  g_autoptr(GpAccessView) old = self->view;     /* others let go of it when they are told */

  self->view = view;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  gp_background_drop (g_steal_pointer (&old), (GDestroyNotify) gp_access_view_unref);
}

static const GpBackgroundWork work = {
  .pause_ms = 200,
  .ask = copy_question,
  .answer = make_view,
  .take = take_view,
  .question_free = question_free,
  .answer_free = (GDestroyNotify) gp_access_view_unref,
};

static void
design_applied_cb (GpAccessWatch *self)
{
  gp_background_ask (self->background);
}

static void
gp_access_watch_dispose (GObject *object)
{
  GpAccessWatch *self = GP_ACCESS_WATCH (object);

  g_clear_pointer (&self->background, gp_background_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, gp_access_view_unref);

  G_OBJECT_CLASS (gp_access_watch_parent_class)->dispose (object);
}

static void
gp_access_watch_class_init (GpAccessWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_access_watch_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_ASKED] =
    g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_POINTER);
}

static void
gp_access_watch_init (GpAccessWatch *self)
{
  self->background = gp_background_new (self, &work);
}

GpAccessWatch *
gp_access_watch_new (GpSession *session)
{
  GpAccessWatch *self = g_object_new (GP_TYPE_ACCESS_WATCH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  design_applied_cb (self);

  return self;
}

GpAccessView *
gp_access_watch_get (GpAccessWatch *self)
{
  g_return_val_if_fail (GP_IS_ACCESS_WATCH (self), NULL);

  return self->view;
}

void
gp_access_watch_ask (GpAccessWatch *self,
                     const GpId    *role,
                     const char    *action,
                     const GpId    *subject)
{
  GpId of_whom = *role, about = *subject;

  g_return_if_fail (GP_IS_ACCESS_WATCH (self));

  g_signal_emit (self, signals[SIGNAL_ASKED], 0, &of_whom, action, &about);
}
