#include "query.h"

#include "api.h"
#include "utc.h"

enum query_kind { QUERY_NUMBER, QUERY_NUMBERS, QUERY_STREAMS, QUERY_FLAG, QUERY_MOMENT, QUERY_WORDS };

static const struct query { route_handler *of; str name; enum query_kind kind; i64 least, most; } queries[] = {
#define PARAMETER(handler, name, kind, least, most, meaning) { handler, STR_INIT(#name), QUERY_##kind, least, most },
#include "parameters.def"
};

/* ---- reading ---- */

static bool
read_one(enum query_kind kind, str s, i64 *out)
{
	*out = STREAM_CHARTER;
	return (kind == QUERY_STREAMS && str_eq(s, STR("charter"))) || str_number(s, out);
}

/* How many there are, or -1 if one of them is none. */
static i64
count_numbers(enum query_kind kind, str list)
{
	i64 n = 0, one;

	for (; list.n; n++)
		if (!read_one(kind, str_cut(list, ',', &list), &one))
			return -1;
	return n;
}

/* ---- judging ---- */

static err
judge_number(struct arena *a, const struct query *is, str value)
{
	i64 n;

	if (str_number(value, &n) && n >= is->least && n <= is->most)
		return OK;
	if (is->most == QUERY_LARGEST)
		return err_new(a, ERR_MALFORMED, "%.*s: a whole number from %lld is asked for.", STR_ARG(is->name), (long long)is->least);
	return err_new(a, ERR_MALFORMED, "%.*s: a whole number from %lld to %lld is asked for.", STR_ARG(is->name), (long long)is->least, (long long)is->most);
}

static err
judge_numbers(struct arena *a, const struct query *is, str value)
{
	i64 n = count_numbers(is->kind, value);

	if (n < is->least)
		return err_new(a, ERR_MALFORMED, "%.*s: whole numbers with commas between them are asked for%s.", STR_ARG(is->name),
		    is->kind == QUERY_STREAMS ? ", or charter" : "");
	if (n > is->most)
		return err_new(a, ERR_MALFORMED, "%.*s: at most %lld come at once, and this names %lld.", STR_ARG(is->name), (long long)is->most, (long long)n);
	return OK;
}

static err
judge_value(struct arena *a, const struct query *is, str value)
{
	switch (is->kind) {
	case QUERY_NUMBER:
		return judge_number(a, is, value);
	case QUERY_NUMBERS:
	case QUERY_STREAMS:
		return judge_numbers(a, is, value);
	case QUERY_FLAG:
		return str_eq(value, STR("true")) || str_eq(value, STR("false")) ? OK :
		    err_new(a, ERR_MALFORMED, "%.*s: true or false is asked for.", STR_ARG(is->name));
	case QUERY_MOMENT:
		return utc_parse(value, &(i64){ 0 }) ? OK :
		    err_new(a, ERR_MALFORMED, "%.*s: a moment is written 2026-11-29T03:00:00Z.", STR_ARG(is->name));
	case QUERY_WORDS:
		break;
	}
	return OK;
}

static err
unknown(struct request *q, str name)
{
	struct buf b = buf_new(&q->arena, 128);

	for (size_t i = 0; i < countof(queries); i++)
		if (queries[i].of == q->route->handler)
			buf_fmt(&b, "%s%.*s", b.n ? ", " : "", STR_ARG(queries[i].name));
	if (b.n == 0)
		return err_new(&q->arena, ERR_MALFORMED, "%.*s: this address takes nothing after a question mark.", STR_ARG(name));
	return err_new(&q->arena, ERR_MALFORMED, "%.*s: after its question mark, this address takes %.*s.", STR_ARG(name), STR_ARG(buf_str(&b)));
}

static const struct query *
query_of(const struct request *q, str name)
{
	for (size_t i = 0; i < countof(queries); i++)
		if (queries[i].of == q->route->handler && str_eq(queries[i].name, name))
			return &queries[i];
	return NULL;
}

err
query_judge(struct request *q)
{
	if (q->route->handler == post_attachment)
		return OK;
	for (size_t i = 0; i < q->n_query; i++) {
		const struct query *is = query_of(q, q->query[i].name);
		err e = is ? judge_value(&q->arena, is, q->query[i].value) : unknown(q, q->query[i].name);

		if (e)
			return e;
	}
	return OK;
}

/* ---- asking ---- */

i64
query_number(const struct request *q, str name, i64 none)
{
	i64 n;

	return str_number(request_query(q, name), &n) ? n : none;
}

i64
query_moment(const struct request *q, str name, i64 none)
{
	i64 at;

	return utc_parse(request_query(q, name), &at) ? at : none;
}

struct refs
query_numbers(struct request *q, str name)
{
	str list = request_query(q, name);
	i64 *v = NEW(&q->arena, i64, LIMIT_ENTRIES), n;
	struct refs all = { v, 0 };

	for (; list.n && all.n < LIMIT_ENTRIES; v[all.n++] = n)
		read_one(QUERY_STREAMS, str_cut(list, ',', &list), &n);
	return all;
}
