#include "services_csv.h"

#include "confined.h"
#include "csv.h"
#include "decimal.h"

#include <stdio.h>

/* Every column, in the order of writing; where in the document its value stands. */
enum column {
	LABEL_, TITLE, CRITICALITY, OWNER, NEEDS, TOLERANCE, RTO, RPO, CURRENCY, LOW, LIKELY, HIGH, LATER, SAID_BY, SAID_ON,
	CUSTOMERS, OBLIGATIONS, MODES, ROUTES, COLUMNS
};
static const struct { str name; const char *path; } columns[COLUMNS] = {
	[LABEL_]      = { STR_INIT("label"),        "label" },
	[TITLE]       = { STR_INIT("title"),        "title" },
	[CRITICALITY] = { STR_INIT("criticality"),  "criticality" },
	[OWNER]       = { STR_INIT("owner"),        "owner" },
	[NEEDS]       = { STR_INIT("needs"),        "needs" },
	[TOLERANCE]   = { STR_INIT("tolerance"),    "tolerance" },
	[RTO]         = { STR_INIT("rto"),          "rto" },
	[RPO]         = { STR_INIT("rpo"),          "rpo" },
	[CURRENCY]    = { STR_INIT("currency"),     "cost_per_hour" },
	[LOW]         = { STR_INIT("cost_low"),     "cost_per_hour.low" },
	[LIKELY]      = { STR_INIT("cost_likely"),  "cost_per_hour.likely" },
	[HIGH]        = { STR_INIT("cost_high"),    "cost_per_hour.high" },
	[LATER]       = { STR_INIT("cost_later"),   "cost_per_hour.later" },
	[SAID_BY]     = { STR_INIT("cost_said_by"), "cost_per_hour.said_by" },
	[SAID_ON]     = { STR_INIT("cost_said_on"), "cost_per_hour.said_on" },
	[CUSTOMERS]   = { STR_INIT("customers"),    "customers" },
	[OBLIGATIONS] = { STR_INIT("obligations"),  "obligations" },
	[MODES]       = { STR_INIT("modes"),        "modes" },
	[ROUTES]      = { STR_INIT("routes"),       "routes" },
};

/* ---- writing ---- */

static void
put_words(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '|' || s.p[i] == '\\')
			buf_byte(b, '\\');
		if (s.p[i] == '\n')
			buf_put(b, STR("\\n"));
		else
			buf_byte(b, s.p[i]);
	}
}

static void
put_range(struct buf *b, str low, str likely, str high)
{
	buf_fmt(b, "%.*s/%.*s/%.*s", STR_ARG(low), STR_ARG(likely), STR_ARG(high));
}

static str
needs_cell(struct arena *a, struct labels needs)
{
	struct buf b = buf_new(a, 64);

	for (size_t i = 0; i < needs.n; i++)
		buf_fmt(&b, "%s%.*s", i ? "; " : "", STR_ARG(needs.v[i]));
	return buf_str(&b);
}

static str
later_cell(struct arena *a, const struct rec_charter_cost *cost)
{
	struct buf b = buf_new(a, 64);

	for (size_t i = 0; i < cost->n_later; i++) {
		buf_fmt(&b, "%s%lld: ", i ? "; " : "", (long long)cost->later[i].from_hour);
		put_range(&b, cost->later[i].low, cost->later[i].likely, cost->later[i].high);
	}
	return buf_str(&b);
}

static str
modes_cell(struct arena *a, const struct rec_charter_service *s)
{
	struct buf b = buf_new(a, 256);

	for (size_t i = 0; i < s->n_modes; i++) {
		const struct rec_charter_mode *m = &s->modes[i];

		if (i)
			buf_byte(&b, '\n');
		put_words(&b, m->name);
		buf_put(&b, STR(" | "));
		put_words(&b, m->lost);
		buf_put(&b, STR(" | "));
		if (m->cost_percent)
			buf_fmt(&b, "%lld%%", (long long)m->cost_percent);
		else if (m->currency.n) {
			put_range(&b, m->low, m->likely, m->high);
			buf_fmt(&b, " %.*s", STR_ARG(m->currency));
		}
	}
	return buf_str(&b);
}

