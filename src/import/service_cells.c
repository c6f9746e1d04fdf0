#include "service_cells.h"

#include "decimal.h"

/* ---- written ---- */

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

str
needs_cell(struct arena *a, struct labels needs)
{
	struct buf b = buf_new(a, 64);

	for (size_t i = 0; i < needs.n; i++)
		buf_fmt(&b, "%s%.*s", i ? "; " : "", STR_ARG(needs.v[i]));
	return buf_str(&b);
}

str
later_cell(struct arena *a, const struct rec_charter_cost *cost)
{
	struct buf b = buf_new(a, 64);

	for (size_t i = 0; i < cost->n_later; i++) {
		buf_fmt(&b, "%s%lld: ", i ? "; " : "", (long long)cost->later[i].from_hour);
		put_range(&b, cost->later[i].low, cost->later[i].likely, cost->later[i].high);
	}
	return buf_str(&b);
}

str
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

str
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

/* ---- what they are made of ---- */

str
decimal_in(struct arena *a, str s)
{
	struct buf b = buf_new(a, 24);
	struct decimal d;

	s = str_trimmed(s);
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
	i64 n;

	s = str_trimmed(s);
	return s.n <= 9 && str_number(s, &n) ? n : -1;
}

static i64
percent(str s)
{
	s = str_trimmed(s);
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
	*bare = str_trimmed(b.n ? buf_str(&b) : STR(""));
	if (bare->n == 0)
		bare->p = NULL;
	return str_from(line, i < line.n ? i + 1 : i);
}

static size_t
lines_in(str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

/* ---- read ---- */

void
read_needs(struct arena *a, str cell, struct labels *out)
{
	str *v = NEW(a, str, cell.n + 1);

	*out = (struct labels){ v, 0 };
	while (cell.n) {
		str one = str_trimmed(str_cut(cell, ';', &cell));

		if (one.n)
			v[out->n++] = one;
	}
}

const char *
read_later(struct arena *a, str cell, struct rec_charter_cost *cost)
{
	struct rec_charter_cost_step *v = NEW(a, struct rec_charter_cost_step, cell.n + 1);

	cost->later = v;
	while (str_trimmed(cell).n) {
		str range, hour = str_cut(str_cut(cell, ';', &cell), ':', &range), parts[3];
		i64 from = whole(hour);

		if (from < 0 || !range_in(a, range, parts))
			return "a later cost is written 4: 90000/220000/520000, the next after a semicolon";
		v[cost->n_later++] = (struct rec_charter_cost_step){ from, parts[0], parts[1], parts[2] };
	}
	return NULL;
}

static const char *
read_mode(struct arena *a, str line, struct rec_charter_mode *m)
{
	str cost, rest, range[3];

	rest = next_part(a, line, &m->name);
	rest = next_part(a, rest, &m->lost);
	rest = next_part(a, rest, &cost);
	if (m->name.n == 0 || rest.n)
		return "a degraded mode is written: its name | what is lost | 25%";
	if (cost.n == 0)
		return NULL;
	if ((m->cost_percent = percent(cost)) > 0)
		return NULL;
	m->cost_percent = 0;
	if (!range_in(a, str_cut(cost, ' ', &m->currency), range) || m->currency.n == 0)
		return "what a degraded mode costs is written 25%, or 5000/9000/12000 EUR";
	m->currency = str_trimmed(m->currency);
	m->low = range[0];
	m->likely = range[1];
	m->high = range[2];
	return NULL;
}

const char *
read_modes(struct arena *a, str cell, struct rec_charter_service *s)
{
	struct rec_charter_mode *v = NEW(a, struct rec_charter_mode, lines_in(cell));
	const char *wrong = NULL;

	s->modes = v;
	while (wrong == NULL && cell.n) {
		str line = str_cut(cell, '\n', &cell);

		if (str_trimmed(line).n)
			wrong = read_mode(a, line, &v[s->n_modes++]);
	}
	return wrong;
}

static const char *
read_route(struct arena *a, str line, struct rec_charter_route *route)
{
	str capacity, rest;

	rest = next_part(a, line, &route->name);
	rest = next_part(a, rest, &route->switch_takes);
	rest = next_part(a, rest, &capacity);
	if (route->name.n == 0 || rest.n)
		return "an alternative route is written: its name | 2h | 40%";
	if (capacity.n && (route->capacity = percent(capacity)) < 1)
		return "how much a route carries is written 40%";
	return NULL;
}

const char *
read_routes(struct arena *a, str cell, struct rec_charter_service *s)
{
	struct rec_charter_route *v = NEW(a, struct rec_charter_route, lines_in(cell));
	const char *wrong = NULL;

	s->routes = v;
	while (wrong == NULL && cell.n) {
		str line = str_cut(cell, '\n', &cell);

		if (str_trimmed(line).n)
			wrong = read_route(a, line, &v[s->n_routes++]);
	}
	return wrong;
}
