#include "route.h"

static bool
path_fits(str pattern, const struct request *r)
{
	size_t i = 0;

	for (pattern = str_from(pattern, 1); pattern.n; i++) {
		str segment = str_cut(pattern, '/', &pattern);

		if (i == r->n_segments)
			return false;
		if (*segment.p == '{' ? r->segments[i].n == 0 : !str_eq(segment, r->segments[i]))
			return false;
	}
	return i == r->n_segments;
}

const struct route *
route_find(const struct route *routes, size_t n, const struct request *r, methods *allowed)
{
	enum method wanted = r->method == HEAD ? GET : r->method;
	const struct route *found = NULL;

	*allowed = 0;
	for (size_t i = 0; i < n; i++) {
		if (!path_fits(routes[i].path, r))
			continue;
		*allowed |= 1u << routes[i].method | 1u << OPTIONS;
		if (found == NULL && routes[i].method == wanted)
			found = &routes[i];
	}
	if (*allowed & 1u << GET)
		*allowed |= 1u << HEAD;
	return found;
}

str
methods_text(struct arena *a, methods allowed)
{
	static const char *const names[] = { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };
	struct buf b = buf_new(a, 64);

	for (size_t i = 0; i < countof(names); i++)
		if (allowed & 1u << i)
			buf_fmt(&b, "%s%s", b.n ? ", " : "", names[i]);
	return buf_str(&b);
}
