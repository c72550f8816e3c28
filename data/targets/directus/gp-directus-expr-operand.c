/* gp-directus-expr-operand.c — columns, values and callers as Directus knows them
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus reads some texts as something else, wherever they stand: "true", "null", "$NOW". Numbers
 * are doubles on their way there, and times have milliseconds. */
#define G_LOG_DOMAIN "gp-directus-expr-operand"
#include "config.h"
#include "gp-directus-expr.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gp-directus-expr-private.h"
#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-time.h"
#include "gp-sql-type.h"

#define MAX_EXACT (G_GINT64_CONSTANT (1) << 53)
#define NANOS_PER_MILLI 1000000
#define CALLER "$CURRENT_USER"

char *
gp_dx_refuse (GpDxPrinter *self,
              const char  *reason)
{
  g_autoptr(GpExprProblem) problem = NULL;

  if (self->error == NULL)
    {
      problem = gp_expr_problem_new_literal (
        GP_EXPR_ERROR_REFUSED, self->source != NULL ? self->source->offset : 0,
        self->source != NULL ? self->source->length : 0, reason);
      gp_expr_problem_set_error (problem, &self->error);
    }
  return g_strdup ("false");
}

const GpElement *
gp_dx_field (GpDxPrinter *self,
             const GpId  *id)
{
  return gp_design_lookup_kind (self->options->design, id, GP_KIND_FIELD);
}

GpDxClass
gp_dx_class (GpDxPrinter *self,
             const GpId  *id)
{
  static const struct
  {
    const char *type;
    GpDxClass   class;
  } classes[] = {
    { "boolean", GP_DX_BOOL }, { "integer", GP_DX_INT }, { "bigint", GP_DX_BIGINT },
    { "decimal", GP_DX_NUMBER }, { "float", GP_DX_NUMBER }, { "text", GP_DX_TEXT },
    { "enum", GP_DX_TEXT }, { "uuid", GP_DX_UUID }, { "timestamp", GP_DX_TIMESTAMP },
  };
  const GpElement *field = gp_dx_field (self, id);
  const char *type;

  if (field == NULL || gp_element_get_bool (field, GP_FIELD_ARRAY))
    return GP_DX_OTHER;
  field = gp_sql_type_resolve (self->options->design, field);
  type = field != NULL ? gp_element_get_text (field, GP_FIELD_TYPE) : NULL;
  if (type == NULL || gp_element_has (field, GP_FIELD_NATIVE_TYPE))
    return GP_DX_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i].type, type))
      return classes[i].class;
  return GP_DX_OTHER;
}

gboolean
gp_dx_is_here (GpDxPrinter *self,
               guint        row)
{
  return row == self->row
         || (self->row == 0
             && gp_expr_query_get_row (self->query, row)->kind == GP_EXPR_ROW_NEW);
}

GPtrArray *
gp_dx_path (GpDxPrinter         *self,
            const GpExprOperand *operand)
{
  g_autoptr(GPtrArray) path = g_ptr_array_new ();
  const GpExprColumn *column = &operand->column;
  const GpElement *field;

  if (operand->transform != GP_EXPR_TRANSFORM_NONE)
    {
      g_free (gp_dx_refuse (self, N_("Directus compares fields as they are.")));
      return NULL;
    }
  if (!gp_dx_is_here (self, column->row))
    {
      g_free (gp_dx_refuse (self, N_("Directus cannot look at two records at once.")));
      return NULL;
    }
  for (guint i = 0; i <= column->n_hops; i++)
    {
      const GpId *id = i < column->n_hops ? &column->hops[i].reference : &column->field;
      const GpElement *entity;

      field = gp_dx_field (self, id);
      entity = field != NULL ? gp_design_lookup_kind (self->options->design,
                                                      gp_element_get_parent (field),
                                                      GP_KIND_ENTITY)
                             : NULL;
      if (entity == NULL || gp_element_get_bool (entity, GP_ENTITY_EXTERNAL))
        {
          g_free (gp_dx_refuse (
            self, N_("The condition looks at something that is not in this database.")));
          return NULL;
        }
      if (i < column->n_hops)
        gp_directus_needs_add_reference (self->options->needs, id, FALSE);
      g_ptr_array_add (path, (gpointer) gp_element_get_name (field));
    }
  return g_steal_pointer (&path);
}

static gboolean
is_read_as_text (const char *text)
{
  static const char *const words[] = { "true", "false", "null", "NULL", NULL };

  return *text != '$' && !g_strv_contains (words, text);
}

