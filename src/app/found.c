#include "found.h"

#include "base64.h"
#include "checkpoint.h"
#include "directory.h"
#include "random.h"
#include "sha256.h"

#include <semaphore.h>

enum { FOUNDING_ENTRIES = 2000, LINK_HOURS = 24, LINK_SECRET = 24, KEY_BYTES = 32 };

struct founding_run {
	struct arena *a;
	const struct founding_config *config;
	struct world w;
	struct ed25519_secret secret;
	struct note_key key;
	struct tree tree;
	struct hash prev;
	struct stored *entries;
	size_t n;
	i64 now;
	struct founded *out;
};

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

static err
put(struct founding_run *r, const struct emitted *e)
{
	struct entry entry = { .n = (i64)r->n, .seq = (i64)r->n + 1, .charter = (i64)r->n, .at = r->now,
		.log = r->out->origin, .prev = r->prev, .kind = e->kind, .as = e->as };
	u8 salts[SALTS_PER_ENTRY * SALT];
	struct sealed s;
	err bad;

	random_bytes(salts, sizeof(salts));
	if ((bad = entry_seal(r->a, &entry, salts, &s)))
		return err_at(r->a, str_c(event_table(e->kind)->name), bad);
	if ((bad = fold_bytes(r->w, s.leaf, s.disclosures, s.n_disclosures)))
		return bad;
	assert(r->n < FOUNDING_ENTRIES);
	r->entries[r->n++] = (struct stored){ .n = entry.n, .stream = STREAM_CHARTER, .seq = entry.seq, .at = r->now,
		.lh = s.lh, .leaf = s.leaf, .disclosures = s.disclosures, .n_disclosures = s.n_disclosures };
	tree_append(&r->tree, s.lh);
	r->prev = s.lh;
	return OK;
}

static struct emitted
log_founded(const struct founding_run *r)
{
	return (struct emitted){ EV_log_founded, .as.log_founded = {
		.host = r->config->host, .log_key = r->out->log_key, .demo = r->config->demo,
		.organisation = r->config->organisation } };
}

static struct ev_person_added
first_officer(const struct founding_run *r)
{
	if (r->config->charter && r->config->first_officer.n == 0)
		return charter_file_first_officer(r->config->charter);
	return (struct ev_person_added){ .name = r->config->first_officer };
}

static struct emitted
officers_seat(struct founding_run *r, i64 person)
{
	struct rec_seat_terms *terms = NEW(r->a, struct rec_seat_terms, 1);
	i64 *holder = NEW(r->a, i64, 1);

	*holder = person;
	*terms = (struct rec_seat_terms){ .label = STR(OFFICERS_LABEL), .holders = { holder, 1 } };
	return (struct emitted){ EV_seat_set, .as.seat_set = { .terms = terms, .title = STR(OFFICERS_TITLE) } };
}

static struct emitted
founding_link(struct founding_run *r, i64 person)
{
	u8 secret[LINK_SECRET];
	struct emitted e = { EV_invitation_issued, .as.invitation_issued = {
		.person = person, .expires = r->now + (i64)LINK_HOURS * 3600 * 1000000, .founding = true } };

	random_bytes(secret, sizeof(secret));
	r->out->secret = b64u(r->a, secret, sizeof(secret));
	sha256(r->out->secret.p, r->out->secret.n, &e.as.invitation_issued.secret);
	return e;
}

static err
put_all(struct founding_run *r)
{
	struct ev_person_added first = first_officer(r);
	struct founding_entries more = { NULL, 0 };
	err e;

	r->out->first_officer = 2;
	if ((e = put(r, &(struct emitted){ log_founded(r).kind, .as = log_founded(r).as })))              return e;
	if ((e = put(r, &(struct emitted){ EV_person_added, .as.person_added = first })))                 return e;
	if ((e = put(r, &(struct emitted){ EV_seat_set, .as = officers_seat(r, 2).as })))                 return e;
	if ((e = put(r, &(struct emitted){ EV_invitation_issued, .as = founding_link(r, 2).as })))        return e;
	if (r->config->charter)
		more = charter_file_events(r->a, r->config->charter, (struct founding){ (i64)r->n + 1, 2, 3 });
	for (size_t i = 0; i < more.n; i++)
		if ((e = put(r, &more.v[i])))
			return e;
	return OK;
}

