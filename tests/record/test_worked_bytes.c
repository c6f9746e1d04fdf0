/*
 * Goal: the bytes worked out in docs/evidence-format.md are what this program
 * writes, and the record they make is one that its verifier accepts.
 *
 * The record has fixed keys, salts and times; Ed25519 signs the same bytes the
 * same way each time.  docs/worked-record.txt is all of it; WORKED_RECORD=FILE
 * writes it anew.
 */
#include "test.h"
#include "authenticator.h"
#include "authority.h"
#include "checkpoint.h"
#include "note.h"
#include "six_words.h"
#include "tree.h"
#include "verify.h"
#include "webauthn.h"

#define HOST   "tocsin.example"
#define ORIGIN "https://tocsin.example"
#define LOG    HOST "/abcdefghijklmnopqrstuvwxyz"

enum { ENTRIES = 11, FLAGS = WEBAUTHN_UP | WEBAUTHN_UV };
static const i64 FOUNDED = 1790000000000000;

struct worked {
	struct store store;             /* first: what the verifier is given is cast back to this */
	struct stored v[ENTRIES];
	size_t n;
	i64 at;
	struct charter *charter;
	struct tree tree;
	struct ed25519_secret secret;   /* of the log */
	struct note_key key;
	struct authenticator passkey;
	str checkpoint;
	struct buf out;                 /* what docs/worked-record.txt should hold */
};

static str
bytes_of(const void *p, size_t n)
{
	return arena_str(T, (str){ p, n });
}

/* 32 bytes, counted up from `first`. */
static struct ed25519_secret
counted(u8 first)
{
	struct ed25519_secret s;

	for (size_t i = 0; i < sizeof(s.b); i++)
		s.b[i] = (u8)(first + i);
	return s;
}

static struct arena
part_of_test(size_t size)
{
	char *p = arena_alloc(T, 1, size);

	return (struct arena){ p, p + size };
}

static void
say(struct worked *w, const char *what, i64 n, str value)
{
	buf_fmt(&w->out, "%s %lld: ", what, (long long)n);
	buf_put(&w->out, value);
	buf_byte(&w->out, '\n');
}

/* Salt j of entry n is sixteen times the byte 16n + j. */
static const u8 *
salts_of(i64 n)
{
	u8 *salts = NEW(T, u8, SALTS_PER_ENTRY * SALT);

	for (size_t i = 0; i < SALTS_PER_ENTRY * SALT; i++)
		salts[i] = (u8)(16 * (size_t)n + i / SALT);
	return salts;
}

static void
say_sealed(struct worked *w, i64 n, const struct sealed *s)
{
	str json;

	say(w, "leaf", n, s->leaf);
	for (size_t i = 0; i < s->n_disclosures; i++) {
		CHECK(b64u_decode(T, s->disclosures[i], &json));
		say(w, "veiled", n, json);
		say(w, "disclosure", n, s->disclosures[i]);
		say(w, "digest", n, disclosure_digest(T, s->disclosures[i]));
	}
	say(w, "LH", n, b64u_hash(T, s->lh));
}

/* The next entry, a minute after the one before it unless that was of the founding; its seq. */
static i64
write_entry(struct worked *w, struct by by, enum event_kind kind, const union event_fields *as)
{
	const struct room *room = w->charter->room;
	struct entry e = { .n = (i64)w->n, .seq = room->seq + 1, .charter = room->seq, .at = w->at, .log = STR(LOG),
		.prev = room->seq ? room->places[room->seq - 1].lh : (struct hash){ { 0 } }, .by = by, .kind = kind, .as = *as };
	struct sealed s;

	CHECK_OK(entry_seal(T, &e, salts_of(e.n), &s));
	say_sealed(w, e.n, &s);
	CHECK_OK(fold_bytes((struct world){ w->charter, w->charter->room }, s.leaf, s.disclosures, s.n_disclosures));
	w->v[w->n++] = (struct stored){ e.n, e.stream, e.seq, e.at, s.lh, s.leaf, s.disclosures, s.n_disclosures };
	tree_append(&w->tree, s.lh);
	return e.seq;
}
#define WRITE(by, name, ...) write_entry(w, (by), EV_##name, &(union event_fields){ .name = { __VA_ARGS__ } })
#define SERVER ((struct by){ 0, 0, 0, 0 })
#define ADA(via) ((struct by){ 2, 0, 0, (via) })

static struct hash
hash_of(str bytes)
{
	struct hash h;

	sha256(bytes.p, bytes.n, &h);
	return h;
}

