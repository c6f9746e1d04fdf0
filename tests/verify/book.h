/*
 * book -- a record made for tests, entry by entry, with real keys; shown to the verifier as a store.
 *
 * Whoever writes here may write anything: nothing is decided, all is sealed
 * and folded, and the log's key signs it.  So a test forges by writing.
 *
 * Ownership: a book lives in T.
 */
#ifndef BOOK_H
#define BOOK_H

#include "authenticator.h"
#include "authority.h"
#include "base64.h"
#include "checkpoint.h"
#include "note.h"
#include "tree.h"
#include "verify.h"
#include "webauthn.h"

#define HOST   "tocsin.example"
#define ORIGIN "https://tocsin.example"

enum who { NOBODY, ADA, BEN, CYD, PEOPLE };
enum { ENTRIES_MAX = 600, WITHIN = 3600, SECONDS = 1000000 };

struct book {
	struct store store;             /* first: what the verifier is given is cast back to this */
	struct stored v[ENTRIES_MAX];
	size_t n;
	str checkpoint;
	struct charter *charter;
	struct room *journal, *rooms[ENTRIES_MAX];      /* by the n of their first entry */
	struct tree tree;
	struct ed25519_secret secret;
	struct note_key key;
	str log;
	bool demo;
	i64 now;
	struct authenticator passkey[PEOPLE];
	i64 person[PEOPLE], credential[PEOPLE], link[PEOPLE];
	i64 officers, ciso, coo, legal, rule;
	i64 room, said, decision, option, other, measure;       /* of story_begun() */
	const char *origin;             /* where passkeys are used */
	bool unsigned_;                 /* acts are not signed */
};

static inline struct room *
book_room(struct book *b, i64 stream)
{
	if (stream < 0)
		return b->journal;
	if (stream == 0)
		return b->charter->room;
	if (b->rooms[stream] == NULL) {
		struct arena whole = { arena_alloc(T, 1, MIB), NULL };

		whole.end = whole.next + MIB;
		b->rooms[stream] = room_new(whole);
	}
	return b->rooms[stream];
}

static inline struct entry
book_next(struct book *b, i64 stream, struct by by, enum event_kind kind, const union event_fields *as)
{
	struct room *room = book_room(b, stream);

	return (struct entry){
		.n = (i64)b->n, .stream = stream, .seq = room->seq + 1, .at = b->now += SECONDS,
		.charter = b->charter->room->seq, .log = b->log,
		.prev = room->seq ? room->places[room->seq - 1].lh : (struct hash){ { 0 } },
		.by = by, .kind = kind, .as = *as,
	};
}

/* Seal it as it is, keep it, and fold it if it can be folded; its seq. */
static inline i64
book_keep(struct book *b, const struct entry *e)
{
	struct room *room = book_room(b, e->stream);
	u8 salts[SALTS_PER_ENTRY * SALT];
	struct sealed s;
	struct entry read;

	for (size_t i = 0; i < sizeof(salts); i++)
		salts[i] = (u8)(b->n * 31 + i * 7 + 1);
	CHECK_OK(entry_seal(T, e, salts, &s));
	b->v[b->n++] = (struct stored){ e->n, e->stream, e->seq, e->at, s.lh, s.leaf, s.disclosures, s.n_disclosures };
	tree_append(&b->tree, s.lh);
	CHECK_OK(entry_read(T, s.leaf, s.disclosures, s.n_disclosures, &read));
	if (fold_check(T, (struct world){ b->charter, room }, &read) == OK)
		fold((struct world){ b->charter, room }, &read);
	return e->seq;
}

