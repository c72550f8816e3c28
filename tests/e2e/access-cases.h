/* access-cases.h — random rules, rows and callers, and what the rules say of them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-access-decide.h"
#include "gp-test-expr-rows.h"

G_BEGIN_DECLS

#define ACCESS_N_ROWS  8
#define ACCESS_N_RULES 5
#define ACCESS_ROW_ID  "00000000-0000-4000-8000-0000000000%02u"
#define ACCESS_NEW_ROW 77

/**
 * AccessCases: rules about projects: grants for everybody, for admins, and for everybody again; a
 * forbid for everybody and one for admins.
 *
 * @is_wanted: (nullable): whether a condition may be drawn; asked of several in turn
 */
typedef struct _AccessCases AccessCases;
struct _AccessCases
{
  GpAccessWorld  world;     /* first */
  GpDesign      *design;
  GpAccess      *access;
  GpTestRows    *rows;
  GpId           project;
  GpId           name;
  GpId           key;
  GpId           admin;
  GpId           rules[ACCESS_N_RULES];
  gboolean     (*is_wanted) (AccessCases *self, const char *condition);
};

void             access_cases_init       (AccessCases *self);
void             access_cases_clear      (AccessCases *self);

void             access_cases_draw_rows  (AccessCases *self);

/** access_cases_draw_rules: new conditions, checks and actions; access_cases_take() makes them
 * those that decide. */
void             access_cases_draw_rules (AccessCases *self);
void             access_cases_take       (AccessCases *self);

GpAccessRecord  *access_cases_as_record  (AccessCases *self, GpTestRow *row);

/** AccessCaller: @number: 0 nobody, 1 somebody of whom little is known, 2 an admin of whom all
 * is. */
typedef struct
{
  guint  number;
  char  *id;
  char  *tenant;
  char  *email;
  char  *claims;        /* JSON */
} AccessCaller;

void             access_cases_draw_caller (AccessCases *self, guint number, AccessCaller *out);
void             access_caller_clear      (AccessCaller *caller);
GpAccessCaller  *access_caller_make       (AccessCases *self, const AccessCaller *caller);

/** access_cases_decide: (transfer full) */
GpAccessDecision *access_cases_decide (AccessCases *self, const GpAccessCaller *caller,
                                       const char *action, const GpAccessRecord *record,
                                       const GpAccessRecord *new_record, const GArray *written);
gboolean         access_cases_may    (AccessCases *self, const GpAccessCaller *caller,
                                      const char *action, const GpAccessRecord *record,
                                      const GpAccessRecord *new_record, const GArray *written);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AccessCaller, access_caller_clear)

G_END_DECLS
