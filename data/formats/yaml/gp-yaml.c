/* gp-yaml.c — YAML and JSON as a tree that knows where each value stands
 * SPDX-License-Identifier: Apache-2.0
 *
 * libyaml reads YAML. JSON has its own reader: it knows what libyaml does not, such as surrogate
 * pairs, which programs that write flows use for pictures in names. Both fill the same tree. */
#define G_LOG_DOMAIN "gp-yaml"
#include "config.h"

#include "gp-yaml.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <yaml.h>

#include "gp-expr-json.h"
#include "gp-import.h"
#include "gp-json-document.h"

static void
node_free (gpointer data)
{
  GpYaml *self = data;

  g_free (self->key);
  g_free (self->text);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

static GpYaml *
node_new (GpYamlKind kind,
          guint      line,
          guint      column)
{
  GpYaml *self = g_new0 (GpYaml, 1);

  self->kind = kind;
  self->line = line;
  self->column = column;
  if (kind == GP_YAML_LIST || kind == GP_YAML_MAP)
    self->children = g_ptr_array_new_with_free_func (node_free);
  return self;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpYaml, node_free)

static gpointer
fail (GError     **error,
      guint        line,
      guint        column,
      const char  *sentence)
{
  g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT, _("Line %u, column %u: %s"), line,
               column, sentence);
  return NULL;
}

static gboolean
is_number (const char *text)
{
  const char *p = text + (*text == '-' || *text == '+');

  if (*p == '.')
    p++;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  while (g_ascii_isdigit (*p))
    p++;
  if (*p == '.' && !memchr (text, '.', (gsize) (p - text)))
    for (p++; g_ascii_isdigit (*p); p++)
      ;
  if (*p == 'e' || *p == 'E')
    {
      p++;
      if (*p == '-' || *p == '+')
        p++;
      if (!g_ascii_isdigit (*p))
        return FALSE;
      while (g_ascii_isdigit (*p))
        p++;
    }
  return *p == '\0';
}

/* What a text without quotes is. */
static GpYamlKind
plain_kind (const char *text)
{
  static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
  static const char *const bools[] = { "true", "True", "TRUE", "false", "False", "FALSE", NULL };

  if (g_strv_contains (nulls, text))
    return GP_YAML_NULL;
  if (g_strv_contains (bools, text))
    return GP_YAML_BOOL;
  return is_number (text) ? GP_YAML_NUMBER : GP_YAML_TEXT;
}

/* --- YAML ------------------------------------------------------------------------------------- */

typedef struct
{
  yaml_document_t *document;
  guint *n_nodes;
  GError **error;
} Reader;

static GpYaml *read_node (Reader *self, int index, guint depth);

static gboolean
read_pair (Reader                 *self,
           const yaml_node_pair_t *pair,
           GHashTable             *keys,
           GpYaml                 *map,
           guint                   depth)
{
  const yaml_node_t *key = yaml_document_get_node (self->document, pair->key);
  guint line = (guint) key->start_mark.line + 1;
  guint column = (guint) key->start_mark.column + 1;
  GpYaml *value;

  if (key->type != YAML_SCALAR_NODE)
    return fail (self->error, line, column, _("A key must be a text.")) != NULL;
  value = read_node (self, pair->value, depth);
  if (value == NULL)
    return FALSE;
  value->key = g_strdup ((const char *) key->data.scalar.value);
  /* Findings are about the member, not about what stands behind its colon. */
  value->line = line;
  value->column = column;
  g_ptr_array_add (map->children, value);
  if (g_hash_table_add (keys, value->key))
    return TRUE;
  return fail (self->error, line, column, _("This key stands twice here.")) != NULL;
}

static GpYaml *
read_map (Reader            *self,
          const yaml_node_t *node,
          guint              depth)
{
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GpYaml) map = node_new (GP_YAML_MAP, (guint) node->start_mark.line + 1,
                                    (guint) node->start_mark.column + 1);

  for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
       pair < node->data.mapping.pairs.top; pair++)
    if (!read_pair (self, pair, keys, map, depth + 1))
      return NULL;
  return g_steal_pointer (&map);
}

static GpYaml *
read_list (Reader            *self,
           const yaml_node_t *node,
           guint              depth)
{
  g_autoptr(GpYaml) list = node_new (GP_YAML_LIST, (guint) node->start_mark.line + 1,
                                     (guint) node->start_mark.column + 1);

  for (const yaml_node_item_t *item = node->data.sequence.items.start;
       item < node->data.sequence.items.top; item++)
    {
      GpYaml *child = read_node (self, *item, depth + 1);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (list->children, child);
    }
  return g_steal_pointer (&list);
}

