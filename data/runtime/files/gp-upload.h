/* gp-upload.h — files as they are sent, and what is taken of them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-element.h"
#include "gp-request.h"

G_BEGIN_DECLS

/** What a form may have beside its files, in bytes. */
#define GP_UPLOAD_FORM_BYTES (64 * 1024)

/** GpUpload: @field: (nullable): the part of a form that it came as; @name: (nullable): what it is
 * called; NULL where that stays as it is; @type: (nullable): normalised, NULL where it is not said;
 * @content: borrows the request's body */
struct _GpUpload
{
  char       *field;
  char       *name;
  char       *type;
  const char *content;
  gsize       size;
};

/** GpUploadLimits: @types: (nullable): borrowed, @n_types; none takes all */
typedef struct
{
  gsize              bytes;
  const char *const *types;
  gsize              n_types;
} GpUploadLimits;

void      gp_upload_free        (GpUpload *self);    /* NULL is fine */

/** gp_upload_limits: @bucket: (nullable): borrowed by what is returned; @bytes: a limit that goes
 * before the bucket's; 0 for none. */
GpUploadLimits gp_upload_limits (const GpElement *bucket, gint64 bytes);

/** gp_upload_check: a 400, 413 or 415 problem where it is not taken. What is wrong does not depend
 * on anything that is stored, and tells nothing of it. */
gboolean  gp_upload_check       (const GpUpload *self, const GpUploadLimits *limits,
                                 GError **error);

/** gp_upload_is_form: whether the body says that it is a form with files. */
gboolean  gp_upload_is_form     (GpRequest *request);

/**
 * gp_upload_read_form: (transfer full): of GpUpload: the parts that are files; one without a name
 * and without content, as browsers send it where none was chosen, is left out.
 * @out_record, @out_length: the part "record", within the request's body; NULL where there is none
 *
 * NULL with a 400 problem where it is no such form, or has other parts.
 */
GPtrArray *gp_upload_read_form  (GpRequest *request, const char **out_record, gsize *out_length,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpUpload, gp_upload_free)
G_END_DECLS
