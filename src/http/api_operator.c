/* api_operator -- what whoever runs the machine asks: is it well, and how busy is it. */
#include "api.h"

#include "metrics.h"

void
get_healthz(void *ctx, struct exchange *x, struct request *q)
{
	const struct api *api = ctx;
	str ill = house_ill(api->house);

	reply_bytes(x, ill.p ? 503 : 200, STR("text/plain; charset=utf-8"),
	    ill.p ? arena_fmt(&q->arena, "%.*s\n", STR_ARG(ill)) : STR("ok\n"));
}

void
get_metrics(void *ctx, struct exchange *x, struct request *q)
{
	const struct api *api = ctx;

	reply_bytes(x, 200, STR("text/plain; version=0.0.4; charset=utf-8"), metrics_text(&q->arena, api->house, api->server));
}

/* The operator's own listener: these two and nothing else, to whoever is on the machine. */
err
api_admit_operator(void *ctx, struct request *q)
{
	(void)ctx;
	if (q->route->who == WHO_OPERATOR || q->route->handler == get_healthz)
		return OK;
	return err_new(&q->arena, ERR_NO_SUCH, "There is nothing at this address.");
}
