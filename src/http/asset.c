#include "asset.h"

static const struct asset *
asset_at(const struct asset *assets, size_t n, str path)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(assets[i].path, path))
			return &assets[i];
	return NULL;
}

const struct asset *
asset_find(const struct asset *assets, size_t n, const struct request *r)
{
	const struct asset *found;

	if ((r->method != GET && r->method != HEAD) || str_starts(r->path, STR("/api/")))
		return NULL;
	if ((found = asset_at(assets, n, r->path)))
		return found;
	if (str_eq(r->path, STR("/")) || list_has(request_header(r, STR("accept")), STR("text/html")))
		return asset_at(assets, n, STR("/index.html"));
	return NULL;
}
