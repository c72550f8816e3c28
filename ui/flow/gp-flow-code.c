/* gp-flow-code.c — code of a simulated run that is under way
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is dropped goes on until its process has ended, and is freed then. */
#define G_LOG_DOMAIN "gp-flow-simulation"
#include "config.h"

#include "gp-flow-code.h"

struct _GpFlowCode
{
  const GpCodeRunner *runner;
  GCancellable       *cancellable;
  guint64             effect;
  GpFlowCodeEnded     ended;
  gpointer            owner;
};

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GpFlowCode *self = user_data;
  g_autoptr(GCancellable) cancellable = self->cancellable;
  g_autoptr(GpExprValue) fault = NULL;
  g_autoptr(GpExprValue) value = self->runner->run_finish (result, &fault);

  if (!g_cancellable_is_cancelled (cancellable))
    self->ended (self->owner, self->effect, value, fault);
  g_free (self);
}

GpFlowCode *
gp_flow_code_start (const GpCodeRunner *runner,
                    const GpFlowEffect *effect,
                    GpFlowCodeEnded     ended,
                    gpointer            owner)
{
  GpFlowCode *self = g_new0 (GpFlowCode, 1);

  self->runner = runner;
  self->cancellable = g_cancellable_new ();
  self->effect = effect->number;
  self->ended = ended;
  self->owner = owner;
  runner->run_async (effect->arguments, self->cancellable, ended_cb, self);
  return self;
}

guint64
gp_flow_code_get_effect (const GpFlowCode *self)
{
  return self->effect;
}

void
gp_flow_code_drop (GpFlowCode *self)
{
  if (self != NULL)
    g_cancellable_cancel (self->cancellable);
}
