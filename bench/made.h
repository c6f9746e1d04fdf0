/*
 * made -- a record of many entries, made in memory: a small demonstration, its people in every room, and rooms full of
 * what rooms are full of.
 *
 * Ownership: everything lives in the arena given to made().
 */
#ifndef MADE_H
#define MADE_H

#include "checkpoint.h"
#include "core.h"
#include "note.h"
#include "random.h"
#include "store.h"
#include "tree.h"

#include <stdio.h>
#include <time.h>

struct made {
	struct stored *v;
	size_t n;
	str checkpoint;
	struct ed25519_secret secret;   /* of the log, whose key signs the checkpoint */
	u64 bytes;                      /* of all leaves */
};

enum { MADE_OFFICER = 2, MADE_SEAT = 3 };       /* the first person; further people follow the seat */
#define MADE_AT  1767268800000000               /* when it all began: 2026 */
#define MADE_DUE (MADE_AT + 20 * 365 * 86400000000)

/* The person with this number, from 0. */
static inline i64
made_person(size_t i)
{
	return i ? MADE_SEAT + (i64)i : MADE_OFFICER;
}

struct making { struct arena *a; struct made *m; struct tree tree; struct hash prev; i64 stream, seq, charter; str log; size_t people; };

static inline double
seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of this process, on all processors: the same on a machine that others use. */
static inline double
work_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline void
make(struct making *k, enum event_kind kind, const union event_fields *as)
{
	struct entry e = { .n = (i64)k->m->n, .stream = k->stream, .seq = ++k->seq, .at = MADE_AT + k->stream, .charter = k->charter,
	    .log = k->log, .prev = k->prev, .by = { .person = k->stream ? made_person((size_t)k->seq % k->people) : 0 }, .kind = kind, .as = *as };
	u8 salts[SALTS_PER_ENTRY * SALT];
	struct sealed s;
	err bad;

	random_bytes(salts, sizeof(salts));
	if ((bad = entry_seal(k->a, &e, salts, &s))) {
		fprintf(stderr, "%.*s\n", STR_ARG(bad->why));
		assert(bad == OK);
	}
	k->m->v[k->m->n++] = (struct stored){ e.n, e.stream, e.seq, e.at, s.lh, s.leaf, s.disclosures, s.n_disclosures };
	k->m->bytes += s.leaf.n;
	k->prev = s.lh;
	tree_append(&k->tree, s.lh);
	if (k->stream == 0)
		k->charter = k->seq;
}

#define MAKE(k, kind, ...) make((k), EV_##kind, &(union event_fields){ .kind = { __VA_ARGS__ } })

static inline void
make_line(struct making *k, size_t i)
{
	switch (i % 8) {
	case 2: case 6:
		MAKE(k, fact_asserted, .name = i % 8 == 2 ? STR("exposure") : STR("exploited_here"), .value = STR("\"internet\""), .confidence = CONFIRMED,
		    .note = STR("Seen on the edge router."));
		break;
	case 3:
		MAKE(k, task_opened, .title = STR("Rotate the keys of the transfer service"), .due = MADE_DUE);
		break;
	case 7:                         /* the one of four lines ago */
		MAKE(k, task_done, .task = k->seq - 3);
		break;
	default:
		MAKE(k, message_posted, .text = STR("Settlement goes out at six; who watches the batch? I am on the bridge until then."));
	}
}

/* An organisation of so many people with a record for so many entries; what is made next is of its charter. */
static inline struct making
made_organisation(struct arena *a, struct made *m, size_t entries, size_t people)
{
	struct making k = { .a = a, .m = m, .log = STR("localhost/abcdefghijklmnopqrstuvwxyz"), .people = people };
	struct rec_seat_terms *terms = NEW(a, struct rec_seat_terms, 1);
	struct note_key key;
	static const i64 officer = MADE_OFFICER;

	*m = (struct made){ .v = NEW(a, struct stored, entries), .secret = ed25519_generate() };
	key = note_key_of(k.log, ed25519_public_of(&m->secret));
	*terms = (struct rec_seat_terms){ .label = STR("charter_officer"), .holders = { &officer, 1 } };
	MAKE(&k, log_founded, .host = STR("localhost"), .log_key = note_key_text(a, &key), .demo = true, .organisation = STR("Harbour Bakery"));
	MAKE(&k, person_added, .name = STR("Ines Albrecht"));
	MAKE(&k, seat_set, .terms = terms, .title = STR("Charter officer"));
	for (size_t i = 1; i < people; i++)
		MAKE(&k, person_added, .name = arena_fmt(a, "Colleague %zu", i));
	return k;
}

/* A room with everybody in it; what is made next is of this room. */
static inline void
make_room(struct making *k)
{
	k->stream = (i64)k->m->n;
	k->seq = 0;
	k->prev = (struct hash){ { 0 } };
	MAKE(k, room_declared, .kind = ROOM_INCIDENT, .severity = SEV2, .codename = STR("FLOUR"), .title = STR("Something is in the oven"));
	for (size_t i = 0; i < k->people; i++)
		MAKE(k, member_added, .person = made_person(i));
}

/* So many rooms of so many entries each, with so many people in every one. */
static inline struct made
made(struct arena *a, size_t rooms, size_t entries, size_t people)
{
	struct made m;
	struct making k = made_organisation(a, &m, rooms * entries + people + 2, people);
	struct note_key key = note_key_of(k.log, ed25519_public_of(&m.secret));

	for (size_t r = 0; r < rooms; r++) {
		make_room(&k);
		for (size_t i = 0; i < entries - people - 1; i++)
			make_line(&k, i);
	}
	m.checkpoint = note_sign(a, checkpoint_text(a, &(struct checkpoint){ .origin = k.log, .size = k.tree.size, .root = tree_root(&k.tree) }), &key, &m.secret);
	return m;
}

#endif
