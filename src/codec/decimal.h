/*
 * decimal -- exact numbers with at most six places.
 *
 * Scores, money and probabilities are decided upon, so they are counted in
 * whole millionths and never in binary fractions: 0.1 + 0.2 is 0.3 on every
 * machine.  The largest is DECIMAL_MOST millionths, a little over nine
 * trillion; what goes beyond is reported, never wrapped.
 *
 * Ownership: a decimal is a value and points to nothing.
 */
#ifndef DECIMAL_H
#define DECIMAL_H

#include "base.h"

#define DECIMAL_MOST INT64_MAX          /* millionths, either way */

struct decimal { i64 millionths; };

/* Plain notation: "-"? digits ("." digits{1,6})?, "9.50" and "009" allowed.
 * MALFORMED with the sentence; no exponent, no "+", no bare point. */
err  decimal_parse(struct arena *, str, struct decimal *out);
/* Is it a decimal in the record's one form, which decimal_put() writes: no needless zero, no "-0"? */
bool decimal_is_shortest(str);
void decimal_put(struct buf *, struct decimal);

/* <0, 0, >0 */
int  decimal_cmp(struct decimal, struct decimal);

/* Each is false, and *out left alone, when the answer is out of range.  A
 * product or quotient is rounded to six places, half away from zero; the
 * remainder has the dividend's sign.  To divide by zero is the caller's mistake. */
bool decimal_from_int(i64, struct decimal *out);
bool decimal_add(struct decimal, struct decimal, struct decimal *out);
bool decimal_sub(struct decimal, struct decimal, struct decimal *out);
bool decimal_mul(struct decimal, struct decimal, struct decimal *out);
bool decimal_div(struct decimal, struct decimal, struct decimal *out);
bool decimal_mod(struct decimal, struct decimal, struct decimal *out);

/*
 * A sum of products, exact however many there are: what an hour costs, by
 * seconds, by percent.  Only what is asked of it in the end is rounded.  It
 * holds a hundred million million products of a decimal and a million.
 */
__extension__ typedef struct decimal_sum { __int128 is; } decimal_sum;
void decimal_sum_add(decimal_sum *, struct decimal, i64 times);
void decimal_sum_join(decimal_sum *, const decimal_sum *);
/* The sum over `by` (above 0), to six places; what lies beyond the largest decimal is the largest. */
struct decimal decimal_sum_over(const decimal_sum *, i64 by);

#endif
