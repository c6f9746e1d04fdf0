/*
 * service_cells -- a cell of the register of services, where it holds more than a word.
 *
 *	needs        identity; core-network
 *	cost_later   4: 90000/220000/520000; 24: 150000//1100000      (hour: low/likely/high)
 *	modes        Catalogue only | nobody can order | 80%          (a line each)
 *	             By invoice | | 5000/9000/12000 EUR
 *	routes       By telephone | 2h | 5%                           (a line each)
 *
 * In words a backslash stands before | and itself, and \n is a line's end.
 * What is written here is read here as it was.
 *
 * Ownership: everything lives in the arena handed in.
 */
#ifndef SERVICE_CELLS_H
#define SERVICE_CELLS_H

#include "model.h"

/* Written; empty where there is nothing. */
str needs_cell(struct arena *, struct labels needs);
str later_cell(struct arena *, const struct rec_charter_cost *);
str modes_cell(struct arena *, const struct rec_charter_service *);
str routes_cell(struct arena *, const struct rec_charter_service *);

/*
 * Read: NULL, or the sentence that says how it is written.  Whether what was
 * read may be so (a label, a decimal, a span) the document's check tells.
 */
void        read_needs(struct arena *, str cell, struct labels *out);
const char *read_later(struct arena *, str cell, struct rec_charter_cost *out);
const char *read_modes(struct arena *, str cell, struct rec_charter_service *out);
const char *read_routes(struct arena *, str cell, struct rec_charter_service *out);
/* A decimal in the record's one form, where it is one; absent where the cell is empty. */
str         decimal_in(struct arena *, str cell);

#endif
