/* gp-flow-decision.c — what somebody decided, in words
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-decision.h"

#include <glib/gi18n-lib.h>

#include "gp-flow-value.h"

char *
gp_flow_decision_dup_comment (const GpExprValue *decision)
{
  const char *text = gp_flow_value_get_text (decision, "comment");
  GString *line = g_string_new (NULL);

  for (const char *at = text != NULL ? text : ""; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_string_append_unichar (line, g_unichar_iscntrl (letter) ? ' ' : letter);
    }
  return g_strstrip (g_string_free (line, FALSE));
}

char *
gp_flow_decision_to_words (const GpExprValue *value)
{
  const char *decision = gp_flow_value_get_text (value, "decision");
  g_autofree char *comment = gp_flow_decision_dup_comment (value);
  gboolean approved = g_strcmp0 (decision, "approve") == 0;

  if (gp_flow_value_get_text (value, "by") == NULL
      || (!approved && g_strcmp0 (decision, "reject") != 0))
    return NULL;
  if (*comment == '\0')
    return g_strdup (approved ? C_("decision", "approved") : C_("decision", "rejected"));
  return g_strdup_printf (approved ? C_("decision", "approved: %s")
                                   : C_("decision", "rejected: %s"), comment);
}
