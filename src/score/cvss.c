#include "cvss_version.h"

static const struct cvss_version *const versions[] = { &cvss_v3_1, &cvss_v3_0, &cvss_v4, &cvss_v2 };

/* A vector half read. */
enum lane { BASE, THREAT, REQUIREMENTS, MODIFIED, SUPPLEMENTAL, LANES };

struct reader {
	struct arena *arena;
	const struct cvss_version *version;
	struct cvss_reading reading;
	u32 seen;               /* a bit for each row */
	size_t next;            /* the row after the last one read: where to look first */
	size_t last[LANES];     /* by lane, the row after the last one read */
	size_t column;
};

void
cvss_modify(struct cvss_reading *r, size_t modified, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (r->value[modified + i])
			r->value[i] = r->value[modified + i];
}

int
cvss_round(double score)
{
	return (int)(score * 10 + (score < 0 ? -0.5 - 1e-9 : 0.5 + 1e-9));
}

/* Text from outside, short enough to be quoted. */
static str
quoted(str s)
{
	return (str){ s.p, s.n < 40 ? s.n : 40 };
}

/* The row of that name, looked for from the likely one on; n if there is none. */
static size_t
metric_find(const struct cvss_version *v, str name, size_t likely)
{
	for (size_t k = 0; k < v->n; k++) {
		size_t i = (likely + k) % v->n;

		if (str_eq(v->metrics[i].name, name))
			return i;
	}
	return v->n;
}

/* The place of a value among the letters that a metric takes; -1 if it is none of them. */
static int
value_find(str values, str value)
{
	for (int i = 0; values.p; i++)
		if (str_eq(str_cut(values, ' ', &values), value))
			return i;
	return -1;
}

static err
unknown_metric(const struct reader *r, str name)
{
	return err_new(r->arena, ERR_MALFORMED, "column %zu: \"%.*s\" is not a metric of CVSS %.*s%s",
	    r->column, STR_ARG(quoted(name)), STR_ARG(r->version->name), r->version->prefix.n ? "" :
	    "; a vector of a later version begins with CVSS:3.0/, CVSS:3.1/ or CVSS:4.0/");
}

/*
 * The standard fixes the order (§7).  Its own calculator, and so much of what
 * is published, keeps it within these lanes and base metrics first, but
 * writes supplemental before modified metrics, and those before requirements
 * and exploit maturity; so that is what is asked.
 */
static enum lane
lane_of(const struct cvss_metric *m)
{
	if (m->group == CVSS_ENVIRONMENTAL)
		return m->name.p[0] == 'M' ? MODIFIED : REQUIREMENTS;
	return m->group == CVSS_BASE ? BASE : m->group == CVSS_TEMPORAL ? THREAT : SUPPLEMENTAL;
}

static err
need_order(struct reader *r, size_t i)
{
	const struct cvss_version *v = r->version;
	enum lane lane = lane_of(&v->metrics[i]);
	size_t after = r->last[lane];

	for (int other = 0; lane == BASE && other < LANES; other++)
		if (r->last[other] > after)
			after = r->last[other];
	if (v->in_order && i < after)
		return err_new(r->arena, ERR_MALFORMED, "column %zu: %.*s must stand before %.*s; CVSS %.*s fixes the order",
		    r->column, STR_ARG(v->metrics[i].name), STR_ARG(v->metrics[after - 1].name), STR_ARG(v->name));
	r->last[lane] = i + 1;
	return OK;
}

