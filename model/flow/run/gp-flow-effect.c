/* gp-flow-effect.c — what a run wants done outside itself
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-effect.h"

#include <glib/gi18n-lib.h>

#include "gp-flow-duration.h"
#include "gp-flow-value.h"

static const char *const kinds[GP_FLOW_N_EFFECT_KINDS] = {
  [GP_FLOW_EFFECT_HTTP] = "http",         [GP_FLOW_EFFECT_READ] = "read",
  [GP_FLOW_EFFECT_CREATE] = "create",     [GP_FLOW_EFFECT_UPDATE] = "update",
  [GP_FLOW_EFFECT_DELETE] = "delete",     [GP_FLOW_EFFECT_MAIL] = "mail",
  [GP_FLOW_EFFECT_FUNCTION] = "function", [GP_FLOW_EFFECT_CODE] = "code",
  [GP_FLOW_EFFECT_FLOW] = "flow",         [GP_FLOW_EFFECT_EMIT] = "emit",
  [GP_FLOW_EFFECT_LISTEN] = "listen",     [GP_FLOW_EFFECT_APPROVAL] = "approval",
  [GP_FLOW_EFFECT_CANCEL] = "cancel",
};

void
gp_flow_effect_free (GpFlowEffect *self)
{
  if (self == NULL)
    return;

  g_free (self->place);
  g_free (self->key);
  gp_expr_value_unref (self->arguments);
  g_free (self);
}

const char *
gp_flow_effect_kind_to_string (GpFlowEffectKind kind)
{
  g_return_val_if_fail (kind < GP_FLOW_N_EFFECT_KINDS, NULL);
  return kinds[kind];
}

GpExprValue *
gp_flow_effect_to_value (const GpFlowEffect *self)
{
  return gp_expr_value_new_object (
    "kind", gp_expr_value_new_string (kinds[self->kind], -1),
    "number", gp_expr_value_new_int ((gint64) self->number),
    "step", gp_flow_value_from_id (&self->step),
    "subject", gp_flow_value_from_id (&self->subject),
    "place", gp_expr_value_new_string (self->place, -1),
    "attempt", gp_expr_value_new_int (self->attempt),
    "key", gp_expr_value_new_string (self->key, -1),
    "deadline", self->deadline != GP_FLOW_NEVER ? gp_expr_value_new_int (self->deadline) : NULL,
    "arguments", gp_expr_value_ref (self->arguments), NULL);
}

static gboolean
id_from_value (const GpExprValue *value,
               const char        *name,
               GpId              *out)
{
  const char *text = gp_flow_value_get_text (value, name);

  return text == NULL ? gp_flow_value_get (value, name) == NULL : gp_id_parse (text, out);
}

static gboolean
find_kind (const char       *text,
           GpFlowEffectKind *out)
{
  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], text))
      {
        *out = (GpFlowEffectKind) i;
        return TRUE;
      }
  return FALSE;
}

GpFlowEffect *
gp_flow_effect_from_value (const GpExprValue  *value,
                           GError            **error)
{
  g_autoptr(GpFlowEffect) self = g_new0 (GpFlowEffect, 1);
  GpExprValue *arguments = gp_flow_value_get (value, "arguments");
  const char *place = gp_flow_value_get_text (value, "place");
  const char *key = gp_flow_value_get_text (value, "key");

  if (!find_kind (gp_flow_value_get_text (value, "kind"), &self->kind) || place == NULL ||
      key == NULL || arguments == NULL ||
      gp_expr_value_get_kind (arguments) != GP_EXPR_VALUE_MAP ||
      !id_from_value (value, "step", &self->step) ||
      !id_from_value (value, "subject", &self->subject))
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_VALUE,
                   _("This is not the effect of a flow as Groundplan writes it."));
      return NULL;
    }

  self->number = (guint64) gp_flow_value_get_int (value, "number", 0);
  self->attempt = (guint) gp_flow_value_get_int (value, "attempt", 1);
  self->deadline = gp_flow_value_get_int (value, "deadline", GP_FLOW_NEVER);
  self->place = g_strdup (place);
  self->key = g_strdup (key);
  self->arguments = gp_expr_value_ref (arguments);
  return g_steal_pointer (&self);
}

GpExprValue *
gp_flow_effect_get (const GpFlowEffect *self,
                    const char         *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);
  return gp_flow_value_get (self->arguments, name);
}
