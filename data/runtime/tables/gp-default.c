/* gp-default.c — the value that a field gets where none is given
 * SPDX-License-Identifier: Apache-2.0
 *
 * Defaults are kept as PostgreSQL writes them, since most come from there. What can be computed
 * without PostgreSQL is taken: constants, with or without a cast, the time, and new ids. */
#define G_LOG_DOMAIN "gp-default"
#include "config.h"
#include "gp-default.h"

static const struct
{
  const char   *code;         /* in lower case, without blanks */
  GpDefaultKind kind;
} functions[] = {
  { "now()", GP_DEFAULT_NOW },
  { "current_timestamp", GP_DEFAULT_NOW },
  { "current_timestamp()", GP_DEFAULT_NOW },
  { "clock_timestamp()", GP_DEFAULT_NOW },
  { "statement_timestamp()", GP_DEFAULT_NOW },
  { "transaction_timestamp()", GP_DEFAULT_NOW },
  { "current_date", GP_DEFAULT_TODAY },
  { "gen_random_uuid()", GP_DEFAULT_UUID },
  { "uuid_generate_v4()", GP_DEFAULT_UUID },
  { "uuidv4()", GP_DEFAULT_UUID },
  { "uuidv7()", GP_DEFAULT_UUID },
  { "uuid()", GP_DEFAULT_UUID },
};

/* Takes casts and brackets around it away: ('x'::text) gives 'x'. */
static char *
strip (const char *code)
{
  g_autofree char *text = g_strstrip (g_strdup (code));
  gsize length = strlen (text);
  char *cast;

  if (length > 2 && text[0] == '(' && text[length - 1] == ')' && strchr (text + 1, '(') == NULL)
    {
      text[length - 1] = '\0';
      return strip (text + 1);
    }

  cast = g_strrstr (text, "::");
  if (cast != NULL && strchr (cast, '\'') == NULL)
    {
      *cast = '\0';
      return strip (text);
    }

  return g_steal_pointer (&text);
}

/* The inside of a quoted text, or NULL where @code is none. */
static char *
unquote (const char *code)
{
  gsize length = strlen (code);
  g_autoptr(GString) out = g_string_new (NULL);
  char quote = *code;

  if (length < 2 || (quote != '\'' && quote != '"') || code[length - 1] != quote)
    return NULL;

  for (const char *p = code + 1; p < code + length - 1; p++)
    {
      if (*p == quote && *++p != quote)
        return NULL;
      g_string_append_c (out, *p);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
find_function (const char    *code,
               GpDefaultKind *out)
{
  g_autofree char *lower = g_ascii_strdown (code, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      if (g_str_equal (lower, functions[i].code))
        {
          *out = functions[i].kind;
          return TRUE;
        }
    }

  return FALSE;
}

/* Whether a function's value fits the field. */
static gboolean
suits (const GpCellFormat *format,
       GpDefaultKind       kind)
{
  if (format->array)
    return FALSE;
  if (kind == GP_DEFAULT_UUID)
    return format->type == GP_CELL_TYPE_UUID || format->type == GP_CELL_TYPE_TEXT;
  if (kind == GP_DEFAULT_NOW)
    return format->type == GP_CELL_TYPE_TIMESTAMP || format->type == GP_CELL_TYPE_DATE
           || format->type == GP_CELL_TYPE_TIME;

  return format->type == GP_CELL_TYPE_DATE;
}

static gboolean
parse_constant (const GpCellFormat *format,
                const char         *text,
                GpCell             *out)
{
  g_autoptr(GpJsonDocument) document = NULL;

  if (!format->array)
    return gp_cell_parse (format, text, out, NULL);

  document = gp_json_document_parse (g_str_equal (text, "{}") ? "[]" : text,
                                     strlen (text), 32, NULL);

  return document != NULL && gp_cell_from_json (format, document, GP_JSON_ROOT, out, NULL);
}

GpDefault
gp_default_parse (const GpCellFormat *format,
                  const char         *code)
{
  GpDefault self = { .kind = GP_DEFAULT_NONE };
  g_autofree char *bare = NULL;
  g_autofree char *quoted = NULL;

  if (code == NULL || *code == '\0')
    return self;

  bare = strip (code);
  quoted = unquote (bare);
  if (quoted == NULL && g_ascii_strcasecmp (bare, "null") == 0)
    self.kind = GP_DEFAULT_CELL;
  else if (quoted == NULL && find_function (bare, &self.kind))
    self.kind = suits (format, self.kind) ? self.kind : GP_DEFAULT_UNKNOWN;
  else if (parse_constant (format, quoted != NULL ? quoted : bare, &self.cell))
    self.kind = GP_DEFAULT_CELL;
  else
    self.kind = GP_DEFAULT_UNKNOWN;

  /* A bare word with a bracket is a call and not a text. */
  if (quoted == NULL && self.kind == GP_DEFAULT_CELL && self.cell.kind == GP_CELL_TEXT
      && format->type == GP_CELL_TYPE_TEXT && strchr (bare, '(') != NULL)
    {
      gp_cell_clear (&self.cell);
      self.kind = GP_DEFAULT_UNKNOWN;
    }

  return self;
}

void
gp_default_clear (GpDefault *self)
{
  gp_cell_clear (&self->cell);
  self->kind = GP_DEFAULT_NONE;
}

GpCell
gp_default_make (const GpDefault    *self,
                 const GpCellFormat *format,
                 gint64              now)
{
  char buffer[GP_ID_STRING_SIZE];
  g_autoptr(GDateTime) time = NULL;
  GpId id;

  switch (self->kind)
    {
    case GP_DEFAULT_CELL:
      return gp_cell_copy (&self->cell);
    case GP_DEFAULT_UUID:
      id = gp_id_new ();
      return gp_cell_take_text (g_strdup (gp_id_format (&id, buffer)));
    case GP_DEFAULT_NOW:
    case GP_DEFAULT_TODAY:
      if (format->type == GP_CELL_TYPE_TIMESTAMP)
        return gp_cell_int (now);
      time = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
      return gp_cell_take_text (g_date_time_format (time, format->type == GP_CELL_TYPE_DATE
                                                          ? "%Y-%m-%d" : "%H:%M:%S"));
    case GP_DEFAULT_NONE:
    case GP_DEFAULT_UNKNOWN:
    default:
      return (GpCell) GP_CELL_INIT;
    }
}
