#include "replay.h"

#include "base64.h"
#include "blob.h"

#include <stdlib.h>

#define SCRATCH GIB       /* judging an outcome takes 72 bytes for each answer of its room */

/* ---- the tree ---- */

static void
grow(struct replay *r, struct hash leaf)
{
	int k = 0;

	tree_append(&r->tree, leaf);
	while (!(r->tree.size >> k & 1))
		k++;
	*ADD(r, grown) = r->tree.full[k];
}

/* The tree as it was: its full subtree of 2^k leaves was the last to grow when they were all there. */
struct hash
root_at(const struct replay *r, i64 size)
{
	struct tree t = { .size = (u64)size };

	for (int k = 0; k < TREE_LEVELS; k++)
		if (t.size >> k & 1)
			t.full[k] = r->grown[(t.size >> k << k) - 1];
	return tree_root(&t);
}

/* ---- one entry ---- */

/* Is it kept under its own name, and is its hash the one kept beside it? */
static err
check_stored(struct arena *a, const struct stored *s, const struct entry *e)
{
	if (!hash_eq(e->lh, s->lh))
		return damaged(a, "its bytes are not the ones that were hashed");
	if (e->n != s->n || e->stream != s->stream || e->seq != s->seq || e->at != s->at)
		return damaged(a, "it is kept in another place than it says");
	return OK;
}

/* WHOLE RECORD: what ties an entry to those before it. */
static err
check_chain(struct replay *r, struct arena *a, const struct room *room, const struct entry *e)
{
	struct hash before = room->seq ? room->places[room->seq - 1].lh : (struct hash){ { 0 } };

	if (!hash_eq(e->prev, before))
		return damaged(a, "prev is not the hash of the entry before it in its stream");
	if (e->charter != r->charter->room->seq)
		return err_new(a, ERR_DAMAGED, "it names charter entry %lld as the newest; that is %lld",
		    (long long)e->charter, (long long)r->charter->room->seq);
	if (e->at < r->at)
		return damaged(a, "its time lies before that of the entry before it");
	if ((e->n == 0) != (e->kind == EV_log_founded))
		return damaged(a, e->n ? "a record is founded once, by its first entry" : "the first entry should be log_founded");
	if (e->kind != EV_log_founded && e->kind != EV_log_continued && !str_eq(e->log, r->log))
		return damaged(a, "it was written for another log");
	return OK;
}

/* The digests of a leaf's veiled fields: "_sd" comes first in "f". */
static size_t
leaf_digests(struct arena *a, str leaf, struct hash out[LIMIT_VEILED])
{
	struct canon c = canon_open(a, leaf);
	str key;
	size_t n = 0;

	canon_object(&c);
	while (canon_key(&c, &key) && !str_eq(key, STR("f")))
		canon_skip(&c);
	canon_object(&c);
	if (!canon_key(&c, &key) || !str_eq(key, STR("_sd")))
		return 0;
	canon_array(&c);
	while (n < LIMIT_VEILED && canon_next(&c)) {
		out[n] = (struct hash){ { 0 } };        /* what is no digest names nothing */
		b64u_decode_hash(canon_string(&c), &out[n++]);
	}
	return n;
}

/* What the leaf veils and the store no longer has, until a decision is found that erased it. */
static void
note_absences(struct replay *r, struct arena *a, const struct stored *s, const struct entry *e)
{
	struct hash named[LIMIT_VEILED], have;
	size_t n = e->disclosed < e->veiled ? leaf_digests(a, s->leaf, named) : 0;

	for (size_t i = 0; i < n; i++) {
		bool there = false;

		for (size_t k = 0; k < s->n_disclosures && !there; k++)
			there = b64u_decode_hash(disclosure_digest(a, s->disclosures[k]), &have) && hash_eq(have, named[i]);
		if (!there)
			*ADD(r, missing) = (struct missing){ r->at_entry, named[i] };
	}
}

/* Is what an entry cites beside the record there, and as it was? */
static err
check_file(const struct replay *r, struct arena *a, const struct entry *e)
{
	const struct ev_attachment_added *p = &e->as.attachment_added;
	struct blob is;
	err bad;

	if (r->files.p == NULL || e->kind != EV_attachment_added || p->file == NULL)
		return OK;
	if ((bad = blob_look(a, r->files, blob_name(a, p->blob), &is)))
		return bad->kind == ERR_NO_SUCH ? damaged(a, "its file is missing") : bad;
	if (is.size != (u64)p->file->size || !hash_eq(is.sha256, p->file->sha256))
		return damaged(a, "its file is not the one that was brought: it has another size or hash");
	return OK;
}

