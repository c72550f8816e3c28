/* gp-cli-import.c — gplan import: schemas and databases become a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * Several SQL files, or a folder of them, are one script: a later file may alter what an earlier
 * one made. They are joined, and findings are given back their own file and line. */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-arrange.h"
#include "gp-cli.h"
#include "gp-cli-scene.h"
#include "gp-cli-target.h"
#include "gp-design-file.h"
#include "gp-edit.h"
#include "gp-find-domains.h"
#include "gp-import.h"
#include "gp-target-factory.h"

#include <glib/gi18n.h>
#include <string.h>

/* A file that was joined, and the line that its first line has become. */
typedef struct
{
  const char *path;
  guint       first_line;
} Part;

static int
compare_paths (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
list_folder (const char  *path,
             GPtrArray   *files,
             GError     **error)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, error);
  const char *name;
  guint first = files->len;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".sql"))
      g_ptr_array_add (files, g_build_filename (path, name, NULL));
  if (files->len == first)
    {
      g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_FORMAT,
                   _("There is no .sql file in %s."), path);
      return FALSE;
    }
  /* Migrations are named so that they sort. */
  qsort (files->pdata + first, files->len - first, sizeof (gpointer), compare_paths);
  return TRUE;
}

/* All files that @words name, folders opened. */
static GPtrArray *
list_files (char   **words,
            int      n,
            GError **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n; i++)
    if (!g_file_test (words[i], G_FILE_TEST_IS_DIR))
      g_ptr_array_add (files, g_strdup (words[i]));
    else if (!list_folder (words[i], files, error))
      return NULL;
  return g_steal_pointer (&files);
}

static guint
count_lines (const char *text,
             gsize       length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n';
  return n;
}

static gboolean
join_files (GPtrArray  *files,
            GString    *text,
            GArray     *parts,
            GError    **error)
{
  guint line = 1;

  for (guint i = 0; i < files->len; i++)
    {
      Part part = { files->pdata[i], line };
      g_autofree char *content = NULL;
      gsize length;

      if (!gp_cli_read (part.path, &content, &length, error))
        return FALSE;
      if (memchr (content, '\0', length) != NULL)
        {
          g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT, _("%s is no text."),
                       part.path);
          return FALSE;
        }
      if (text->len + length > GP_IMPORT_MAX_SIZE)
        {
          g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_SIZE,
                       _("%s: together the files are larger than %d MB."), part.path,
                       GP_IMPORT_MAX_SIZE / 1024 / 1024);
          return FALSE;
        }
      g_array_append_val (parts, part);
      g_string_append_len (text, content, (gssize) length);
      /* A statement that the file leaves open must not run into the next file. */
      g_string_append (text, "\n;\n");
      line += count_lines (content, length) + 2;
    }
  return TRUE;
}

static void
give_back_places (GPtrArray *findings,
                  GArray    *parts)
{
  for (guint i = 0; i < findings->len; i++)
    {
      guint line, column;

      gp_finding_get_place (findings->pdata[i], &line, &column);
      for (guint p = parts->len; line > 0 && p-- > 0;)
        {
          const Part *part = &g_array_index (parts, Part, p);

          if (line < part->first_line)
            continue;
          gp_finding_set_place (findings->pdata[i], part->path, line - part->first_line + 1,
                                column);
          break;
        }
    }
}

static GpDesign *
import_files (GPtrArray              *files,
              const char             *format,
              const GpImportOptions  *options,
              GPtrArray             **findings,
              const char            **format_used,
              GError                **error)
{
  g_autoptr(GString) text = NULL;
  g_autoptr(GArray) parts = NULL;
  GpDesign *design;

  if (files->len == 1)
    return gp_import_file (files->pdata[0], format, options, findings, format_used, NULL, error);

  text = g_string_new (NULL);
  parts = g_array_new (FALSE, FALSE, sizeof (Part));
  if (!join_files (files, text, parts, error))
    return NULL;
  *format_used = format != NULL ? format : "sql-postgresql";
  design = gp_import_text (text->str, text->len, *format_used, NULL, options, findings, NULL,
                           error);
  if (design != NULL)
    give_back_places (*findings, parts);
  return design;
}

/* What a live backend holds. */
static GpDesign *
import_target (const char  *address,
               GPtrArray  **findings,
               GError     **error)
{
  g_autoptr(GpTarget) target = gp_cli_open_target (NULL, address, error);

  return target != NULL ? gp_cli_read_target (target, findings, error) : NULL;
}

