/* api_impact -- what would follow: if services were stopped, and from a decision as it stands. */
#include "api.h"
#include "brief.h"
#include "impact.h"

static err
find_impact(struct later *l, struct arena *a, struct rec_impact *out)
{
	struct impact_asked asked;
	struct audience audience;
	struct loaded *charter;
	err e;

	if ((e = api_room(l->api, l->q, STREAM_CHARTER, &charter, &audience)))
		return e;
	if (audience.outside)
		return err_new(a, ERR_NOT_YOUR_CALL, "The register of services is not shown to other organisations.");
	if ((e = impact_read(a, request_query(l->q, STR("services")), &asked)))
		return e;
	asked.unhelped = request_query(l->q, STR("help")).p;
	if (asked.unhelped && !str_eq(request_query(l->q, STR("help")), STR("none")))
		return err_new(a, ERR_MALFORMED, "help: none is asked for, or nothing.");
	return impact_find(a, l->api->house->charter, &asked, out);
}

static void
then_impact(struct later *l)
{
	struct arena whole = arena_open(ARENA_ROOM), a = whole;
	struct rec_impact found;
	err e = find_impact(l, &a, &found);

	if (e)
		reply_err(l->x, e);
	else
		api_record(l->x, record_impact_table(), &found);
	arena_close(whole, ARENA_ROOM);
}

void
get_impact(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_CHARTER, then_impact);
}

static void
tell_brief(struct later *l, const struct as_of *is)
{
	struct arena whole = arena_open(ARENA_ROOM), a = whole;
	const struct seeing v = { &a, is->charter, is->room, is->audience };
	struct rec_brief brief;
	i64 decision = api_id(l->q, STR("decision"));
	err e = decision ? brief_view(&v, decision, &brief) :
	    err_new(&a, ERR_NO_SUCH, "There is no decision %.*s here.", STR_ARG(request_parameter(l->q, STR("decision"))));

	if (e)
		reply_err(l->x, e);
	else
		api_record(l->x, record_brief_table(), &brief);
	arena_close(whole, ARENA_ROOM);
}

static void
then_brief(struct later *l)
{
	i64 stream;
	err e = api_stream(l->q, false, &stream);

	if (e)
		reply_err(l->x, e);
	else
		api_as_of(l, stream, tell_brief);
}

void
get_brief(void *ctx, struct exchange *x, struct request *q)
{
	api_later_here(ctx, x, q, then_brief);
}
