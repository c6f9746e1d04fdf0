/* api_push -- what a browser must know to be called. */
#include "api.h"

#include "base64.h"

void
get_push_key(void *ctx, struct exchange *x, struct request *q)
{
	struct api *api = ctx;
	str key = api->house->push_key;

	if (key.n == 0) {
		reply_err(x, err_new(&q->arena, ERR_NO_SUCH, "No page leaves this server, so no browser can be called from here."));
		return;
	}
	reply_json(x, 200, arena_fmt(&q->arena, "{\"key\":\"%.*s\"}", STR_ARG(b64u(&q->arena, key.p, key.n))));
}
