/*
 * query -- what stands in an address after the "?": declared once, in parameters.def, and judged before it is looked at.
 *
 * A number that is cut to fit, or taken for another, would answer a question that nobody asked (law 13).
 */
#ifndef QUERY_H
#define QUERY_H

#include "route.h"

#define QUERY_LARGEST 999999999999999   /* the log never comes to it, and a browser reads it exactly */

/* Refused (MALFORMED): a parameter that the address does not take, or one outside its bounds. */
err query_judge(struct request *);

/* Of a query that was judged: a number or a moment in µs, `none` if it is not there; the numbers of a list, the charter as STREAM_CHARTER (0). */
i64         query_number(const struct request *, str name, i64 none);
i64         query_moment(const struct request *, str name, i64 none);
struct refs query_numbers(struct request *, str name);

#endif
