#include "api.h"

#include "json.h"
#include "query.h"

static const struct route routes[] = {
#define TAKES_OF_nothing TAKES_NOTHING
#define TAKES_OF_body    TAKES_BODY
#define TAKES_OF_unspent TAKES_UNSPENT
#define TAKES_OF_upload  TAKES_UPLOAD
#define ROUTE(method, path, who, handler, takes, gives, meaning) \
	{ method, STR_INIT(path), WHO_##who, handler, TAKES_OF_##takes, meaning },
#include "routes.def"
};

const struct route *
api_routes(size_t *n)
{
	*n = countof(routes);
	return routes;
}

/* ---- who asks ---- */

static err
find_caller(struct api *api, struct request *q, struct caller *who)
{
	str bearer = request_header(q, STR("authorization"));
	err e;

	if (str_starts(bearer, STR("Bearer "))) {
		if ((e = token_find(api->house, &q->arena, str_from(bearer, 7), &who->actor)))
			return e;
	} else {
		if ((e = session_find(api->house, &q->arena, request_cookie(q, STR("tocsin")), &who->session)))
			return e;
		who->actor = session_actor(&who->session);
	}
	who->signed_in = true;
	return OK;
}

err
api_admit(void *ctx, struct request *q)
{
	struct api *api = ctx;
	struct caller *who = NEW(&q->arena, struct caller, 1);
	err e = find_caller(api, q, who);

	if (e)
		*who = (struct caller){ .signed_in = false };
	q->actor = who;
	if (q->route->who == WHO_OPERATOR || (q->route->who == WHO_DEMO && !(q->loopback && api->house->charter->founded.demo)))
		return err_new(&q->arena, ERR_NO_SUCH, "There is nothing at this address.");
	if (q->route->who == WHO_SIGNED_IN && e)
		return e;
	if (q->route->takes == TAKES_BODY && who->signed_in && (e = budget_take(api->budget, &q->arena, &who->actor, &q->wait)))
		return e;
	return query_judge(q);
}

struct caller *
api_caller(const struct request *q)
{
	return q->actor;
}

/* ---- what is asked ---- */

err
api_body(struct request *q, const struct field_table *t, void *rec)
{
	str json;
	err e;

	if ((e = json_canonical(&q->arena, q->body.n ? q->body : STR("{}"), LIMIT_DEPTH, &json)))
		return e;
	return field_read(&q->arena, t, json, FROM_OUTSIDE, rec);
}

i64
api_id(struct request *q, str parameter)
{
	i64 id;

	return stream_parse(arena_fmt(&q->arena, "room/%.*s", STR_ARG(request_parameter(q, parameter))), &id) ? id : 0;
}

err
api_stream(struct request *q, bool fresh, i64 *stream)
{
	str room = request_parameter(q, STR("room"));

	if (str_eq(room, STR("charter"))) {
		*stream = STREAM_CHARTER;
		return OK;
	}
	if (fresh && str_eq(room, STR("new"))) {
		*stream = STREAM_NEW;
		return OK;
	}
	*stream = api_id(q, STR("room"));
	return *stream ? OK : err_new(&q->arena, ERR_NO_SUCH, "There is no such room.");
}

err
api_session(struct request *q)
{
	if (api_caller(q)->actor.strength == SESSION_TOKEN)
		return err_new(&q->arena, ERR_NOT_YOUR_CALL, "A token has no sessions; sign in.");
	return OK;
}

err
api_officer(const struct api *api, struct request *q, const char *what)
{
	const struct actor *who = &api_caller(q)->actor;
	const struct charter *c = api->house->charter;

	if (who->strength == SESSION_WEAK || who->strength == SESSION_TOKEN || !seat_held_by(c, c->officers, who->person))
		return err_new(&q->arena, ERR_NOT_YOUR_CALL, "%s is for charter officers, signed in with a passkey.", what);
	return OK;
}

err
api_of_house(const struct api *api, struct request *q, const char *sentence)
{
	const struct person *p = charter_person(api->house->charter, api_caller(q)->actor.person);

	return p && !p->is.outside ? OK : err_new(&q->arena, ERR_NO_SUCH, "%s", sentence);
}

err
api_room(struct api *api, struct request *q, i64 stream, struct loaded **out, struct audience *audience)
{
	bool out_of_it = house_keeps_out(api->house, stream, api_caller(q)->actor.person);
	err e = out_of_it ? OK : house_room(api->house, &q->arena, stream, out);

	if (out_of_it || (e == OK && !audience_of(&q->arena, api->house->charter, (*out)->room, api_caller(q)->actor.person, audience)))
		return err_new(&q->arena, ERR_NO_SUCH, "There is no such room.");
	return e;
}

err
api_room_here(struct later *l, struct loaded **out, struct audience *audience)
{
	i64 stream;
	err e = api_stream(l->q, false, &stream);

	return e ? e : api_room(l->api, l->q, stream, out, audience);
}

void
api_record(struct exchange *x, const struct field_table *t, const void *rec)
{
	struct arena text = arena_open(ARENA_ROOM), a = text;
	struct buf b = buf_new(&a, 64 * KIB);

	field_write(&b, t, rec);
	reply_json(x, 200, buf_str(&b));
	arena_close(text, ARENA_ROOM);
}

/* What it waits for is gone with its reply; how long that took is not. */
static void
tell(struct later *l)
{
	const struct clock_seam *clock = &l->api->house->clock.seam;
	const struct caller who = *api_caller(l->q);
	struct budget *budget = l->api->budget;
	i64 began = clock->steady(clock->ctx);

	l->then(l);
	if (who.signed_in)
		budget_busy(budget, &who.actor, clock->steady(clock->ctx) - began);
}

/* Who waited may have been ejected meanwhile. */
static void
answer(struct later *l)
{
	if (l->q->route->who == WHO_SIGNED_IN && !may_act(l->api->house, &api_caller(l->q)->actor))
		reply_err(l->x, no_longer_in(&l->q->arena, l->api->house->charter, api_caller(l->q)->actor.person));
	else
		tell(l);
}

static void settle(void *ctx);

/* While a room was folded, another batch may have begun; and one that is refused takes its rooms out of memory. */
static void
look(void *ctx)
{
	struct later *l = ctx;

	for (size_t i = 0; i < l->rooms.n; i++)
		if (house_must_fold(l->api->house, l->rooms.v[i]) && !house_keeps_out(l->api->house, l->rooms.v[i], api_caller(l->q)->actor.person)) {
			house_when_room(l->api->house, l->rooms.v[i], settle, l);
			return;
		}
	answer(l);
}

static void
settle(void *ctx)
{
	struct later *l = ctx;

	house_when_settled(l->api->house, l->stream, look, l);
}

/* ---- turns ---- */

err
api_turn(const struct turns *t, struct request *q, size_t most, const char *going_on)
{
	size_t own = 0, left = (most + 3) / 4;

	assert(most <= countof(t->of));
	for (size_t i = 0; i < t->n; i++)
		own += t->of[i] == api_caller(q)->actor.person;
	if (t->n >= most)
		return err_new(&q->arena, ERR_TOO_MANY, "%zu %s already; wait until one is done.", t->n, going_on);
	if (own >= most - left)
		return err_new(&q->arena, ERR_TOO_MANY, "%zu %s already, all of them yours; wait until one is done.", own, going_on);
	return OK;
}

void
api_turn_begin(struct turns *t, i64 person)
{
	assert(t->n < countof(t->of));
	t->of[t->n++] = person;
}

void
api_turn_over(struct turns *t, i64 person)
{
	size_t i = 0;

	while (i < t->n && t->of[i] != person)
		i++;
	assert(i < t->n);
	t->of[i] = t->of[--t->n];
}

/* ---- what is waited for ---- */

/* Each has so many looks a minute: one that asks without end keeps the others waiting. */
static void
begin(struct later l)
{
	struct later *kept = NEW(&l.q->arena, struct later, 1);
	const struct caller *who = api_caller(l.q);
	err e = who->signed_in ? budget_look(l.api->budget, &l.q->arena, &who->actor, &l.q->wait) : OK;

	*kept = l;
	if (e)
		reply_err(l.x, e);
	else
		settle(kept);
}

void
api_later(struct api *api, struct exchange *x, struct request *q, i64 stream, void (*then)(struct later *))
{
	begin((struct later){ .api = api, .x = x, .q = q, .then = then, .stream = stream });
}

void
api_later_in(struct api *api, struct exchange *x, struct request *q, struct refs rooms, void (*then)(struct later *))
{
	begin((struct later){ .api = api, .x = x, .q = q, .then = then, .stream = STREAM_NONE, .rooms = rooms });
}

void
api_later_here(struct api *api, struct exchange *x, struct request *q, void (*then)(struct later *))
{
	i64 *room = NEW(&q->arena, i64, 1);

	if (api_stream(q, false, room))
		*room = STREAM_NONE;            /* then says why */
	begin((struct later){ .api = api, .x = x, .q = q, .then = then, .stream = STREAM_NONE, .rooms = { room, 1 } });
}

/* ---- telling ---- */

static void *
share(str text)
{
	return shared_new(text);
}

static void
send_shared(void *reader, void *shared)
{
	stream_send(reader, shared);
}

static void
release(void *shared)
{
	shared_release(shared);
}

static void
drop(void *reader)
{
	stream_drop(reader);
}

struct telling
api_telling(void)
{
	return (struct telling){ share, send_shared, release, drop };
}
