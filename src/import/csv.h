/*
 * csv -- a table as spreadsheets save and open it (RFC 4180), bounded and exact.
 *
 * What is read: cells parted by commas, or by semicolons or tabs where the
 * first line has one of them first; rows by CR LF or LF; a cell in quotes
 * may hold both and, doubled, quotes.  A byte order mark is passed over.  Everything else that programs read
 * differently is refused with its line and column: a quote inside a bare
 * cell, text after a closing quote, a quote that never closes, a carriage
 * return alone, rows of different lengths, bytes that are not UTF-8.
 *
 * What is written never starts a formula: what would (= + - @, at a cell's
 * start also a tab or a line's end) gets an apostrophe before it, and loses it
 * when it is read; also within a cell, after a semicolon, a tab or a line's
 * end: a spreadsheet that parts by those opens a comma's file as it parts.
 *
 * Ownership: everything lives in the arena handed in.
 */
#ifndef CSV_H
#define CSV_H

#include "base.h"

enum {
	CSV_COLUMNS = 64,       /* in a row: thrice what any table here has */
	CSV_ROWS    = 2000,     /* in a table: no register of ours holds a tenth of it */
};

struct csv_cell { str text; int line, column; };        /* where it begins; both count from 1 */
struct csv { const struct csv_cell *cells; size_t columns, rows; };

/* The cell of a row and a column. */
const struct csv_cell *csv_at(const struct csv *, size_t row, size_t column);

/* Read at most LIMIT_YAML bytes; refused as "file:line:column: sentence". */
err  csv_read(struct arena *, str file, str bytes, struct csv *);
/* "file:line:column: sentence", MALFORMED. */
err  csv_wrong(struct arena *, str file, const struct csv_cell *, str sentence);
/* The cell, after a comma unless it is the row's first. */
void csv_put(struct buf *, str cell, bool first);

#endif
