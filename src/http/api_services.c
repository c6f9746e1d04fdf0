/* api_services -- the register of services, as a table to take away. */
#include "api.h"
#include "services_csv.h"

static void
then_services(struct later *l)
{
	struct rec_charter_file f;
	err e = api_house(l->api, l->q);

	if (e) {
		reply_err(l->x, e);
		return;
	}
	f = charter_file_of(&l->q->arena, l->api->house->charter);
	reply_bytes(l->x, 200, STR("text/csv; charset=utf-8"), services_csv_write(&l->q->arena, &f));
}

void
get_services_csv(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_services);
}