static str
challenge_of(str request)
{
	struct hash h = act_challenge(request);

	return bytes_of(h.b, sizeof(h.b));
}

static str
record_text(const struct field_table *t, const void *rec)
{
	struct buf b = buf_new(T, 512);

	field_write(&b, t, rec);
	return buf_str(&b);
}

/* ---- the founding: seqs 1 to 4 ---- */

static void
found_log(struct worked *w)
{
	static const i64 ada[] = { 2 };
	struct rec_seat_terms officers = { .label = STR("officers"), .holders = { ada, 1 } };

	w->at = FOUNDED;
	WRITE(SERVER, log_founded, .host = STR(HOST), .log_key = note_key_text(T, &w->key), .organisation = STR("Example"));
	WRITE(SERVER, person_added, .name = STR("Ada"));
	WRITE(SERVER, seat_set, .terms = &officers, .title = STR("Charter officer"));
	WRITE(SERVER, invitation_issued, .person = 2, .secret = hash_of(STR("the link's secret")),
	    .expires = FOUNDED + DAY, .founding = true);
}

/* ---- the founding key: seqs 5 and 6 ---- */

static void
enrol(struct worked *w)
{
	static const struct rec_origin origins[] = { { STR_INIT(ORIGIN) } };
	const struct authenticator *k = &w->passkey;
	struct rec_enrolment asked = { .type = STR("tocsin/enrol/1"), .log = STR(LOG), .rp = STR(HOST), .origin = STR(ORIGIN),
		.person = 2, .link = 4, .nonce = STR("nonce, 16 bytes."), .issued = w->at, .expires = w->at + 10 * MINUTE };
	str request = record_text(record_enrolment_table(), &asked);

	w->at += MINUTE;
	WRITE(ADA(4), credential_enrolled, .person = 2, .link = 4, .rp = STR(HOST), .origins = origins, .n_origins = 1,
	    .id = k->id, .key = k->cose, .alg = k->alg, .flags = FLAGS | WEBAUTHN_AT, .aaguid = k->aaguid,
	    .client_data = client_data("create", challenge_of(request), ORIGIN),
	    .attestation = attestation_object("none", STR("\xa0"), auth_data(HOST, FLAGS | WEBAUTHN_AT, 0, attested(k))),
	    .request = request);
	WRITE(SERVER, credential_vouched, .credential = 5, .counts = true);
	say(w, "six words", 5, six_words(T, k->cose));
}

/* ---- a decision: seqs 7 to 9, the act 10, the outcome 11 ---- */

static void
put_up(struct worked *w)
{
	i64 deadline;

	w->at += MINUTE;
	deadline = w->at + 3 * DAY;
	WRITE(ADA(5), decision_opened, .kind = STR("change_charter"), .rule = 3, .deadline = deadline,
	    .question = STR("Should anything change?"));
	WRITE(ADA(5), option_proposed, .decision = 7, .nothing = true, .title = STR("No"));
	WRITE(ADA(5), option_put_up, .decision = 7, .option = 8, .accountable = 3, .deadline = deadline);
}

static str
act_text(struct worked *w, str note)
{
	const struct room *room = w->charter->room;
	struct rec_leaf_place head = { room->places[room->seq - 1].lh, room->seq };
	struct rec_tree_place tree = { tree_root(&w->tree), (i64)w->tree.size };
	static const i64 sources[] = { 7, 8 };
	struct rec_act act = { .type = STR("tocsin/act/1"), .log = STR(LOG), .rp = STR(HOST), .verb = STR("decide"),
		.stream = STR("charter"), .object = 7, .option = 8, .live = true, .person = 2, .seat = 3, .credential = 5,
		.rule = 3, .charter = &head, .head = &head, .tree = &tree, .note = note, .nonce = STR("another sixteen!"),
		.issued = w->at, .expires = w->at + 10 * MINUTE };

	act.subject = subject_hash(T, room, FIND(room, options, 8), room->seq);
	CHECK(brief_hash(T, room, (struct refs){ sources, 2 }, &act.brief));
	return record_text(record_act_table(), &act);
}

