/* gp-sample.h — the designs that come with the program
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** GpSample: @name as the command line takes it; @title and @summary untranslated. Static. */
typedef struct
{
  const char *name;
  const char *title;
  const char *summary;
} GpSample;

/** gp_sample_get: the @i-th sample, or NULL past the last. */
const GpSample *gp_sample_get      (gsize i);

/**
 * gp_sample_dup_path: (transfer full): where the sample's *.gplan.json lies: in the folder that the
 * environment's GP_SAMPLES_DIR names, else among the installed files. NULL with a
 * G_IO_ERROR_NOT_FOUND, which lists what there is, for an unknown name or a missing file.
 */
char           *gp_sample_dup_path (const char *name, GError **error);

G_END_DECLS
