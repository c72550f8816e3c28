/* gp-storyboard.h — a story as a file: a picture with its sentence for each step
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-picture.h"

G_BEGIN_DECLS

/** GpStoryboardOptions: @scale: of frames of 1280 × 720 pixels (PNG), CSS pixels (SVG) or points
 * (PDF). */
typedef struct
{
  GpId     story;
  double   scale;
  gboolean dark;
} GpStoryboardOptions;

/**
 * gp_storyboard_render: (transfer full): a PDF has a page for each step; an SVG or PNG has the
 * steps one below the other. GP_PICTURE_ERROR where the story has no steps, or is too large.
 * Any thread that no other one uses @design in.
 */
GBytes *gp_storyboard_render (GpDesign *design, const GpStoryboardOptions *options,
                              GpPictureFormat format, GCancellable *cancellable, GError **error);

G_END_DECLS
