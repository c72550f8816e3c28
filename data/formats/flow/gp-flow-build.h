/* gp-flow-build.h — a design that is made out of the flows of another program
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-import.h"
#include "gp-yaml.h"

G_BEGIN_DECLS

/** GpFlowBuild: elements as they are found, and what is said about them. */
typedef struct
{
  GpDesign   *design;       /* empty until the end; for its root */
  GPtrArray  *elements;     /* of GpElement, parents first; not yet in a design, and so set */
  GHashTable *names;        /* a set of "parent kind name", and of ids that were taken over */
  GHashTable *known;        /* (nullable): what the importer finds elements by; borrowed in it */
  GPtrArray  *findings;     /* borrowed */
  GHashTable *ranks;        /* how many children a parent has */
} GpFlowBuild;

void       gp_flow_build_init   (GpFlowBuild *self, const char *name, GPtrArray *findings);
void       gp_flow_build_clear  (GpFlowBuild *self);

/** gp_flow_build_finish: (transfer full): NULL with GP_IMPORT_ERROR_CONTENT. */
GpDesign  *gp_flow_build_finish (GpFlowBuild *self, GError **error);

/**
 * gp_flow_build_add:
 * @parent: (nullable): NULL for the root
 * @wish: made legal, and different from the names of its siblings, which is a finding
 * @at: (nullable): where it stands
 *
 * Returns: (transfer none): to be set
 */
GpElement *gp_flow_build_add    (GpFlowBuild *self, GpKind kind, const GpId *parent,
                                 const char *wish, const GpYaml *at);

/** gp_flow_build_add_as: the same with the id that it has there, where it is one and nothing has it
 * yet. @id: (nullable) */
GpElement *gp_flow_build_add_as (GpFlowBuild *self, GpKind kind, const char *id,
                                 const GpId *parent, const char *wish, const GpYaml *at);

/** gp_flow_build_demand: the element of @kind below the root that is called @name; made where there
 * is none, and then *@made is TRUE. @made: (nullable) */
GpElement *gp_flow_build_demand (GpFlowBuild *self, GpKind kind, const char *name,
                                 const GpYaml *at, gboolean *made);

/** gp_flow_build_link: a transition in @block. @from: NULL: the beginning; @to: NULL: the end;
 * @type: a choice; @when: (nullable) */
GpElement *gp_flow_build_link   (GpFlowBuild *self, const GpElement *block, const GpElement *from,
                                 const GpElement *to, const char *type, const char *when);

/** gp_flow_build_set: a text, as @property can hold it: one line where it is a line; nothing for
 * NULL and "". */
void       gp_flow_build_set    (GpElement *element, GpProperty property, const char *text);

/** gp_flow_build_put: adds one entry to a property of type expressions, or replaces it. */
void       gp_flow_build_put    (GpElement *element, GpProperty property, const char *name,
                                 const char *expression);

/** gp_flow_build_put_map: puts the members of @map, an expression. FALSE where it is no map with
 * texts as keys. */
gboolean   gp_flow_build_put_map (GpElement *element, GpProperty property, const char *map);

/** gp_flow_build_note: a finding at @at. @code: one of gp-import.h; its severity follows.
 * @element: (nullable) */
void       gp_flow_build_note   (GpFlowBuild *self, const char *code, const GpYaml *at,
                                 const GpElement *element, const char *format, ...)
                                 G_GNUC_PRINTF (5, 6);

/** gp_flow_build_check: a finding for every member of @map but those of @known: (array
 * zero-terminated=1) */
void       gp_flow_build_check  (GpFlowBuild *self, const GpYaml *map, const GpElement *element,
                                 const char *const *known);

/** gp_flow_build_literal: (transfer full): what is in @node as an expression. @translate:
 * (nullable): what a text says (transfer full), NULL where it cannot be said. Returns NULL then. */
typedef char *(*GpFlowTranslate) (const char *text, const GpYaml *at, gpointer user_data);
char      *gp_flow_build_literal (const GpYaml *node, GpFlowTranslate translate,
                                  gpointer user_data);

/** gp_flow_text_literal: (transfer full): @text as a literal of the expression language. */
char      *gp_flow_text_literal (const char *text);

G_END_DECLS