static inline i64
book_write(struct book *b, i64 stream, struct by by, enum event_kind kind, const union event_fields *as)
{
	struct entry e = book_next(b, stream, by, kind, as);

	return book_keep(b, &e);
}
#define WRITE(stream, by, name, ...) \
	book_write(b, (stream), (by), EV_##name, &(union event_fields){ .name = { __VA_ARGS__ } })
#define SERVER ((struct by){ 0, 0, 0, 0 })
#define BY(who) ((struct by){ b->person[who], 0, 0, b->credential[who] })

static inline str
checkpoint_of(struct book *b)
{
	struct checkpoint c = { .origin = b->log, .size = b->tree.size, .root = tree_root(&b->tree) };

	return note_sign(T, checkpoint_text(T, &c), &b->key, &b->secret);
}

/* ---- a store that shows the book ---- */

static inline err
book_read_all(struct store *s, i64 from, store_visit *visit, void *ctx)
{
	struct book *b = (struct book *)(void *)s;
	err e = OK;

	for (size_t i = 0; i < b->n && e == OK; i++)
		if (b->v[i].n >= from)
			e = visit(ctx, &b->v[i]);
	return e;
}

static inline err
book_checkpoint(struct store *s, struct arena *a, i64 size, str *out)
{
	(void)a, (void)size;
	*out = ((struct book *)(void *)s)->checkpoint;
	return OK;
}

/* ---- passkeys and acts ---- */

static inline str
hash_str(struct hash h)
{
	return arena_str(T, (str){ (const char *)h.b, sizeof(h.b) });
}

static inline i64
enrol_as(struct book *b, enum who who, const struct authenticator *k)
{
	struct rec_enrolment asked = {
		.type = STR("tocsin/enrol/1"), .log = b->log, .rp = STR(HOST), .origin = STR(ORIGIN),
		.person = b->person[who], .link = b->link[who], .nonce = STR("sixteen bytes of"),
		.issued = b->now, .expires = b->now + 600 * SECONDS,
	};
	static const struct rec_origin origins[] = { { STR_INIT(ORIGIN) } };
	u8 flags = WEBAUTHN_UP | WEBAUTHN_UV | WEBAUTHN_AT;
	struct buf request = buf_new(T, 256);

	field_write(&request, record_enrolment_table(), &asked);
	return WRITE(0, BY(who), credential_enrolled, .person = b->person[who], .link = b->link[who], .rp = STR(HOST),
	    .origins = origins, .n_origins = 1, .id = k->id, .key = k->cose, .alg = k->alg, .flags = flags,
	    .aaguid = k->aaguid, .sign_count = 7, .request = buf_str(&request),
	    .client_data = client_data("create", hash_str(act_challenge(buf_str(&request))), ORIGIN),
	    .attestation = attestation_object("none", STR("\xa0"), auth_data(HOST, flags, 7, attested(k))));
}

static inline struct rec_leaf_place *
place_of(const struct room *room)
{
	struct rec_leaf_place *p = NEW(T, struct rec_leaf_place, 1);

	*p = (struct rec_leaf_place){ room->places[room->seq - 1].lh, room->seq };
	return p;
}

/* An act as an honest browser would draw it up now. */
static inline struct rec_act
draft(struct book *b, i64 stream, const char *verb, enum who who, i64 seat)
{
	struct room *room = book_room(b, stream);
	struct rec_tree_place *tree = NEW(T, struct rec_tree_place, 1);
	str nonce = hash_str(tree_root(&b->tree));

	*tree = (struct rec_tree_place){ tree_root(&b->tree), (i64)b->tree.size };
	return (struct rec_act){
		.type = STR("tocsin/act/1"), .log = b->log, .rp = STR(HOST), .verb = str_c(verb),
		.stream = stream_name(T, stream), .live = !b->demo, .person = b->person[who], .seat = seat,
		.credential = b->credential[who], .charter = place_of(b->charter->room), .head = place_of(room), .tree = tree,
		.nonce = (str){ nonce.p, 16 }, .note = STR(""), .issued = b->now, .expires = b->now + 300 * SECONDS,
	};
}

static inline struct rec_act
draft_answer(struct book *b, const char *verb, enum who who, i64 seat)
{
	struct room *room = book_room(b, b->room);
	const struct decision *d = FIND(room, decisions, b->decision);
	struct rec_act act = draft(b, b->room, verb, who, seat);

	act.object = b->decision;
	act.option = b->option;
	act.rule = d->is.rule;
	act.subject = subject_hash(T, room, FIND(room, options, b->option), room->seq);
	assert(brief_hash(T, room, (struct refs){ &b->decision, 1 }, &act.brief));
	return act;
}

struct signed_act { str act, client_data, auth_data, signature; };

static inline struct signed_act
sign_act(struct book *b, const struct rec_act *act, enum who who)
{
	struct buf bytes = buf_new(T, 1024);
	struct signed_act s = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };

	field_write(&bytes, record_act_table(), act);
	s.act = buf_str(&bytes);
	if (b->unsigned_)
		return s;
	s.client_data = client_data("get", hash_str(act_challenge(s.act)), b->origin);
	s.auth_data = auth_data(HOST, WEBAUTHN_UP | WEBAUTHN_UV, 8, STR(""));
	s.signature = authenticator_sign(&b->passkey[who], s.auth_data, s.client_data);
	return s;
}

