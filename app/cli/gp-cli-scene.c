/* gp-cli-scene.c — drawings for gplan import and gplan render
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli-scene.h"

#include "gp-arrange.h"
#include "gp-edit.h"

GpSceneBuilder *
gp_cli_new_scene (GpDesign       *design,
                  GpLens          lens,
                  const GpId     *view,
                  const GpTheme  *theme,
                  GError        **error)
{
  g_autoptr(GpSceneBuilder) builder = gp_scene_builder_new (design, gp_metrics_new (NULL, theme));
  const GpElement *first = gp_edit_find_view (design, gp_lens_to_nick (lens));

  if (view == NULL && first != NULL)
    view = gp_element_get_id (first);
  gp_scene_builder_set_lens (builder, lens);
  gp_scene_builder_set_view (builder, view);
  gp_scene_builder_rebuild (builder);
  if (!gp_arrange_unplaced (builder, GP_LAYOUT_REFINED, NULL, error))
    return NULL;
  return g_steal_pointer (&builder);
}
