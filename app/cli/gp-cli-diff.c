/* gp-cli-diff.c — gplan diff: what changed from one design to another
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-cli-target.h"
#include "gp-change-words.h"
#include "gp-diff.h"
#include "gp-json-change-set.h"
#include "gp-picture.h"
#include "gp-target-factory.h"

#include <glib/gi18n.h>

/* Parts that come or go with the whole are not told one by one. */
static gboolean
is_part_of_whole (GpDesign       *before,
                  GpDesign       *after,
                  const GpChange *change)
{
  const GpId *parent;

  if (change->type == GP_CHANGE_ADD)
    {
      parent = gp_element_get_parent (change->element);
      return gp_design_lookup (before, parent) == NULL;
    }
  if (change->type == GP_CHANGE_REMOVE)
    {
      parent = gp_element_get_parent (change->element);
      return gp_design_lookup (after, parent) == NULL;
    }
  return FALSE;
}

static GpCliStatus
print_words (GpDesign    *before,
             GpDesign    *after,
             GpChangeSet *changes)
{
  static const char signs[] = {
    [GP_CHANGE_ADD] = '+', [GP_CHANGE_REMOVE] = '-', [GP_CHANGE_SET] = '~', [GP_CHANGE_MOVE] = '~',
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      g_autofree char *words = NULL;

      if (is_part_of_whole (before, after, change))
        continue;
      words = gp_change_to_words (before, after, change);
      g_string_append_printf (text, "%c %s\n", signs[change->type], words);
    }
  if (!gp_cli_print (text->str, text->len))
    return GP_CLI_FAILED;
  return text->len > 0 ? GP_CLI_FOUND : GP_CLI_DONE;
}

static GpCliStatus
print_json (GpChangeSet *changes)
{
  gsize length;
  g_autofree char *text = gp_json_change_set_to_text (changes, GP_JSON_PRETTY, &length);

  if (!gp_cli_print (text, length))
    return GP_CLI_FAILED;
  return gp_change_set_get_size (changes) > 0 ? GP_CLI_FOUND : GP_CLI_DONE;
}

/* The drawing of both, coloured by what came, changed and went. */
static GpCliStatus
draw (GpDesign        *before,
      GpDesign        *after,
      GpPictureFormat  format,
      const char      *path)
{
  GpPictureOptions options = GP_PICTURE_OPTIONS_INIT;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  options.base = before;
  bytes = gp_picture_render (after, &options, format, NULL, &error);
  if (bytes == NULL)
    return gp_cli_fail (error);
  return gp_cli_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* A file, a version of one, or what @base's target holds now. */
static GpDesign *
load_other (GpDesign    *base,
            const char  *name,
            GError     **error)
{
  g_autoptr(GpTarget) target = NULL;

  if (gp_cli_is_file (name))
    return gp_cli_load (name, NULL, error);
  if (!gp_target_is_named (base, name))
    {
      g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                   _("%s is no file, and no target of the design."), name);
      return NULL;
    }
  target = gp_cli_open_target (base, name, error);
  return target != NULL ? gp_cli_read_target (target, NULL, error) : NULL;
}

GpCliStatus
gp_cli_diff (const char  *self,
             int          argc,
             char       **argv)
{
  gboolean json = FALSE, all = FALSE;
  g_autofree char *picture = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the change set as JSON"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("Also views, positions, notes and comments"), NULL },
    { "picture", 0, 0, G_OPTION_ARG_FILENAME, &picture,
      N_("Also draw it: a file that ends in .svg, .png or .pdf"), "OUT" },
    { NULL }
  };
  g_autoptr(GpDesign) a = NULL, b = NULL, matched = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;
  GpPictureFormat format;
  GpCliStatus status;

  if (!gp_cli_parse (self, entries, &argc, &argv, 2, 2))
    return GP_CLI_USAGE;
  if (picture != NULL && !gp_picture_format_from_path (picture, &format, &error))
    return gp_cli_usage (self, "%s", error->message);
  if ((a = gp_cli_load (argv[1], NULL, &error)) == NULL ||
      (b = load_other (a, argv[2], &error)) == NULL)
    return gp_cli_fail (error);

  /* Two files that were made apart share no ids: what has the same name is the same. */
  if (!gp_id_equal (gp_design_get_root_id (a), gp_design_get_root_id (b)))
    matched = gp_match (a, b);
  else
    matched = g_object_ref (b);
  status = picture != NULL ? draw (a, matched, format, picture) : GP_CLI_DONE;
  if (status != GP_CLI_DONE)
    return status;
  changes = gp_diff (a, matched, all ? GP_DIFF_ALL : GP_DIFF_MEANING);
  return json ? print_json (changes) : print_words (a, matched, changes);
}