/* A stream begins with the entry whose index is its number; NULL if this is none. */
static struct slot *
slot_of(struct replay *r, i64 stream, i64 n)
{
	struct slot *slot = FIND(r, slots, stream);

	if (slot || stream != n || n <= 0)
		return slot;
	slot = ADD(r, slots);
	*slot = (struct slot){ .head = { .id = stream }, .whole = arena_open(ARENA_ROOM) };
	slot->room = room_new(slot->whole);
	r->verdicts->rooms += is_seen(r, stream);
	return slot;
}

/* Read it into `home`: the store's own bytes are gone when the visit ends. */
static err
read_entry(struct arena *home, const struct stored *s, struct entry *e)
{
	*e = (struct entry){ 0 };
	if (s->leaf.n > LIMIT_LEAF || s->n_disclosures > LIMIT_VEILED)
		return damaged(home, "it is longer than an entry can be");
	for (size_t i = 0; i < s->n_disclosures; i++)
		if (s->disclosures[i].n > LIMIT_DISCLOSURE)
			return damaged(home, "words of it are longer than an entry can hold");
	return entry_read(home, arena_str(home, s->leaf), s->disclosures, s->n_disclosures, e);
}

/*
 * What is said, known and done in a room has no part in authority: but for
 * acts, and what holds records, it is folded without its words, and the room
 * need not keep its bytes.
 */
static void
forget_words(struct entry *e)
{
	const struct field_table *t = event_table(e->kind);

	e->log = (str){ NULL, 0 };
	for (size_t i = 0; i < t->count; i++) {
		size_t end = i + 1 < t->count ? t->fields[i + 1].offset : t->size;

		if (!field_in_place(&t->fields[i]))
			memset((char *)&e->as + t->fields[i].offset, 0, end - t->fields[i].offset);
	}
}

/* Its words, of one without records, copied to where `home` is: what it was read into is not needed any more. */
static void
copy_words(struct arena *home, struct entry *e)
{
	const struct field_table *t = event_table(e->kind);

	e->log = (str){ NULL, 0 };
	for (size_t i = 0; i < t->count; i++) {
		void *at = (char *)&e->as + t->fields[i].offset;
		struct refs *refs = at;
		str *words = at;

		if (field_in_place(&t->fields[i]))
			continue;
		if (t->fields[i].type != FIELD_REFS)
			*words = arena_str(home, *words);
		else if (refs->n)
			refs->v = memcpy(NEW(home, i64, refs->n), refs->v, refs->n * sizeof(*refs->v));
	}
}

/* A fold may look into the records that an entry holds. */
static bool
holds_records(const struct field_table *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->fields[i].type == FIELD_ONE || t->fields[i].type == FIELD_LIST)
			return true;
	return false;
}

/* The room keeps what the entry was read into, or its words alone, or nothing of it. */
static void
keep_entry(struct room *room, struct arena read_into, struct arena scratch, struct entry *e)
{
	enum event_stream where = event_stream(e->kind);

	if (event_is_act(e->kind) || (where != IN_ROOM && where != IN_JOURNAL) || holds_records(event_table(e->kind)))
		room->arena = read_into;
	/* A rule's conditions look at facts, and what is affected is counted; of a channel it is asked who sees it. */
	else if (e->kind == EV_fact_asserted || e->kind == EV_affected_state_set || e->kind == EV_channel_opened) {
		copy_words(&scratch, e);                /* it stands where it is copied to */
		copy_words(&room->arena, e);
	} else
		forget_words(e);
}

/* From its first entry on a log has an origin and a key; continued, it has new ones. */
static void
follow_log(struct replay *r, const struct entry *e)
{
	r->at = e->at;
	if (e->kind == EV_server_started)
		r->started = e->at;
	if (e->n == 0)
		r->founded_at = e->at;
	r->founding = r->founding && e->stream == 0 && e->at == r->founded_at &&
	    e->by.person == 0 && e->by.seat == 0 && e->by.principal == 0 && e->by.via == 0;
	if (e->kind != EV_log_founded && e->kind != EV_log_continued)
		return;
	r->log = e->log;
	*ADD(r, keys) = e->kind == EV_log_founded ? e->as.log_founded.log_key : e->as.log_continued.log_key;
}

