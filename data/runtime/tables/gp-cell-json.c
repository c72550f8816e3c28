/* gp-cell-json.c — values as JSON, and from one format to another
 * SPDX-License-Identifier: Apache-2.0
 *
 * A number in JSON is taken by its text, so that a decimal never passes through a double. The items
 * of a list are kept as they are written to clients. */
#define G_LOG_DOMAIN "gp-cell-json"
#include "config.h"
#include "gp-cell-format.h"

#include "gp-decimal.h"
#include "gp-expr-json.h"

#include <glib/gi18n-lib.h>

#define MAX_ITEMS 100000

/* Whether a JSON value of @json may stand for @type. */
static gboolean
takes (GpCellType type,
       GpJsonType json)
{
  switch ((int) type)
    {
    case GP_CELL_TYPE_INTEGER:
    case GP_CELL_TYPE_BIGINT:
    case GP_CELL_TYPE_FLOAT:
      return json == GP_JSON_NUMBER;
    case GP_CELL_TYPE_DECIMAL:
      return json == GP_JSON_NUMBER || json == GP_JSON_STRING;
    case GP_CELL_TYPE_BOOLEAN:
      return json == GP_JSON_TRUE || json == GP_JSON_FALSE;
    case GP_CELL_TYPE_JSON:
      return TRUE;
    case GP_CELL_TYPE_VECTOR:
      return json == GP_JSON_ARRAY;
    default:
      return json == GP_JSON_STRING;
    }
}

static char *
dup_raw (const GpJsonDocument *document,
         GpJsonNode            node)
{
  gsize length;
  const char *raw = gp_json_get_raw (document, node, &length);

  return g_strndup (raw, length);
}

static gboolean
scalar_from_json (const GpCellFormat *self,
                  GpJsonDocument     *document,
                  GpJsonNode          node,
                  GpCell             *out,
                  char              **out_problem)
{
  GpJsonType json = gp_json_get_type (document, node);
  g_autofree char *text = NULL;

  if (!takes (self->type, json))
    {
      if (out_problem != NULL)
        *out_problem = gp_cell_format_describe (self);
      return FALSE;
    }

  if (self->type == GP_CELL_TYPE_JSON || json != GP_JSON_STRING)
    {
      text = dup_raw (document, node);
    }
  else
    {
      text = g_strdup (gp_json_get_text (document, node));
      if (text == NULL)
        {
          if (out_problem != NULL)
            *out_problem = g_strdup (_("a text without zero bytes is expected"));
          return FALSE;
        }
    }

  return gp_cell_parse (self, text, out, out_problem);
}

/* A list or a vector: its items one by one, as canonical JSON. */
static gboolean
list_from_json (const GpCellFormat *item,
                GpJsonDocument     *document,
                GpJsonNode          node,
                guint               wanted,
                GpCell             *out,
                char              **out_problem)
{
  g_autoptr(GString) json = g_string_new ("[");
  guint n = 0;

  for (GpJsonNode child = gp_json_first (document, node); child != 0;
       child = gp_json_next (document, child), n++)
    {
      g_auto(GpCell) cell = GP_CELL_INIT;

      if (n >= MAX_ITEMS || !scalar_from_json (item, document, child, &cell, out_problem))
        return FALSE;
      if (n > 0)
        g_string_append_c (json, ',');
      gp_cell_to_json (item, &cell, json);
    }
  if (wanted > 0 && n != wanted)
    return FALSE;
  g_string_append_c (json, ']');
  *out = gp_cell_take_text (g_string_free (g_steal_pointer (&json), FALSE));

  return TRUE;
}

