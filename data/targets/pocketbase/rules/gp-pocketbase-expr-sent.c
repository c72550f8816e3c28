/* gp-pocketbase-expr-sent.c — what is written to a record, before it is
 * SPDX-License-Identifier: Apache-2.0
 *
 * When a record is changed, PocketBase holds what was sent against the rule as it came: a list of
 * one choice, a number as a text, a time in another form, and only later makes values of it. So
 * what is said here must hold of nothing that becomes something else. */
#define G_LOG_DOMAIN "gp-pocketbase-expr-sent"
#include "config.h"
#include "gp-pocketbase-expr-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Texts are greater than any number, so this keeps them away. */
#define IS_NUMBER "%s <= 9007199254740992000"
/* A list, or a text that is read as one. */
#define IS_NO_LIST "%s !~ \"[\""

static char *
with (char       *test,
      const char *format,
      const char *text)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return gp_pocketbase_expr_join_two (TRUE, test, g_strdup_printf (format, text));
#pragma GCC diagnostic pop
}

/* One of the values but @except; any, where that is NULL. */
static char *
one_of_choices (GpPbPrinter       *self,
                const GpPbSide    *side,
                const GpExprValue *except)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gsize n;
  const char *const *values = gp_element_get_texts (side->field, GP_FIELD_VALUES, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GpExprValue) value = gp_expr_value_new_string (values[i], -1);
      g_autofree char *literal = gp_pb_literal (self, value, GP_PB_CHOICE);

      if (except == NULL || !gp_expr_value_equal (value, except))
        g_ptr_array_add (parts, g_strdup_printf ("%s = %s", side->text, literal));
    }
  return gp_pocketbase_expr_join (FALSE, parts);
}

/* A literal that PocketBase gets just so, or makes just that of. */
static char *
compare_literal (GpPbPrinter    *self,
                 GpExprNodeKind  op,
                 const GpPbSide *left,
                 const GpPbSide *right)
{
  g_autofree char *literal = gp_pb_literal (self, right->value, left->class);
  char *test = g_strdup_printf ("%s %s %s", left->text, gp_pb_operator (self, op), literal);
  gboolean is_empty = g_str_equal (literal, "\"\"");

  if (op == GP_EXPR_NODE_EQ && is_empty && left->may_miss)
    {
      g_free (test);
      return g_strdup (GP_POCKETBASE_NONE);
    }
  if (left->class == GP_PB_NUMBER)
    return with (test, IS_NUMBER, left->text);
  if (op == GP_EXPR_NODE_EQ)
    return test;
  g_free (test);
  if (op == GP_EXPR_NODE_NE && left->class == GP_PB_BOOL)
    return g_strdup_printf ("%s = %s", left->text,
                            gp_expr_value_get_bool (right->value) ? "false" : "true");
  if (op == GP_EXPR_NODE_NE && left->class == GP_PB_CHOICE)
    return one_of_choices (self, left, right->value);
  return gp_pb_refuse (self, N_("PocketBase cannot compare what is written in this way."));
}

char *
gp_pb_sent_compare (GpPbPrinter    *self,
                    GpExprNodeKind  op,
                    const GpPbSide *left,
                    const GpPbSide *right)
{
  char *test;

  if (strchr (left->text + strlen ("@request.data."), '.') != NULL)
    return gp_pb_refuse (self, N_("PocketBase cannot follow a reference that is written."));
  if (right->kind == GP_PB_SIDE_VALUE)
    return compare_literal (self, op, left, right);
  if (right->kind == GP_PB_SIDE_NOW || op != GP_EXPR_NODE_EQ
      || (right->kind == GP_PB_SIDE_CALLER && left->class != GP_PB_TEXT
          && left->class != GP_PB_LINK)
      || (right->kind == GP_PB_SIDE_COLUMN && left->class != right->class))
    return gp_pb_refuse (self, N_("PocketBase cannot compare what is written in this way."));
  test = g_strdup_printf ("%s = %s", left->text, right->text);
  if (left->class == GP_PB_NUMBER)
    test = with (test, IS_NUMBER, left->text);
  if (right->may_miss)
    test = gp_pocketbase_expr_join_two (TRUE, test, g_strdup (right->presence));
  return test;
}

char *
gp_pb_sent_null (GpPbPrinter    *self,
                 const GpPbSide *side,
                 gboolean        is_null)
{
  if (strchr (side->text + strlen ("@request.data."), '.') != NULL)
    return gp_pb_refuse (self, N_("PocketBase cannot follow a reference that is written."));
  if (is_null)
    return g_strdup_printf ("%s = \"\"", side->text);
  if (side->class == GP_PB_CHOICE)
    return one_of_choices (self, side, NULL);
  if (side->class == GP_PB_LINK)
    return with (g_strdup (side->presence), IS_NO_LIST, side->text);
  return gp_pb_refuse (self, N_("PocketBase cannot compare what is written in this way."));
}