/* Judge it against the state before it, and fold it; what does not stand counts for nothing. */
static void
judge_and_fold(struct replay *r, struct arena *a, struct slot *slot, str leaf, const struct entry *e)
{
	struct moment m = { r, a, r->charter, slot->room, e, { { { 0 } } }, 0 };
	err bad;

	m.n_digests = event_is_act(e->kind) ? leaf_digests(a, leaf, m.digests) : 0;
	bad = judge_entry(&m);
	found(r, VERDICT_AUTHORITY, bad);
	fold_judged(&m, bad);
}

/* What can be said of it whatever came before. */
static err
check_alone(struct replay *r, struct arena *home, const struct stored *s, const struct slot *slot, struct entry *e)
{
	err bad;

	if ((bad = read_entry(home, s, e)))
		return bad;
	note_absences(r, home, s, e);
	if ((bad = check_stored(home, s, e)))
		return bad;
	return slot ? OK : damaged(home, "its room never began");
}

/* Replay cannot run out of what the first run had; a forged record might. */
static err
check_space(struct replay *r, const struct slot *slot)
{
	if (r->n_slots > LIMIT_ROOMS)
		return err_new(r->out, ERR_TOO_LARGE, "the record has more than %d rooms; this program cannot judge so many at once",
		    LIMIT_ROOMS);
	if (slot && (size_t)(slot->room->arena.end - slot->room->arena.next) < ARENA_ROOM / 2)
		return err_new(r->out, ERR_TOO_LARGE, "%.*s is larger than a room can be", STR_ARG(stream_name(r->out, slot->head.id)));
	return OK;
}

static err
visit(void *ctx, const struct stored *s)
{
	struct replay *r = ctx;
	struct arena scratch = r->scratch;
	struct slot *slot = slot_of(r, s->stream, s->n);
	struct arena room = slot ? slot->room->arena : scratch;         /* kept only where the entry is */
	struct entry e;
	err bad;

	if ((bad = check_space(r, slot)))
		return bad;
	r->at_entry = (struct spot){ s->n, s->stream, s->seq };
	if (s->n != r->verdicts->entries++ && !r->blind) {
		found(r, VERDICT_WHOLE, damaged(&scratch, "entries before it are missing; what follows is not judged"));
		r->blind = true;
	}
	bad = check_alone(r, slot ? &room : &scratch, s, slot, &e);
	grow(r, e.lh);
	if (bad == OK && (slot->broken || r->blind))
		return OK;
	if (bad == OK)
		bad = fold_check(&scratch, (struct world){ r->charter, slot->room }, &e);
	if (bad) {
		found(r, VERDICT_WHOLE, err_new(&scratch, bad->kind, "%.*s; what follows in this stream is not judged", STR_ARG(bad->why)));
		if (slot)
			slot->broken = true;
		r->blind |= s->stream == STREAM_CHARTER;
		return OK;
	}
	found(r, VERDICT_WHOLE, check_file(r, &scratch, &e));
	found(r, VERDICT_WHOLE, check_chain(r, &scratch, slot->room, &e));
	keep_entry(slot->room, room, scratch, &e);
	follow_log(r, &e);
	judge_and_fold(r, &scratch, slot, s->leaf, &e);
	return OK;
}

/* ---- the record as a whole ---- */

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(((struct nonce *)0)->b));
}

