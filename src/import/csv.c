#include "csv.h"

#include "bounds.h"
#include "canon.h"

struct reader {
	struct arena *a;
	str file, rest;
	char between;                   /* what parts its cells */
	int line, column;
	struct csv_cell *cells;
	size_t n, cap;
};

err
csv_wrong(struct arena *a, str file, const struct csv_cell *at, str sentence)
{
	return err_new(a, ERR_MALFORMED, "%.*s:%d:%d: %.*s", STR_ARG(file), at->line, at->column, STR_ARG(sentence));
}

static err
wrong(const struct reader *r, const char *sentence)
{
	return csv_wrong(r->a, r->file, &(struct csv_cell){ .line = r->line, .column = r->column }, str_c(sentence));
}

/* ---- the guard against formulas ---- */

/* At its own start, and after whatever some spreadsheet parts cells and rows by: there an opened quote is not seen. */
static bool
may_begin_cell(str s, size_t i)
{
	return i == 0 || memchr(";\t\r\n", s.p[i - 1], 4);
}

/* Apostrophes and quotes, if any, and then what would start a formula. */
static bool
is_formula(str s, size_t i)
{
	size_t at = i;

	while (at < s.n && (s.p[at] == '\'' || s.p[at] == '"'))
		at++;
	return at < s.n && (memchr("=+-@", s.p[at], 4) || (i == 0 && memchr("\t\r\n", s.p[at], 3)));
}

static bool
needs_guard(str s, size_t i)
{
	return may_begin_cell(s, i) && is_formula(s, i);
}

static str
without_guards(struct arena *a, str s)
{
	struct buf b = buf_new(a, s.n);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\'' || !needs_guard(s, i))
			buf_byte(&b, s.p[i]);
	return buf_str(&b);
}

/* ---- reading ---- */

/* The first line says what parts cells: the first comma, semicolon or tab in it that no quotes hold. */
static char
between_in(str text)
{
	bool quoted = false;

	for (size_t i = 0; i < text.n && (quoted || text.p[i] != '\n'); i++) {
		quoted ^= text.p[i] == '"';
		if (!quoted && memchr(",;\t", text.p[i], 3))
			return text.p[i];
	}
	return ',';
}

static bool
next_is(const struct reader *r, char c)
{
	return r->rest.n && r->rest.p[0] == c;
}

/* Columns count characters: what continues one does not count. */
static char
take(struct reader *r)
{
	char c = r->rest.p[0];

	r->rest = str_from(r->rest, 1);
	if (c == '\n') {
		r->line++;
		r->column = 1;
	} else if (((u8)c & 0xc0) != 0x80) {
		r->column++;
	}
	return c;
}

static bool
at_line_end(const struct reader *r)
{
	return next_is(r, '\n') || str_starts(r->rest, STR("\r\n"));
}

/* After the quote that opens it. */
static err
read_quoted(struct reader *r, struct buf *cell)
{
	for (;;) {
		char c;

		if (r->rest.n == 0)
			return wrong(r, "the file ends inside a quoted cell");
		c = take(r);
		if (c == '"' && !next_is(r, '"'))
			break;
		if (c == '"')
			take(r);
		buf_byte(cell, c);
	}
	if (r->rest.n && !next_is(r, r->between) && !at_line_end(r))
		return wrong(r, arena_fmt(r->a, "after a quoted cell there is a %s or the end of the line",
		    r->between == ',' ? "comma" : r->between == ';' ? "semicolon" : "tab").p);
	return OK;
}

static err
read_bare(struct reader *r, struct buf *cell)
{
	while (r->rest.n && !next_is(r, r->between) && !at_line_end(r)) {
		if (next_is(r, '"'))
			return wrong(r, "a cell that holds a quote stands in quotes, and the quote is doubled");
		if (next_is(r, '\r'))
			return wrong(r, "a carriage return stands before a line feed, or in quotes");
		buf_byte(cell, take(r));
	}
	return OK;
}

static err
read_cell(struct reader *r)
{
	struct buf cell = buf_new(r->a, 32);
	struct csv_cell *out;
	err e;

	GROW(r->a, r->cells, r->n, r->cap);
	out = &r->cells[r->n++];
	out->line = r->line;
	out->column = r->column;
	if (next_is(r, '"')) {
		take(r);
		e = read_quoted(r, &cell);
	} else {
		e = read_bare(r, &cell);
	}
	out->text = cell.n ? without_guards(r->a, buf_str(&cell)) : STR("");
	return e;
}

/* Its cells, and the end of its line. */
static err
read_row(struct reader *r, size_t *columns)
{
	size_t before = r->n;
	err e;

	for (;;) {
		if (r->n - before == CSV_COLUMNS)
			return wrong(r, "there are more than 64 columns");
		if ((e = read_cell(r)))
			return e;
		if (!next_is(r, r->between))
			break;
		take(r);
	}
	*columns = r->n - before;
	if (next_is(r, '\r'))
		take(r);
	if (r->rest.n)
		take(r);
	return OK;
}

static err
read_rows(struct reader *r, struct csv *out)
{
	while (r->rest.n) {
		struct reader at = *r;
		size_t columns = 0;
		err e;

		if (out->rows == CSV_ROWS)
			return wrong(r, "there are more than 2000 rows");
		if ((e = read_row(r, &columns)))
			return e;
		if (out->rows && columns != out->columns)
			return wrong(&at, arena_fmt(r->a, "this row has %zu cells, and the first has %zu", columns, out->columns).p);
		out->columns = columns;
		out->rows++;
	}
	return out->rows ? OK : wrong(r, "the table is empty; its first row names the columns");
}

err
csv_read(struct arena *a, str file, str bytes, struct csv *out)
{
	struct reader r = { .a = a, .file = file, .rest = bytes, .line = 1, .column = 1 };
	err e;

	*out = (struct csv){ 0 };
	if (bytes.n > LIMIT_YAML)
		return err_new(a, ERR_TOO_LARGE, "%.*s:1:1: a table has at most %lu bytes", STR_ARG(file), LIMIT_YAML);
	if (!utf8_valid(bytes) || memchr(bytes.p ? bytes.p : "", 0, bytes.n))
		return wrong(&r, "this is not a text in UTF-8; save the table as CSV UTF-8");
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		r.rest = str_from(bytes, 3);
	r.between = between_in(r.rest);
	e = read_rows(&r, out);
	out->cells = r.cells;
	return e;
}

const struct csv_cell *
csv_at(const struct csv *t, size_t row, size_t column)
{
	assert(row < t->rows && column < t->columns);
	return &t->cells[row * t->columns + column];
}

/* ---- writing ---- */

void
csv_put(struct buf *b, str cell, bool first)
{
	bool quoted = false;

	for (size_t i = 0; i < cell.n; i++)
		quoted |= memchr(",\"\r\n", cell.p[i], 4) || needs_guard(cell, i);
	if (!first)
		buf_byte(b, ',');
	if (quoted)
		buf_byte(b, '"');
	for (size_t i = 0; i < cell.n; i++) {
		if (needs_guard(cell, i))
			buf_byte(b, '\'');
		if (cell.p[i] == '"')
			buf_byte(b, '"');
		buf_byte(b, cell.p[i]);
	}
	if (quoted)
		buf_byte(b, '"');
}
