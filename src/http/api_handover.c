/* api_handover -- what there is to hand over, drafted from how things stand. */
#include "api.h"

#include "duty.h"
#include "query.h"

static err
draft(struct later *l, struct arena *a, struct rec_handover_draft *out)
{
	struct audience audience;
	struct loaded *room;
	err e;

	if ((e = api_room_here(l, &room, &audience)))
		return e;
	if (room->room->id == STREAM_CHARTER || !audience.whole)
		return err_new(a, ERR_NO_SUCH, "There is nothing to hand over here.");
	return handover_draft(&(struct seeing){ a, l->api->house->charter, room->room, &audience }, query_number(l->q, STR("seat"), 0), out);
}

static void
then_draft(struct later *l)
{
	struct arena whole = arena_open(ARENA_ROOM), a = whole;
	struct rec_handover_draft found;
	err e = draft(l, &a, &found);

	if (e)
		reply_err(l->x, e);
	else
		api_record(l->x, record_handover_draft_table(), &found);
	arena_close(whole, ARENA_ROOM);
}

void
get_handover(void *ctx, struct exchange *x, struct request *q)
{
	api_later_here(ctx, x, q, then_draft);
}
