#include "request.h"

#include "canon.h"
#include "percent.h"
#include "route.h"

bool
list_has(str list, str item)
{
	str parameters;

	while (list.p)
		if (str_alike(str_trimmed(str_cut(str_cut(list, ',', &list), ';', &parameters)), item))
			return !str_eq(str_trimmed(parameters), STR("q=0"));
	return false;
}

static str
pair_find(const struct pair *pairs, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(pairs[i].name, name))
			return pairs[i].value;
	return (str){ NULL, 0 };
}

str
request_header(const struct request *r, str name)
{
	return pair_find(r->headers, r->n_headers, name);
}

str
request_query(const struct request *r, str name)
{
	return pair_find(r->query, r->n_query, name);
}

/* The port that an origin says; absent where it is the usual one of its scheme. */
static str
port_of(str origin)
{
	size_t at = origin.n;

	while (at > 0 && is_digit(origin.p[at - 1]))
		at--;
	return at > 0 && origin.p[at - 1] == ':' ? str_from(origin, at) : (str){ NULL, 0 };
}

str
cookie_name(struct arena *a, const struct request *r, str name)
{
	str port = port_of(r->origin);

	return arena_fmt(a, "%s%.*s%s%.*s", r->secure ? "__Host-" : "", STR_ARG(name), port.n ? "-" : "", STR_ARG(port));
}

str
request_cookie(const struct request *r, str name)
{
	struct arena scratch = r->arena;
	str ours = cookie_name(&scratch, r, name), rest = request_header(r, STR("cookie")), value;

	while (rest.p)
		if (str_eq(str_trimmed(str_cut(str_cut(rest, ';', &rest), '=', &value)), ours))
			return str_trimmed(value);
	return (str){ NULL, 0 };
}

str
request_parameter(const struct request *r, str name)
{
	str pattern = str_from(r->route->path, 1);

	for (size_t i = 0; ; i++) {
		str segment = str_cut(pattern, '/', &pattern);

		assert(i < r->n_segments);              /* else the route has no {name} */
		if (segment.n == name.n + 2 && *segment.p == '{' && str_starts(str_from(segment, 1), name))
			return r->segments[i];
	}
}

static err
decode(struct arena *a, str in, bool query, str *out)
{
	if (!percent_decode(a, in, query, out))
		return err_new(a, ERR_MALFORMED, "In the address, \"%%\" must be followed by two hexadecimal digits.");
	if (!utf8_valid(*out))
		return err_new(a, ERR_MALFORMED, "The address hides a NUL, or bytes that are not UTF-8.");
	return OK;
}

static err
set_query(struct request *r, str query)
{
	while (query.n) {
		struct pair *q = &r->query[r->n_query];
		str value, item = str_cut(query, '&', &query);
		str name = str_cut(item, '=', &value);
		err e;

		if (item.n == 0)
			continue;
		if (r->n_query == countof(r->query))
			return err_new(&r->arena, ERR_MALFORMED, "The query has more than %d parameters.", REQUEST_QUERY);
		if ((e = decode(&r->arena, name, true, &q->name)))
			return e;
		if ((e = decode(&r->arena, value, true, &q->value)))
			return e;
		if (request_query(r, q->name).p)
			return err_new(&r->arena, ERR_MALFORMED, "The query says one name twice.");
		r->n_query++;
	}
	return OK;
}

err
request_set_target(struct request *r, str target)
{
	str query, path;
	err e;

	r->target = target;
	if (!str_starts(target, STR("/")) || str_contains(target, STR("#")))
		return err_new(&r->arena, ERR_MALFORMED, "The request's target must be a path that begins with \"/\".");
	r->path = str_cut(target, '?', &query);
	path = str_from(r->path, 1);
	if (path.n == 0)
		path.p = NULL;                  /* "/" has no segment; "/a/" has an empty one, and is another address */
	for (; path.p; r->n_segments++) {
		if (r->n_segments == countof(r->segments))
			return err_new(&r->arena, ERR_NO_SUCH, "No address here is deeper than %d segments.", REQUEST_SEGMENTS);
		if ((e = decode(&r->arena, str_cut(path, '/', &path), false, &r->segments[r->n_segments])))
			return e;
	}
	return set_query(r, query);
}