static str
routes_cell(struct arena *a, const struct rec_charter_service *s)
{
	struct buf b = buf_new(a, 256);

	for (size_t i = 0; i < s->n_routes; i++) {
		if (i)
			buf_byte(&b, '\n');
		put_words(&b, s->routes[i].name);
		buf_fmt(&b, " | %.*s | ", STR_ARG(s->routes[i].switch_takes));
		if (s->routes[i].capacity)
			buf_fmt(&b, "%lld%%", (long long)s->routes[i].capacity);
	}
	return buf_str(&b);
}

static str
cell_of(struct arena *a, const struct rec_charter_service *s, enum column column)
{
	static const struct rec_charter_cost none;
	const struct rec_charter_cost *cost = s->cost_per_hour ? s->cost_per_hour : &none;

	switch (column) {
	case LABEL_:      return s->label;
	case TITLE:       return s->title;
	case CRITICALITY: return str_c(word_text(&criticality_words, (int)s->criticality));
	case OWNER:       return s->owner;
	case NEEDS:       return needs_cell(a, s->needs);
	case TOLERANCE:   return s->tolerance;
	case RTO:         return s->rto;
	case RPO:         return s->rpo;
	case CURRENCY:    return cost->currency;
	case LOW:         return cost->low;
	case LIKELY:      return cost->likely;
	case HIGH:        return cost->high;
	case LATER:       return later_cell(a, cost);
	case SAID_BY:     return cost->said_by;
	case SAID_ON:     return cost->said_on;
	case CUSTOMERS:   return s->customers;
	case OBLIGATIONS: return s->obligations;
	case MODES:       return modes_cell(a, s);
	case ROUTES:      return routes_cell(a, s);
	case COLUMNS:     break;
	}
	return STR("");
}

str
services_csv_write(struct arena *a, const struct rec_charter_file *f)
{
	struct buf b = buf_new(a, 4096);

	for (int c = 0; c < COLUMNS; c++)
		csv_put(&b, columns[c].name, c == 0);
	buf_put(&b, STR("\r\n"));
	for (size_t i = 0; i < f->n_services; i++) {
		for (int c = 0; c < COLUMNS; c++)
			csv_put(&b, cell_of(a, &f->services[i], (enum column)c), c == 0);
		buf_put(&b, STR("\r\n"));
	}
	return buf_str(&b);
}

/* ---- reading ---- */

struct reading {
	struct arena *a;
	str file;
	struct csv table;
	size_t at[COLUMNS];             /* in which column of the table each stands */
	const struct csv_cell *cells[COLUMNS];  /* of the row being read */
};

static err
wrong(const struct reading *r, enum column column, const char *sentence)
{
	return csv_wrong(r->a, r->file, r->cells[column], str_c(sentence));
}

static str
trimmed(str s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = str_from(s, 1);
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

/* Absent where the cell is empty. */
static str
word_in(const struct reading *r, enum column column)
{
	str s = trimmed(r->cells[column]->text);

	return s.n ? s : (str){ NULL, 0 };
}

static str
words_in(const struct reading *r, enum column column)
{
	str s = r->cells[column]->text;

	return s.n ? s : (str){ NULL, 0 };
}

/* In the record's one form, where it is a decimal at all; what it is else, the document's check tells. */
static str
decimal_in(struct arena *a, str s)
{
	struct buf b = buf_new(a, 24);
	struct decimal d;

	s = trimmed(s);
	if (s.n == 0)
		return (str){ NULL, 0 };
	if (decimal_parse(a, s, &d))
		return s;
	decimal_put(&b, d);
	return buf_str(&b);
}

/* A whole number, or -1. */
static i64
whole(str s)
{
	i64 n = 0;

	s = trimmed(s);
	if (s.n == 0 || s.n > 9)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		n = n * 10 + (s.p[i] - '0');
	}
	return n;
}

