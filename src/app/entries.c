/* entries -- what was emitted becomes lines of the record: placed, sealed, folded. */
#include "writing.h"

#include "outbox.h"
#include "random.h"

/* Where an emitted entry goes, and what stands there last. */
static struct room *
room_of(struct house *h, struct loaded *to, enum event_kind kind)
{
	switch (event_stream(kind)) {
	case IN_CHARTER: return h->charter->room;
	case IN_JOURNAL: return h->journal;
	case IN_ROOM: case IN_MATTER: break;
	}
	return to->room;
}

static i64
stream_of(const struct house *h, const struct room *room, i64 n)
{
	if (room == h->charter->room)
		return STREAM_CHARTER;
	if (room == h->journal)
		return STREAM_JOURNAL;
	return room->seq ? room->id : n;
}

/* A line of a batch that is not folded yet: its place must be worked out from what stands before it. */
struct line { struct room *room; struct entry e; struct sealed s; };

static struct hash
prev_of(const struct room *room, const struct line *lines, size_t n)
{
	while (n-- > 0)
		if (lines[n].room == room)
			return lines[n].s.lh;
	return room->n_places ? room->places[room->n_places - 1].lh : (struct hash){ { 0 } };
}

static i64
seq_of(const struct room *room, const struct line *lines, size_t n)
{
	i64 seq = room->seq + 1;

	for (size_t i = 0; i < n; i++)
		seq += lines[i].room == room;
	return seq;
}

static void
fill_line(struct house *h, struct loaded *to, const struct emitted *e, struct line *lines, size_t i, i64 now)
{
	struct line *line = &lines[i];

	line->room = room_of(h, to, e->kind);
	line->e = (struct entry){
		.n = (i64)h->tree.size + (i64)i, .at = now, .log = h->origin, .by = e->by, .kind = e->kind, .as = e->as,
		.note_salt = e->note_salt,
	};
	line->e.seq = seq_of(line->room, lines, i);
	line->e.prev = prev_of(line->room, lines, i);
	line->e.charter = seq_of(h->charter->room, lines, i) - 1;
	line->e.stream = stream_of(h, line->room, line->e.n - (line->e.seq - 1));
}

/* All lines are sealed before any is folded, so that one that cannot be leaves nothing behind. */
static err
seal_lines(struct house *h, struct loaded *to, const struct outcome *out, i64 now, struct line *lines)
{
	err e;

	for (size_t i = 0; i < out->n; i++) {
		u8 *salts = NEW(&h->batch_arena, u8, SALTS_PER_ENTRY * SALT);

		random_bytes(salts, SALTS_PER_ENTRY * SALT);
		fill_line(h, to, &out->v[i], lines, i, now);
		if ((e = entry_seal(&h->batch_arena, &lines[i].e, salts, &lines[i].s)))
			return e;
	}
	return OK;
}

static void
note_erasure(struct house *h, const struct ev_erased *e)
{
	struct writing *w = h->writing;
	size_t n = w->batch.n_erasures;

	for (size_t i = 0; i < e->n_digests; i++) {
		GROW(&h->batch_arena, w->erasures, n, w->cap_erasures);
		w->erasures[n++] = (struct erasure){ e->n, e->digests[i].digest };
	}
	w->batch.erasures = w->erasures;
	w->batch.n_erasures = n;
}

static void
fold_line(struct house *h, const struct line *line)
{
	struct arena *a = &line->room->arena;
	str leaf = arena_str(a, line->s.leaf);
	str *d = NEW(a, str, line->s.n_disclosures + 1);
	err e;

	if (line->room == h->journal) {
		*ADD(h->journal, places) = (struct place){ .lh = line->s.lh, .n = line->e.n, .at = line->e.at };
		h->journal->seq++;
		return;
	}
	for (size_t i = 0; i < line->s.n_disclosures; i++)
		d[i] = arena_str(a, line->s.disclosures[i]);
	e = fold_bytes((struct world){ h->charter, line->room }, leaf, d, line->s.n_disclosures);
	assert(e == OK);        /* we sealed it ourselves */
}

static void
keep_line(struct house *h, const struct line *line)
{
	struct writing *w = h->writing;

	assert(w->batch.n_entries < countof(w->entries));
	w->entries[w->batch.n_entries++] = (struct stored){
		.n = line->e.n, .stream = line->e.stream, .seq = line->e.seq, .at = line->e.at,
		.lh = line->s.lh, .leaf = line->s.leaf,
		.disclosures = line->s.disclosures, .n_disclosures = line->s.n_disclosures,
	};
	tree_append(&h->tree, line->s.lh);
	fold_line(h, line);
	if (line->e.kind == EV_page_claimed)
		outbox_claimed(h->outbox, &line->e);
	if (line->e.kind == EV_erased)
		note_erasure(h, &line->e.as.erased);
}

err
write_outcome(struct house *h, struct loaded *to, const struct outcome *out, i64 now, struct order *order)
{
	struct line *lines = NEW(&h->batch_arena, struct line, out->n + 1);
	err e = seal_lines(h, to, out, now, lines);

	if (e)
		return e;
	for (size_t i = 0; i < out->n; i++) {
		keep_line(h, &lines[i]);
		if (order)
			order->receipt.count += lines[i].room == to->room;
	}
	return OK;
}
