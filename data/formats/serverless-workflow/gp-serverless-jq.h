/* gp-serverless-jq.h — the jq of a Serverless Workflow as our expressions
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * GpServerlessNames: what stands for what.
 * @dot: for ".", as "input"
 * @error: the name that the caught error has, without the dollar sign, or NULL
 * @index: the name that the number of the turn has, or NULL
 * @items: (element-type utf8) (nullable): the names of the items of loops
 * @by_event: an event starts the workflow
 */
typedef struct
{
  const char *dot;
  const char *error;
  const char *index;
  GPtrArray  *items;
  gboolean    by_event;
} GpServerlessNames;

/**
 * gp_serverless_jq_translate:
 * @jq: with or without ${ } around it
 *
 * Paths, variables, literals, comparisons, and, or, not, //, arithmetic, lists, objects, texts with
 * interpolation, `| length`, startswith, endswith and contains. jq takes a member that is missing
 * for null, where our language makes it an error; the translation asks first in comparisons, in
 * what must be true or false, before //, and where something is added to a list. Elsewhere a member
 * that is missing is an error.
 *
 * Returns: (transfer full): NULL where it cannot be said
 */
char *gp_serverless_jq_translate (const char *jq, const GpServerlessNames *names);

/** gp_serverless_jq_test: the same for what must be true or false: null and false are false, all
 * else is true. */
char *gp_serverless_jq_test      (const char *jq, const GpServerlessNames *names);

G_END_DECLS
