/* gp-problem.c — errors as clients see them (RFC 9457)
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-problem"
#include "config.h"
#include "gp-problem.h"

#include "gp-sqlite.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define MAX_FIELDS 100

typedef struct
{
  char *field;
  char *detail;
} FieldProblem;

typedef struct
{
  const char *type;
  GPtrArray  *fields;      /* of FieldProblem, or NULL */
  char       *extra_key;
  char       *extra_json;
} GpProblemPrivate;

typedef GpProblemPrivate GpProblem;

static void
field_problem_free (gpointer data)
{
  FieldProblem *problem = data;

  g_free (problem->field);
  g_free (problem->detail);
  g_free (problem);
}

static void
gp_problem_private_init (GpProblemPrivate *self)
{
  self->type = "about:blank";
}

static void
add_field (GpProblemPrivate *self,
           const char       *field,
           const char       *detail)
{
  FieldProblem *problem = g_new0 (FieldProblem, 1);

  problem->field = g_strdup (field);
  problem->detail = g_strdup (detail);
  if (self->fields == NULL)
    self->fields = g_ptr_array_new_with_free_func (field_problem_free);
  g_ptr_array_add (self->fields, problem);
}

static void
gp_problem_private_copy (const GpProblemPrivate *from,
                         GpProblemPrivate       *to)
{
  to->type = from->type;
  to->extra_key = g_strdup (from->extra_key);
  to->extra_json = g_strdup (from->extra_json);
  for (guint i = 0; from->fields != NULL && i < from->fields->len; i++)
    {
      const FieldProblem *problem = g_ptr_array_index (from->fields, i);

      add_field (to, problem->field, problem->detail);
    }
}

static void
gp_problem_private_clear (GpProblemPrivate *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self->extra_key);
  g_free (self->extra_json);
}

G_DEFINE_EXTENDED_ERROR (GpProblem, gp_problem)

gboolean
gp_problem_set (GError     **error,
                guint        status,
                const char  *type,
                const char  *format,
                ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  if (error != NULL)
    {
      g_set_error_literal (error, GP_PROBLEM, status, message);
      gp_problem_get_private (*error)->type = type;
    }

  return FALSE;
}

gboolean
gp_problem_add_field (GError    **error,
                      const char *field,
                      char       *detail)
{
  g_autofree char *owned = detail;
  GpProblemPrivate *self;

  g_return_val_if_fail (error != NULL, FALSE);

  if (*error == NULL)
    gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "validation",
                    "%s", _("The record is not as it should be."));
  self = gp_problem_get_private (*error);
  if (self->fields == NULL || self->fields->len < MAX_FIELDS)
    add_field (self, field, owned != NULL ? owned : "");

  return FALSE;
}

void
gp_problem_set_extra (GError     *error,
                      const char *key,
                      const char *json)
{
  GpProblemPrivate *self = gp_problem_get_private (error);

  g_free (self->extra_key);
  self->extra_key = g_strdup (key);
  g_free (self->extra_json);
  self->extra_json = g_strdup (json);
}

/* Errors of the database: what a client may know of them. */
static guint
translate (const GError  *error,
           const char   **type,
           const char   **detail)
{
  *type = "internal";
  *detail = _("Something went wrong in the backend; its log says more.");

  if (error->domain != GP_SQLITE_ERROR)
    return SOUP_STATUS_INTERNAL_SERVER_ERROR;

  switch (error->code)
    {
    case GP_SQLITE_ERROR_INTERRUPTED:
      *type = "time";
      *detail = _("The request took too long: ask for less, or filter by an indexed field.");
      return SOUP_STATUS_SERVICE_UNAVAILABLE;
    case GP_SQLITE_ERROR_BUSY:
      *type = "busy";
      *detail = _("The data is being written by another program: try again.");
      return SOUP_STATUS_SERVICE_UNAVAILABLE;
    case GP_SQLITE_ERROR_FULL:
      *type = "full";
      *detail = _("There is no space left; nothing was written.");
      return SOUP_STATUS_INSUFFICIENT_STORAGE;
    case GP_SQLITE_ERROR_TOO_BIG:
      *type = "size";
      *detail = _("A value is too large.");
      return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
    default:
      return SOUP_STATUS_INTERNAL_SERVER_ERROR;
    }
}

static void
write_member (GpJsonWriter *writer,
              const char   *key,
              const char   *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  gp_json_writer_key (writer, key);
  gp_json_writer_string (writer, valid);
}

char *
gp_problem_to_json (const GError *error,
                    guint        *out_status)
{
  GString *out = g_string_new (NULL);
  const GpProblemPrivate *self = NULL;
  g_autofree char *uri = NULL;
  const char *detail = error->message;
  const char *type;
  GpJsonWriter writer;
  guint status;

  if (error->domain == GP_PROBLEM)
    {
      self = gp_problem_get_private (error);
      type = self->type;
      status = error->code;
    }
  else
    {
      status = translate (error, &type, &detail);
    }

  uri = g_str_equal (type, "about:blank") ? g_strdup (type)
                                          : g_strdup_printf ("urn:groundplan:problem:%s", type);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  write_member (&writer, "type", uri);
  write_member (&writer, "title", soup_status_get_phrase (status));
  gp_json_writer_key (&writer, "status");
  gp_json_writer_int (&writer, status);
  write_member (&writer, "detail", detail);
  if (self != NULL && self->fields != NULL)
    {
      gp_json_writer_key (&writer, "errors");
      gp_json_writer_begin_array (&writer);
      for (guint i = 0; i < self->fields->len; i++)
        {
          const FieldProblem *problem = g_ptr_array_index (self->fields, i);

          gp_json_writer_begin_object (&writer);
          write_member (&writer, "field", problem->field);
          write_member (&writer, "detail", problem->detail);
          gp_json_writer_end_object (&writer);
        }
      gp_json_writer_end_array (&writer);
    }
  if (self != NULL && self->extra_key != NULL)
    {
      gp_json_writer_key (&writer, self->extra_key);
      gp_json_writer_raw (&writer, self->extra_json);
    }
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  *out_status = status;

  return g_string_free (out, FALSE);
}