static GpYaml *
read_node (Reader *self,
           int     index,
           guint   depth)
{
  const yaml_node_t *node = yaml_document_get_node (self->document, index);
  guint line = (guint) node->start_mark.line + 1;
  guint column = (guint) node->start_mark.column + 1;
  gboolean is_plain;
  const char *text;
  GpYaml *scalar;

  if (depth > GP_YAML_MAX_DEPTH || ++*self->n_nodes > GP_YAML_MAX_NODES)
    return fail (self->error, line, column, _("This is nested too deeply, or there is too much."));
  if (node->type == YAML_SEQUENCE_NODE)
    return read_list (self, node, depth);
  if (node->type == YAML_MAPPING_NODE)
    return read_map (self, node, depth);

  text = (const char *) node->data.scalar.value;
  if (strlen (text) != node->data.scalar.length)
    return fail (self->error, line, column, _("A text has a NUL in it."));
  is_plain = node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE
             && g_strcmp0 ((const char *) node->tag, YAML_STR_TAG) == 0;
  scalar = node_new (is_plain ? plain_kind (text) : GP_YAML_TEXT, line, column);
  scalar->text = g_strdup (text);
  return scalar;
}

static gboolean
read_documents (yaml_parser_t  *parser,
                GPtrArray      *documents,
                GError        **error)
{
  guint n_nodes = 0;

  for (;;)
    {
      yaml_document_t document;
      Reader reader = { &document, &n_nodes, error };
      GpYaml *root;

      if (!yaml_parser_load (parser, &document))
        return fail (error, (guint) parser->problem_mark.line + 1,
                     (guint) parser->problem_mark.column + 1,
                     parser->problem != NULL ? parser->problem : _("This cannot be read.")) != NULL;
      if (yaml_document_get_root_node (&document) == NULL)
        {
          yaml_document_delete (&document);
          return TRUE;
        }
      root = read_node (&reader, 1, 0);
      yaml_document_delete (&document);
      if (root == NULL)
        return FALSE;
      g_ptr_array_add (documents, root);
    }
}

static gboolean
parse_yaml (const char  *text,
            gsize        length,
            GPtrArray   *documents,
            GError     **error)
{
  yaml_parser_t parser;
  gboolean whole;

  if (!yaml_parser_initialize (&parser))
    g_error ("no memory for a YAML parser");
  yaml_parser_set_input_string (&parser, (const unsigned char *) text, length);
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  whole = read_documents (&parser, documents, error);
  yaml_parser_delete (&parser);
  return whole;
}

/* --- JSON ------------------------------------------------------------------------------------- */

/** Cursor: how far the lines of the text have been counted; it goes forward only. */
typedef struct
{
  GpJsonDocument *document;
  const char *at;
  guint line;
  guint column;
  guint n_nodes;
  GError **error;
} Cursor;

static void
move (Cursor     *self,
      const char *to)
{
  for (; self->at < to; self->at++)
    if (*self->at == '\n')
      {
        self->line++;
        self->column = 1;
      }
    else if (((guchar) *self->at & 0xc0) != 0x80)
      {
        self->column++;
      }
}

static GpYaml *
convert (Cursor     *self,
         GpJsonNode  node)
{
  static const GpYamlKind kinds[] = {
    [GP_JSON_NULL] = GP_YAML_NULL,     [GP_JSON_FALSE] = GP_YAML_BOOL,
    [GP_JSON_TRUE] = GP_YAML_BOOL,     [GP_JSON_NUMBER] = GP_YAML_NUMBER,
    [GP_JSON_STRING] = GP_YAML_TEXT,   [GP_JSON_ARRAY] = GP_YAML_LIST,
    [GP_JSON_OBJECT] = GP_YAML_MAP,
  };
  GpJsonType type = gp_json_get_type (self->document, node);
  gsize length = 0;
  const char *raw = gp_json_get_raw (self->document, node, &length);
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GpYaml) made = NULL;

  move (self, raw);
  made = node_new (kinds[type], self->line, self->column);
  if (++self->n_nodes > GP_YAML_MAX_NODES)
    return fail (self->error, made->line, made->column, _("There is too much in this file."));
  if (type == GP_JSON_STRING)
    made->text = g_strdup (gp_json_get_text (self->document, node));
  else if (made->children == NULL)
    made->text = g_strndup (raw, length);
  for (GpJsonNode child = made->children != NULL ? gp_json_first (self->document, node) : 0;
       child != 0; child = gp_json_next (self->document, child))
    {
      g_autofree char *key = type == GP_JSON_OBJECT
                               ? g_strdup (gp_json_get_key (self->document, child)) : NULL;
      guint line = 0, column = 0;
      GpYaml *value;

      if (key != NULL)
        {
          move (self, gp_json_get_raw_key (self->document, child, &length));
          line = self->line;
          column = self->column;
        }
      value = convert (self, child);
      if (value == NULL)
        return NULL;
      g_ptr_array_add (made->children, value);
      if (key == NULL)
        continue;
      value->key = g_steal_pointer (&key);
      value->line = line;
      value->column = column;
      if (!g_hash_table_add (keys, value->key))
        return fail (self->error, line, column, _("This key stands twice here."));
    }
  return g_steal_pointer (&made);
}

