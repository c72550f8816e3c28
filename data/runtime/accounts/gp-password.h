/* gp-password.h — passwords as argon2id hashes, off the server's thread
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define GP_PASSWORD_MIN_CHARS 8
#define GP_PASSWORD_MAX_CHARS 256

typedef enum
{
  GP_PASSWORD_STRONG,   /* 64 MiB, two passes */
  GP_PASSWORD_WEAK,     /* the least that libsodium allows: for tests */
} GpPasswordStrength;

/**
 * GpPasswords: a few threads that hash, and a short queue before them: more at once are refused,
 * since each takes 64 MiB.
 */
typedef struct _GpPasswords GpPasswords;

GpPasswords *gp_passwords_new           (GpPasswordStrength strength);
void         gp_passwords_free          (GpPasswords *self);    /* waits for what is under way */

/** gp_passwords_hash_async: @password: copied, and wiped afterwards. G_IO_ERROR_BUSY where too many
 * wait. The callback comes in the caller's thread-default main context. */
void         gp_passwords_hash_async    (GpPasswords *self, const char *password,
                                         GAsyncReadyCallback callback, gpointer user_data);
char        *gp_passwords_hash_finish   (GpPasswords *self, GAsyncResult *result, GError **error);

/** gp_passwords_verify_async: @hash: NULL where there is no such account: takes as long, and is
 * wrong. */
void         gp_passwords_verify_async  (GpPasswords *self, const char *hash, const char *password,
                                         GAsyncReadyCallback callback, gpointer user_data);

/** gp_passwords_verify_finish: @out_right: whether it is. @out_rehash: (transfer full): a newer
 * hash to keep where the old one is weaker than today's, or NULL. */
gboolean     gp_passwords_verify_finish (GpPasswords *self, GAsyncResult *result,
                                         gboolean *out_right, char **out_rehash, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPasswords, gp_passwords_free)
G_END_DECLS
