/* bench_conditions -- what one fact costs in a room in which 500 open decisions look at it: folded, and what follows found. */
#include "made.h"

enum { DECISIONS = 500, FACTS = 200, PEOPLE = 3, MOST = 16384 };
#define AIM 0.001

struct bench { struct making making; struct world world; struct arena room, scratch; size_t folded; };

/* Whatever was made and is not folded yet. */
static void
fold_on(struct bench *b)
{
	for (; b->folded < b->making.m->n; b->folded++) {
		const struct stored *s = &b->making.m->v[b->folded];
		err e;

		if (s->stream && s->seq == 1)
			b->world.room = room_new(b->room);
		e = fold_bytes(b->world, s->leaf, s->disclosures, s->n_disclosures);
		assert(e == OK);
	}
}

static void
decisions_made(struct making *k)
{
	static const i64 seat[] = { MADE_SEAT };
	static const struct rec_concur_group group = { .k = 1, .seats = { seat, 1 }, .when = STR_INIT("exploited_here == \"yes\" && exposure == \"internet\"") };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("contain"), .accountable = MADE_SEAT, .concur = &group, .n_concur = 1, .within = 3600 };

	MAKE(k, rule_set, .terms = &terms);
	make_room(k);
	for (size_t i = 0; i < DECISIONS; i++) {
		i64 decision = k->seq + 1;

		MAKE(k, decision_opened, .kind = terms.kind, .rule = k->charter, .deadline = MADE_DUE, .question = STR("Cut the gateway?"));
		MAKE(k, option_proposed, .decision = decision, .title = STR("Cut it"));
		MAKE(k, option_put_up, .decision = decision, .option = decision + 1, .accountable = MADE_SEAT);
	}
}

/* What follows, as entries, until nothing does. */
static size_t
settle(struct bench *b, struct outcome *out)
{
	size_t all = 0;

	do {
		struct arena scratch = b->scratch;
		struct scene now = { .a = &scratch, .charter = b->world.charter, .room = b->world.room, .now = MADE_AT + b->making.stream };

		react(&now, out);
		for (size_t i = 0; i < out->n; i++)
			make(&b->making, out->v[i].kind, &out->v[i].as);
		fold_on(b);
		all += out->n;
	} while (out->n);
	return all;
}

int
main(void)
{
	struct arena a = arena_open(GIB);
	struct bench b = { .room = arena_open(ARENA_ROOM), .scratch = arena_open(GIB) };
	struct outcome *out = NEW(&a, struct outcome, 1);
	struct made m;
	double from, took;
	size_t called;

	b.making = made_organisation(&a, &m, MOST, PEOPLE);
	b.world.charter = charter_new(arena_open(ARENA_ROOM), arena_open(ARENA_ROOM));
	b.world.room = b.world.charter->room;
	decisions_made(&b.making);
	fold_on(&b);
	called = settle(&b, out);
	from = work_now();
	for (size_t i = 0; i < FACTS; i++) {
		MAKE(&b.making, fact_asserted, .name = STR("exploited_here"), .value = i % 2 ? STR("\"no\"") : STR("\"perhaps\""), .confidence = CONFIRMED);
		fold_on(&b);
		settle(&b, out);
	}
	took = (work_now() - from) / FACTS;
	printf("conditions: one fact in a room with %d open decisions that look at it: %.2f ms of work (%.2f of the aim of %.0f ms); %zu calls were owed\n",
	    DECISIONS, took * 1000, took / AIM, AIM * 1000, called);
	return 0;
}
