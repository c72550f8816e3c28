/* gp-clip-provider.h — what was copied from the drawing, in the forms that programs ask for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-clip-codec.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define GP_CLIP_MIME "application/x-groundplan+json"

/**
 * GpClipProvider: offers elements as our own text, as SVG and PNG, and as plain text: SQL where
 * there are entities, else names. Each is made when it is asked for; pictures in a worker.
 */
#define GP_TYPE_CLIP_PROVIDER (gp_clip_provider_get_type ())
G_DECLARE_FINAL_TYPE (GpClipProvider, gp_clip_provider, GP, CLIP_PROVIDER, GdkContentProvider)

/** gp_clip_provider_new: @codec: (nullable): the text forms; without it they are not offered.
 * @copied: as gp_edit_copy() gives it; a reference is taken. */
GdkContentProvider *gp_clip_provider_new (const GpClipCodec *codec, GpChangeSet *copied);

GpChangeSet        *gp_clip_provider_get_copied (GpClipProvider *self);      /* borrowed */

G_END_DECLS