static i64
percent(str s)
{
	s = trimmed(s);
	return str_ends(s, STR("%")) ? whole((str){ s.p, s.n - 1 }) : -1;
}

/* "low/likely/high": false if it has another shape. */
static bool
range_in(struct arena *a, str s, str out[3])
{
	size_t slashes = 0;

	for (size_t i = 0; i < s.n; i++)
		slashes += s.p[i] == '/';
	for (int i = 0; i < 3; i++)
		out[i] = decimal_in(a, str_cut(s, '/', &s));
	return slashes == 2;
}

static void
read_needs(const struct reading *r, struct labels *out)
{
	str rest = r->cells[NEEDS]->text;
	str *v = NEW(r->a, str, rest.n + 1);

	out->v = v;
	while (rest.n) {
		str one = trimmed(str_cut(rest, ';', &rest));

		if (one.n)
			v[out->n++] = one;
	}
}

static err
read_later(const struct reading *r, struct rec_charter_cost *cost)
{
	str rest = r->cells[LATER]->text;
	struct rec_charter_cost_step *v = NEW(r->a, struct rec_charter_cost_step, rest.n + 1);

	cost->later = v;
	while (trimmed(rest).n) {
		str range, hour = str_cut(str_cut(rest, ';', &rest), ':', &range), parts[3];
		struct rec_charter_cost_step *step = &v[cost->n_later++];

		step->from_hour = whole(hour);
		if (step->from_hour < 0 || !range_in(r->a, range, parts))
			return wrong(r, LATER, "a later cost is written 4: 90000/220000/520000, the next after a semicolon");
		step->low = parts[0];
		step->likely = parts[1];
		step->high = parts[2];
	}
	return OK;
}

static err
read_cost(const struct reading *r, struct rec_charter_service *s)
{
	struct rec_charter_cost *cost = NEW(r->a, struct rec_charter_cost, 1);
	err e;

	*cost = (struct rec_charter_cost){
		.low = decimal_in(r->a, r->cells[LOW]->text), .likely = decimal_in(r->a, r->cells[LIKELY]->text),
		.high = decimal_in(r->a, r->cells[HIGH]->text), .currency = word_in(r, CURRENCY),
		.said_by = word_in(r, SAID_BY), .said_on = word_in(r, SAID_ON),
	};
	if ((e = read_later(r, cost)))
		return e;
	if (cost->currency.p == NULL && cost->low.p == NULL && cost->likely.p == NULL && cost->high.p == NULL &&
	    cost->n_later == 0 && cost->said_by.p == NULL && cost->said_on.p == NULL)
		return OK;
	if (cost->currency.p == NULL)
		return wrong(r, CURRENCY, "a cost needs a currency, such as EUR");
	s->cost_per_hour = cost;
	return OK;
}

/* The part before the next bar that no backslash stands before; *bare without its backslashes. */
static str
next_part(struct arena *a, str line, str *bare)
{
	struct buf b = buf_new(a, line.n + 1);
	size_t i = 0;

	for (; i < line.n && line.p[i] != '|'; i++) {
		bool escaped = line.p[i] == '\\' && i + 1 < line.n;

		if (escaped)
			i++;
		buf_byte(&b, escaped && line.p[i] == 'n' ? '\n' : line.p[i]);
	}
	*bare = trimmed(b.n ? buf_str(&b) : STR(""));
	if (bare->n == 0)
		bare->p = NULL;
	return str_from(line, i < line.n ? i + 1 : i);
}

