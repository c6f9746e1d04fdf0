#include "services_csv.h"

#include "confined.h"
#include "csv.h"
#include "service_cells.h"

/* ---- the columns ---- */

enum holds { A_WORD, WORDS, A_DECIMAL, A_CRITICALITY, A_HARM, NEEDS, LATER, MODES, ROUTES };
enum within { THE_SERVICE, ITS_COST, ITS_HARM, PARTS };

/* Where its value stands in the document, what it holds, in which record, and what is said where it may not be empty. */
struct column { str name; const char *path; enum holds holds; enum within of; size_t offset; const char *lacking; };

#define OF_SERVICE(field) THE_SERVICE, offsetof(struct rec_charter_service, field)
#define OF_COST(field)    ITS_COST, offsetof(struct rec_charter_cost, field)
#define OF_HARM(field)    ITS_HARM, offsetof(struct rec_charter_harm, field)

/* In the order of writing. */
static const struct column columns[] = {
	{ STR_INIT("label"),        "label",                  A_WORD,        OF_SERVICE(label), "a service needs a label, such as payments" },
	{ STR_INIT("title"),        "title",                  WORDS,         OF_SERVICE(title), "a service needs a title" },
	{ STR_INIT("criticality"),  "criticality",            A_CRITICALITY, OF_SERVICE(criticality), NULL },
	{ STR_INIT("owner"),        "owner",                  A_WORD,        OF_SERVICE(owner), NULL },
	{ STR_INIT("needs"),        "needs",                  NEEDS,         OF_SERVICE(needs), NULL },
	{ STR_INIT("tolerance"),    "tolerance",              A_WORD,        OF_SERVICE(tolerance), NULL },
	{ STR_INIT("rto"),          "rto",                    A_WORD,        OF_SERVICE(rto), NULL },
	{ STR_INIT("rpo"),          "rpo",                    A_WORD,        OF_SERVICE(rpo), NULL },
	{ STR_INIT("currency"),     "cost_per_hour",          A_WORD,        OF_COST(currency), "a cost needs a currency, such as EUR" },
	{ STR_INIT("cost_low"),     "cost_per_hour.low",      A_DECIMAL,     OF_COST(low), NULL },
	{ STR_INIT("cost_likely"),  "cost_per_hour.likely",   A_DECIMAL,     OF_COST(likely), NULL },
	{ STR_INIT("cost_high"),    "cost_per_hour.high",     A_DECIMAL,     OF_COST(high), NULL },
	{ STR_INIT("cost_later"),   "cost_per_hour.later",    LATER,         OF_COST(later), NULL },
	{ STR_INIT("cost_said_by"), "cost_per_hour.said_by",  A_WORD,        OF_COST(said_by), NULL },
	{ STR_INIT("cost_said_on"), "cost_per_hour.said_on",  A_WORD,        OF_COST(said_on), NULL },
	{ STR_INIT("customers"),    "customers",              WORDS,         OF_SERVICE(customers), NULL },
	{ STR_INIT("obligations"),  "obligations",            WORDS,         OF_SERVICE(obligations), NULL },
	{ STR_INIT("modes"),        "modes",                  MODES,         OF_SERVICE(modes), NULL },
	{ STR_INIT("routes"),       "routes",                 ROUTES,        OF_SERVICE(routes), NULL },
	{ STR_INIT("harm_trust"),   "harm.trust",             A_HARM,        OF_HARM(trust), NULL },
	{ STR_INIT("harm_customers"), "harm.customers",       A_HARM,        OF_HARM(customers), NULL },
	{ STR_INIT("harm_competition"), "harm.competition",   A_HARM,        OF_HARM(competition), NULL },
	{ STR_INIT("harm_said_by"), "harm.said_by",           A_WORD,        OF_HARM(said_by), NULL },
	{ STR_INIT("harm_said_on"), "harm.said_on",           A_WORD,        OF_HARM(said_on), NULL },
};
enum { COLUMNS = countof(columns) };

/* ---- writing ---- */

static str
cell_of(struct arena *a, const struct rec_charter_service *s, const struct column *c)
{
	static const struct rec_charter_cost no_cost;
	static const struct rec_charter_harm no_harm;
	const struct rec_charter_cost *cost = s->cost_per_hour ? s->cost_per_hour : &no_cost;
	const void *const parts[PARTS] = { s, cost, s->harm ? s->harm : &no_harm };
	const void *at = (const char *)parts[c->of] + c->offset;

	switch (c->holds) {
	case A_WORD:
	case WORDS:
	case A_DECIMAL:
		return *(const str *)at;
	case A_HARM:        return str_c(word_text(&harm_words, (int)*(const enum harm *)at));
	case A_CRITICALITY: return str_c(word_text(&criticality_words, (int)s->criticality));
	case NEEDS:         return needs_cell(a, s->needs);
	case LATER:         return later_cell(a, cost);
	case MODES:         return modes_cell(a, s);
	case ROUTES:        return routes_cell(a, s);
	}
	return STR("");
}

