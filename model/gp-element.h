/* gp-element.h — one element of a design: a kind, a place in the tree and property values
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-kind.h"

G_BEGIN_DECLS

/**
 * GpElement: reference counted; immutable once it is part of a design or a change set.
 *
 * Children of one parent are ordered by rank, then by id. The natural ranks are 1, 2, 3…; an
 * element put between two others takes the rank half-way (see gp_design_rank_after()).
 * A value equal to its property's default is not stored, so that equal elements are equal bytes.
 */
GpElement *gp_element_new (GpKind kind, const GpId *id, const GpId *parent, double rank);
GpElement      *gp_element_copy       (const GpElement *self);    /* a new one that can be set */
GpElement      *gp_element_ref        (const GpElement *self);
void            gp_element_unref      (GpElement *self);

GpKind          gp_element_get_kind   (const GpElement *self);
const GpId     *gp_element_get_id     (const GpElement *self);
const GpId     *gp_element_get_parent (const GpElement *self);    /* nil for the root */
double          gp_element_get_rank   (const GpElement *self);

/** gp_element_get_name: borrowed; "" where the element has none. */
const char     *gp_element_get_name   (const GpElement *self);

/* Each gives the stored value or the default, borrowed from @self (or for ever).
 * @property must be one of the element's kind. */
const GpValue  *gp_element_get_value  (const GpElement *self, GpProperty property);
gboolean        gp_element_get_bool   (const GpElement *self, GpProperty property);
gint64 gp_element_get_int (const GpElement *self, GpProperty property);       /* 0 where none */
const char *gp_element_get_text (const GpElement *self, GpProperty property); /* NULL where none */
const GpId *gp_element_get_ref (const GpElement *self, GpProperty property);  /* NULL where none */
const GpId     *gp_element_get_refs   (const GpElement *self, GpProperty property, gsize *n);
const char *const *gp_element_get_texts (const GpElement *self, GpProperty property, gsize *n);
const GpPoint *gp_element_get_point (const GpElement *self,
                                     GpProperty property); /* NULL where none */

/** gp_element_has: whether a value is stored, different from the default. */
gboolean        gp_element_has        (const GpElement *self, GpProperty property);

/** gp_element_is: whether a text property (a choice, say) has just this text. */
gboolean gp_element_is (const GpElement *self, GpProperty property, const char *text);

/** gp_element_get_stored: the @i-th stored property, ascending; FALSE past the last. For writers.
 * */
gboolean        gp_element_get_stored (const GpElement *self, gsize i, GpProperty *property,
                                       const GpValue **value);

/* Only while @self is held by nobody else: between gp_element_new() or _copy() and its first use.
 * */
void gp_element_set (GpElement *self, GpProperty property, GpValue value); /* takes @value */
void            gp_element_set_text   (GpElement *self, GpProperty property, const char *text);
void            gp_element_set_bool   (GpElement *self, GpProperty property, gboolean value);
void            gp_element_set_int    (GpElement *self, GpProperty property, gint64 value);
void            gp_element_set_ref    (GpElement *self, GpProperty property, const GpId *id);
void            gp_element_set_parent (GpElement *self, const GpId *parent, double rank);

gboolean        gp_element_equal      (const GpElement *a, const GpElement *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpElement, gp_element_unref)
G_END_DECLS
