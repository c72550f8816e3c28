/* gp-access-probe.h — the access tests of a design, tried on a backend that runs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-case.h"

G_BEGIN_DECLS

/** GpAccessAnswer: what a backend does with one test. UNTRIED: @problem says why. */
typedef enum
{
  GP_ACCESS_ANSWER_DENIED,
  GP_ACCESS_ANSWER_ALLOWED,
  GP_ACCESS_ANSWER_UNTRIED,
} GpAccessAnswerKind;

typedef struct
{
  GpId                test;
  GpAccessAnswerKind  kind;
  char               *problem;
} GpAccessAnswer;

/**
 * gp_access_probe:
 * @where: "local:http://…", "directus:https://…", "postgresql://…", or the name of a target
 * @token: (nullable): of the administrator; PostgreSQL needs none
 * @warnings: (element-type utf8): what could not be put back as it was
 *
 * Puts the example records in, and has every test tried by an account with the persona's roles:
 * over HTTP with its own token, in PostgreSQL in a session with its claims. What was put in is
 * taken out again, what was changed is put back; in PostgreSQL all of it is one transaction that is
 * undone.
 * Serves the main context until it is done.
 *
 * Returns: (transfer full): of GpAccessAnswer, in the order of the tests; NULL with GP_TARGET_ERROR
 */
GPtrArray *gp_access_probe (GpDesign *design, const char *where, const char *token,
                            GPtrArray *warnings, GError **error);

G_END_DECLS
