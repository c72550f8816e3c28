/* gp-flow-where.c — a condition on records with everything else filled in
 * SPDX-License-Identifier: Apache-2.0
 *
 * A step that reads or changes records says which by a condition on `record` that may also use what
 * the run knows. Whoever answers it has the records but not the run, so each largest part that does
 * not depend on `record` is computed here and its value written in its place.
 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-expr-time.h"

typedef struct
{
  GpFlowRun *run;
  const GpFlowFrame *frame;
  const GpExprCheck *check;
  GString *out;
  gsize copied;             /* bytes of the text that are in @out, or replaced there */
  GPtrArray *bound;         /* names of macro variables around */
  GpExprValue *error;
} Filling;

static gboolean
is_macro (const GpExprNode *node)
{
  return gp_expr_node_kind_get_macro (node->kind) != NULL && node->kind != GP_EXPR_NODE_HAS;
}

/* Whether @node needs the record, or a macro variable that is bound around it. */
static gboolean
depends_on_record (const Filling    *self,
                   const GpExprNode *node)
{
  if (node->kind == GP_EXPR_NODE_IDENT)
    {
      if (g_str_equal (node->name, "record"))
        return TRUE;
      for (guint i = 0; i < self->bound->len; i++)
        if (g_str_equal (self->bound->pdata[i], node->name))
          return TRUE;
      return FALSE;
    }
  for (guint i = 0; i < node->n_children; i++)
    if (depends_on_record (self, node->children[i]))
      return TRUE;
  return FALSE;
}

/* The time that the text @value names, where @other is a time; else @value. Times travel as texts,
 * and in a database nothing tells the two apart any more. */
static GpExprValue *
fit (const Filling    *self,
     const GpExprNode *other,
     GpExprValue      *value)
{
  GpExprValue *time;

  if (other == NULL || gp_expr_value_get_kind (value) != GP_EXPR_VALUE_STRING ||
      gp_expr_check_get_type (self->check, other)->kind != GP_EXPR_TYPE_TIMESTAMP)
    return value;

  time = gp_expr_timestamp_from_text (gp_expr_value_get_string (value, NULL));
  gp_expr_value_unref (value);
  return time;
}

static void
copy_until (Filling *self,
            gsize    offset)
{
  const char *text = gp_expr_get_text (gp_expr_check_get_expr (self->check), NULL);

  g_string_append_len (self->out, text + self->copied, (gssize) (offset - self->copied));
  self->copied = offset;
}

/* Writes the value of @node in its place. @other: what it is compared with, or NULL. */
static void
replace (Filling          *self,
         const GpExprNode *node,
         const GpExprNode *other)
{
  const char *text = gp_expr_get_text (gp_expr_check_get_expr (self->check), NULL);
  g_autofree char *source = g_strndup (text + node->offset, node->length);
  g_autoptr(GpExpr) part = gp_expr_parse (source, -1, NULL);
  g_autoptr(GpExprValue) value = NULL;
  g_autofree char *written = NULL;

  if (part == NULL)
    return;
  value = fit (self, other, gp_flow_frame_eval (self->run, self->frame, part, NULL));
  if (gp_expr_value_is_error (value))
    {
      self->error = gp_flow_fault_of_expression (value, source);
      return;
    }
  written = gp_expr_value_to_text (value);
  copy_until (self, node->offset);
  g_string_append_printf (self->out, "(%s)", written);
  self->copied = node->offset + node->length;
}

static void fill (Filling *self, const GpExprNode *node, const GpExprNode *other);

static void
fill_children (Filling          *self,
               const GpExprNode *node)
{
  gboolean compares = node->kind >= GP_EXPR_NODE_EQ && node->kind <= GP_EXPR_NODE_GE;

  for (guint i = 0; i < node->n_children && self->error == NULL; i++)
    {
      if (i == 1 && is_macro (node))
        g_ptr_array_add (self->bound, (gpointer) node->name);
      fill (self, node->children[i], compares ? node->children[1 - i] : NULL);
    }
  if (is_macro (node) && node->n_children > 1 && self->bound->len > 0)
    g_ptr_array_set_size (self->bound, (int) self->bound->len - 1);
}

static void
fill (Filling          *self,
      const GpExprNode *node,
      const GpExprNode *other)
{
  if (depends_on_record (self, node))
    fill_children (self, node);
  else if (node->kind != GP_EXPR_NODE_LITERAL)
    replace (self, node, other);
}

char *
gp_flow_frame_eval_where (GpFlowRun          *run,
                          const GpFlowFrame  *frame,
                          GpExprValue       **error)
{
  const GpFlowStep *step = frame->step;
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GPtrArray) bound = g_ptr_array_new ();
  g_autoptr(GpExprScope) scope = NULL;
  g_autoptr(GpExprCheck) check = NULL;
  Filling filling = { .run = run, .frame = frame, .out = out, .bound = bound };
  gsize length;

  if (step->where == NULL)
    return g_strdup ("");

  scope = gp_expr_design_scope_new (run->flow->design, gp_element_get_id (step->element),
                                    GP_STEP_WHERE);
  check = gp_expr_check_new (step->where, scope, NULL, NULL);
  filling.check = check;
  gp_expr_get_text (step->where, &length);
  fill (&filling, gp_expr_get_root (step->where), NULL);
  if (filling.error != NULL)
    {
      *error = filling.error;
      return NULL;
    }
  copy_until (&filling, length);
  return g_strdup (out->str);
}
