/* gp-expr-problem.c — what is wrong with an expression, and where
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-problem"

#include "config.h"

#include "gp-expr-problem.h"

typedef struct
{
  gsize offset;
  gsize length;
} GpExprErrorPrivate;

static void
gp_expr_error_private_init (GpExprErrorPrivate *priv)
{
  priv->offset = 0;
  priv->length = 0;
}

static void
gp_expr_error_private_copy (const GpExprErrorPrivate *source,
                            GpExprErrorPrivate       *target)
{
  *target = *source;
}

static void
gp_expr_error_private_clear (GpExprErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (GpExprError, gp_expr_error)

gboolean
gp_expr_error_get_position (const GError *error,
                            gsize        *offset,
                            gsize        *length)
{
  const GpExprErrorPrivate *priv;

  g_return_val_if_fail (error != NULL, FALSE);

  if (error->domain != GP_EXPR_ERROR)
    return FALSE;

  priv = gp_expr_error_get_private (error);
  if (offset != NULL)
    *offset = priv->offset;
  if (length != NULL)
    *length = priv->length;
  return TRUE;
}

const char *
gp_expr_error_to_string (GpExprError code)
{
  static const char * const names[] = {
    [GP_EXPR_ERROR_SYNTAX] = "syntax",
    [GP_EXPR_ERROR_LIMIT] = "limit",
    [GP_EXPR_ERROR_UNSUPPORTED] = "unsupported",
    [GP_EXPR_ERROR_NAME] = "name",
    [GP_EXPR_ERROR_TYPE] = "type",
    [GP_EXPR_ERROR_RANGE] = "range",
    [GP_EXPR_ERROR_VALUE] = "value",
    [GP_EXPR_ERROR_REFUSED] = "refused",
  };

  g_return_val_if_fail (code >= GP_EXPR_ERROR_SYNTAX && code <= GP_EXPR_ERROR_REFUSED, NULL);

  return names[code];
}

GpExprProblem *
gp_expr_problem_new_valist (GpExprError  code,
                            gsize        offset,
                            gsize        length,
                            const char  *format,
                            va_list      args)
{
  GpExprProblem *self = g_new0 (GpExprProblem, 1);

  self->code = code;
  self->message = g_strdup_vprintf (g_dgettext (GETTEXT_PACKAGE, format), args);
  self->offset = offset;
  self->length = length;
  return self;
}

GpExprProblem *
gp_expr_problem_new_literal (GpExprError  code,
                             gsize        offset,
                             gsize        length,
                             const char  *message)
{
  GpExprProblem *self = g_new0 (GpExprProblem, 1);

  self->code = code;
  self->message = g_strdup (g_dgettext (GETTEXT_PACKAGE, message));
  self->offset = offset;
  self->length = length;
  return self;
}

GpExprProblem *
gp_expr_problem_new (GpExprError  code,
                     gsize        offset,
                     gsize        length,
                     const char  *format,
                     ...)
{
  GpExprProblem *self;
  va_list args;

  va_start (args, format);
  self = gp_expr_problem_new_valist (code, offset, length, format, args);
  va_end (args);
  return self;
}

void
gp_expr_problem_free (GpExprProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->message);
  g_free (self);
}

GPtrArray *
gp_expr_problems_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gp_expr_problem_free);
}

void
gp_expr_problem_set_error (const GpExprProblem *self,
                           GError             **error)
{
  GError *local;
  GpExprErrorPrivate *priv;

  g_return_if_fail (self != NULL);

  if (error == NULL)
    return;

  local = g_error_new_literal (GP_EXPR_ERROR, self->code, self->message);
  priv = gp_expr_error_get_private (local);
  priv->offset = self->offset;
  priv->length = self->length;
  g_propagate_error (error, local);
}
