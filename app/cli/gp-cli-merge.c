/* gp-cli-merge.c — gplan merge: two people's changes together; works as git's merge driver
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-change-words.h"
#include "gp-design-file.h"
#include "gp-merge.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void
print_conflict (GpDesign         *base,
                GpDesign         *merged,
                const GpConflict *conflict)
{
  const char *kind = _(gp_kind_get_info (conflict->kind)->label);
  g_autofree char *was = NULL, *ours = NULL, *theirs = NULL;

  switch (conflict->type)
    {
    case GP_CONFLICT_VALUE:
      was = gp_value_to_words (base, conflict->property, &conflict->base);
      ours = gp_value_to_words (merged, conflict->property, &conflict->ours);
      theirs = gp_value_to_words (merged, conflict->property, &conflict->theirs);
      printf (_("%s %s: “%s” was %s; ours is %s, theirs is %s. Ours was kept.\n"), kind,
                 conflict->path,
                 _(gp_property_get_info (conflict->property)->label), was, ours, theirs);
      break;
    case GP_CONFLICT_REMOVED:
      printf (_("%s %s: one side removed what the other changed or uses.\n"), kind, conflict->path);
      break;
    case GP_CONFLICT_MOVED:
      printf (_("%s %s: both sides moved it, to different places. Ours was kept.\n"), kind,
                 conflict->path);
      break;
    case GP_CONFLICT_NAME:
      printf (_("%s %s: both sides gave this name to something new. Theirs got a number.\n"), kind,
                 conflict->path);
      break;
    default:
      g_assert_not_reached ();
    }
}

GpCliStatus
gp_cli_merge (const char  *self,
              int          argc,
              char       **argv)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
                                     N_ ("Where the merged design is written"), "OUT" },
                                   { NULL } };
  g_autoptr(GpDesign) base = NULL, ours = NULL, theirs = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;

  if (!gp_cli_parse (self, entries, &argc, &argv, 3, 3))
    return GP_CLI_USAGE;
  if (output == NULL)
    return gp_cli_usage (self, _("“-o OUT” is missing: it names the file to write."));
  if ((base = gp_cli_load (argv[1], NULL, &error)) == NULL ||
      (ours = gp_cli_load (argv[2], NULL, &error)) == NULL ||
      (theirs = gp_cli_load (argv[3], NULL, &error)) == NULL)
    return gp_cli_fail (error);
  if (!gp_id_equal (gp_design_get_root_id (base), gp_design_get_root_id (ours)) ||
      !gp_id_equal (gp_design_get_root_id (base), gp_design_get_root_id (theirs)))
    {
      gp_cli_say (_("These are different designs, not three states of one: their ids differ."));
      return GP_CLI_FAILED;
    }

  changes = gp_merge (base, ours, theirs, &conflicts);
  if (!gp_design_apply (ours, changes, &error) ||
      !gp_design_file_save (ours, output, _("Merged"), &error))
    return gp_cli_fail (error);
  for (guint i = 0; i < conflicts->len; i++)
    print_conflict (base, ours, conflicts->pdata[i]);
  return conflicts->len > 0 ? GP_CLI_FOUND : GP_CLI_DONE;
}
