/* gp-directus-flow-import-private.h — what the parts of the importer share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-build.h"

G_BEGIN_DECLS

/** GpDirectusRow: an operation and its step. @condition: (nullable): of one that decides */
typedef struct
{
  const GpYaml *operation;
  GpElement    *step;
  char         *condition;
} GpDirectusRow;

/** GpDirectusImport: the flow that is read. @step: that findings are about */
typedef struct
{
  GpFlowBuild *build;
  GpElement   *flow;
  GpElement   *step;
  const char  *trigger;     /* as Directus names it; may be NULL */
  GArray      *rows;        /* of GpDirectusRow */
} GpDirectusImport;

/** gp_directus_import_value: (transfer full): what @node (nullable) says, with templates; NULL, and
 * a finding, where it cannot be said. */
char *gp_directus_import_value     (GpDirectusImport *self, const GpYaml *node);

/** gp_directus_import_path: (transfer full): "$trigger.body.x" as an expression, or NULL. */
char *gp_directus_import_path      (GpDirectusImport *self, const char *path);

/** gp_directus_import_operation: makes the step of @row what its operation does. */
void  gp_directus_import_operation (GpDirectusImport *self, GpDirectusRow *row);

G_END_DECLS
