/* gp-json-value.c — values of properties as JSON
 * SPDX-License-Identifier: Apache-2.0
 *
 * Lossless both ways: every value has one spelling, and every accepted spelling one value. Where a
 * choice was possible, the form was taken that shows one change in one line of a text diff.
 */
#define G_LOG_DOMAIN "gp-json-value"
#include "config.h"

#include "gp-json-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EMBEDDED_DEPTH 64 /* of JSON in a property; deeper texts are kept as texts */
#define LINE_WIDTH     72 /* lists that take more are broken into lines */
#define TEXT_KEY       "$text"

static void
write_text (GpJsonWriter *writer, const char *text)
{
  g_auto(GStrv) lines = NULL;

  if (strchr (text, '\n') == NULL)
    {
      gp_json_writer_string (writer, text);
      return;
    }

  lines = g_strsplit (text, "\n", -1);
  gp_json_writer_begin_array (writer);
  for (gsize i = 0; lines[i] != NULL; i++)
    gp_json_writer_string (writer, lines[i]);
  gp_json_writer_end_array (writer);
}

static gboolean
is_text_wrapper (GpJsonDocument *document, GpJsonNode node)
{
  GpJsonNode member = gp_json_find (document, node, TEXT_KEY);

  return member != 0 && member == gp_json_first (document, node) &&
         gp_json_next (document, member) == 0;
}

static void
write_json (GpJsonWriter *writer, const char *text)
{
  g_autoptr(GpJsonDocument) document = NULL;

  document = gp_json_document_parse (text, strlen (text), EMBEDDED_DEPTH, NULL);
  if (document != NULL && gp_json_document_is_compact (document) &&
      !is_text_wrapper (document, GP_JSON_ROOT))
    {
      gp_json_writer_node (writer, document, GP_JSON_ROOT);
      return;
    }

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, TEXT_KEY);
  write_text (writer, text);
  gp_json_writer_end_object (writer);
}

static void
write_texts (GpJsonWriter *writer, const GpValue *value)
{
  gsize n, width = 0;
  const char *const *texts = gp_value_get_texts (value, &n);

  for (gsize i = 0; i < n; i++)
    width += strchr (texts[i], '\n') != NULL ? LINE_WIDTH + 1 : strlen (texts[i]) + 4;

  if (width > LINE_WIDTH)
    gp_json_writer_begin_array (writer);
  else
    gp_json_writer_begin_line (writer);

  for (gsize i = 0; i < n; i++)
    write_text (writer, texts[i]);

  if (width > LINE_WIDTH)
    gp_json_writer_end_array (writer);
  else
    gp_json_writer_end_line (writer);
}

static void
write_expressions (GpJsonWriter *writer, const GpValue *value)
{
  gsize n;
  const char *const *texts = gp_value_get_texts (value, &n);

  gp_json_writer_begin_object (writer);
  for (gsize i = 0; i + 1 < n; i += 2)
    {
      gp_json_writer_key (writer, texts[i]);
      write_text (writer, texts[i + 1]);
    }
  gp_json_writer_end_object (writer);
}

static void
write_ids (GpJsonWriter *writer, const GpValue *value)
{
  gsize n;
  const GpId *ids = gp_value_get_ids (value, &n);

  gp_json_writer_begin_array (writer);
  for (gsize i = 0; i < n; i++)
    gp_json_write_id (writer, &ids[i]);
  gp_json_writer_end_array (writer);
}

void
gp_json_write_id (GpJsonWriter *writer, const GpId *id)
{
  char text[GP_ID_STRING_SIZE];

  gp_json_writer_string (writer, gp_id_format (id, text));
}

void
gp_json_write_value (GpJsonWriter *writer, GpProperty property, const GpValue *value)
{
  GpPropertyType type = gp_property_get_info (property)->type;

  switch (value->type)
    {
    case GP_VALUE_BOOL:
      gp_json_writer_bool (writer, gp_value_get_bool (value));
      break;
    case GP_VALUE_INT:
      gp_json_writer_int (writer, gp_value_get_int (value));
      break;
    case GP_VALUE_TEXT:
      if (type == GP_TYPE_JSON)
        write_json (writer, gp_value_get_text (value));
      else
        write_text (writer, gp_value_get_text (value));
      break;
    case GP_VALUE_ID:
      gp_json_write_id (writer, gp_value_get_id (value));
      break;
    case GP_VALUE_POINT:
      gp_json_writer_begin_line (writer);
      gp_json_writer_double (writer, gp_value_get_point (value)->x);
      gp_json_writer_double (writer, gp_value_get_point (value)->y);
      gp_json_writer_end_line (writer);
      break;
    case GP_VALUE_TEXTS:
      if (type == GP_TYPE_EXPRESSIONS)
        write_expressions (writer, value);
      else
        write_texts (writer, value);
      break;
    case GP_VALUE_IDS:
      write_ids (writer, value);
      break;
    case GP_VALUE_NONE:
    default:
      gp_json_writer_null (writer);
    }
}