/* Write the answer into the room; it rests on the decision alone. */
static inline i64
give(struct book *b, enum event_kind kind, const struct rec_act *act, enum who signer)
{
	struct signed_act s = sign_act(b, act, signer);
	struct by by = { act->person, act->seat, act->for_, act->credential };
	struct refs sources = { &b->decision, 1 };
	union event_fields as = { .decided = { s.act, s.client_data, s.auth_data, s.signature, sources, { NULL, 0 } } };
	struct ev_decided given = as.decided;

	if (kind == EV_concurred)
		as.concurred = (struct ev_concurred){ given.act, given.client_data, given.auth_data, given.signature, sources, { NULL, 0 } };
	if (kind == EV_objected)
		as.objected = (struct ev_objected){ given.act, given.client_data, given.auth_data, given.signature, sources, { NULL, 0 } };
	if (kind == EV_recused)
		as.recused = (struct ev_recused){ given.act, given.client_data, given.auth_data, given.signature, sources, { NULL, 0 } };
	return book_write(b, b->room, by, kind, &as);
}

static inline i64
decides(struct book *b, enum who who, i64 seat)
{
	struct rec_act act = draft_answer(b, "decide", who, seat);

	return give(b, EV_decided, &act, who);
}

static inline i64
concurs(struct book *b, enum who who, i64 seat)
{
	struct rec_act act = draft_answer(b, "concur", who, seat);

	return give(b, EV_concurred, &act, who);
}

/* An act about a passkey, a person or a token of the charter, or a handover of the room. */
static inline struct rec_act
draft_on(struct book *b, const char *verb, enum who who, i64 object)
{
	bool charter = verb_is_charters(str_c(verb));
	struct rec_act act = draft(b, charter ? 0 : b->room, verb, who, 0);

	act.object = object;
	thing_hash(b->charter, book_room(b, charter ? 0 : b->room), act.verb, object, &act.subject);
	return act;
}

/* Write it where it belongs, of what it says it is about. */
static inline i64
give_on(struct book *b, const struct rec_act *act, enum who signer)
{
	struct signed_act s = sign_act(b, act, signer);
	struct by by = { act->person, act->seat, act->for_, act->credential };

	if (str_eq(act->verb, STR("revoke")))
		return WRITE(0, by, credential_revoked, act->object, s.act, s.client_data, s.auth_data, s.signature, { NULL, 0 });
	if (str_eq(act->verb, STR("eject")))
		return WRITE(0, by, person_ejected, act->object, s.act, s.client_data, s.auth_data, s.signature, { NULL, 0 });
	if (str_eq(act->verb, STR("accept_handover")))
		return WRITE(b->room, by, handover_accepted, act->object, s.act, s.client_data, s.auth_data, s.signature);
	return WRITE(0, by, token_confirmed, act->object, s.act, s.client_data, s.auth_data, s.signature);
}