/* A uuid column is written in lower case, and no other text is in it. */
static char *
print_text (GpDxPrinter       *self,
            const GpExprValue *value,
            GpDxClass          class,
            gboolean          *never)
{
  gsize length;
  const char *text = gp_expr_value_get_string (value, &length);
  char canonical[GP_ID_STRING_SIZE];
  GpId id;

  *never = class == GP_DX_UUID
           && (!gp_id_parse (text, &id) || !g_str_equal (gp_id_format (&id, canonical), text));
  if (*never)
    return NULL;
  if (is_read_as_text (text) && strlen (text) == length)
    return gp_expr_value_to_json (value);
  g_free (gp_dx_refuse (self, N_("Directus reads this text as something else.")));
  return NULL;
}

static char *
print_number (GpDxPrinter       *self,
              const GpExprValue *value,
              GpDxClass          class)
{
  gboolean is_int = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_INT;
  double number = is_int ? (double) gp_expr_value_get_int (value)
                         : gp_expr_value_get_double (value);
  double limit = class == GP_DX_INT ? G_MAXINT32 : (double) (MAX_EXACT - 1);

  if (isfinite (number) && (class == GP_DX_NUMBER || number == floor (number))
      && fabs (number) <= limit)
    return class == GP_DX_NUMBER && !is_int ? gp_expr_value_to_json (value)
                                            : g_strdup_printf ("%.0f", number);
  g_free (gp_dx_refuse (self, N_("Directus cannot compare a field with this number exactly.")));
  return NULL;
}

static char *
print_time (GpDxPrinter       *self,
            const GpExprValue *value)
{
  gint32 nanos;
  gint64 seconds = gp_expr_value_get_timestamp (value, &nanos);

  if (nanos % NANOS_PER_MILLI == 0)
    {
      g_autofree char *text = gp_expr_timestamp_to_text (seconds, nanos);

      return g_strdup_printf ("\"%s\"", text);
    }
  g_free (gp_dx_refuse (self, N_("Times have milliseconds in Directus.")));
  return NULL;
}

char *
gp_dx_value (GpDxPrinter       *self,
             const GpExprValue *value,
             GpDxClass          class,
             gboolean          *never)
{
  *never = FALSE;
  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_BOOL:
      if (class == GP_DX_BOOL)
        return g_strdup (gp_expr_value_get_bool (value) ? "true" : "false");
      break;
    case GP_EXPR_VALUE_INT:
    case GP_EXPR_VALUE_DOUBLE:
      if (class == GP_DX_INT || class == GP_DX_BIGINT || class == GP_DX_NUMBER)
        return print_number (self, value, class);
      break;
    case GP_EXPR_VALUE_STRING:
      if (class == GP_DX_TEXT || class == GP_DX_UUID)
        return print_text (self, value, class, never);
      break;
    case GP_EXPR_VALUE_TIMESTAMP:
      if (class == GP_DX_TIMESTAMP)
        return print_time (self, value);
      break;
    default:
      break;
    }
  g_free (gp_dx_refuse (self, N_("Directus cannot compare such values exactly.")));
  return NULL;
}

void
gp_dx_param_clear (GpDxParam *param)
{
  if (param->value != NULL)
    gp_expr_value_unref (param->value);
  g_free (param->variable);
}

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  const GpDirectusExpr *options = user_data;

  if (g_str_equal (name, "user") && options->caller != NULL)
    return gp_expr_value_ref (gp_access_caller_get_user (options->caller));
  if (g_str_equal (name, "request") && options->action != NULL)
    return gp_expr_value_new_object ("action", gp_expr_value_new_string (options->action, -1),
                                     NULL);
  return NULL;
}

/* Whether all that @node asks for is known here: roles, the action, and of nobody that there is
 * nothing to know. */
static gboolean
is_known (GpDxPrinter      *self,
          const GpExprNode *node)
{
  const GpDirectusExpr *options = self->options;
  const GpExprNode *target = node->n_children > 0 ? node->children[0] : NULL;
  gboolean is_member = node->kind == GP_EXPR_NODE_SELECT || node->kind == GP_EXPR_NODE_HAS;

  if (is_member && target->kind == GP_EXPR_NODE_IDENT)
    {
      if (g_str_equal (target->name, "user"))
        return options->caller != NULL
               && (g_str_equal (node->name, "roles")
                   || !gp_access_caller_is_signed_in (options->caller));
      if (g_str_equal (target->name, "request"))
        return g_str_equal (node->name, "action") && options->action != NULL;
    }
  if (node->kind == GP_EXPR_NODE_IDENT)
    {
      if (g_str_equal (node->name, "user"))
        return options->caller != NULL && !gp_access_caller_is_signed_in (options->caller);
      return !g_str_equal (node->name, "now") && !g_str_equal (node->name, "request");
    }
  for (gsize i = 0; i < node->n_children; i++)
    if (!is_known (self, node->children[i]))
      return FALSE;
  return TRUE;
}

