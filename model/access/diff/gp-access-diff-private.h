/* gp-access-diff-private.h — what two designs are asked when they are compared
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-coverage.h"
#include "gp-access-diff.h"

G_BEGIN_DECLS

typedef struct
{
  GpDesign         *design;
  GpAccess         *access;
  GpAccessFixtures *fixtures;
} GpAccessSide;

/** GpAccessPair: one record as both sides see it; @records: NULL where its entity is not there;
 * @name: NULL for one that was made up. */
typedef struct
{
  GpId            subject;
  char           *name;
  GpAccessRecord *records[2];
} GpAccessPair;

/** GpAccessCallers: one caller in both; @persona or @role: nil. */
typedef struct
{
  GpId            persona;
  GpId            role;
  GpAccessCaller *callers[2];
} GpAccessCallers;

/** GpAccessQuestions: before is 0, after is 1. */
typedef struct
{
  GpAccessSide sides[2];
  GPtrArray   *pairs;      /* of GpAccessPair */
  GPtrArray   *callers;    /* of GpAccessCallers */
  gint64       now;
} GpAccessQuestions;

/** gp_access_questions_init: compiles the rules of both, and gathers who and what is asked. */
void gp_access_questions_init  (GpAccessQuestions *self, GpDesign *before, GpDesign *after,
                                gint64 now);
void gp_access_questions_clear (GpAccessQuestions *self);

G_END_DECLS
