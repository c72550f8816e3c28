/* gp-view-filter.h — which elements of a drawing somebody wants to look at
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** GpFacet: by what can be filtered. Within one facet any of the chosen values will do; all facets
 * with a value chosen must fit. */
typedef enum
{
  GP_FACET_DOMAIN,        /* id of a domain; "" for what is in none */
  GP_FACET_READER,        /* id of a role that may read some of its records or files */
  GP_FACET_TAG,           /* a tag of an entity */
  GP_FACET_SENSITIVE,     /* "personal", "secret": an entity with such a field */
  GP_FACET_KIND,          /* nick of a kind */
  GP_N_FACETS
} GpFacet;

/** GpFacetValue: a value that can be chosen. @count: how many elements have it. */
typedef struct
{
  char *value;
  char *label;        /* a name, or an untranslated label of the metamodel for @translate */
  gboolean translate;
  guint count;
} GpFacetValue;

/** GpViewFilter: a set of chosen values, and a text. Plain struct; does not follow a design. */
typedef struct _GpViewFilter GpViewFilter;

GpViewFilter *gp_view_filter_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void          gp_view_filter_free        (GpViewFilter *self);   /* NULL is fine */
GpViewFilter *gp_view_filter_copy        (const GpViewFilter *self);

void          gp_view_filter_set         (GpViewFilter *self, GpFacet facet, const char *value,
                                          gboolean on);
gboolean      gp_view_filter_has         (const GpViewFilter *self, GpFacet facet,
                                          const char *value);
guint         gp_view_filter_count       (const GpViewFilter *self, GpFacet facet);
void          gp_view_filter_clear_facet (GpViewFilter *self, GpFacet facet);

/** gp_view_filter_set_text: words that must all be in the name, or in that of a field; "" for
 * none. */
void          gp_view_filter_set_text    (GpViewFilter *self, const char *text);

/** gp_view_filter_is_empty: nothing is chosen: everything fits. */
gboolean      gp_view_filter_is_empty    (const GpViewFilter *self);

/** gp_view_filter_list_fitting: (transfer full): set of GpId: the entities, flows, buckets, events,
 * roles, notes and domains that fit; a domain fits where something in it does. */
GHashTable   *gp_view_filter_list_fitting (const GpViewFilter *self, GpDesign *design);

/** gp_view_filter_list_values: (transfer full): array of GpFacetValue: what can be chosen in
 * @design, by label. Values that are chosen and no longer there are left out. */
GPtrArray    *gp_view_filter_list_values (GpDesign *design, GpFacet facet);

/** gp_facet_value_free: NULL is fine. */
void          gp_facet_value_free        (GpFacetValue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpViewFilter, gp_view_filter_free)
G_END_DECLS
