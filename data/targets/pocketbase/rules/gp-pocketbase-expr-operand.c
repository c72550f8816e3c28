/* gp-pocketbase-expr-operand.c — columns, values and callers as PocketBase knows them
 * SPDX-License-Identifier: Apache-2.0
 *
 * PocketBase has no null: a text, a choice, a time or a reference that is not set is an empty text,
 * a number 0, and what is joined over a reference that is not set is null after all. So each side
 * of a comparison says how to ask whether it has a value. Of somebody who is not signed in
 * everything is null, which "=" takes for an empty text: that must be asked, too. */
#define G_LOG_DOMAIN "gp-pocketbase-expr-operand"
#include "config.h"
#include "gp-pocketbase-expr-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gp-expr-time.h"

#define MAX_EXACT (G_GINT64_CONSTANT (1) << 53)
#define NANOS_PER_MILLI 1000000
#define SENT "@request.data."

char *
gp_pb_refuse (GpPbPrinter *self,
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
  return g_strdup (GP_POCKETBASE_NONE);
}

const GpElement *
gp_pb_field (GpPbPrinter *self,
             const GpId  *id)
{
  return gp_design_lookup_kind (self->options->design, id, GP_KIND_FIELD);
}

void
gp_pb_side_clear (GpPbSide *side)
{
  g_free (side->text);
  g_free (side->presence);
}

static gboolean
refuse_side (GpPbPrinter *self,
             const char  *reason)
{
  g_free (gp_pb_refuse (self, reason));
  return FALSE;
}

/* What stands before the first name; NULL, and refused, where that record is out of sight. */
static const char *
find_start (GpPbPrinter        *self,
            const GpExprColumn *column,
            const GpElement    *first,
            gboolean           *is_sent)
{
  const GpExprQueryRow *row = gp_expr_query_get_row (self->query, column->row);

  *is_sent = FALSE;
  if (row->kind == GP_EXPR_ROW_CHILD)
    {
      /* What a record of a list refers to, PocketBase joins by itself: not with that record. */
      if (self->row == column->row && self->list != NULL && column->n_hops == 0)
        return self->list;
      g_free (gp_pb_refuse (self,
                            N_("PocketBase searches only what points to the record itself.")));
      return NULL;
    }
  *is_sent = row->kind == GP_EXPR_ROW_NEW && self->sent
             && !gp_pocketbase_is_id (self->options->design, first)
             && !gp_pocketbase_is_own_time (first);
  return *is_sent ? SENT : "";
}

static gboolean
is_there (GpPbPrinter     *self,
          const GpElement *field)
{
  const GpElement *entity = field != NULL
    ? gp_design_lookup_kind (self->options->design, gp_element_get_parent (field), GP_KIND_ENTITY)
    : NULL;

  return entity != NULL && !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL)
         && gp_element_get_text (entity, GP_ENTITY_QUERY) == NULL;
}

static gboolean
read_column (GpPbPrinter        *self,
             const GpExprColumn *column,
             GpPbSide           *out)
{
  GpDesign *design = self->options->design;
  g_autoptr(GString) path = g_string_new (NULL);
  const GpElement *first = gp_pb_field (
    self, column->n_hops > 0 ? &column->hops[0].reference : &column->field);
  const char *start;

  out->field = gp_pb_field (self, &column->field);
  if (!is_there (self, first) || !is_there (self, out->field))
    return refuse_side (self, N_("The condition looks at something that is not in PocketBase."));
  start = find_start (self, column, first, &out->is_sent);
  if (start == NULL)
    return FALSE;
  g_string_append (path, start);
  for (guint i = 0; i < column->n_hops; i++)
    {
      const GpElement *hop = gp_pb_field (self, &column->hops[i].reference);

      if (!is_there (self, hop) || gp_pocketbase_class (design, hop) != GP_PB_LINK
          || gp_pocketbase_is_id (design, hop))
        return refuse_side (self, N_("PocketBase cannot follow this reference."));
      g_string_append_printf (path, "%s.", gp_element_get_name (hop));
    }
  out->kind = GP_PB_SIDE_COLUMN;
  out->class = gp_pocketbase_class (design, out->field);
  out->may_miss = gp_pocketbase_may_miss (design, out->field);
  if (out->class == GP_PB_OTHER)
    return refuse_side (self, N_("PocketBase cannot compare such values exactly."));
  if (out->may_miss && (out->class == GP_PB_NUMBER || out->class == GP_PB_BOOL))
    return refuse_side (self, N_("PocketBase cannot tell an empty number or choice of yes and no "
                                 "from 0 and no."));
  out->text = g_strconcat (path->str, gp_pocketbase_name (design, out->field), NULL);
  if (column->n_hops == 0 && self->row == 0)
    {
      out->presence = g_strdup_printf ("%s != \"\"", out->text);
      return TRUE;
    }
  out->presence = g_strdup_printf (
    "%s%s %s \"\"", path->str, out->may_miss ? gp_pocketbase_name (design, out->field) : "id",
    gp_pb_operator (self, GP_EXPR_NODE_NE));
  out->may_miss = TRUE;
  return TRUE;
}