static GpDxParam
evaluate (GpDxPrinter         *self,
          const GpExprOperand *operand)
{
  GpExprEnv env = { .lookup = lookup, .user_data = (gpointer) self->options };
  GpDxParam param = { .kind = GP_DX_PARAM_KNOWN,
                      .value = gp_expr_eval_node (operand->source, &env) };

  if (gp_expr_value_is_error (param.value) || gp_expr_value_is_null (param.value))
    {
      g_clear_pointer (&param.value, gp_expr_value_unref);
      param.kind = GP_DX_PARAM_ABSENT;
    }
  return param;
}

static char *
name_caller (GpDxPrinter *self,
             const char  *param,
             gboolean    *is_certain)
{
  static const struct
  {
    const char *param;
    const char *field;
  } known[] = { { "user.tenant", "tenant" }, { "user.email", "email" } };

  *is_certain = g_strcmp0 (param, "user.id") == 0;
  if (*is_certain)
    return g_strdup (CALLER);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (param, known[i].param) == 0)
      {
        gp_directus_needs_add_user_field (self->options->needs, known[i].field);
        return g_strconcat (CALLER ".", known[i].field, NULL);
      }
  return NULL;
}

static char *
name_time (gint64 offset)
{
  if (offset == 0)
    return g_strdup ("$NOW");
  if (offset % NANOS_PER_MILLI != 0)
    return NULL;
  return g_strdup_printf ("$NOW(%c%" G_GINT64_FORMAT " ms)", offset < 0 ? '-' : '+',
                          ABS (offset) / NANOS_PER_MILLI);
}

GpDxParam
gp_dx_param (GpDxPrinter         *self,
             const GpExprOperand *operand)
{
  GpDxParam param = { .kind = GP_DX_PARAM_VARIABLE };
  const GpExprNode *source = self->source;

  if (operand->kind == GP_EXPR_OPERAND_VALUE)
    return (GpDxParam) { .kind = GP_DX_PARAM_KNOWN, .value = gp_expr_value_ref (operand->value) };
  if (is_known (self, operand->source))
    return evaluate (self, operand);
  if (g_strcmp0 (operand->param, "now") == 0)
    {
      param.variable = name_time (operand->offset);
      param.is_certain = TRUE;
    }
  else if (operand->source->kind == GP_EXPR_NODE_SELECT)
    {
      param.variable = name_caller (self, operand->param, &param.is_certain);
    }
  if (param.variable == NULL)
    {
      self->source = operand->source;
      g_free (gp_dx_refuse (self, N_("Directus does not know this of the caller.")));
      self->source = source;
    }
  return param;
}

char *
gp_directus_expr_print_value (const GpDirectusExpr *self,
                              const GpExprNode     *node,
                              GError              **error)
{
  GpDxPrinter printer = { .options = self, .source = node };
  gboolean is_time = node->kind == GP_EXPR_NODE_IDENT && g_str_equal (node->name, "now");
  gboolean is_caller = node->kind == GP_EXPR_NODE_SELECT
                       && node->children[0]->kind == GP_EXPR_NODE_IDENT
                       && g_str_equal (node->children[0]->name, "user");
  g_autofree char *name = is_caller ? g_strconcat ("user.", node->name, NULL) : NULL;
  g_autofree char *variable = NULL;
  g_autofree char *value = NULL;
  gboolean is_certain;

  if (is_time)
    return g_strdup ("\"$NOW\"");
  if (is_caller && (self->caller == NULL || gp_access_caller_is_signed_in (self->caller)))
    variable = name_caller (&printer, name, &is_certain);
  if (variable != NULL)
    return g_strdup_printf ("\"%s\"", variable);
  if (node->kind == GP_EXPR_NODE_LITERAL && !gp_expr_value_is_null (node->value)
      && (gp_expr_value_get_kind (node->value) != GP_EXPR_VALUE_STRING
          || is_read_as_text (gp_expr_value_get_string (node->value, NULL))))
    value = gp_expr_value_to_json (node->value);
  else
    g_free (gp_dx_refuse (&printer, N_("Directus cannot set this value.")));
  if (printer.error != NULL)
    g_propagate_error (error, printer.error);
  return g_steal_pointer (&value);
}