str
services_csv_write(struct arena *a, const struct rec_charter_file *f)
{
	struct buf b = buf_new(a, 4096);

	for (size_t c = 0; c < COLUMNS; c++)
		csv_put(&b, columns[c].name, c == 0);
	buf_put(&b, STR("\r\n"));
	for (size_t i = 0; i < f->n_services; i++) {
		for (size_t c = 0; c < COLUMNS; c++)
			csv_put(&b, cell_of(a, &f->services[i], &columns[c]), c == 0);
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

static enum criticality
criticality_named(str word)
{
	for (int i = VITAL; i <= ORDINARY; i++)
		if (str_eq(word, str_c(word_text(&criticality_words, i))))
			return (enum criticality)i;
	return criticality_none;
}

/* A service as it is read from its row; what no cell speaks of it does not have. */
struct row { struct rec_charter_service *service; struct rec_charter_cost *cost; struct rec_charter_harm *harm; };

static const char *
read_harm(str word, enum harm *out)
{
	for (int i = HARM_NONE; word.n && i <= HARM_LASTING; i++)
		if (str_eq(word, str_c(word_text(&harm_words, i))))
			*out = (enum harm)i;
	return word.n && *out == harm_none ? "should be one of none, some, serious, lasting, or empty" : NULL;
}

/* NULL, or what is wrong with the cell. */
static const char *
read_cell(struct arena *a, const struct column *c, str cell, const struct row *row)
{
	void *const parts[PARTS] = { row->service, row->cost, row->harm };
	void *at = (char *)parts[c->of] + c->offset;
	struct rec_charter_service *s = row->service;
	str word = str_trimmed(cell);

	switch (c->holds) {
	case A_WORD:
	case WORDS:
		if (word.n)
			*(str *)at = c->holds == WORDS ? cell : word;
		return NULL;
	case A_DECIMAL:
		*(str *)at = decimal_in(a, cell);
		return NULL;
	case A_CRITICALITY:
		s->criticality = criticality_named(word);
		return s->criticality ? NULL : "should be one of vital, important, ordinary";
	case NEEDS:
		read_needs(a, cell, &s->needs);
		return NULL;
	case A_HARM: return read_harm(word, at);
	case LATER:  return read_later(a, cell, row->cost);
	case MODES:  return read_modes(a, cell, s);
	case ROUTES: return read_routes(a, cell, s);
	}
	return NULL;
}

static err
read_service(const struct reading *r, struct rec_charter_service *s)
{
	struct row row = { s, NEW(r->a, struct rec_charter_cost, 1), NEW(r->a, struct rec_charter_harm, 1) };

	for (size_t c = 0; c < COLUMNS; c++) {
		const char *wrong = read_cell(r->a, &columns[c], r->cells[c]->text, &row);

		if (wrong)
			return csv_wrong(r->a, r->file, r->cells[c], str_c(wrong));
		if (columns[c].of == ITS_COST && str_trimmed(r->cells[c]->text).n)
			s->cost_per_hour = row.cost;
		if (columns[c].of == ITS_HARM && str_trimmed(r->cells[c]->text).n)
			s->harm = row.harm;
	}
	for (size_t c = 0; c < COLUMNS; c++)
		if (columns[c].lacking && str_trimmed(r->cells[c]->text).n == 0 && (columns[c].of == THE_SERVICE || s->cost_per_hour))
			return csv_wrong(r->a, r->file, r->cells[c], str_c(columns[c].lacking));
	return OK;
}

/* ---- the head ---- */

static str
all_columns(struct arena *a)
{
	struct buf b = buf_new(a, 256);

	for (size_t c = 0; c < COLUMNS; c++)
		buf_fmt(&b, "%s%.*s", c ? ", " : "", STR_ARG(columns[c].name));
	return buf_str(&b);
}

static err
read_head(struct reading *r)
{
	bool there[COLUMNS] = { false };

	for (size_t i = 0; i < r->table.columns; i++) {
		const struct csv_cell *head = csv_at(&r->table, 0, i);
		str name = str_trimmed(head->text);
		size_t c = 0;

		while (c < COLUMNS && !str_eq(columns[c].name, name))
			c++;
		if (c == COLUMNS)
			return csv_wrong(r->a, r->file, head, arena_fmt(r->a, "there is no such column; there are %.*s", STR_ARG(all_columns(r->a))));
		if (there[c])
			return csv_wrong(r->a, r->file, head, STR("this column stands here twice"));
		there[c] = true;
		r->at[c] = i;
	}
	for (size_t c = 0; c < COLUMNS; c++)
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
	for (size_t c = 0; c < COLUMNS; c++) {
		const char *path = columns[c].path, *dot = strchr(path, '.');
		int parent = dot ? (int)(dot - path) : 0;

		if (dot && strncmp(columns[c - 1].path, path, (size_t)parent) != 0)     /* it has no cell of its own */
			buf_fmt(b, "3 %d %d %.*s\n", r->cells[c]->line, r->cells[c]->column, parent, path);
		buf_fmt(b, "%d %d %d %s\n", dot ? 4 : 3, r->cells[c]->line, r->cells[c]->column, dot ? dot + 1 : path);
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
		for (size_t c = 0; c < COLUMNS; c++)
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
