/* gp-n8n-import-private.h — what the parts of the importer share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-build.h"

G_BEGIN_DECLS

/** GpN8nRow: a node, and its step; NULL for one that starts the flow or is no step. */
typedef struct
{
  const GpYaml *node;
  GpElement    *step;
  char         *condition;      /* (nullable): of one that decides */
} GpN8nRow;

/** GpN8nImport: the workflow that is read. @step: that findings are about */
typedef struct
{
  GpFlowBuild *build;
  GpElement   *flow;
  GpElement   *step;
  GArray      *rows;            /* of GpN8nRow */
} GpN8nImport;

/** gp_n8n_import_value: (transfer full): what @node (nullable) says, where "={{ … }}" is an
 * expression; NULL, and a finding, where it cannot be said. */
char    *gp_n8n_import_value (GpN8nImport *self, const GpYaml *node);

/** gp_n8n_is_trigger: whether a node of @type (nullable) starts a workflow. */
gboolean gp_n8n_is_trigger   (const char *type);

/** gp_n8n_import_trigger: sets how the flow begins. */
void     gp_n8n_import_trigger (GpN8nImport *self, const GpYaml *node);

/** gp_n8n_import_node: makes the step of @row what its node does. */
void     gp_n8n_import_node  (GpN8nImport *self, GpN8nRow *row);

G_END_DECLS
