/* gp-design.h — a design: a tree of elements that is changed by change sets alone
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-element.h"

G_BEGIN_DECLS

/**
 * GpDesignError:
 * @GP_DESIGN_ERROR_STALE: a change expects a state that is not there (a value, a parent, an
 * element).
 * @GP_DESIGN_ERROR_EXISTS: an element with this id is already there.
 * @GP_DESIGN_ERROR_PARENT: the parent is missing, of the wrong kind, or inside the element itself.
 * @GP_DESIGN_ERROR_CHILDREN: an element is removed while it has children.
 * @GP_DESIGN_ERROR_REFERENCE: a reference points to nothing, or to the wrong kind.
 * @GP_DESIGN_ERROR_VALUE: a value does not fit its property.
 * @GP_DESIGN_ERROR_NAME: a name is not allowed, or taken by a sibling.
 * After each of them the design is as it was before.
 */
typedef enum
{
  GP_DESIGN_ERROR_STALE,
  GP_DESIGN_ERROR_EXISTS,
  GP_DESIGN_ERROR_PARENT,
  GP_DESIGN_ERROR_CHILDREN,
  GP_DESIGN_ERROR_REFERENCE,
  GP_DESIGN_ERROR_VALUE,
  GP_DESIGN_ERROR_NAME,
} GpDesignError;

#define GP_DESIGN_ERROR (gp_design_error_quark ())
GQuark gp_design_error_quark (void);

/**
 * GpDesign: the elements of one design, by id, by kind, by parent, and by what refers to them.
 *
 * Not thread-safe; a worker gets a gp_design_copy(), which shares the immutable elements.
 *
 * GpDesign::applied (GpDesign *self, GpChangeSet *changes): after changes were applied, whoever
 * applied them. Listeners may read but not change the design.
 */
#define GP_TYPE_DESIGN (gp_design_get_type ())
G_DECLARE_FINAL_TYPE (GpDesign, gp_design, GP, DESIGN, GObject)

/** gp_design_new: @root_id: of the root element, or NULL for a new one. @name: may be NULL. */
GpDesign        *gp_design_new           (const GpId *root_id, const char *name);

/** gp_design_copy: O(elements), some 40 ms for 100 000. Without listeners. */
GpDesign        *gp_design_copy          (GpDesign *self);

/* The two halves of a copy, so that a worker can do the long one. */

/** gp_design_list_all: (transfer full): all elements, parents before what is in them. O(elements),
 * some 3 ms for 100 000. */
GPtrArray       *gp_design_list_all      (GpDesign *self);

/** gp_design_new_of: @elements: what gp_design_list_all() gave; @revision: of the same design. */
GpDesign        *gp_design_new_of        (GPtrArray *elements, guint64 revision);

const GpElement *gp_design_get_root      (GpDesign *self);
const GpId      *gp_design_get_root_id   (GpDesign *self);

/* Elements are borrowed until the next change of the design; gp_element_ref() to keep one. */

/** gp_design_lookup: NULL where there is none; @id may be NULL. O(1). */
const GpElement *gp_design_lookup        (GpDesign *self, const GpId *id);

/** gp_design_lookup_kind: NULL also where the element is of another kind. */
const GpElement *gp_design_lookup_kind   (GpDesign *self, const GpId *id, GpKind kind);

/** gp_design_find_child: the child of @parent with this kind and name, or NULL. O(children). */
const GpElement *gp_design_find_child    (GpDesign *self, const GpId *parent, GpKind kind,
                                          const char *name);

/** gp_design_count: elements of @kind. O(1). gp_design_size: all elements, the root among them. */
gsize            gp_design_count         (GpDesign *self, GpKind kind);
gsize            gp_design_size          (GpDesign *self);

/** gp_design_list: (transfer container): borrowed elements of @kind, parents' order, then rank. */
GPtrArray       *gp_design_list          (GpDesign *self, GpKind kind);

/** gp_design_list_children: (transfer container): by rank. */
GPtrArray       *gp_design_list_children (GpDesign *self, const GpId *parent, GpKind kind);

/** gp_design_peek_child: the @i-th child of any kind, by rank, or NULL past the last. O(1). */
const GpElement *gp_design_peek_child    (GpDesign *self, const GpId *parent, gsize i);
gsize            gp_design_count_children (GpDesign *self, const GpId *parent);

typedef struct
{
  GpId        holder;     /* the element that refers */
  GpProperty  property;   /* through this property */
} GpReferrer;

/** gp_design_peek_referrers: what refers to @id; borrowed until the next change, in no order. O(1).
 * */
const GpReferrer *gp_design_peek_referrers (GpDesign *self, const GpId *id, gsize *n);

/** gp_design_rank_after: a rank for a new child of @parent right after the sibling @after among all
 * children, or before the first where @after is NULL, or after the last where it is nil. */
double           gp_design_rank_after    (GpDesign *self, const GpId *parent, const GpId *after);
double           gp_design_rank_last     (GpDesign *self, const GpId *parent);

/** gp_design_new_child: (transfer full): an element with an id of its own, to be the last child of
 * @parent. It is not in the design before a change adds it. */
GpElement       *gp_design_new_child     (GpDesign *self, GpKind kind, const GpId *parent);

/** gp_design_apply: all of @changes, or nothing of them and @error. Emits ::applied. */
gboolean         gp_design_apply         (GpDesign *self, GpChangeSet *changes, GError **error);

/** gp_design_load: adds @elements (parents first; any rank order) without history or signal, as
 * readers of files do. All-or-nothing; @elements are borrowed. The element of kind design, if it is
 * among them, must have the root's id and replaces it. Names need not be unique here: lint says
 * so. */
gboolean         gp_design_load          (GpDesign *self, GPtrArray *elements, GError **error);

/** gp_design_get_revision: grows with every change; for caches. */
guint64          gp_design_get_revision  (GpDesign *self);

/** gp_design_dup_hash: SHA-256 in hex of what the design means: everything but views, placements,
 * notes, stories, comments and waivers. O(elements). */
char            *gp_design_dup_hash      (GpDesign *self);

/** gp_design_dup_part_hash: the same of one element with all that is in it, wherever it stands:
 * whether two designs have the same flow, say. */
char            *gp_design_dup_part_hash (GpDesign *self, const GpId *part);

/** gp_design_equal: the same elements with the same values, and the same root. */
gboolean         gp_design_equal         (GpDesign *a, GpDesign *b);

/** gp_design_dup_path: the names from the root's child down, as "patient.email"; for messages. */
char            *gp_design_dup_path      (GpDesign *self, const GpId *id);

G_END_DECLS
