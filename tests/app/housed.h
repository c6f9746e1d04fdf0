/*
 * housed -- a house in this process, on a directory of its own, with a clock that the test turns.
 *
 * Ownership: what is ordered lives in T; close what was opened.
 */
#ifndef HOUSED_H
#define HOUSED_H

#include "founded.h"
#include "hub.h"
#include "outbox.h"
#include "session.h"

static const i64 SECONDS = 1000000, HOURS = 3600 * 1000000ll;

/* ---- a house, and what is told to it ---- */

struct hands { i64 wall, steady; };                     /* of the test's clock */

static inline i64 wall(void *ctx)   { return ((struct hands *)ctx)->wall; }
static inline i64 steady(void *ctx) { return ((struct hands *)ctx)->steady; }

static inline struct hands *
new_hands(void)
{
	struct hands *t = NEW(T, struct hands, 1);

	*t = (struct hands){ 1767268800ll * 1000000, 5 };
	return t;
}

static inline struct clock_seam
clock_of(struct hands *t)
{
	return (struct clock_seam){ wall, steady, t };
}

static inline void
pass(struct hands *t, i64 time)
{
	t->wall += time;
	t->steady += time;
}

static inline void *no_share(str text)         { (void)text; return T; }
static inline void no_send(void *r, void *s)   { (void)r; (void)s; }
static inline void nothing(void *x)            { (void)x; }

/* Who carries pages in the houses that are opened. */
static const struct carrier *carried_by;

static inline err
try_open(str dir, struct hands *t, struct house **out)
{
	struct house_config config = { .base = event_base_new(), .dir = dir, .clock = clock_of(t), .carrier = carried_by };
	err e = house_open(T, &config, out);

	if (e)
		event_base_free(config.base);
	else
		hub_set_telling((*out)->hub, (struct telling){ no_share, no_send, nothing, nothing });
	return e;
}

static inline struct house *
opened(str dir, struct hands *t)
{
	struct house *h;

	CHECK_OK(try_open(dir, t, &h));
	return h;
}

static inline void
closed(struct house *h)
{
	struct event_base *base = h->base;

	house_close(h);
	event_base_free(base);
}

struct told { struct command_order is; bool over; enum err_kind kind; str why; };

static inline void
told_over(struct order *o, err e)
{
	struct told *told = o->ctx;

	told->over = true;
	told->kind = e ? e->kind : ERR_KINDS;
	told->why = e ? arena_str(T, e->why) : STR("");
}

static inline struct told *
order(struct house *h, i64 person, i64 stream, const char *name, const char *json)
{
	struct told *told = NEW(T, struct told, 1);

	told->is.kind = command_kind(str_c(name));
	CHECK(told->is.kind != CMD_none);
	read_json(command_table(told->is.kind), json, &told->is.fields);
	told->is.order = (struct order){ .stream = stream, .decide = decide_command, .reply = told_over, .ctx = told,
	    .actor = { .person = person, .strength = SESSION_DEMO, .may_write = true } };
	(void)h;
	return told;
}

static inline void
wait_for(struct house *h, const struct told *told)
{
	while (!told->over)
		event_base_loop(h->base, EVLOOP_ONCE);
}

static inline struct told *
tell(struct house *h, i64 person, i64 stream, const char *name, const char *json)
{
	struct told *told = order(h, person, stream, name, json);

	house_order(h, &told->is.order);
	wait_for(h, told);
	return told;
}

#define CHECK_TOLD(t, kind_, words) check_told_(__FILE__, __LINE__, (t), ERR_##kind_, (words))
#define DONE_ ERR_KINDS

static inline void
check_told_(const char *file, int line, const struct told *t, enum err_kind kind, const char *words)
{
	if (t->kind != kind || !str_contains(t->why, str_c(words))) {
		print_error("%s:%d: got %s: %.*s\n", file, line, t->kind == ERR_KINDS ? "done" : err_name(t->kind), STR_ARG(t->why));
		fail();
	}
}

static inline i64
done(const struct told *t)
{
	check_told_(__FILE__, __LINE__, t, ERR_KINDS, "");
	return t->is.order.receipt.stream;
}

static inline i64
declared(struct house *h)
{
	str number = h->n_known ? arena_fmt(T, "%zu", h->n_known) : STR("");    /* open rooms have names of their own */

	return done(tell(h, MAREK, STREAM_NEW, "declare_room",
	    arena_fmt(T, "{\"kind\":\"incident\",\"severity\":\"SEV2\",\"codename\":\"FLOUR%.*s\",\"title\":\"Something is in the oven\"}", STR_ARG(number)).p));
}

static inline i64
decision_in(struct house *h, i64 room)
{
	struct told *t = tell(h, MAREK, room, "open_decision", "{\"kind\":\"partial_shutdown\",\"question\":\"Off?\"}");

	done(t);
	return t->is.order.receipt.seq;
}

static inline void
arrived(void *ctx)
{
	*(bool *)ctx = true;
}

static inline struct room *
room_of(struct house *h, i64 id)
{
	struct loaded *l;
	bool here = false;

	house_when_room(h, id, arrived, &here);
	while (!here)
		event_base_loop(h->base, EVLOOP_ONCE);
	CHECK_OK(house_room(h, T, id, &l));
	return l->room;
}

/* Everything there is to see, in every room. */
static inline str
all_views(struct house *h)
{
	struct buf b = buf_new(T, 1024);

	buf_put(&b, entities_json(T, h, h->charter->room, NULL, 0));
	for (size_t i = 0; i < h->n_known; i++)
		buf_put(&b, entities_json(T, h, room_of(h, h->known[i]), NULL, 0));
	return buf_str(&b);
}

/* Let time go by in the loop until something holds, or two seconds. */
#define UNTIL(h, cond) do { \
		for (int turn_ = 0; turn_ < 200 && !(cond); turn_++) { \
			event_base_loopexit((h)->base, &(struct timeval){ 0, 10000 }); \
			event_base_dispatch((h)->base); \
		} \
		CHECK(cond); \
	} while (0)

#endif
