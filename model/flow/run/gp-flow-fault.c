/* gp-flow-fault.c — what goes wrong in a run, as its expressions see it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-fault.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include "gp-flow-value.h"

#define STANDARD "https://serverlessworkflow.io/"
#define URI_BASE STANDARD "spec/1.0.0/errors/"

static const struct
{
  const char *uri;
  int status;
  const char *title;
} faults[GP_FLOW_N_FAULTS] = {
  [GP_FLOW_FAULT_CONFIGURATION] = { URI_BASE "configuration", 400, N_("The flow cannot do this") },
  [GP_FLOW_FAULT_VALIDATION] = { URI_BASE "validation", 400, N_("A value is not as it must be") },
  [GP_FLOW_FAULT_EXPRESSION] = { URI_BASE "expression", 400, N_("An expression failed") },
  [GP_FLOW_FAULT_AUTHENTICATION] = { URI_BASE "authentication", 401, N_("Not signed in") },
  [GP_FLOW_FAULT_AUTHORIZATION] = { URI_BASE "authorization", 403, N_("Not allowed") },
  [GP_FLOW_FAULT_TIMEOUT] = { URI_BASE "timeout", 408, N_("It took too long") },
  [GP_FLOW_FAULT_COMMUNICATION] = { URI_BASE "communication", 500, N_("A service failed") },
  [GP_FLOW_FAULT_RUNTIME] = { URI_BASE "runtime", 500, N_("The run failed") },
};

const char *
gp_flow_fault_get_uri (GpFlowFault type)
{
  g_return_val_if_fail (type < GP_FLOW_N_FAULTS, NULL);
  return faults[type].uri;
}

/* Behind the last slash. */
static const char *
last_word (const char *uri)
{
  const char *slash = strrchr (uri, '/');

  return slash != NULL ? slash + 1 : uri;
}

const char *
gp_flow_fault_get_word (GpFlowFault type)
{
  g_return_val_if_fail (type < GP_FLOW_N_FAULTS, NULL);
  return last_word (faults[type].uri);
}

GpExprValue *
gp_flow_fault_new (GpFlowFault  type,
                   int          status,
                   const char  *detail)
{
  g_return_val_if_fail (type < GP_FLOW_N_FAULTS, NULL);
  return gp_flow_fault_new_custom (faults[type].uri, status != 0 ? status : faults[type].status,
                                   _(faults[type].title), detail);
}

GpExprValue *
gp_flow_fault_new_response (const char *place,
                            int         status)
{
  const char *slash = strrchr (place, '/');
  g_autofree char *detail = g_strdup_printf (_("“%s” was answered with the status %d."),
                                             slash != NULL ? slash + 1 : place, status);

  return gp_flow_fault_new (GP_FLOW_FAULT_COMMUNICATION, status, detail);
}

GpExprValue *
gp_flow_fault_new_setup (const char *format,
                         ...)
{
  g_autofree char *detail = NULL;
  va_list arguments;

  va_start (arguments, format);
  detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0, detail);
}

GpExprValue *
gp_flow_fault_new_custom (const char *type,
                          int         status,
                          const char *title,
                          const char *detail)
{
  if (type == NULL || *type == '\0')
    type = faults[GP_FLOW_FAULT_RUNTIME].uri;
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_str_equal (type, faults[i].uri) || g_str_equal (type, last_word (faults[i].uri)))
      {
        type = faults[i].uri;
        status = status != 0 ? status : faults[i].status;
        title = title != NULL && *title != '\0' ? title : _(faults[i].title);
      }

  return gp_expr_value_new_object (
    "type", gp_expr_value_new_string (type, -1),
    "status", gp_expr_value_new_int (status != 0 ? status : 500),
    "title", gp_expr_value_new_string (title != NULL ? title : "", -1),
    "detail", gp_expr_value_new_string (detail != NULL ? detail : "", -1),
    "instance", gp_expr_value_new_string ("", -1), NULL);
}

const char *
gp_flow_fault_get_text (const GpExprValue *error,
                        const char        *key)
{
  const char *text = gp_flow_value_get_text (error, key);

  return text != NULL ? text : "";
}

int
gp_flow_fault_get_status (const GpExprValue *error)
{
  return (int) CLAMP (gp_flow_value_get_int (error, "status", 0), 0, 999);
}

gboolean
gp_flow_fault_matches (const GpExprValue *error,
                       const char        *type,
                       int                status)
{
  const char *actual = gp_flow_fault_get_text (error, "type");

  if (status != 0 && status != gp_flow_fault_get_status (error))
    return FALSE;
  if (type == NULL || *type == '\0' || g_str_equal (actual, type))
    return TRUE;

  /* The specification has moved its types once already, so that those of its own go by word. */
  return (strchr (type, '/') == NULL
          || (g_str_has_prefix (type, STANDARD) && g_str_has_prefix (actual, STANDARD)))
         && g_str_equal (last_word (actual), last_word (type));
}

gboolean
gp_flow_fault_is_transient (const GpExprValue *error)
{
  static const int transient[] = { 408, 409, 425, 429 };
  int status = gp_flow_fault_get_status (error);

  if (!gp_flow_fault_matches (error, faults[GP_FLOW_FAULT_COMMUNICATION].uri, 0) &&
      !gp_flow_fault_matches (error, faults[GP_FLOW_FAULT_TIMEOUT].uri, 0))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (transient); i++)
    if (transient[i] == status)
      return TRUE;
  return status == 0 || status >= 500;
}