static err
read_mode(const struct reading *r, str line, struct rec_charter_mode *m)
{
	str cost, rest, range[3];

	rest = next_part(r->a, line, &m->name);
	rest = next_part(r->a, rest, &m->lost);
	rest = next_part(r->a, rest, &cost);
	if (m->name.n == 0 || rest.n)
		return wrong(r, MODES, "a degraded mode is written: its name | what is lost | 25%");
	if (cost.n == 0)
		return OK;
	if ((m->cost_percent = percent(cost)) > 0)
		return OK;
	m->cost_percent = 0;
	if (!range_in(r->a, str_cut(cost, ' ', &m->currency), range) || m->currency.n == 0)
		return wrong(r, MODES, "what a degraded mode costs is written 25%, or 5000/9000/12000 EUR");
	m->currency = trimmed(m->currency);
	m->low = range[0];
	m->likely = range[1];
	m->high = range[2];
	return OK;
}

static err
read_route(const struct reading *r, str line, struct rec_charter_route *route)
{
	str capacity, rest;

	rest = next_part(r->a, line, &route->name);
	rest = next_part(r->a, rest, &route->switch_takes);
	rest = next_part(r->a, rest, &capacity);
	if (route->name.n == 0 || rest.n)
		return wrong(r, ROUTES, "an alternative route is written: its name | 2h | 40%");
	if (capacity.n && (route->capacity = percent(capacity)) < 1)
		return wrong(r, ROUTES, "how much a route carries is written 40%");
	return OK;
}

