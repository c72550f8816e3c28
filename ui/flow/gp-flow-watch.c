/* gp-flow-watch.c — tests flows, and asks where they run, in the background after every change
 * SPDX-License-Identifier: Apache-2.0
 *
 * The worker makes all of a view and hands it over whole. */
#define G_LOG_DOMAIN "gp-flow-watch"
#include "config.h"

#include "gp-flow-watch.h"

#include "gp-background.h"
#include "gp-describe.h"
#include "gp-node.h"
#include "gp-snapshot.h"

#include <glib/gi18n-lib.h>

struct _GpFlowWatch
{
  GObject parent_instance;

  GpSession    *session;
  GpFlowView   *view;
  GpBackground *background;
};

G_DEFINE_FINAL_TYPE (GpFlowWatch, gp_flow_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
view_free (gpointer data)
{
  GpFlowView *self = data;

  gp_flow_lights_unref (self->lights);
  g_array_unref (self->coverage);
  g_ptr_array_unref (self->results);
  gp_access_fixtures_free (self->fixtures);
  g_object_unref (self->design);
  g_free (self);
}

typedef struct
{
  GpSnapshot              *snapshot;
  const GpCodeRunner      *runner;
  const GpFlowHost *const *hosts;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->snapshot);
  g_free (question);
}

static gpointer
ask (gpointer owner)
{
  GpFlowWatch *self = owner;
  Question *question = g_new0 (Question, 1);

  question->snapshot = gp_snapshot_take (gp_session_get_design (self->session));
  question->runner = gp_session_get_code_runner (self->session);
  question->hosts = gp_session_get_flow_hosts (self->session);
  return question;
}

static gpointer
make_view (gpointer      data,
           GCancellable *cancellable)
{
  const Question *question = data;
  GpDesign *design = gp_snapshot_get_design (question->snapshot);
  GpFlowView *self = g_new0 (GpFlowView, 1);

  self->design = g_object_ref (design);
  self->fixtures = gp_access_fixtures_new (design);
  self->results = gp_flow_run_tests (design, self->fixtures, question->runner,
                                     g_get_real_time ());
  self->coverage = gp_flow_find_coverage (design, self->results);
  self->lights = gp_flow_lights_new (design, question->hosts);
  for (guint i = 0; i < self->results->len; i++)
    {
      const GpFlowTestResult *result = self->results->pdata[i];

      self->n_failed += result->status != GP_FLOW_TEST_PASSED;
    }
  return self;
}

static void
take_view (gpointer owner,
           gpointer design,
           gpointer view)
{
  GpFlowWatch *self = owner;
  GpFlowView *old = self->view;

  self->view = view;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  gp_background_drop (old, view_free);
}

static const GpBackgroundWork work = {
  .pause_ms = 300,
  .ask = ask,
  .answer = make_view,
  .take = take_view,
  .question_free = question_free,
  .answer_free = view_free,
};

static void
design_applied_cb (GpFlowWatch *self)
{
  gp_background_ask (self->background);
}

static void
gp_flow_watch_dispose (GObject *object)
{
  GpFlowWatch *self = GP_FLOW_WATCH (object);

  g_clear_pointer (&self->background, gp_background_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, view_free);

  G_OBJECT_CLASS (gp_flow_watch_parent_class)->dispose (object);
}

static void
gp_flow_watch_class_init (GpFlowWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_flow_watch_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_flow_watch_init (GpFlowWatch *self)
{
  self->background = gp_background_new (self, &work);
}

GpFlowWatch *
gp_flow_watch_new (GpSession *session)
{
  GpFlowWatch *self = g_object_new (GP_TYPE_FLOW_WATCH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  design_applied_cb (self);

  return self;
}

const GpFlowView *
gp_flow_watch_get (GpFlowWatch *self)
{
  g_return_val_if_fail (GP_IS_FLOW_WATCH (self), NULL);

  return self->view;
}

/* --- words --- */

char *
gp_flow_view_name_test (const GpFlowView       *self,
                        const GpFlowTestResult *result)
{
  const GpElement *test = gp_design_lookup (self->design, &result->test);
  const GpElement *flow = gp_design_lookup (self->design, gp_element_get_ref (test,
                                                                              GP_TEST_FLOW));

  if (gp_element_get_name (test)[0] != '\0')
    return g_strdup (gp_element_get_name (test));
  return flow != NULL ? gp_node_dup_title (flow) : g_strdup (_("Test without a name"));
}

char *
gp_flow_view_name_way (const GpFlowView     *self,
                       const GpFlowCoverage *way)
{
  const GpElement *element = gp_design_lookup (self->design, &way->transition);
  const GpElement *flow = gp_flow_find_around (self->design, element);
  g_autofree char *words = gp_describe_title (self->design, element);
  g_autofree char *title = NULL;

  title = gp_node_dup_title (flow);
  /* Translators: a flow, and one of its transitions: "Billing: Is it due? → Send the invoice". */
  return g_strdup_printf (C_("a way of a flow", "%1$s: %2$s"), title, words);
}