static gboolean
fail_type (GpJsonDocument *document, GpJsonNode node, GError **error, const char *what)
{
  return gp_json_set_error (document, node, error, GP_JSON_ERROR_CONTENT,
                            _("%s is expected here."), what);
}

static gboolean
read_plain_text (GpJsonDocument *document, GpJsonNode node, const char **out, GError **error)
{
  if (gp_json_get_type (document, node) != GP_JSON_STRING)
    return fail_type (document, node, error, _("A string"));

  *out = gp_json_get_text (document, node);
  return TRUE;
}

/* A string, or an array of the lines of one. (transfer full) */
static char *
read_text (GpJsonDocument *document, GpJsonNode node, GError **error)
{
  g_autoptr(GString) lines = NULL;
  const char *text;

  if (gp_json_get_type (document, node) != GP_JSON_ARRAY)
    return read_plain_text (document, node, &text, error) ? g_strdup (text) : NULL;

  lines = g_string_new (NULL);
  for (GpJsonNode line = gp_json_first (document, node); line != 0;
       line = gp_json_next (document, line))
    {
      if (!read_plain_text (document, line, &text, error))
        return NULL;
      if (line != gp_json_first (document, node))
        g_string_append_c (lines, '\n');
      g_string_append (lines, text);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static gboolean
read_text_value (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  g_autofree char *joined = NULL;
  const char *text;

  /* Nearly every text is one line: it is not copied twice. */
  if (gp_json_get_type (document, node) != GP_JSON_ARRAY)
    {
      if (!read_plain_text (document, node, &text, error))
        return FALSE;
      *out = gp_value_text (text);
      return TRUE;
    }

  joined = read_text (document, node, error);
  if (joined == NULL)
    return FALSE;
  *out = gp_value_text (joined);
  return TRUE;
}

static gboolean
read_json (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  g_autoptr(GString) compact = NULL;
  gboolean in_string = FALSE;
  const char *raw;
  gsize length;

  if (is_text_wrapper (document, node))
    return read_text_value (document, gp_json_first (document, node), out, error);

  compact = g_string_new (NULL);
  raw = gp_json_get_raw (document, node, &length);
  for (gsize i = 0; i < length; i++)
    {
      if (in_string && raw[i] == '\\')
        g_string_append_c (compact, raw[i++]);
      else if (raw[i] == '"')
        in_string = !in_string;
      else if (!in_string && strchr (" \t\r\n", raw[i]) != NULL)
        continue;
      g_string_append_c (compact, raw[i]);
    }

  *out = gp_value_text_len (compact->str, compact->len);
  return TRUE;
}

static gboolean
read_texts (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (gp_json_get_type (document, node) != GP_JSON_ARRAY)
    return fail_type (document, node, error, _("An array of strings"));

  for (GpJsonNode item = gp_json_first (document, node); item != 0;
       item = gp_json_next (document, item))
    {
      char *text = read_text (document, item, error);

      if (text == NULL)
        return FALSE;
      g_ptr_array_add (texts, text);
    }

  *out = gp_value_texts ((const char *const *) texts->pdata, texts->len);
  return TRUE;
}

typedef struct
{
  char *name;
  char *expression;
} Pair;

static void
clear_pair (gpointer data)
{
  Pair *pair = data;

  g_free (pair->name);
  g_free (pair->expression);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Pair *) a)->name, ((const Pair *) b)->name);
}

static gboolean
read_expressions (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  g_array_set_clear_func (pairs, clear_pair);
  if (gp_json_get_type (document, node) != GP_JSON_OBJECT)
    return fail_type (document, node, error, _("An object of expressions"));

  for (GpJsonNode member = gp_json_first (document, node); member != 0;
       member = gp_json_next (document, member))
    {
      Pair pair = { g_strdup (gp_json_get_key (document, member)), NULL };

      g_array_append_val (pairs, pair);
      pair.expression = read_text (document, member, error);
      if (pair.expression == NULL)
        return FALSE;
      g_array_index (pairs, Pair, pairs->len - 1).expression = pair.expression;
    }

  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      g_ptr_array_add (texts, g_array_index (pairs, Pair, i).name);
      g_ptr_array_add (texts, g_array_index (pairs, Pair, i).expression);
    }
  *out = gp_value_texts ((const char *const *) texts->pdata, texts->len);
  return TRUE;
}

