/* gp-id.h — the identity of an element
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-types.h"

G_BEGIN_DECLS

/**
 * GpId: 16 bytes, a UUID. New ones are version 7 (RFC 9562): they sort by the time of their making.
 *
 * A plain value: copy it by assignment. All zero is "nil" and names nothing.
 */
struct _GpId
{
  guint8 bytes[16];
};

#define GP_ID_STRING_SIZE 37    /* 36 characters and the terminating zero */

extern const GpId gp_id_nil;

/** gp_id_new: a fresh version 7 id, greater than every one made before in this process.
 * Thread-safe. */
GpId      gp_id_new      (void);

/**
 * gp_id_derive: an id that two programs arrive at by themselves (UUID version 8, SHA-256).
 * Used where an element is determined by two others, such as a placement by view and element.
 */
GpId      gp_id_derive   (const GpId *first, const GpId *second);

/** gp_id_parse: the 36-character form in either case. FALSE, and @out untouched, for anything else.
 * */
gboolean  gp_id_parse    (const char *text, GpId *out);

/** gp_id_format: writes the lower-case 36-character form. Returns @buffer. */
char     *gp_id_format   (const GpId *id, char buffer[static GP_ID_STRING_SIZE]);

gboolean  gp_id_is_nil   (const GpId *id);
guint     gp_id_hash     (gconstpointer id);                       /* for GHashTable */
gboolean  gp_id_equal    (gconstpointer a, gconstpointer b);       /* for GHashTable */
int       gp_id_compare  (const GpId *a, const GpId *b);           /* by bytes */

G_END_DECLS