static gboolean
group_entities (GpDesign  *design,
                GError   **error)
{
  g_autoptr(GpChangeSet) domains = gp_find_domains (design);

  return gp_design_apply (design, domains, error);
}

/* What every design has beside what was read: a view for each lens, and places in the first. */
static gboolean
add_drawing (GpDesign  *design,
             GError   **error)
{
  g_autoptr(GpChangeSet) views = gp_edit_add_views (design);
  g_autoptr(GpSceneBuilder) builder = NULL;
  g_autoptr(GArray) places = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, NULL);
  if (!gp_design_apply (design, views, error) ||
      (builder = gp_cli_new_scene (design, GP_LENS_DATA, NULL, &theme, error)) == NULL)
    return FALSE;
  places = gp_arrange_list_places (builder);
  changes = gp_edit_place (design, gp_element_get_id (gp_edit_find_view (design, "data")),
                           (const GpEditPlace *) (gconstpointer) places->data, places->len, NULL);
  g_clear_pointer (&builder, gp_scene_builder_free);
  return gp_design_apply (design, changes, error);
}

/* Also one of a kind that there is not, which is said then. */
static gboolean
is_address (const char *word)
{
  return !g_file_test (word, G_FILE_TEST_EXISTS)
         && (gp_target_is_named (NULL, word) || strstr (word, "://") != NULL);
}

/* Whether a file was read as something that it is not: all of it is an error, or it is empty. */
static gboolean
is_nothing (GpDesign  *design,
            GPtrArray *findings)
{
  gboolean empty = gp_design_size (design) == 1;

  for (guint i = 0; i < findings->len; i++)
    if (gp_finding_get_severity (findings->pdata[i]) == GP_SEVERITY_ERROR)
      return empty;
  return empty && findings->len == 0;
}

static GpCliStatus
refuse_nothing (GpDesign   *design,
                GPtrArray  *findings,
                const char *path,
                const char *format)
{
  gp_cli_print_findings (design, findings);
  gp_cli_say (_("%s: read as %s, there is nothing in it. “--format” says what it is."), path,
              format);
  return GP_CLI_FAILED;
}

GpCliStatus
gp_cli_import (const char  *self,
               int          argc,
               char       **argv)
{
  g_autofree char *output = NULL, *format = NULL, *name = NULL;
  gboolean domains = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_("The new design, a .gplan or .gplan.json"), "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      N_("What the source is, where guessing is wrong"), "FORMAT" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("What the design is called"), "NAME" },
    { "domains", 0, 0, G_OPTION_ARG_NONE, &domains,
      N_("Group the entities into domains by their ties and names"), NULL },
    { NULL }
  };
  g_autoptr(GPtrArray) files = NULL, findings = NULL;
  g_autoptr(GpDesign) design = NULL, held = NULL;
  g_autoptr(GError) error = NULL;
  const char *format_used = NULL;
  GpImportOptions options = { 0 };

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, G_MAXINT))
    return GP_CLI_USAGE;
  if (output == NULL)
    return gp_cli_usage (self, _("“-o FILE” is missing: it names the new design."));
  if (!gp_cli_check_free (output))
    return GP_CLI_FAILED;
  options.name = name;
  if (format != NULL && gp_import_find (format, &error) == NULL)
    return gp_cli_usage (self, "%s", error->message);
  if (argc == 2 && is_address (argv[1]))
    {
      design = import_target (argv[1], &findings, &error);
      held = design != NULL ? gp_design_copy (design) : NULL;
      format_used = argv[1];
    }
  else if ((files = list_files (argv + 1, argc - 1, &error)) != NULL)
    {
      design = import_files (files, format, &options, &findings, &format_used, &error);
    }
  if (design != NULL && held == NULL && is_nothing (design, findings))
    return refuse_nothing (design, findings, argv[1], format_used);
  if (design == NULL || (domains && !group_entities (design, &error))
      || !add_drawing (design, &error)
      || !gp_design_file_save (design, output, _("Imported"), &error))
    return gp_cli_fail (error);

  if (held != NULL)
    gp_cli_record_reading (output, design, argv[1], held);
  gp_cli_print_findings (design, findings);
  gp_cli_say (_("read as %s (entities: %u, fields: %u, findings: %u)"), format_used,
                 (guint) gp_design_count (design, GP_KIND_ENTITY),
                 (guint) gp_design_count (design, GP_KIND_FIELD), findings->len);
  return GP_CLI_DONE;
}
