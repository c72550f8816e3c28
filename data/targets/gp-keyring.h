/* gp-keyring.h — tokens in the user's keyring
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * A design holds the names of secrets and never a secret. Here a name of one design is looked up in
 * the keyring of the user (the Secret Service, or the sandbox's portal). All calls wait for the
 * keyring, which may ask the user to unlock it: call them from a worker where a window is open.
 */

/**
 * gp_keyring_lookup: (nullable):
 * @design: the root's id
 * @name: of the secret, as a target or connection says it
 *
 * Returns: to be freed with gp_keyring_free(); NULL without @error where there is none. An error
 * from libsecret where no keyring answers.
 */
char     *gp_keyring_lookup (const GpId *design, const char *name, GCancellable *cancellable,
                             GError **error);

/** gp_keyring_lookup_address: like gp_keyring_lookup(), of any design: the secret that was kept for
 * @address. Where one only reads: a design that a stranger sent must not deploy with it. */
char     *gp_keyring_lookup_address (const char *address, GCancellable *cancellable,
                                     GError **error);

/** gp_keyring_store: replaces an older secret, which stays where this fails.
 * @address: of the backend that takes it, as gp_target_dup_address() writes it
 * @label: what people see in their keyring */
gboolean  gp_keyring_store  (const GpId *design, const char *name, const char *address,
                             const char *label, const char *secret, GCancellable *cancellable,
                             GError **error);

/** gp_keyring_clear: also where there is none. */
gboolean  gp_keyring_clear  (const GpId *design, const char *name, GCancellable *cancellable,
                             GError **error);

/** gp_keyring_free: wipes the memory; NULL is fine. */
void      gp_keyring_free   (char *secret);

G_END_DECLS
