/* gp-cli-scene.h — drawings for gplan import and gplan render
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-scene-builder.h"

G_BEGIN_DECLS

/**
 * gp_cli_new_scene: (transfer full): @design through @lens, everything in a place: what has none in
 * @view (NULL: the first view of the lens) is laid out.
 */
GpSceneBuilder *gp_cli_new_scene (
  GpDesign *design, GpLens lens, const GpId *view, const GpTheme *theme, GError **error);

G_END_DECLS
