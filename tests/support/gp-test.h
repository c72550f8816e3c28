/* gp-test.h — what every test program needs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gp_test_init: starts GLib's test framework; the first call of every test program.
 *
 * The program gets user folders (config, data, cache, state, runtime) of its own, removed at exit,
 * so that tests can run side by side and never touch those of the person at the machine.
 *
 * g_test_rand_int() and its like draw the same in every run; others with GP_SEED set to a seed of
 * GLib's or to “random”. The seed is said.
 */
void gp_test_init (int *argc, char ***argv);

/**
 * gp_test_dup_path:
 * @name: (nullable): a file name, or NULL for the folder itself
 *
 * A path inside the folder of the running test. The folder exists, the file need not.
 */
char *gp_test_dup_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_test_dup_corpus_path:
 * @relative: such as "sql/pagila.pg.sql"
 *
 * Returns: (transfer full) (nullable): the path of a real input; NULL where the corpus is not on
 * this machine: the running test is then marked as skipped, with the reason, and should return
 */
char *gp_test_dup_corpus_path (const char *relative) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_test_dup_corpus: like gp_test_dup_corpus_path(), but reads the file
 * @length: (out) (optional): bytes, without the final NUL
 */
char *gp_test_dup_corpus (const char *relative, gsize *length) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_test_iterate_until: lets the main context run once, waiting at most until @deadline
 * @deadline: monotonic time in microseconds; 0 starts one, 60 s from now
 *
 * Returns: the deadline to pass to the next call, or 0 when it is over. For gp_test_wait_until().
 */
gint64 gp_test_iterate_until (gint64 deadline);

/**
 * gp_test_wait_until: runs the main context until @condition holds; a failed test after 60 s
 *
 * Instead of sleeping: fast where the machine is fast, patient where it is slow.
 */
#define gp_test_wait_until(condition)                                                     \
  G_STMT_START                                                                            \
  {                                                                                       \
    gint64 gp_deadline = 0;                                                               \
                                                                                          \
    while (!(condition))                                                                  \
      if ((gp_deadline = gp_test_iterate_until (gp_deadline)) == 0)                       \
        g_assertion_message (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC,                 \
                             "waited too long for: " #condition);                         \
  }                                                                                       \
  G_STMT_END

G_END_DECLS
