/* gp-access-lines.c — an expression that was judged, one line for each of its parts
 * SPDX-License-Identifier: Apache-2.0
 *
 * Only && and || and ! are taken apart: what they tie together is true or false by itself, and a
 * person can look at it alone. What is tied at the top needs no line of its own, as its state is
 * the part's.
 */
#define G_LOG_DOMAIN "gp-access-lines"
#include "config.h"
#include "gp-access-lines.h"

#include "gp-access-words.h"

#include <glib/gi18n-lib.h>

static const char *const operators[GP_EXPR_N_NODE_KINDS] = {
  [GP_EXPR_NODE_EQ] = "==", [GP_EXPR_NODE_NE] = "!=", [GP_EXPR_NODE_LT] = "<",
  [GP_EXPR_NODE_LE] = "<=", [GP_EXPR_NODE_GT] = ">",  [GP_EXPR_NODE_GE] = ">=",
  [GP_EXPR_NODE_IN] = "in",
};

static void
line_free (gpointer data)
{
  GpAccessLine *line = data;

  g_free (line->text);
  g_free (line->values);
  g_free (line);
}

static GpAccessLineState
state_of (const GpExprValue *value)
{
  if (value == NULL)
    return GP_ACCESS_LINE_UNKNOWN;
  switch ((int) gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_BOOL:
      return gp_expr_value_get_bool (value) ? GP_ACCESS_LINE_TRUE : GP_ACCESS_LINE_FALSE;
    case GP_EXPR_VALUE_ERROR:
      return GP_ACCESS_LINE_ERROR;
    default:
      return GP_ACCESS_LINE_UNKNOWN;
    }
}

static gboolean
is_tied (const GpExprNode *node)
{
  return node->kind == GP_EXPR_NODE_AND || node->kind == GP_EXPR_NODE_OR;
}

static char *
describe_values (const char          *text,
                 const GpAccessTrace *trace)
{
  const char *operator = operators[trace->node->kind];

  if (trace->value != NULL && gp_expr_value_is_error (trace->value))
    return g_strdup (gp_expr_value_get_problem (trace->value)->message);
  if (operator != NULL && trace->children->len == 2)
    {
      const GpAccessTrace *left = trace->children->pdata[0];
      const GpAccessTrace *right = trace->children->pdata[1];

      if (left->value != NULL && right->value != NULL)
        {
          g_autofree char *a = gp_access_describe_value (left->value);
          g_autofree char *b = gp_access_describe_value (right->value);

          return g_strdup_printf ("%s %s %s", a, operator, b);
        }
    }
  return gp_access_describe_paths (text, trace);
}

static void
append_trace (const char          *text,
              const GpAccessTrace *trace,
              guint                depth,
              const char          *joiner,
              GPtrArray           *out)
{
  const GpExprNode *node = trace->node;
  gboolean is_inner = is_tied (node) || node->kind == GP_EXPR_NODE_NOT;
  GpAccessLine *line = g_new0 (GpAccessLine, 1);

  line->depth = depth;
  line->joiner = joiner;
  line->text = g_strndup (text + node->offset, node->length);
  line->state = state_of (trace->value);
  line->values = is_inner ? g_strdup ("") : describe_values (text, trace);
  g_ptr_array_add (out, line);
  if (!is_inner)
    return;
  for (guint i = 0; i < trace->children->len; i++)
    append_trace (text, trace->children->pdata[i], depth + 1,
                  i == 0 ? "" : node->kind == GP_EXPR_NODE_AND ? "&&" : "||", out);
}

static GpAccessLineState
state_of_outcome (GpAccessOutcome outcome)
{
  static const GpAccessLineState states[] = {
    [GP_ACCESS_FAILS] = GP_ACCESS_LINE_FALSE,
    [GP_ACCESS_HOLDS] = GP_ACCESS_LINE_TRUE,
    [GP_ACCESS_UNKNOWN] = GP_ACCESS_LINE_UNKNOWN,
  };

  return states[outcome];
}

static GpAccessLine *
whole_line (const GpAccess     *access,
            const GpAccessPart *part)
{
  GpAccessLine *line = g_new0 (GpAccessLine, 1);

  line->joiner = "";
  line->text = gp_access_describe_part (access, part);
  line->state = part->value != NULL && gp_expr_value_is_error (part->value)
                  ? GP_ACCESS_LINE_ERROR : state_of_outcome (part->outcome);
  line->values = part->kind == GP_ACCESS_PART_FIELD ? g_strdup ("")
                                                    : gp_access_describe_trace (part);
  return line;
}

GPtrArray *
gp_access_list_lines (const GpAccess     *access,
                      const GpAccessPart *part)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  const char *text;

  if (part->trace == NULL || part->kind == GP_ACCESS_PART_PRESET)
    {
      g_ptr_array_add (lines, whole_line (access, part));
      return lines;
    }

  text = gp_expr_get_text (part->condition->expr, NULL);
  if (!is_tied (part->trace->node))
    {
      append_trace (text, part->trace, 0, "", lines);
      return lines;
    }
  for (guint i = 0; i < part->trace->children->len; i++)
    append_trace (text, part->trace->children->pdata[i], 0,
                  i == 0 ? "" : part->trace->node->kind == GP_EXPR_NODE_AND ? "&&" : "||", lines);
  return lines;
}
