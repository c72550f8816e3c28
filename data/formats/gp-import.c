/* gp-import.c — the table of importers
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-import"

#include "config.h"

#include "gp-import.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-design-file.h"
#include "gp-directus-flow-import.h"
#include "gp-directus-snapshot-import.h"
#include "gp-import-postgresql.h"
#include "gp-import-sqlite.h"
#include "gp-json-design.h"
#include "gp-n8n-import.h"
#include "gp-serverless-import.h"

#define HEAD_SIZE 4096

G_DEFINE_QUARK (gp-import-error-quark, gp_import_error)

static int
json_sniff (const char *path, const char *head, gsize length)
{
  if (!gp_json_design_is_text (head, length))
    return 0;
  if (path != NULL && g_str_has_suffix (path, ".gplan.json"))
    return 100;
  /* Ours says so in its first lines; other programs write JSON as well. */
  return g_strstr_len (head, (gssize) length, "\"format\": \"groundplan\"") != NULL
             || g_strstr_len (head, (gssize) length, "\"format\":\"groundplan\"") != NULL
           ? 80 : 10;
}

static GpDesign *
json_run (const char *path, const char *content, gsize length, const GpImportOptions *options,
          GPtrArray *findings, GCancellable *cancellable, GError **error)
{
  return gp_json_design_from_text (content, length, error);
}

/* A *.gplan is an SQLite database whose header has our mark at byte 68. */
static int
gplan_sniff (const char *path, const char *head, gsize length)
{
  return gp_import_sqlite_sniff (path, head, length) > 0 && length >= 72
             && memcmp (head + 68, "GPLN", 4) == 0
           ? 100
           : 0;
}

static GpDesign *
gplan_run (const char *path, const char *content, gsize length, const GpImportOptions *options,
           GPtrArray *findings, GCancellable *cancellable, GError **error)
{
  return gp_design_file_load (path, NULL, error);
}

static const GpImporter importers[] = {
  { "gplan", N_("Groundplan design"), "gplan", gplan_sniff, gplan_run, TRUE },
  { "json", N_("Groundplan JSON"), "gplan.json", json_sniff, json_run, FALSE },
  { "sql-postgresql", N_("PostgreSQL schema"), "sql ddl pgsql", gp_import_postgresql_sniff,
    gp_import_postgresql_run, FALSE },
  { "sqlite", N_("SQLite database"), "sqlite sqlite3 db", gp_import_sqlite_sniff,
    gp_import_sqlite_run, TRUE },
  { "serverless-workflow", N_("Serverless Workflow"), "yaml yml json", gp_serverless_import_sniff,
    gp_serverless_import_run, FALSE },
  { "directus-flows", N_("Directus flows"), "json", gp_directus_flow_import_sniff,
    gp_directus_flow_import_run, FALSE },
  { "directus-snapshot", N_("Directus schema snapshot"), "yaml yml json",
    gp_directus_snapshot_import_sniff, gp_directus_snapshot_import_run, FALSE },
  { "n8n", N_("n8n workflow"), "json", gp_n8n_import_sniff, gp_n8n_import_run, FALSE },
};

const GpImporter *
gp_import_get_importers (gsize *n)
{
  *n = G_N_ELEMENTS (importers);
  return importers;
}

const GpImporter *
gp_import_find (const char *name, GError **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    {
      if (strcmp (importers[i].name, name) == 0)
        return &importers[i];
      g_string_append_printf (names, "%s%s", i == 0 ? "" : ", ", importers[i].name);
    }
  g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_FORMAT,
               _("There is no import format “%s”. Choose one of: %s."), name, names->str);
  return NULL;
}

static const GpImporter *
best_importer (const char *path, const char *head, gsize length, GError **error)
{
  const GpImporter *best = NULL;
  int most = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    {
      int fit = importers[i].sniff (path, head, length);

      if (fit > most)
        {
          most = fit;
          best = &importers[i];
        }
    }
  if (best == NULL)
    g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_FORMAT,
                 length == 0 ? _("%s: the file is empty.")
                             : _("%s: the format cannot be told. Name it, or choose another file."),
                 path != NULL ? path : _("the text"));
  return best;
}

static gboolean
fail_to_read (const char *path, const GError *cause, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_READ, _("There is no file %s."), path);
  else
    g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_READ, _("%s cannot be read: %s."), path,
                 cause->message);
  return FALSE;
}

