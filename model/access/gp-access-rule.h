/* gp-access-rule.h — one rule, read from a design and ready to be asked
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-expr-check.h"
#include "gp-expr-query.h"

G_BEGIN_DECLS

/** GpAccessLimit: why a rule is more than a plain "role may do action with all records". */
typedef enum
{
  GP_ACCESS_LIMIT_CONDITION = 1 << 0,
  GP_ACCESS_LIMIT_CHECK     = 1 << 1,
  GP_ACCESS_LIMIT_FIELDS    = 1 << 2,
  GP_ACCESS_LIMIT_PRESETS   = 1 << 3,
  GP_ACCESS_LIMIT_TENANT    = 1 << 4,
  GP_ACCESS_LIMIT_ACTION    = 1 << 5,   /* an action other than create, read, update, delete */
} GpAccessLimit;

/** gp_access_rule_limits: a mask of GpAccessLimit; 0 for a plain rule. */
guint  gp_access_rule_limits (GpDesign *design, const GpElement *rule);

/** gp_access_is_write: create and update, which have values that are written. */
gboolean gp_access_action_writes (const char *action);

/** gp_access_get_actions: the four that every entity has, in their usual order; NULL-terminated. */
const char *const *gp_access_get_actions (void);

/**
 * GpAccessCondition: one expression of a rule. Read-only; lives as long as its GpAccess.
 * @problem: it does not parse, or names what is not there: then it is never true, and @check NULL
 * @when_true, @when_false: finds the rows on which it is just that; NULL where a part of it cannot
 *   be a query, which @refusal then says. Not made for conditions about `new`.
 */
typedef struct
{
  GpExpr      *expr;          /* NULL where it does not parse */
  GpExprCheck *check;
  GpExprQuery *when_true;
  GpExprQuery *when_false;
  GError      *problem;
  GError      *refusal;
} GpAccessCondition;

/** gp_access_condition_new: @property: of @holder, decides which names there are and what it must
 * come to. */
GpAccessCondition *gp_access_condition_new  (GpDesign *design, const GpId *holder,
                                             GpProperty property, const char *text);

/** gp_access_condition_new_rows: in the scope of @entity's records; @is_new: about `new`. */
GpAccessCondition *gp_access_condition_new_rows (GpDesign *design, const GpId *entity,
                                                 gboolean is_new, const char *text);
void               gp_access_condition_free (GpAccessCondition *self);   /* NULL is fine */

/** GpAccessPreset: a field that the rule sets. */
typedef struct
{
  GpId               field;   /* nil where there is no such field: then the rule grants nothing */
  char              *name;
  GpAccessCondition *value;
} GpAccessPreset;

typedef enum
{
  GP_ACCESS_FIELDS_ALL,
  GP_ACCESS_FIELDS_ONLY,
  GP_ACCESS_FIELDS_EXCEPT,
} GpAccessFieldsMode;

/**
 * GpAccessRule: read-only; lives as long as its GpAccess.
 * @tenant, @new_tenant: the limit to the caller's tenant, of the stored and the written record;
 *   borrowed from the entity; NULL where there is none
 * @condition, @check: NULL where there is none
 */
typedef struct
{
  GpId                     id;
  GpId                     subject;     /* an entity or a bucket */
  GpId                     role;        /* nil: nobody named; a forbid is then about everybody */
  gboolean                 forbid;
  char                   **actions;
  const GpAccessCondition *tenant;
  const GpAccessCondition *new_tenant;
  GpAccessCondition       *condition;
  GpAccessCondition       *check;
  GpAccessFieldsMode       fields_mode;
  GHashTable              *fields;      /* a set of GpId: those it names */
  GPtrArray               *presets;     /* of GpAccessPreset */
} GpAccessRule;

GpAccessRule *gp_access_rule_new        (GpDesign *design, const GpElement *element);
void          gp_access_rule_free       (GpAccessRule *self);

/** gp_access_condition_names: whether the variable @name ("record", "new") stands in it; FALSE for
 * NULL, and for what could not be read. */
gboolean      gp_access_condition_names (const GpAccessCondition *self, const char *name);

/** gp_access_rule_is_about: whether it names @action. */
gboolean      gp_access_rule_is_about   (const GpAccessRule *self, const char *action);

/** gp_access_rule_has_field: whether it is about @field. */
gboolean      gp_access_rule_has_field  (const GpAccessRule *self, const GpId *field);

/** gp_access_rule_get_problem: the first of its expressions that cannot be used; NULL where all
 * can. A grant with one grants nothing; a forbid with one forbids whatever it is about. */
const GError *gp_access_rule_get_problem (const GpAccessRule *self);

/** gp_access_rule_get_refusal: why its rows cannot be found by a query, which local and remote
 * databases need; NULL where they can. */
const GError *gp_access_rule_get_refusal (const GpAccessRule *self);

G_END_DECLS