static gboolean
parse_json (const char  *text,
            gsize        length,
            GPtrArray   *documents,
            GError     **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (text, length, GP_YAML_MAX_DEPTH,
                                                               &cause);
  Cursor cursor = { .document = document, .at = text, .line = 1, .column = 1, .error = error };
  GpYaml *root;

  if (document == NULL)
    {
      g_set_error_literal (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT, cause->message);
      return FALSE;
    }
  root = convert (&cursor, GP_JSON_ROOT);
  if (root == NULL)
    return FALSE;
  g_ptr_array_add (documents, root);
  return TRUE;
}

/* --- reading the tree ------------------------------------------------------------------------- */

GPtrArray *
gp_yaml_parse (const char  *text,
               gsize        length,
               GError     **error)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (node_free);
  gsize blank = 0;
  gboolean is_json;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > GP_YAML_MAX_BYTES)
    {
      g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_SIZE,
                   _("This is larger than %d MB, and no flow."), GP_YAML_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  while (blank < length && g_ascii_isspace (text[blank]))
    blank++;
  is_json = blank < length && (text[blank] == '{' || text[blank] == '[');
  if (is_json ? !parse_json (text, length, documents, error)
              : !parse_yaml (text, length, documents, error))
    return NULL;
  return g_steal_pointer (&documents);
}

gboolean
gp_yaml_is (const GpYaml *self,
            GpYamlKind    kind)
{
  return self != NULL && self->kind == kind;
}

guint
gp_yaml_size (const GpYaml *self)
{
  return self != NULL && self->children != NULL ? self->children->len : 0;
}

const GpYaml *
gp_yaml_item (const GpYaml *self,
              guint         i)
{
  return i < gp_yaml_size (self) ? self->children->pdata[i] : NULL;
}

const GpYaml *
gp_yaml_get (const GpYaml *self,
             const char   *key)
{
  for (guint i = 0; gp_yaml_is (self, GP_YAML_MAP) && i < self->children->len; i++)
    if (g_str_equal (((GpYaml *) self->children->pdata[i])->key, key))
      return self->children->pdata[i];
  return NULL;
}

const char *
gp_yaml_get_text (const GpYaml *self,
                  const char   *key)
{
  const GpYaml *member = gp_yaml_get (self, key);

  return member != NULL && member->kind != GP_YAML_NULL ? member->text : NULL;
}

const GpYaml *
gp_yaml_only (const GpYaml *self)
{
  return gp_yaml_is (self, GP_YAML_MAP) && self->children->len == 1 ? self->children->pdata[0]
                                                                     : NULL;
}

gboolean
gp_yaml_get_int (const GpYaml *self,
                 gint64       *out)
{
  return gp_yaml_is (self, GP_YAML_NUMBER)
         && g_ascii_string_to_signed (self->text, 10, G_MININT64, G_MAXINT64, out, NULL);
}

gboolean
gp_yaml_is_true (const GpYaml *self)
{
  return gp_yaml_is (self, GP_YAML_BOOL) && g_ascii_strcasecmp (self->text, "true") == 0;
}

static void
write_json (const GpYaml *self,
            GString      *out)
{
  g_autoptr(GpExprValue) number = NULL;

  switch (self->kind)
    {
    case GP_YAML_NULL:
      g_string_append (out, "null");
      break;
    case GP_YAML_BOOL:
      g_string_append (out, gp_yaml_is_true (self) ? "true" : "false");
      break;
    case GP_YAML_LIST:
    case GP_YAML_MAP:
      g_string_append_c (out, self->kind == GP_YAML_MAP ? '{' : '[');
      for (guint i = 0; i < self->children->len; i++)
        {
          const GpYaml *child = self->children->pdata[i];

          if (i > 0)
            g_string_append_c (out, ',');
          if (self->kind == GP_YAML_MAP)
            {
              gp_expr_append_json_string (out, child->key, strlen (child->key));
              g_string_append_c (out, ':');
            }
          write_json (child, out);
        }
      g_string_append_c (out, self->kind == GP_YAML_MAP ? '}' : ']');
      break;
    case GP_YAML_NUMBER:
      number = gp_expr_value_from_json (self->text, -1, NULL);
      if (number != NULL)
        {
          g_string_append (out, self->text);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case GP_YAML_TEXT:
    default:
      gp_expr_append_json_string (out, self->text, strlen (self->text));
      break;
    }
}

char *
gp_yaml_to_json (const GpYaml *self)
{
  GString *out = g_string_new (NULL);

  write_json (self, out);
  return g_string_free (out, FALSE);
}