gboolean
gp_json_read_id (GpJsonDocument *document, GpJsonNode node, GpId *out, GError **error)
{
  const char *text = gp_json_get_text (document, node);
  GpId id;

  if (text == NULL || !gp_id_parse (text, &id) || gp_id_is_nil (&id))
    return fail_type (document, node, error,
                      _("An id such as \"0190b5f4-7a3e-7c51-9d2e-3f6a8b1c4d70\""));
  *out = id;
  return TRUE;
}

static gboolean
read_ids (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

  if (gp_json_get_type (document, node) != GP_JSON_ARRAY)
    return fail_type (document, node, error, _("An array of ids"));

  for (GpJsonNode item = gp_json_first (document, node); item != 0;
       item = gp_json_next (document, item))
    {
      GpId id;

      if (!gp_json_read_id (document, item, &id, error))
        return FALSE;
      g_array_append_val (ids, id);
    }

  *out = gp_value_ids ((const GpId *) (void *) ids->data, ids->len);
  return TRUE;
}

static gboolean
read_point (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  GpJsonNode x = gp_json_get_type (document, node) == GP_JSON_ARRAY ? gp_json_first (document, node)
                                                                    : 0;
  GpJsonNode y = x != 0 ? gp_json_next (document, x) : 0;
  GpPoint point;

  if (y == 0 || gp_json_next (document, y) != 0 || !gp_json_get_double (document, x, &point.x) ||
      !gp_json_get_double (document, y, &point.y))
    return fail_type (document, node, error, _("A point [x, y]"));

  *out = gp_value_point (point.x, point.y);
  return TRUE;
}

static gboolean
read_id_value (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  GpId id;

  if (!gp_json_read_id (document, node, &id, error))
    return FALSE;
  *out = gp_value_id (&id);
  return TRUE;
}

static gboolean
read_int (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  gint64 integer;

  if (!gp_json_get_int (document, node, &integer))
    return fail_type (document, node, error, _("A whole number"));
  *out = gp_value_int (integer);
  return TRUE;
}

static gboolean
read_bool (GpJsonDocument *document, GpJsonNode node, GpValue *out, GError **error)
{
  GpJsonType type = gp_json_get_type (document, node);

  if (type != GP_JSON_TRUE && type != GP_JSON_FALSE)
    return fail_type (document, node, error, _("true or false"));
  *out = gp_value_bool (type == GP_JSON_TRUE);
  return TRUE;
}

typedef gboolean (*ValueReader) (GpJsonDocument *document,
                                 GpJsonNode node,
                                 GpValue *out,
                                 GError **error);

static ValueReader
find_reader (GpProperty property)
{
  static const ValueReader readers[] = {
    [GP_VALUE_BOOL] = read_bool,   [GP_VALUE_INT] = read_int,     [GP_VALUE_TEXT] = read_text_value,
    [GP_VALUE_ID] = read_id_value, [GP_VALUE_POINT] = read_point, [GP_VALUE_TEXTS] = read_texts,
    [GP_VALUE_IDS] = read_ids,
  };
  GpPropertyType type = gp_property_get_info (property)->type;

  if (type == GP_TYPE_JSON)
    return read_json;
  if (type == GP_TYPE_EXPRESSIONS)
    return read_expressions;
  return readers[gp_property_value_type (property)];
}

gboolean
gp_json_read_value (
  GpJsonDocument *document, GpJsonNode node, GpProperty property, GpValue *out, GError **error)
{
  g_auto(GpValue) value = GP_VALUE_INIT;
  GError *cause = NULL;

  if (!find_reader (property) (document, node, &value, error))
    return FALSE;
  if (!gp_property_check_value (property, &value, &cause))
    return gp_json_move_error (document, node, error, cause);

  *out = value;
  value = gp_value_none ();
  return TRUE;
}

char *
gp_json_value_compact (const char *text, GError **error)
{
  g_autoptr(GpJsonDocument) document = NULL;
  GpJsonWriter writer;
  GString *out;

  document = gp_json_document_parse (text, strlen (text), EMBEDDED_DEPTH, error);
  if (document == NULL)
    return NULL;

  out = g_string_new (NULL);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_node (&writer, document, GP_JSON_ROOT);
  return g_string_free (out, FALSE);
}

char *
gp_json_value_pretty (const char *text, GError **error)
{
  g_autoptr(GpJsonDocument) document = NULL;
  GpJsonWriter writer;
  GString *out;

  document = gp_json_document_parse (text, strlen (text), EMBEDDED_DEPTH, error);
  if (document == NULL)
    return NULL;

  out = g_string_new (NULL);
  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_node (&writer, document, GP_JSON_ROOT);
  return g_string_free (out, FALSE);
}