static size_t
lines_in(str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static err
read_modes_and_routes(const struct reading *r, struct rec_charter_service *s)
{
	str modes = r->cells[MODES]->text, routes = r->cells[ROUTES]->text, line;
	struct rec_charter_mode *m = NEW(r->a, struct rec_charter_mode, lines_in(modes));
	struct rec_charter_route *t = NEW(r->a, struct rec_charter_route, lines_in(routes));
	err e = OK;

	s->modes = m;
	s->routes = t;
	while (e == OK && modes.n)
		if (trimmed(line = str_cut(modes, '\n', &modes)).n)
			e = read_mode(r, line, &m[s->n_modes++]);
	while (e == OK && routes.n)
		if (trimmed(line = str_cut(routes, '\n', &routes)).n)
			e = read_route(r, line, &t[s->n_routes++]);
	return e;
}

static enum criticality
criticality_named(str word)
{
	for (int i = VITAL; i <= ORDINARY; i++)
		if (str_eq(word, str_c(word_text(&criticality_words, i))))
			return (enum criticality)i;
	return criticality_none;
}

static err
read_service(const struct reading *r, struct rec_charter_service *s)
{
	err e;

	*s = (struct rec_charter_service){
		.label = word_in(r, LABEL_), .title = words_in(r, TITLE), .criticality = criticality_named(word_in(r, CRITICALITY)),
		.owner = word_in(r, OWNER), .tolerance = word_in(r, TOLERANCE), .rto = word_in(r, RTO), .rpo = word_in(r, RPO),
		.customers = words_in(r, CUSTOMERS), .obligations = words_in(r, OBLIGATIONS),
	};
	if (s->label.p == NULL)
		return wrong(r, LABEL_, "a service needs a label, such as payments");
	if (s->title.p == NULL)
		return wrong(r, TITLE, "a service needs a title");
	if (s->criticality == criticality_none)
		return wrong(r, CRITICALITY, "should be one of vital, important, ordinary");
	read_needs(r, &s->needs);
	if ((e = read_cost(r, s)))
		return e;
	return read_modes_and_routes(r, s);
}

/* ---- the head ---- */

static str
all_columns(struct arena *a)
{
	struct buf b = buf_new(a, 256);

	for (int c = 0; c < COLUMNS; c++)
		buf_fmt(&b, "%s%.*s", c ? ", " : "", STR_ARG(columns[c].name));
	return buf_str(&b);
}

static err
read_head(struct reading *r)
{
	bool there[COLUMNS] = { false };

	for (size_t i = 0; i < r->table.columns; i++) {
		const struct csv_cell *head = csv_at(&r->table, 0, i);
		str name = trimmed(head->text);
		int c = 0;

		while (c < COLUMNS && !str_eq(columns[c].name, name))
			c++;
		if (c == COLUMNS)
			return csv_wrong(r->a, r->file, head, arena_fmt(r->a, "there is no such column; there are %.*s", STR_ARG(all_columns(r->a))));
		if (there[c])
			return csv_wrong(r->a, r->file, head, STR("this column stands here twice"));
		there[c] = true;
		r->at[c] = i;
	}
	for (int c = 0; c < COLUMNS; c++)
		if (!there[c])
			return csv_wrong(r->a, r->file, csv_at(&r->table, 0, 0), arena_fmt(r->a,
			    "the column %.*s is missing; leave its cells empty, but not it", STR_ARG(columns[c].name)));
	return OK;
}

/* ---- the document ---- */

/* Each value at the place of its cell, as yaml_place() looks for it. */
static void
put_places(struct buf *b, const struct reading *r, size_t i)
{
	buf_fmt(b, "2 %d 1 [%zu]\n", r->cells[0]->line, i);
	for (int c = 0; c < COLUMNS; c++) {
		const char *dot = strchr(columns[c].path, '.');

		buf_fmt(b, "%d %d %d %s\n", dot ? 4 : 3, r->cells[c]->line, r->cells[c]->column, dot ? dot + 1 : columns[c].path);
	}
}

err
services_csv_load(struct arena *a, str file, str bytes, struct yaml_doc *doc)
{
	struct reading r = { .a = a, .file = file };
	struct rec_charter_services all = { NULL, 0 };
	struct buf places = buf_new(a, 1024), json = buf_new(a, 4096);
	struct rec_charter_service *v;
	err e;

	if ((e = csv_read(a, file, bytes, &r.table)) || (e = read_head(&r)))
		return e;
	v = NEW(a, struct rec_charter_service, r.table.rows);
	buf_put(&places, STR("0 1 1 \n1 1 1 services\n"));
	for (size_t i = 1; i < r.table.rows; i++) {
		for (int c = 0; c < COLUMNS; c++)
			r.cells[c] = csv_at(&r.table, i, r.at[c]);
		if ((e = read_service(&r, &v[i - 1])))
			return e;
		put_places(&places, &r, i - 1);
	}
	all.services = v;
	all.n_services = r.table.rows - 1;
	field_write(&json, record_charter_services_table(), &all);
	*doc = (struct yaml_doc){ buf_str(&json), buf_str(&places) };
	return OK;
}

err
services_csv_job(struct arena *a, str in, str *out)
{
	str bytes, file = str_cut(in, '\0', &bytes);
	struct yaml_doc doc;
	err e = services_csv_load(a, file, bytes, &doc);

	if (e == OK)
		*out = arena_fmt(a, "%.*s\n%.*s", STR_ARG(doc.json), STR_ARG(doc.places));
	return e;
}

/* ---- into a charter ---- */

err
services_csv_check(struct arena *a, struct charter_file *f)
{
	struct rec_charter_services read;
	err e = field_read(a, record_charter_services_table(), f->doc.json, FROM_OUTSIDE, &read);

	if (e)
		return charter_file_placed(a, f, e);
	f->is.services = read.services;
	f->is.n_services = read.n_services;
	return OK;
}

err
services_csv_read(struct arena *a, str name, str bytes, struct charter_file *out)
{
	err e;

	*out = (struct charter_file){ .name = name };
	if ((e = yaml_doc_confined(a, "services_csv", name, bytes, &out->doc)))
		return e;
	return services_csv_check(a, out);
}

err
services_join(struct arena *a, struct charter_file *table, const struct charter *c)
{
	struct rec_charter_file whole = charter_file_of(a, c);
	size_t n = table->is.n_services;
	struct rec_charter_service *v = NEW(a, struct rec_charter_service, n + whole.n_services);

	if (n)
		memcpy(v, table->is.services, n * sizeof(*v));
	for (size_t i = 0; i < whole.n_services; i++)
		if (part_find(file_services(&table->is), whole.services[i].label) == NOT_THERE)
			v[n++] = whole.services[i];
	whole.services = v;
	whole.n_services = n;
	n = table->is.n_services;
	table->is = whole;
	return charter_services_check(a, table, n);
}
