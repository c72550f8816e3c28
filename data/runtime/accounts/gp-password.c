/* gp-password.c — passwords as argon2id hashes, off the server's thread
 * SPDX-License-Identifier: Apache-2.0
 *
 * A hash costs tens of milliseconds and 64 MiB on purpose. Two threads and a queue of eight bound
 * what a crowd of log-ins can take from the machine. An unknown account is checked against a hash
 * of nothing in particular, so that the time says nothing about whether it exists. */
#define G_LOG_DOMAIN "gp-password"
#include "config.h"
#include "gp-password.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define MAX_THREADS 2
#define MAX_WAITING 8

struct _GpPasswords
{
  GThreadPool       *pool;
  unsigned long long ops;
  gsize              memory;
  char               nobody[crypto_pwhash_STRBYTES];    /* a hash that no password has */
};

typedef struct
{
  char    *password;
  char    *hash;        /* to verify against, or NULL to make one */
  gboolean unknown;     /* whatever comes out, it is wrong */
  gboolean right;
  char    *made;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  sodium_memzero (job->password, strlen (job->password));
  g_free (job->password);
  g_free (job->hash);
  g_free (job->made);
  g_free (job);
}

static char *
make_hash (GpPasswords *self,
           const char  *password)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str_alg (hash, password, strlen (password), self->ops, self->memory,
                             crypto_pwhash_ALG_ARGON2ID13) != 0)
    return NULL;

  return g_strdup (hash);
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  g_autoptr(GTask) task = data;
  GpPasswords *self = user_data;
  Job *job = g_task_get_task_data (task);

  if (job->hash == NULL)
    {
      job->made = make_hash (self, job->password);
      if (job->made == NULL)
        {
          g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s",
                                   _("There is not enough memory to keep a password safely."));
          return;
        }
    }
  else
    {
      job->right = crypto_pwhash_str_verify (job->hash, job->password, strlen (job->password)) == 0
                   && !job->unknown;
      if (job->right && crypto_pwhash_str_needs_rehash (job->hash, self->ops, self->memory) != 0)
        job->made = make_hash (self, job->password);
    }
  g_task_return_boolean (task, TRUE);
}

GpPasswords *
gp_passwords_new (GpPasswordStrength strength)
{
  GpPasswords *self = g_new0 (GpPasswords, 1);
  g_autofree char *made = NULL;
  char secret[crypto_secretbox_KEYBYTES * 2 + 1];
  guchar key[crypto_secretbox_KEYBYTES];

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used on this machine");

  self->ops = strength == GP_PASSWORD_STRONG ? 2 : crypto_pwhash_OPSLIMIT_MIN;
  self->memory = strength == GP_PASSWORD_STRONG ? 64 * 1024 * 1024 : crypto_pwhash_MEMLIMIT_MIN;
  self->pool = g_thread_pool_new (run_job, self, MAX_THREADS, FALSE, NULL);

  randombytes_buf (key, sizeof key);
  sodium_bin2hex (secret, sizeof secret, key, sizeof key);
  made = make_hash (self, secret);
  g_strlcpy (self->nobody, made != NULL ? made : "", sizeof self->nobody);

  return self;
}

void
gp_passwords_free (GpPasswords *self)
{
  if (self == NULL)
    return;

  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self);
}

static void
push (GpPasswords         *self,
      Job                 *job,
      gpointer             tag,
      const char          *name,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);
  g_task_set_task_data (task, job, job_free);

  if (g_thread_pool_unprocessed (self->pool) >= MAX_WAITING)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "%s",
                               _("Too many people sign in at the same time: try again."));
      g_object_unref (task);
      return;
    }
  g_thread_pool_push (self->pool, task, NULL);
}

void
gp_passwords_hash_async (GpPasswords         *self,
                         const char          *password,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->password = g_strdup (password);
  push (self, job, gp_passwords_hash_async, "hash", callback, user_data);
}

char *
gp_passwords_hash_finish (GpPasswords   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&job->made) : NULL;
}

void
gp_passwords_verify_async (GpPasswords         *self,
                           const char          *hash,
                           const char          *password,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->password = g_strdup (password);
  job->hash = g_strdup (hash != NULL ? hash : self->nobody);
  job->unknown = hash == NULL;
  push (self, job, gp_passwords_verify_async, "verify", callback, user_data);
}

gboolean
gp_passwords_verify_finish (GpPasswords   *self,
                            GAsyncResult  *result,
                            gboolean      *out_right,
                            char         **out_rehash,
                            GError       **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *out_right = job->right;
  *out_rehash = g_steal_pointer (&job->made);

  return TRUE;
}