/* A nonce is never used twice in a log. */
static void
check_nonces(struct replay *r)
{
	struct arena a = r->scratch;

	if (r->n_nonces)
		qsort(r->nonces, r->n_nonces, sizeof(*r->nonces), by_bytes);
	for (size_t i = 1; i < r->n_nonces; i++) {
		const struct nonce *x = &r->nonces[i - 1], *y = &r->nonces[i];
		const struct nonce *later = x->spot.n > y->spot.n ? x : y;

		if (by_bytes(x, y) != 0)
			continue;
		r->at_entry = later->spot;
		found(r, VERDICT_AUTHORITY, damaged(&a, "act: its nonce was used by another act"));
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct erasing *x = a, *y = b;

	return x->n != y->n ? (x->n > y->n) - (x->n < y->n) : memcmp(&x->digest, &y->digest, sizeof(x->digest));
}

/* A disclosure that is missing without a decision that erased it is damage. */
static void
check_absences(struct replay *r)
{
	struct arena a = r->scratch;

	if (r->n_erasings)
		qsort(r->erasings, r->n_erasings, sizeof(*r->erasings), by_place);
	for (size_t i = 0; i < r->n_missing; i++) {
		const struct missing *gone = &r->missing[i];
		struct erasing wanted = { gone->spot.n, gone->digest };

		if (r->n_erasings && bsearch(&wanted, r->erasings, r->n_erasings, sizeof(wanted), by_place))
			continue;
		r->at_entry = gone->spot;
		found(r, VERDICT_WHOLE, damaged(&a, "words of it are missing, and no decision erased them"));
	}
}

/* The entries, and the checkpoint over them: read on while a server writes. */
static err
read_record(struct replay *r, struct store *s)
{
	struct checkpoint c = { 0 };
	str note;
	i64 before;
	err e, closed;

	do {
		before = r->verdicts->entries;
		if ((e = s->read_all(s, before, visit, r)) || (e = s->checkpoint(s, &r->arena, -1, &note)))
			return e;
		if (note.p == NULL || r->n_keys == 0)
			closed = damaged(&r->scratch, "the record has no checkpoint, or names no key for it");
		else
			closed = open_checkpoint(&r->arena, note, r->keys[r->n_keys - 1], &c);
	} while (closed == OK && !r->blind && (i64)c.size > r->verdicts->entries && r->verdicts->entries > before);
	found_of_all(r, VERDICT_SIGNED, err_at(&r->scratch, STR("the newest checkpoint"), closed));
	if (closed == OK)
		found_of_all(r, VERDICT_WHOLE, check_newest(r, &c));
	return OK;
}

/* ---- all of it ---- */

static void
add_stream(struct replay *r, i64 id, struct room *room, struct arena whole)
{
	*ADD(r, slots) = (struct slot){ .head = { .id = id }, .room = room, .whole = whole };
}

static void
replay_begin(struct replay *r, struct arena *out, const struct verify_options *options, struct rec_verdicts *verdicts)
{
	struct arena room = arena_open(ARENA_ROOM), journal = arena_open(ARENA_ROOM), charter = arena_open(ARENA_ROOM);

	*verdicts = (struct rec_verdicts){ .as_seen = options->seen != NULL };
	*r = (struct replay){ .out = out, .verdicts = verdicts, .founding = true, .files = options->files, .seen = options->seen };
	verdicts->findings = r->findings = NEW(out, struct rec_finding, VERIFY_FINDINGS);
	r->arena = r->whole = arena_open(ARENA_PROCESS);
	r->scratch = r->scratch_whole = arena_open(SCRATCH);
	r->charter_whole = charter;
	r->charter = charter_new(charter, room);
	add_stream(r, STREAM_JOURNAL, room_new(journal), journal);
	add_stream(r, STREAM_CHARTER, r->charter->room, room);
}

static void
replay_end(struct replay *r)
{
	for (size_t i = 0; i < r->n_slots; i++)
		arena_close(r->slots[i].whole, ARENA_ROOM);
	arena_close(r->charter_whole, ARENA_ROOM);
	arena_close(r->scratch_whole, SCRATCH);
	arena_close(r->whole, ARENA_PROCESS);
}

static err
verify(struct replay *r, struct store *s, const struct verify_options *options)
{
	struct rec_verdicts *v = r->verdicts;
	err e;

	if ((e = read_record(r, s)))
		return e;
	check_nonces(r);
	check_absences(r);
	v->demo = r->charter->founded.demo;
	v->continued = r->n_keys ? (i64)r->n_keys - 1 : 0;
	v->key = r->n_keys ? arena_str(r->out, r->keys[r->n_keys - 1]) : STR("");
	if (options->sheet.p && (e = check_sheet(r, options->sheet)))
		return e;
	if (options->against.p && (e = confirm(r, options->against, STR("the checkpoint given"))))
		return e;
	return OK;
}

err
verify_record(struct arena *a, struct store *s, const struct verify_options *options, struct rec_verdicts *out)
{
	struct replay r;
	err e;

	replay_begin(&r, a, options, out);
	if ((e = verify(&r, s, options)))
		e = err_new(a, e->kind, "%.*s", STR_ARG(e->why));
	replay_end(&r);
	return e;
}
