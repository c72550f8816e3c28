/* gp-test-design.h — designs in a few words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"
#include "gp-design.h"

G_BEGIN_DECLS

/* A refusal fails the test. Ids are plain values. */

/** gp_test_change: @changes: taken */
void           gp_test_change          (GpDesign *design, GpChangeSet *changes);

/** gp_test_add_entity: with a uuid key "id". */
GpId           gp_test_add_entity      (GpDesign *design, const char *name);
GpId           gp_test_add_field       (GpDesign *design, const GpId *entity, const char *name,
                                        const char *type);

/** gp_test_add: @parent: NULL for the design itself. @name: or NULL. */
GpId           gp_test_add             (GpDesign *design, GpKind kind, const GpId *parent,
                                        const char *name);
void           gp_test_set             (GpDesign *design, const GpId *id, GpProperty property,
                                        GpValue value);    /* taken */
void           gp_test_set_text        (GpDesign *design, const GpId *id, GpProperty property,
                                        const char *text);
void           gp_test_set_bool        (GpDesign *design, const GpId *id, GpProperty property,
                                        gboolean value);
void           gp_test_set_int         (GpDesign *design, const GpId *id, GpProperty property,
                                        gint64 value);
void           gp_test_set_ref         (GpDesign *design, const GpId *id, GpProperty property,
                                        const GpId *target);
void           gp_test_set_refs        (GpDesign *design, const GpId *id, GpProperty property,
                                        const GpId *targets, gsize n);
void           gp_test_set_texts       (GpDesign *design, const GpId *id, GpProperty property,
                                        const char *words);    /* with blanks between */
void           gp_test_remove          (GpDesign *design, const GpId *id);

/** gp_test_allow: a rule: @role may do @actions ("read update") with @entity. */
GpId           gp_test_allow           (GpDesign *design, const GpId *entity, const GpId *role,
                                        const char *actions);

/** gp_test_everyone: the role that everybody has; made where it is missing. */
GpId           gp_test_everyone        (GpDesign *design);

G_END_DECLS