static inline i64
acts(struct book *b, enum who who, const char *verb, i64 object)
{
	struct rec_act act = draft_on(b, verb, who, object);

	return give_on(b, &act, who);
}

static inline i64
vouch_as(struct book *b, enum who by, i64 credential, bool counts)
{
	struct rec_act act = draft_on(b, "vouch", by, credential);
	struct signed_act s;

	act.seat = seat_held_by(b->charter, b->officers, b->person[by]) ? b->officers : 0;
	s = sign_act(b, &act, by);
	return WRITE(0, ((struct by){ b->person[by], act.seat, 0, b->credential[by] }), credential_vouched,
	    credential, s.act, s.client_data, s.auth_data, s.signature, counts);
}

static inline i64
vouch(struct book *b, enum who by, i64 credential)
{
	return vouch_as(b, by, credential,
	    vouching_suffices(b->charter, charter_credential(b->charter, credential), b->person[by]));
}

/* ---- the organisation: Ada the officer and CISO, Ben the COO, Cyd his deputy and Legal ---- */

static inline void
invite(struct book *b, enum who who, bool founding)
{
	b->link[who] = WRITE(0, founding ? SERVER : BY(ADA), invitation_issued, .person = b->person[who],
	    .secret = { { 7 } }, .expires = b->now + (i64)86400 * SECONDS, .founding = founding);
}

static inline i64
set_seat(struct book *b, const char *label, i64 holder, i64 deputy)
{
	i64 *people = NEW(T, i64, 2);
	struct rec_seat_terms *t = NEW(T, struct rec_seat_terms, 1);

	people[0] = holder;
	people[1] = deputy;
	*t = (struct rec_seat_terms){ .label = str_c(label), .holders = { people, 1 }, .deputies = { people + 1, deputy != 0 } };
	return WRITE(0, SERVER, seat_set, .terms = t, .title = str_c(label));
}

/* In the books that are founded next, the rule leaves the answer to others than whoever asks. */
static bool asker_kept_out;

static inline struct book *
book_founded(bool demo)
{
	struct book *b = NEW(T, struct book, 1);
	i64 *asked = NEW(T, i64, 2), founded;
	struct rec_concur_group *group = NEW(T, struct rec_concur_group, 1);
	struct rec_rule_terms *rule = NEW(T, struct rec_rule_terms, 1);
	struct arena charter = { arena_alloc(T, 1, 4 * MIB), NULL }, room = { arena_alloc(T, 1, 4 * MIB), NULL };

	charter.end = charter.next + 4 * MIB;
	room.end = room.next + 4 * MIB;
	b->store = (struct store){ .name = "book", .read_all = book_read_all, .checkpoint = book_checkpoint };
	b->charter = charter_new(charter, room);
	b->journal = room_new((struct arena){ arena_alloc(T, 1, MIB), NULL });
	b->journal->arena.end = b->journal->arena.next + MIB / 2;
	b->secret = (struct ed25519_secret){ { 42 } };
	b->log = STR(HOST "/abcdefghijklmnopqrstuvwxyz");
	b->key = note_key_of(b->log, ed25519_public_of(&b->secret));
	b->demo = b->unsigned_ = demo;
	b->origin = ORIGIN;
	b->now = 1750000000 * (i64)SECONDS;

	founded = b->now - SECONDS;
#define FOUNDING (b->now = founded, SERVER)
	WRITE(0, FOUNDING, log_founded, .host = STR(HOST), .log_key = note_key_text(T, &b->key), .demo = demo, .organisation = STR("Example"));
	for (int i = ADA; i < PEOPLE; i++) {
		b->person[i] = WRITE(0, FOUNDING, person_added, .name = STR("somebody"));
		b->passkey[i] = authenticator_new(COSE_ES256);
	}
	b->now = founded, b->officers = set_seat(b, "officers", b->person[ADA], 0);
	b->now = founded, b->ciso = set_seat(b, "CISO", b->person[ADA], 0);
	b->now = founded, asked[0] = b->coo = set_seat(b, "COO", b->person[BEN], b->person[CYD]);
	b->now = founded, asked[1] = b->legal = set_seat(b, "Legal", b->person[CYD], 0);
	*group = (struct rec_concur_group){ .k = 1, .seats = { asked, 2 } };
	*rule = (struct rec_rule_terms){ .kind = STR("shutdown"), .accountable = b->ciso, .concur = group, .n_concur = 1,
		.objection_blocks = true, .requester_excluded = asker_kept_out, .within = WITHIN };
	b->rule = WRITE(0, FOUNDING, rule_set, .terms = rule);
	b->now = founded, invite(b, ADA, true);
	return b;
}