static gboolean
read_caller (GpPbPrinter         *self,
             const GpExprOperand *operand,
             GpPbSide            *out)
{
  static const struct
  {
    const char *param;
    const char *name;
  } known[] = {
    { "user.id", "@request.auth.id" }, { "user.email", "@request.auth.email" },
    { "user.tenant", "@request.auth." GP_POCKETBASE_TENANT },
  };

  for (gsize i = 0; operand->transform == GP_EXPR_TRANSFORM_NONE && i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (operand->param, known[i].param) == 0)
      {
        out->kind = GP_PB_SIDE_CALLER;
        out->text = g_strdup (known[i].name);
        out->presence = g_strconcat (out->text, " != \"\"", NULL);
        out->may_miss = TRUE;
        return TRUE;
      }
  return refuse_side (self, N_("PocketBase does not know this of the caller."));
}

gboolean
gp_pb_side_read (GpPbPrinter         *self,
                 const GpExprOperand *operand,
                 GpPbSide            *out)
{
  *out = (GpPbSide) { .class = GP_PB_OTHER };
  if (operand->transform != GP_EXPR_TRANSFORM_NONE)
    return refuse_side (self, N_("PocketBase compares fields as they are."));
  switch (operand->kind)
    {
    case GP_EXPR_OPERAND_COLUMN:
      return read_column (self, &operand->column, out);
    case GP_EXPR_OPERAND_VALUE:
      out->kind = GP_PB_SIDE_VALUE;
      out->value = operand->value;
      return TRUE;
    default:
      if (g_strcmp0 (operand->param, "now") != 0)
        return read_caller (self, operand, out);
      if (operand->offset != 0)
        return refuse_side (self, N_("PocketBase knows the time, and none before or after it."));
      out->kind = GP_PB_SIDE_NOW;
      out->text = g_strdup ("@now");
      return TRUE;
    }
}

static char *
print_text (GpPbPrinter       *self,
            const GpExprValue *value)
{
  gsize length;
  const char *text = gp_expr_value_get_string (value, &length);
  g_autoptr(GString) out = g_string_new ("\"");

  if (strlen (text) != length)
    return gp_pb_refuse (self, N_("PocketBase cannot be given this text."));
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\\' || (guchar) *c < ' ')
        return gp_pb_refuse (self, N_("PocketBase cannot be given this text."));
      if (*c == '"')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
print_number (GpPbPrinter       *self,
              const GpExprValue *value)
{
  gboolean is_int = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_INT;
  double number = is_int ? (double) gp_expr_value_get_int (value)
                         : gp_expr_value_get_double (value);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number) || fabs (number) >= MAX_EXACT)
    return gp_pb_refuse (self, N_("PocketBase cannot compare a field with this number exactly."));
  if (number == floor (number))
    return g_strdup_printf ("%.0f", number == 0 ? 0.0 : number);
  g_ascii_dtostr (buffer, sizeof buffer, number);
  if (strchr (buffer, 'e') != NULL)
    return gp_pb_refuse (self, N_("PocketBase cannot compare a field with this number exactly."));
  return g_strdup (buffer);
}

/* As it stores times: always with milliseconds, so that texts are in the order of the times. */
static char *
print_time (GpPbPrinter       *self,
            const GpExprValue *value)
{
  gint32 nanos;
  gint64 seconds = gp_expr_value_get_timestamp (value, &nanos);
  g_autofree char *whole = gp_expr_timestamp_to_text (seconds, 0);

  if (nanos % NANOS_PER_MILLI != 0 || g_str_has_prefix (whole, "0001-"))
    return gp_pb_refuse (self, N_("Times have milliseconds in PocketBase."));
  return g_strdup_printf ("\"%.10s %.8s.%03dZ\"", whole, whole + 11, nanos / NANOS_PER_MILLI);
}

char *
gp_pb_literal (GpPbPrinter       *self,
               const GpExprValue *value,
               GpPbClass          class)
{
  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_BOOL:
      if (class == GP_PB_BOOL)
        return g_strdup (gp_expr_value_get_bool (value) ? "true" : "false");
      break;
    case GP_EXPR_VALUE_INT:
    case GP_EXPR_VALUE_DOUBLE:
      if (class == GP_PB_NUMBER)
        return print_number (self, value);
      break;
    case GP_EXPR_VALUE_STRING:
      if (class == GP_PB_TEXT || class == GP_PB_CHOICE)
        return print_text (self, value);
      if (class == GP_PB_LINK)
        return gp_pb_refuse (self, N_("The ids of records are PocketBase's own."));
      break;
    case GP_EXPR_VALUE_TIMESTAMP:
      if (class == GP_PB_TIME)
        return print_time (self, value);
      break;
    default:
      break;
    }
  return gp_pb_refuse (self, N_("PocketBase cannot compare such values exactly."));
}

const char *
gp_pb_operator (const GpPbPrinter *self,
                GpExprNodeKind     op)
{
  static const char *const operators[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_EQ] = "?=", [GP_EXPR_NODE_NE] = "?!=", [GP_EXPR_NODE_LT] = "?<",
    [GP_EXPR_NODE_LE] = "?<=", [GP_EXPR_NODE_GT] = "?>", [GP_EXPR_NODE_GE] = "?>=",
  };

  return operators[op] + !self->any;
}