/* The first bytes of a file; its size is checked. */
static gboolean
read_head (const char *path, char head[static HEAD_SIZE], gsize *length, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) cause = NULL;
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, &cause);

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, HEAD_SIZE, length, NULL, &cause))
    return fail_to_read (path, cause, error);
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, &cause);
  if (info == NULL)
    return fail_to_read (path, cause, error);
  if (g_file_info_get_size (info) > GP_IMPORT_MAX_SIZE)
    {
      g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_SIZE,
                   _("%s is larger than %d MB. Export the schema alone, without data."), path,
                   GP_IMPORT_MAX_SIZE / (1024 * 1024));
      return FALSE;
    }
  return TRUE;
}

const GpImporter *
gp_import_guess (const char *path, GError **error)
{
  char head[HEAD_SIZE];
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (!read_head (path, head, &length, error))
    return NULL;
  return best_importer (path, head, length, error);
}

/* The design's name: that of the file without folders and extensions. */
static char *
name_for (const char *path)
{
  g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;
  char *dot = base != NULL ? strchr (base, '.') : NULL;

  if (dot != NULL && dot != base)
    *dot = '\0';
  if (base != NULL && !g_utf8_validate (base, -1, NULL))
    return NULL;
  return g_steal_pointer (&base);
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const GpFinding *left = *(GpFinding *const *) a;
  const GpFinding *right = *(GpFinding *const *) b;
  guint lines[2];
  guint columns[2];

  gp_finding_get_place (left, &lines[0], &columns[0]);
  gp_finding_get_place (right, &lines[1], &columns[1]);
  if (lines[0] != lines[1])
    return lines[0] < lines[1] ? -1 : 1;
  if (columns[0] != columns[1])
    return columns[0] < columns[1] ? -1 : 1;
  return strcmp (gp_finding_get_message (left), gp_finding_get_message (right));
}

static GpDesign *
run (const GpImporter *importer, const char *path, const char *content, gsize length,
     const GpImportOptions *options, GPtrArray **findings, GCancellable *cancellable,
     GError **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  GpImportOptions own = options != NULL ? *options : (GpImportOptions) { NULL };
  g_autofree char *name = name_for (path);
  GpDesign *design;

  if (own.name == NULL)
    own.name = name;
  design = importer->run (path, content, length, &own, found, cancellable, error);
  if (design == NULL)
    return NULL;
  g_ptr_array_sort (found, compare_findings);
  if (findings != NULL)
    *findings = g_steal_pointer (&found);
  return design;
}

/* Texts that are not UTF-8 are taken for the usual encoding of Western Windows. */
static char *
to_utf8 (const char *text, gsize *length)
{
  gsize skip = *length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  gsize written = 0;
  char *converted;

  if (g_utf8_validate (text + skip, *length - skip, NULL))
    {
      *length -= skip;
      return g_strndup (text + skip, *length);
    }
  if (memchr (text, '\0', *length) != NULL)
    return NULL;
  converted = g_convert_with_fallback (text, *length, "UTF-8", "WINDOWS-1252", "?", NULL, &written,
                                       NULL);
  *length = written;
  return converted;
}

GpDesign *
gp_import_text (const char *text, gsize length, const char *format, const char *file,
                const GpImportOptions *options, GPtrArray **findings, GCancellable *cancellable,
                GError **error)
{
  const GpImporter *importer;
  g_autofree char *utf8 = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  importer = format != NULL ? gp_import_find (format, error)
                            : best_importer (file, text, MIN (length, HEAD_SIZE), error);
  if (importer == NULL)
    return NULL;
  utf8 = importer->opens ? NULL : to_utf8 (text, &length);
  if (utf8 == NULL)
    {
      g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT, _("%s is no text."),
                   file != NULL ? file : _("What was given"));
      return NULL;
    }
  return run (importer, file, utf8, length, options, findings, cancellable, error);
}

GpDesign *
gp_import_file (const char *path, const char *format, const GpImportOptions *options,
                GPtrArray **findings, const char **format_used, GCancellable *cancellable,
                GError **error)
{
  const GpImporter *importer;
  g_autoptr(GError) cause = NULL;
  g_autofree char *content = NULL;
  char head[HEAD_SIZE];
  GpDesign *design;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  importer = format != NULL ? gp_import_find (format, error) : gp_import_guess (path, error);
  if (importer == NULL || (format != NULL && !read_head (path, head, &length, error)))
    return NULL;

  if (importer->opens)
    {
      design = run (importer, path, NULL, 0, options, findings, cancellable, error);
    }
  else
    {
      if (!g_file_get_contents (path, &content, &length, &cause))
        {
          fail_to_read (path, cause, error);
          return NULL;
        }
      design = gp_import_text (content, length, importer->name, path, options, findings,
                               cancellable, error);
    }
  if (design != NULL && format_used != NULL)
    *format_used = importer->name;
  return design;
}
