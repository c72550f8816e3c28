/* gp-serverless-import-private.h — what the parts of the importer share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-build.h"
#include "gp-serverless-jq.h"

G_BEGIN_DECLS

/** GpServerless: the workflow that is read. @is_ours: its expressions are of our language */
typedef struct
{
  GpFlowBuild  *build;
  const GpYaml *use;            /* NULL where there is none */
  GpElement    *flow;
  gboolean      is_ours;
  gboolean      by_event;
  GPtrArray    *items;          /* (element-type utf8): of the loops around, the innermost last */
  GPtrArray    *indices;        /* (element-type utf8): their numbers */
  GPtrArray    *errors;         /* (element-type utf8): the names of caught errors */
} GpServerless;

/* The members that every task may have. */
#define GP_SERVERLESS_COMMON "if", "input", "output", "export", "timeout", "then", "metadata"

/** gp_serverless_note: see gp_flow_build_note(). */
#define gp_serverless_note(self, code, at, element, ...) \
  gp_flow_build_note ((self)->build, code, at, element, __VA_ARGS__)

/* --- expressions: gp-serverless-import-expr.c ------------------------------------------------- */

/**
 * gp_serverless_expr: (transfer full): the expression in the scalar @node; NULL, and a finding,
 * where it cannot be said. @dot: what "." is
 */
char *gp_serverless_expr      (GpServerless *self, const GpYaml *node, const GpElement *element,
                               const char *dot);

/** gp_serverless_test: the same for what must be true or false. */
char *gp_serverless_test      (GpServerless *self, const GpYaml *node, const GpElement *element,
                               const char *dot);

/** gp_serverless_value: (transfer full): any value, in whose texts ${ } stand for expressions.
 * NULL and a finding where one of them cannot be said. */
char *gp_serverless_value     (GpServerless *self, const GpYaml *node, const GpElement *element,
                               const char *dot);

/** gp_serverless_values: puts the members of the map @node into @property. Those that cannot be
 * said are findings. FALSE, and nothing is done, where it is no map. */
gboolean gp_serverless_values (GpServerless *self, const GpYaml *node, GpElement *element,
                               GpProperty property, const char *dot);

/** gp_serverless_is_dynamic: whether @text is an expression in ${ }. */
gboolean gp_serverless_is_dynamic (const char *text);

/** gp_serverless_duration: sets @property to what @node says: an object, or ISO 8601. */
void  gp_serverless_duration  (GpServerless *self, const GpYaml *node, GpElement *element,
                               GpProperty property);

/** gp_serverless_timeout: the same for a time limit, which may be one of those in use. */
void  gp_serverless_timeout   (GpServerless *self, const GpYaml *node, GpElement *element,
                               GpProperty property);

/** gp_serverless_metadata: sets what an export of ours wrote into the member "groundplan". */
void  gp_serverless_metadata  (GpServerless *self, const GpYaml *node, GpElement *element);

/** gp_serverless_connections: the connections that an export of ours wrote beside the flow. */
void  gp_serverless_connections (GpServerless *self, const GpYaml *node);

/* --- calls: gp-serverless-import-call.c ------------------------------------------------------- */

void  gp_serverless_call      (GpServerless *self, const GpYaml *task, GpElement *step);
void  gp_serverless_run       (GpServerless *self, const GpYaml *task, GpElement *step);

/* --- events: gp-serverless-import-event.c ----------------------------------------------------- */

void  gp_serverless_emit      (GpServerless *self, const GpYaml *task, GpElement *step);
void  gp_serverless_listen    (GpServerless *self, const GpYaml *task, GpElement *step);
void  gp_serverless_schedule  (GpServerless *self, const GpYaml *schedule);

/* --- tasks: gp-serverless-import-task.c ------------------------------------------------------- */

/** gp_serverless_tasks: the tasks of @list as steps of @block, and the ways between them. */
void  gp_serverless_tasks     (GpServerless *self, const GpYaml *list, GpElement *block);

/* --- errors: gp-serverless-import-catch.c ----------------------------------------------------- */

/** gp_serverless_raise: the error that the task raises. */
void  gp_serverless_raise     (GpServerless *self, const GpYaml *task, GpElement *step);

/** gp_serverless_retry: sets how often @step is tried. */
void  gp_serverless_retry     (GpServerless *self, const GpYaml *caught, GpElement *step);

/** gp_serverless_catches: whether an error of it goes another way. */
gboolean gp_serverless_catches (const GpYaml *caught);

/** gp_serverless_catch: the way that errors of @step go, which joins the other before @next. */
void  gp_serverless_catch     (GpServerless *self, const GpYaml *caught, GpElement *block,
                               GpElement *step, const GpElement *next);

G_END_DECLS