static void
decide_it(struct worked *w)
{
	static const i64 sources[] = { 7, 8 }, answers[] = { 10 };
	str note = disclosure_digest(T, disclosure_make(T, salts_of(9) + SALT, STR("note"), STR("\"It stands.\"")));
	str act = act_text(w, note), challenge = challenge_of(act), client = client_data("get", challenge, ORIGIN);
	str data = auth_data(HOST, FLAGS, 1, STR("")), signature = authenticator_sign(&w->passkey, data, client);

	say(w, "root", 9, b64u_hash(T, tree_root(&w->tree)));
	say(w, "act", 9, act);
	say(w, "challenge", 9, b64u(T, challenge.p, challenge.n));
	say(w, "client data", 9, client);
	say(w, "authenticator data", 9, b64u(T, data.p, data.n));
	say(w, "signature", 9, b64u(T, signature.p, signature.n));
	w->at += MINUTE;
	WRITE(((struct by){ 2, 3, 0, 5 }), decided, .act = act, .client_data = client, .auth_data = data, .signature = signature,
	    .sources = { sources, 2 }, .note = STR("It stands."));
	WRITE(SERVER, decision_taken, .decision = 7, .option = 8, .answers = { answers, 1 });
}

static void
sign_checkpoint(struct worked *w)
{
	struct checkpoint c = { .origin = STR(LOG), .size = w->tree.size, .root = tree_root(&w->tree) };

	say(w, "root", 11, b64u_hash(T, c.root));
	w->checkpoint = note_sign(T, checkpoint_text(T, &c), &w->key, &w->secret);
	buf_put(&w->out, w->checkpoint);
}

/* ---- shown to the verifier as a store ---- */

static err
worked_read_all(struct store *s, i64 from, store_visit *visit, void *ctx)
{
	struct worked *w = (struct worked *)(void *)s;
	err e = OK;

	for (size_t i = (size_t)from; i < w->n && e == OK; i++)
		e = visit(ctx, &w->v[i]);
	return e;
}

static err
worked_checkpoint(struct store *s, struct arena *a, i64 size, str *out)
{
	(void)a, (void)size;
	*out = ((struct worked *)(void *)s)->checkpoint;
	return OK;
}

static struct worked *
worked_record(void)
{
	struct worked *w = NEW(T, struct worked, 1);
	struct ed25519_secret passkey = counted(64);
	static EVP_PKEY *key;           /* where a leak checker sees it */

	if (key == NULL)
		key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, passkey.b, sizeof(passkey.b));
	w->store = (struct store){ .name = "worked", .read_all = worked_read_all, .checkpoint = worked_checkpoint };
	w->charter = charter_new(part_of_test(MIB), part_of_test(MIB));
	w->secret = counted(0);
	w->key = note_key_of(STR(LOG), ed25519_public_of(&w->secret));
	w->passkey = (struct authenticator){ COSE_EDDSA, key, STR("a credential's id"), STR("model 0123456789"), cose_of(COSE_EDDSA, key) };
	w->out = buf_new(T, 32 * KIB);
	found_log(w);
	enrol(w);
	put_up(w);
	decide_it(w);
	sign_checkpoint(w);
	return w;
}

/* ---- what is proved ---- */

TEST(the_worked_record_is_what_this_program_writes)
{
	str text = buf_str(&worked_record()->out), kept, mine, theirs;
	const char *anew = getenv("WORKED_RECORD");
	FILE *f = anew ? fopen(anew, "wb") : NULL;

	if (f) {
		fwrite(text.p, 1, text.n, f);
		fclose(f);
	}
	for (kept = read_whole("docs/worked-record.txt"); kept.n || text.n;) {
		mine = str_cut(text, '\n', &text);
		theirs = str_cut(kept, '\n', &kept);
		CHECK_STR(mine, theirs);
	}
}

/* Blocks fenced as ```bytes quote the worked record, line by line. */
TEST(the_document_quotes_the_worked_record)
{
	str text = read_whole("docs/worked-record.txt"), doc = read_whole("docs/evidence-format.md"), line;
	bool inside = false;
	int quoted = 0;

	while (doc.n) {
		line = str_cut(doc, '\n', &doc);
		if (str_starts(line, STR("```"))) {
			inside = str_eq(line, STR("```bytes"));
			continue;
		}
		if (!inside)
			continue;
		quoted++;
		if (!str_contains(text, arena_fmt(T, "%.*s\n", STR_ARG(line))))
			fail_msg("docs/evidence-format.md: not in the worked record: %.*s", STR_ARG(line));
	}
	CHECK(quoted > 20);
}

TEST(the_worked_record_is_whole_signed_and_authorised)
{
	struct rec_verdicts v;

	CHECK_OK(verify_record(T, &worked_record()->store, &(struct verify_options){ 0 }, &v));
	CHECK_STR(v.n_findings ? v.findings[0].sentence : STR(""), STR(""));
	CHECK(v.entries == ENTRIES && v.outcomes == 1 && v.acts == 1 && v.unsigned_acts == 0 && v.unvouched_acts == 0);
}

TEST_MAIN()