/* ---- writing it ---- */

struct waiting { struct arena *a; sem_t done; enum append_answer is; err why; };

static void
appended(void *ctx, enum append_answer is, err why)
{
	struct waiting *w = ctx;

	w->is = is;
	w->why = why ? err_new(w->a, why->kind, "%.*s", STR_ARG(why->why)) : OK;        /* it does not outlive this call */
	sem_post(&w->done);
}

static err
append_and_wait(struct founding_run *r, struct store *store)
{
	struct checkpoint c = { .origin = r->out->origin, .size = r->tree.size, .root = tree_root(&r->tree) };
	struct batch batch = { .now = r->now, .entries = r->entries, .n_entries = r->n };
	struct waiting w = { .a = r->a };

	r->out->checkpoint = batch.checkpoint = note_sign(r->a, checkpoint_text(r->a, &c), &r->key, &r->secret);
	sem_init(&w.done, 0, 0);
	store->append(store, &batch, appended, &w);
	while (sem_wait(&w.done) != 0)
		;
	sem_destroy(&w.done);
	return w.is == APPEND_DONE ? OK : w.why ? w.why : err_new(r->a, ERR_STORE, "the founding could not be written");
}

static err
make_keys(struct founding_run *r)
{
	u8 accounts[KEY_BYTES];
	str dir = r->config->dir;
	err e;

	random_bytes(accounts, sizeof(accounts));
	if ((e = key_write(r->a, dir, STR("log"), (str){ (const char *)r->secret.b, sizeof(r->secret.b) })))
		return e;
	return key_write(r->a, dir, STR("accounts"), (str){ (const char *)accounts, sizeof(accounts) });
}

static err
write_down(struct founding_run *r)
{
	struct store *store;
	err e;

	if ((e = directory_make(r->a, r->config->dir)))                                                         return e;
	if ((e = make_keys(r)))                                                                                 return e;
	if ((e = store_open(r->a, arena_fmt(r->a, "sqlite:%.*s", STR_ARG(r->config->dir)), &store)))            return e;
	e = append_and_wait(r, store);
	store->close(store);
	return e;
}

err
found_record(struct arena *a, const struct founding_config *config, struct founded *out)
{
	struct arena whole = arena_open(ARENA_REQUEST), room = arena_open(ARENA_REQUEST);
	struct founding_run r = { .a = a, .config = config, .out = out, .w.charter = charter_new(whole, room) };
	err e;

	r.w.room = r.w.charter->room;
	r.entries = NEW(a, struct stored, FOUNDING_ENTRIES);
	r.now = config->clock.wall(config->clock.ctx);
	r.secret = ed25519_generate();
	out->origin = arena_fmt(a, "%.*s/%.*s", STR_ARG(config->host), STR_ARG(random_base32(a)));
	r.key = note_key_of(out->origin, ed25519_public_of(&r.secret));
	out->log_key = note_key_text(a, &r.key);
	if ((e = put_all(&r)) == OK)
		e = write_down(&r);
	arena_close(whole, ARENA_REQUEST);
	arena_close(room, ARENA_REQUEST);
	return e;
}

str
sealing_sheet(struct arena *a, const struct founded *f)
{
	return arena_fmt(a,
	    "SEALING SHEET, page one\n"
	    "Print this and keep it outside this machine: with it, anybody can tell whether the record is the one founded here.\n\n"
	    "log: %.*s\n"
	    "key: %.*s\n\n"
	    "The checkpoint over the founding:\n\n%.*s\n",
	    STR_ARG(f->origin), STR_ARG(f->log_key), STR_ARG(f->checkpoint));
}