gboolean
gp_cell_from_json (const GpCellFormat *self,
                   GpJsonDocument     *document,
                   GpJsonNode          node,
                   GpCell             *out,
                   char              **out_problem)
{
  GpCellFormat item = *self;

  g_return_val_if_fail (self != NULL && document != NULL, FALSE);

  item.array = FALSE;
  if (self->array)
    {
      if (gp_json_get_type (document, node) == GP_JSON_ARRAY)
        return list_from_json (&item, document, node, 0, out, out_problem);
      if (out_problem != NULL)
        *out_problem = g_strdup (_("a list is expected"));
      return FALSE;
    }
  if (self->type == GP_CELL_TYPE_VECTOR)
    {
      item.type = GP_CELL_TYPE_FLOAT;
      if (gp_json_get_type (document, node) == GP_JSON_ARRAY
          && list_from_json (&item, document, node, self->dimensions, out, NULL))
        return TRUE;
      if (out_problem != NULL)
        *out_problem = g_strdup_printf (_("a list of %u numbers is expected"), self->dimensions);
      return FALSE;
    }

  return scalar_from_json (self, document, node, out, out_problem);
}

static gboolean
is_quoted (const GpCellFormat *self)
{
  const char *type = gp_cell_type_get_info (self->type)->json_type;

  return !self->array && g_strcmp0 (type, "string") == 0;
}

void
gp_cell_to_json (const GpCellFormat *self,
                 const GpCell       *cell,
                 GString            *out)
{
  g_autofree char *text = gp_cell_print (self, cell);

  if (text == NULL)
    g_string_append (out, "null");
  else if (is_quoted (self))
    gp_expr_append_json_string (out, text, strlen (text));
  else
    g_string_append (out, text);
}

/* Pairs of types whose values are the same though their texts differ. */
static char *
bridge (const GpCellFormat *from,
        const GpCellFormat *to,
        const GpCell       *cell,
        const char         *text)
{
  if (from->type == GP_CELL_TYPE_DATE && to->type == GP_CELL_TYPE_TIMESTAMP)
    return g_strconcat (text, "T00:00:00Z", NULL);
  if (from->type == GP_CELL_TYPE_TIMESTAMP && to->type == GP_CELL_TYPE_DATE
      && g_str_has_suffix (text, "T00:00:00Z"))
    return g_strndup (text, strlen (text) - strlen ("T00:00:00Z"));
  if (from->type == GP_CELL_TYPE_BOOLEAN
      && (to->type == GP_CELL_TYPE_INTEGER || to->type == GP_CELL_TYPE_BIGINT))
    return g_strdup_printf ("%d", cell->integer != 0);
  if ((from->type == GP_CELL_TYPE_INTEGER || from->type == GP_CELL_TYPE_BIGINT)
      && to->type == GP_CELL_TYPE_BOOLEAN && (cell->integer == 0 || cell->integer == 1))
    return g_strdup (cell->integer == 1 ? "true" : "false");
  if (from->type == GP_CELL_TYPE_FLOAT
      && (to->type == GP_CELL_TYPE_INTEGER || to->type == GP_CELL_TYPE_BIGINT)
      && cell->real >= -9007199254740992.0 && cell->real <= 9007199254740992.0
      && cell->real == (double) (gint64) cell->real)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) cell->real);

  return NULL;
}

/* Whether two texts are the same number to the last digit. */
static gboolean
same_number (const char *a,
             const char *b)
{
  g_autofree char *left = gp_decimal_parse (a, 0, 0);
  g_autofree char *right = gp_decimal_parse (b, 0, 0);

  return left != NULL && g_strcmp0 (left, right) == 0;
}

/* “007” and “+49” are no numbers: somebody's zeros and signs would be gone. */
static gboolean
is_written_as_number (const char *text)
{
  const char *digits = *text == '-' ? text + 1 : text;

  return g_ascii_isdigit (digits[0]) && !(digits[0] == '0' && g_ascii_isdigit (digits[1]));
}

/* A number that becomes a float must be the same number when it is read back; a text that becomes
 * a number must read as that number does, but for zeros at the end of a fraction. */
