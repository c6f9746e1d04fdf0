#include "offline.h"

#include "appending.h"
#include "checkpoint.h"
#include "directory.h"
#include "random.h"

enum { OFFLINE_ENTRIES = 10000, KEY_BYTES = 32 };

void
offline_begin(struct offline *o, struct arena *a, i64 now)
{
	*o = (struct offline){ .a = a, .now = now, .whole = arena_open(ARENA_ROOM), .room = arena_open(ARENA_ROOM) };
	o->charter = charter_new(o->whole, o->room);
	o->entries = NEW(a, struct stored, OFFLINE_ENTRIES);
}

void
offline_end(struct offline *o)
{
	arena_close(o->whole, ARENA_ROOM);
	arena_close(o->room, ARENA_ROOM);
	if (o->matter)
		arena_close(o->matter_whole, ARENA_ROOM);
}

/* ---- what is there ---- */

static err
read_entry(void *ctx, const struct stored *s)
{
	struct offline *o = ctx;
	struct arena *home = &o->charter->arena;
	str *disclosures;

	tree_append(&o->tree, s->lh);
	if (o->now < s->at)
		o->now = s->at;
	if (s->stream != STREAM_CHARTER)
		return OK;
	disclosures = NEW(home, str, s->n_disclosures + 1);
	for (size_t i = 0; i < s->n_disclosures; i++)
		disclosures[i] = arena_str(home, s->disclosures[i]);
	return fold_bytes((struct world){ o->charter, o->charter->room }, arena_str(home, s->leaf), disclosures, s->n_disclosures);
}

err
offline_read(struct offline *o, str dir)
{
	struct store *store;
	err e = store_open_reader(o->a, arena_fmt(o->a, "sqlite:%.*s", STR_ARG(dir)), &store);

	if (e)
		return e;
	if ((e = store->read_all(store, 0, read_entry, o)))
		e = err_new(o->a, e->kind, "%.*s", STR_ARG(e->why));
	store->close(store);
	return e;
}

/* ---- the new log ---- */

/* 26 characters of lower-case base32 (RFC 4648 §6) for 128 random bits. */
static str
random_base32(struct arena *a)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	u8 bits[17] = { 0 };
	char *p = NEW(a, char, 26);

	random_bytes(bits, 16);
	for (size_t i = 0; i < 26; i++) {
		unsigned two = (unsigned)bits[i * 5 / 8] << 8 | bits[i * 5 / 8 + 1];

		p[i] = alphabet[two >> (11 - i * 5 % 8) & 31];
	}
	return (str){ p, 26 };
}

void
offline_new_log(struct offline *o, str host)
{
	o->secret = ed25519_generate();
	o->origin = arena_fmt(o->a, "%.*s/%.*s", STR_ARG(host), STR_ARG(random_base32(o->a)));
	o->key = note_key_of(o->origin, ed25519_public_of(&o->secret));
	o->log_key = note_key_text(o->a, &o->key);
}

/* Where it goes; the first entry of a room begins it. */
static struct room *
room_for(struct offline *o, enum event_kind kind)
{
	enum event_stream where = event_stream(kind);

	if (where == IN_CHARTER || (where == IN_MATTER && o->matter == NULL))
		return o->charter->room;
	if (o->matter == NULL) {
		o->matter_whole = arena_open(ARENA_ROOM);
		o->matter = room_new(o->matter_whole);
	}
	return o->matter;
}

err
offline_put(struct offline *o, const struct emitted *e)
{
	struct room *room = room_for(o, e->kind);
	i64 n = (i64)o->tree.size, stream = room == o->charter->room ? STREAM_CHARTER : room->seq ? room->id : n;
	struct entry entry = { .n = n, .stream = stream, .seq = room->seq + 1, .charter = o->charter->room->seq, .at = o->now,
		.log = o->origin, .kind = e->kind, .as = e->as };
	u8 salts[SALTS_PER_ENTRY * SALT];
	struct sealed s;
	err bad;

	if (room->n_places)
		entry.prev = room->places[room->n_places - 1].lh;
	random_bytes(salts, sizeof(salts));
	if ((bad = entry_seal(o->a, &entry, salts, &s)))
		return err_at(o->a, str_c(event_table(e->kind)->name), bad);
	if ((bad = fold_bytes((struct world){ o->charter, room }, s.leaf, s.disclosures, s.n_disclosures)))
		return bad;
	assert(o->n < OFFLINE_ENTRIES);
	o->entries[o->n++] = (struct stored){ .n = entry.n, .stream = stream, .seq = entry.seq, .at = o->now,
		.lh = s.lh, .leaf = s.leaf, .disclosures = s.disclosures, .n_disclosures = s.n_disclosures };
	tree_append(&o->tree, s.lh);
	return OK;
}

/* ---- writing it ---- */

static err
append(struct offline *o, struct store *store, str *checkpoint)
{
	struct checkpoint c = { .origin = o->origin, .size = o->tree.size, .root = tree_root(&o->tree) };
	struct batch batch = { .now = o->now, .entries = o->entries, .n_entries = o->n };

	*checkpoint = batch.checkpoint = note_sign(o->a, checkpoint_text(o->a, &c), &o->key, &o->secret);
	return append_and_wait(o->a, store, &batch);
}

static err
make_keys(struct offline *o, str dir)
{
	u8 accounts[KEY_BYTES];
	err e;

	random_bytes(accounts, sizeof(accounts));
	if ((e = key_write(o->a, dir, STR("log"), (str){ (const char *)o->secret.b, sizeof(o->secret.b) })))
		return e;
	return key_write(o->a, dir, STR("accounts"), (str){ (const char *)accounts, sizeof(accounts) });
}

err
offline_write(struct offline *o, str dir, str *checkpoint)
{
	struct store *store;
	err e;

	if ((e = make_keys(o, dir)))
		return e;
	if ((e = store_open(o->a, arena_fmt(o->a, "sqlite:%.*s", STR_ARG(dir)), &store)))
		return e;
	e = append(o, store, checkpoint);
	store->close(store);
	return e;
}
