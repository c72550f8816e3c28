/* gp-decimal.h — exact decimal numbers as text
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The most digits that a number may have, before and after the point together. */
#define GP_DECIMAL_MAX_DIGITS 1000

/**
 * gp_decimal_parse: the canonical text of a number: no plus sign, no exponent, no zeros that say
 * nothing, and "0" for every zero.
 * @text: as JSON or SQL writes it: -12.50, 1e3
 * @precision: the most digits in all; 0 for any
 * @scale: the most digits after the point; only where @precision is given
 *
 * Returns (transfer full): NULL where @text is no number or has more digits than allowed. Nothing
 * is ever rounded.
 */
char *gp_decimal_parse   (const char *text, guint precision, guint scale);

/** gp_decimal_compare: by value; @a and @b are canonical, and need not end with a zero byte.
 * Anything that is not canonical is ordered after all numbers, by its bytes. */
int   gp_decimal_compare (const char *a, gsize a_length, const char *b, gsize b_length);

G_END_DECLS