static gboolean
keeps_value (const GpCellFormat *from,
             const GpCellFormat *to,
             const GpCell       *before,
             const GpCell       *after)
{
  g_autofree char *text = NULL;
  g_auto(GpCell) again = GP_CELL_INIT;

  text = gp_cell_print (to, after);
  if (from->type == GP_CELL_TYPE_TEXT)
    switch (to->type)
      {
      case GP_CELL_TYPE_INTEGER:
      case GP_CELL_TYPE_BIGINT:
        return g_str_equal (before->bytes, text);
      case GP_CELL_TYPE_DECIMAL:
      case GP_CELL_TYPE_FLOAT:
        return is_written_as_number (before->bytes) && same_number (before->bytes, text);
      default:
        return TRUE;
      }
  if (to->type != GP_CELL_TYPE_FLOAT || from->type == GP_CELL_TYPE_FLOAT)
    return TRUE;

  return gp_cell_parse (from, text, &again, NULL) && gp_cell_equal (before, &again);
}

/* The same for the numbers of a list. */
static gboolean
keeps_list (const GpCellFormat *from,
            const GpCellFormat *to,
            const GpCell       *before,
            const GpCell       *after)
{
  g_autofree char *text = NULL;
  g_autoptr(GpJsonDocument) document = NULL;
  g_auto(GpCell) again = GP_CELL_INIT;

  if ((to->type != GP_CELL_TYPE_FLOAT && to->type != GP_CELL_TYPE_VECTOR)
      || from->type == GP_CELL_TYPE_FLOAT)
    return TRUE;
  text = gp_cell_print (to, after);
  document = gp_json_document_parse (text, strlen (text), 32, NULL);

  return document != NULL && gp_cell_from_json (from, document, GP_JSON_ROOT, &again, NULL)
         && gp_cell_equal (before, &again);
}

static gboolean
convert_scalar (const GpCellFormat *from,
                const GpCellFormat *to,
                const GpCell       *cell,
                GpCell             *out)
{
  g_autofree char *text = gp_cell_print (from, cell);
  g_autofree char *bridged = bridge (from, to, cell, text);
  g_auto(GpCell) result = GP_CELL_INIT;

  if (to->type == GP_CELL_TYPE_JSON)
    {
      g_autoptr(GString) json = g_string_new (NULL);

      gp_cell_to_json (from, cell, json);
      *out = gp_cell_take_text (g_string_free (g_steal_pointer (&json), FALSE));
      return TRUE;
    }
  if (!gp_cell_parse (to, bridged != NULL ? bridged : text, &result, NULL)
      || !keeps_value (from, to, cell, &result))
    return FALSE;
  *out = result;
  result = (GpCell) GP_CELL_INIT;

  return TRUE;
}

gboolean
gp_cell_convert (const GpCellFormat *from,
                 const GpCellFormat *to,
                 const GpCell       *cell,
                 GpCell             *out)
{
  GpCellFormat item = *to;
  g_autoptr(GString) json = NULL;
  g_auto(GpCell) single = GP_CELL_INIT;
  g_autoptr(GpJsonDocument) document = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (cell->kind != GP_CELL_NULL, FALSE);

  item.array = FALSE;
  if (!from->array && !to->array)
    return convert_scalar (from, to, cell, out);
  if (!from->array)
    {
      if (!convert_scalar (from, &item, cell, &single))
        return FALSE;
      json = g_string_new ("[");
      gp_cell_to_json (&item, &single, json);
      g_string_append_c (json, ']');
      *out = gp_cell_take_text (g_string_free (g_steal_pointer (&json), FALSE));
      return TRUE;
    }

  /* A list as it is written: taken as a list again, or as JSON or text; never one of its items. */
  text = gp_cell_print (from, cell);
  document = gp_json_document_parse (text, strlen (text), 32, NULL);
  if (document != NULL && (to->array || to->type == GP_CELL_TYPE_JSON
                           || to->type == GP_CELL_TYPE_VECTOR))
    {
      if (!gp_cell_from_json (to, document, GP_JSON_ROOT, &single, NULL)
          || !keeps_list (from, to, cell, &single))
        return FALSE;
      *out = single;
      single = (GpCell) GP_CELL_INIT;
      return TRUE;
    }

  return to->type == GP_CELL_TYPE_TEXT && gp_cell_parse (to, text, out, NULL);
}
