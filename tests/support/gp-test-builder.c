/* gp-test-builder.c — scenes that look the same on every machine
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-builder.h"

#include "gp-test-scene.h"

#include "gp-edit.h"

#include <string.h>

GpSceneBuilder *
gp_test_builder_new (GpDesign *design,
                     GpLens    lens)
{
  const GpElement *view = gp_edit_find_view (design, gp_lens_to_nick (lens));
  GpSceneBuilder *builder;
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, "DejaVu Sans");
  builder = gp_scene_builder_new (design, gp_metrics_new (NULL, &theme));
  gp_scene_builder_set_lens (builder, lens);
  gp_scene_builder_set_view (builder, view != NULL ? gp_element_get_id (view) : NULL);
  gp_scene_builder_rebuild (builder);
  return builder;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char *
gp_test_builder_dump (GpSceneBuilder *builder)
{
  g_autofree char *dump = gp_scene_dump (gp_scene_builder_get_scene (builder), GP_LOD_FULL);
  g_auto(GStrv) lines = g_strsplit (dump, "\n", -1);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);

  /* An item's shapes are indented below it and stay with it. */
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] == ' ' && blocks->len > 0)
      {
        char *block = g_ptr_array_index (blocks, blocks->len - 1);

        g_ptr_array_index (blocks, blocks->len - 1) = g_strconcat (block, "\n", lines[i], NULL);
        g_free (block);
      }
    else if (g_str_has_prefix (lines[i], "line "))
      g_ptr_array_add (blocks,
                       g_strndup (lines[i], (gsize) (strstr (lines[i], " type ") - lines[i])));
    else
      g_ptr_array_add (blocks, g_strdup (lines[i]));
  g_ptr_array_sort (blocks, compare_texts);
  g_ptr_array_add (blocks, NULL);
  return g_strjoinv ("\n", (char **) blocks->pdata);
}

void
gp_test_builder_apply (GpSceneBuilder *builder,
                       GpChangeSet    *changes)
{
  g_autoptr(GpChangeSet) taken = changes;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (taken);
  gp_design_apply (gp_scene_builder_get_design (builder), taken, &error);
  g_assert_no_error (error);
  gp_scene_builder_update (builder, taken);
}

const GpSceneItem *
gp_test_find_card (GpSceneBuilder *builder,
                   const char     *name)
{
  GpDesign *design = gp_scene_builder_get_design (builder);
  const GpElement *entity = gp_test_scene_find (design, GP_KIND_ENTITY, name);

  return gp_scene_find (gp_scene_builder_get_scene (builder), gp_element_get_id (entity));
}
