/* api_may -- what somebody may do here, asked before they do it: the interface offers nothing that would be refused. */
#include "api.h"

/* What cannot be read nobody can say anything of; whoever gives the command learns what is wrong with it. */
static err
may_one(const struct scene *s, const struct rec_ask *ask, struct outcome *scratch)
{
	enum command_kind kind = command_kind(ask->command);
	union command_fields *known = NEW(s->a, union command_fields, 1);

	if (kind == CMD_none || field_read(s->a, command_table(kind), ask->fields, IN_PART, known))
		return OK;
	return may_give(s, kind, known, scratch);
}

/* By its row, and not as things stand. */
static bool
is_never(str command, const struct audience *audience)
{
	enum command_who who = command_terms(command_kind(command)).who;

	return (audience->outside && who == BY_HOUSE) || (!audience->whole && who != BY_GUEST);
}

static void
reply_may(struct later *l, const struct room *room, const struct audience *audience, const struct rec_body_may *asked)
{
	struct arena *a = &l->q->arena, whole = arena_open(ARENA_REQUEST);
	struct outcome *out = NEW(a, struct outcome, 1);
	struct rec_not_yours *v = NEW(a, struct rec_not_yours, LIMIT_ASKS);
	struct rec_may found = { .not_yours = v };

	for (size_t i = 0; i < asked->n_asks; i++) {
		struct arena each = whole;
		struct scene s = { .a = &each, .charter = l->api->house->charter, .room = room, .now = house_now(l->api->house),
		    .returned = l->api->house->returned, .actor = api_caller(l->q)->actor };
		err e = may_one(&s, &asked->asks[i], out);

		if (e)
			v[found.n_not_yours++] = (struct rec_not_yours){ (i64)i,
			    is_never(asked->asks[i].command, audience), arena_str(a, e->why) };
	}
	api_record(l->x, record_may_table(), &found);
	arena_close(whole, ARENA_REQUEST);
}

/* Of what begins a room, as of a room in which nothing has happened yet. */
static void
reply_may_begin(struct later *l, const struct rec_body_may *asked)
{
	const struct person *who = charter_person(l->api->house->charter, api_caller(l->q)->actor.person);
	struct arena whole = arena_open(ARENA_ROOM);

	reply_may(l, room_new(whole), &(struct audience){ .whole = true, .outside = who && who->is.outside }, asked);
	arena_close(whole, ARENA_ROOM);
}

static void
then_may(struct later *l)
{
	struct rec_body_may asked;
	struct audience audience;
	struct loaded *room;
	i64 stream;
	err e;

	if ((e = api_stream(l->q, true, &stream)) || (stream != STREAM_NEW && (e = api_room(l->api, l->q, stream, &room, &audience))) ||
	    (e = api_body(l->q, record_body_may_table(), &asked)))
		reply_err(l->x, e);
	else if (stream == STREAM_NEW)
		reply_may_begin(l, &asked);
	else
		reply_may(l, room->room, &audience, &asked);
}

void
post_may(void *ctx, struct exchange *x, struct request *q)
{
	api_later_here(ctx, x, q, then_may);
}