/* Everybody has a key that counts; a room, a decision, two options, the first put up. */
static inline struct book *
story_begun(bool demo)
{
	struct book *b = book_founded(demo);

	b->credential[ADA] = enrol_as(b, ADA, &b->passkey[ADA]);
	WRITE(0, BY(ADA), credential_vouched, .credential = b->credential[ADA], .counts = true);
	for (enum who i = BEN; i < PEOPLE; i++) {
		invite(b, i, false);
		b->credential[i] = enrol_as(b, i, &b->passkey[i]);
		vouch(b, ADA, b->credential[i]);
	}
	b->room = (i64)b->n;
	WRITE(b->room, BY(ADA), suspicion_reported, .what = STR("a breach"));
	for (enum who i = ADA; i < PEOPLE; i++) {
		b->now -= SECONDS;      /* a room begins with all who are in it */
		WRITE(b->room, BY(ADA), member_added, .person = b->person[i]);
	}
	b->said = (i64)b->n;
	WRITE(b->room, BY(BEN), message_posted, 0, STR("I see it too"));
	b->decision = WRITE(b->room, BY(ADA), decision_opened, .kind = STR("shutdown"), .rule = b->rule,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Shut it down?"));
	b->option = WRITE(b->room, BY(ADA), option_proposed, .decision = b->decision, .title = STR("All of it"));
	b->measure = WRITE(b->room, BY(ADA), measure_proposed, .option = b->option, .kind = ISOLATION, .lasts = 3600, .text = STR("Pull it"));
	b->other = WRITE(b->room, BY(ADA), option_proposed, .decision = b->decision, .nothing = true, .title = STR("Nothing"));
	return b;
}

static inline void
put_up(struct book *b, i64 option)
{
	const struct rule *rule = charter_rule_for(b->charter, STR("shutdown"));

	WRITE(b->room, BY(ADA), option_put_up, .decision = b->decision, .option = option, .accountable = b->ciso,
	    .concur = rule->is.concur, .n_concur = 1, .objection_blocks = true, .deadline = b->now + (WITHIN + 1) * (i64)SECONDS);
}

/* What react would write now, or would if it did not judge. */
static inline i64
taken(struct book *b)
{
	struct room *room = book_room(b, b->room);
	struct standing s;

	standing_of(T, b->charter, room, FIND(room, decisions, b->decision), &s);
	return WRITE(b->room, SERVER, decision_taken, b->decision, b->option, s.answers, s.dissent);
}

static inline i64
lapsed(struct book *b)
{
	struct room *room = book_room(b, b->room);
	const struct decision *d = FIND(room, decisions, b->decision);
	struct standing s;

	standing_of(T, b->charter, room, d, &s);
	return WRITE(b->room, SERVER, decision_lapsed, .decision = b->decision, .accountable = accountable_of(b->charter, d), .missing = s.missing);
}

static inline struct book *
story_told(bool demo)
{
	struct book *b = story_begun(demo);

	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	WRITE(b->room, SERVER, measure_ordered, b->measure, b->decision);
	WRITE(b->room, BY(BEN), measure_applied, b->measure, b->now + 3600 * (i64)SECONDS);
	return b;
}

#endif