static err
read_metric(struct reader *r, str piece)
{
	const struct cvss_version *v = r->version;
	str value, name = str_cut(piece, ':', &value);
	size_t i = metric_find(v, name, r->next);
	const struct cvss_metric *m = &v->metrics[i];
	int place;
	err e;

	if (value.p == NULL)
		return err_new(r->arena, ERR_MALFORMED, "column %zu: \"%.*s\" is not in the form METRIC:VALUE",
		    r->column, STR_ARG(quoted(piece)));
	if (i == v->n)
		return unknown_metric(r, name);
	if ((place = value_find(m->values, value)) < 0)
		return err_new(r->arena, ERR_MALFORMED, "column %zu: %.*s (%.*s) cannot be \"%.*s\"; it is one of %.*s",
		    r->column, STR_ARG(name), STR_ARG(m->title), STR_ARG(quoted(value)), STR_ARG(m->values));
	if (r->seen >> i & 1)
		return err_new(r->arena, ERR_MALFORMED, "column %zu: %.*s (%.*s) is given twice",
		    r->column, STR_ARG(name), STR_ARG(m->title));
	if ((e = need_order(r, i)))
		return e;
	r->seen |= 1u << i;
	r->next = i + 1;
	r->reading.value[i] = (u8)(place + (m->group == CVSS_BASE));
	r->reading.defined[m->group] |= r->reading.value[i] != 0;
	return OK;
}

static err
need_base_metrics(const struct reader *r)
{
	struct buf missing = buf_new(r->arena, 128);

	for (size_t i = 0; i < r->version->n; i++) {
		const struct cvss_metric *m = &r->version->metrics[i];

		if (m->group == CVSS_BASE && !(r->seen >> i & 1))
			buf_fmt(&missing, "%s%.*s (%.*s)", missing.n ? ", " : "", STR_ARG(m->name), STR_ARG(m->title));
	}
	if (missing.n)
		return err_new(r->arena, ERR_MALFORMED, "CVSS %.*s cannot do without %.*s",
		    STR_ARG(r->version->name), STR_ARG(buf_str(&missing)));
	return OK;
}

/* What cannot be in a vector must not reach a sentence either. */
static err
need_printable(struct arena *a, str vector)
{
	if (vector.n == 0)
		return err_new(a, ERR_MALFORMED, "a vector is expected here, and there is nothing");
	if (vector.n > CVSS_VECTOR_MAX)
		return err_new(a, ERR_TOO_LARGE, "a vector has at most %d bytes, and this has more", CVSS_VECTOR_MAX);
	for (size_t i = 0; i < vector.n; i++)
		if (vector.p[i] <= ' ' || vector.p[i] > '~')
			return err_new(a, ERR_MALFORMED, "column %zu: byte 0x%02x cannot stand in a vector, which is"
			    " letters, digits, ':', '.' and '/'", i + 1, (unsigned)(u8)vector.p[i]);
	return OK;
}

static err
read_metrics(struct reader *r, str vector)
{
	str piece, rest = str_from(vector, r->version->prefix.n);
	err e;

	while (rest.p) {
		r->column = (size_t)(rest.p - vector.p) + 1;
		piece = str_cut(rest, '/', &rest);
		if ((e = read_metric(r, piece)))                            return e;
	}
	return need_base_metrics(r);
}

static str
severity(const struct cvss_version *v, int score)
{
	if (v->has_extremes && score == 0)
		return STR("None");
	if (score < 40)
		return STR("Low");
	if (score < 70)
		return STR("Medium");
	return v->has_extremes && score >= 90 ? STR("Critical") : STR("High");
}

err
cvss_score(struct arena *a, str vector, struct cvss *out)
{
	struct reader r = { .arena = a };
	const struct cvss_version *v;
	bool temporal, environmental;
	size_t i = 0;
	err e;

	if ((e = need_printable(a, vector)))                                return e;
	while (!str_starts(vector, versions[i]->prefix))        /* the last, 2.0, has none */
		i++;
	r.version = v = versions[i];
	if ((e = read_metrics(&r, vector)))                                 return e;

	temporal = r.reading.defined[CVSS_TEMPORAL];
	environmental = r.reading.defined[CVSS_ENVIRONMENTAL];
	*out = (struct cvss){ .version = v->name, .kind = v->kinds[temporal + 2 * environmental] };
	v->score(&r.reading, out);
	out->score = environmental ? out->environmental : temporal ? out->temporal : out->base;
	out->severity = severity(v, out->score);
	return OK;
}
