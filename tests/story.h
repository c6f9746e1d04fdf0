/*
 * story -- given what has happened, when somebody acts, then what follows?
 *
 *	STORY(whoever_applied_a_measure_does_not_check_it)
 *	{
 *		decided(s);
 *		when(s, BORIS, apply_measure, .measure = last(s, measure_proposed));
 *		when(s, BORIS, check_measure, .measure = last(s, measure_proposed), .test = STR("a probe"));
 *		then_refused(s, NOT_YOUR_CALL, "other than whoever applied");
 *	}
 *
 * A story goes the server's way: the command is written as JSON and read back
 * from outside, decided, sealed, folded from its bytes, and the room (and the
 * charter) reacts until silent.  A signature counts as checked, and the act's
 * tree as known, unless the story says otherwise.
 *
 * Every story begins with the same small founding: see the cast below.
 *
 * Ownership: the record of a story and what it folds into lie in arenas of
 * its own; everything else is in the test's.
 */
#ifndef STORY_H
#define STORY_H

#include "authenticator.h"
#include "authority.h"
#include "canon.h"
#include "json.h"
#include "note.h"
#include "tree.h"
#include "view.h"
#include "webauthn.h"

/* The cast: seqs of the founding's charter entries, in the order that story_found() writes them. */
enum {
	FIRST = 2, OFFICERS,                            /* the first charter officer, and the seat */
	ANNA, BORIS, CARLA, DORA, ERIK,                 /* CISO, COO, CFO, everybody's deputy, nobody */
	CISO, COO, CFO,
	SHUTDOWN_RULE, CALM_RULE, CLIMBING_RULE,        /* partial_shutdown: CISO decides, COO concurs; calm: CISO alone; climbing: all there is */
	PAYMENTS,
	FIRST_KEY, ANNA_KEY, BORIS_KEY, CARLA_KEY, DORA_KEY, ERIK_KEY,  /* five vouchings follow; none for Erik's */
};

enum { STORY_LINES = 4096, HAPPENED_MAX = 512 };
#define HOURS  (3600 * 1000000ll)
#define DAYS   (24 * HOURS)
#define NOON   (1767268800ll * 1000000)                 /* 2026-01-01T12:00:00Z */
#define STORY_ARENA (256 * MIB)
#define STORY_LOG   "crisis.example/aaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct ed25519_secret story_secret = { { 42 } };   /* the log's */

struct line { i64 stream; str leaf; const str *disclosures; size_t n; };
struct happened { enum event_kind kind; i64 seq; };

struct story {
	struct charter *charter;
	struct room *journal;
	struct room *room, *in;         /* in: where commands go that may go to either */
	struct arena kept, arenas[5];
	struct line *lines;             /* the whole record */
	size_t n_lines, cap_lines;
	i64 now, returned, n;
	struct tree tree;
	u64 chance;                     /* the generator of salts and nonces */

	struct paging paging;           /* without any ways nothing leaves */

	enum session_strength strength; /* of whoever acts next */
	i64 via;
	bool may_write, tree_unknown, sure;
	err signature;

	struct { i64 who; enum command_kind kind; const union command_fields *fields; struct room *room; } asked;        /* the last command */
	struct outcome out;
	err e;
	struct happened happened[HAPPENED_MAX];         /* since the last command was given */
	size_t n_happened;
};

static inline u64
story_chance(struct story *s)
{
	s->chance ^= s->chance << 13;
	s->chance ^= s->chance >> 7;
	s->chance ^= s->chance << 17;
	return s->chance;
}

static inline str
story_bytes(struct story *s, size_t n)
{
	char *p = NEW(T, char, n);

	for (size_t i = 0; i < n; i++)
		p[i] = (char)(story_chance(s) >> 32);
	return (str){ p, n };
}

/* ---- writing ---- */

static inline void
story_keep(struct story *s, i64 stream, const struct sealed *sealed)
{
	str *d = NEW(&s->kept, str, sealed->n_disclosures + 1);

	for (size_t i = 0; i < sealed->n_disclosures; i++)
		d[i] = arena_str(&s->kept, sealed->disclosures[i]);
	GROW(&s->kept, s->lines, s->n_lines, s->cap_lines);
	s->lines[s->n_lines++] = (struct line){ stream, arena_str(&s->kept, sealed->leaf), d, sealed->n_disclosures };
}

/* Seal and fold, as the writer does. */
static inline void
story_write(struct story *s, struct room *room, const struct emitted *m)
{
	bool charter = room == s->charter->room;
	struct entry e = {
		.n = s->n, .stream = charter ? 0 : room == s->journal ? -1 : room->seq ? room->id : s->n, .seq = room->seq + 1, .at = s->now,
		.charter = s->charter->room->seq, .log = STR(STORY_LOG),
		.prev = room->seq ? room->places[room->seq - 1].lh : (struct hash){ { 0 } },
		.by = m->by, .kind = m->kind, .as = m->as, .note_salt = m->note_salt,
	};
	struct sealed sealed;
	const struct line *line;

	CHECK_OK(entry_seal(T, &e, (const u8 *)story_bytes(s, SALTS_PER_ENTRY * SALT).p, &sealed));
	story_keep(s, e.stream, &sealed);
	tree_append(&s->tree, sealed.lh);
	line = &s->lines[s->n_lines - 1];
	e.lh = sealed.lh;
	if (room == s->journal)         /* nothing folds it */
		fold_silent((struct world){ s->charter, room }, &e);
	else
		CHECK_OK(fold_bytes((struct world){ s->charter, room }, line->leaf, line->disclosures, line->n));
	s->n++;
	if (s->n_happened < HAPPENED_MAX)
		s->happened[s->n_happened++] = (struct happened){ m->kind, e.seq };
}

static inline struct scene
story_scene(struct story *s, const struct room *room)
{
	return (struct scene){ .a = T, .charter = s->charter, .room = room, .now = s->now, .returned = s->returned,
	    .paging = s->paging.ways ? &s->paging : NULL };
}

/* Returns how many entries followed. */
static inline size_t
story_react(struct story *s, struct room *room)
{
	struct outcome *out = NEW(T, struct outcome, 1);
	size_t n = 0, rounds = 0;

	while (room->seq) {
		struct scene scene = story_scene(s, room);

		react(&scene, out);
		if (out->n == 0)
			break;
		rounds += !react_left_off(out);
		CHECK(rounds < LIMIT_REACTIONS);
		for (size_t i = 0; i < out->n; i++)
			story_write(s, room, &out->v[i]);
		n += out->n;
	}
	return n;
}

static inline void
story_settle(struct story *s)
{
	story_react(s, s->charter->room);
	story_react(s, s->room);
}

/* ---- given ---- */

static inline void
given_(struct story *s, i64 who, struct emitted m)
{
	enum event_stream in = event_stream(m.kind);

	m.by.person = who;
	s->n_happened = 0;
	story_write(s, in == IN_CHARTER ? s->charter->room : in == IN_JOURNAL ? s->journal : in == IN_ROOM ? s->room : s->in, &m);
}

/* given(s, ANNA, message_posted, .text = STR("...")) */
#define given(s, who, name, ...) \
	given_((s), (who), (struct emitted){ .kind = EV_##name, .as.name = { __VA_ARGS__ } })

/* The server was down; it comes up at that moment, and has not looked around yet. */
static inline void
given_return(struct story *s, i64 at)
{
	s->now = s->returned = at;
	given(s, 0, server_started, .version = STR("1"));
}

/* ---- when ---- */

static inline struct room *
story_target(struct story *s, enum command_kind kind)
{
	switch (command_terms(kind).stream) {
	case TO_CHARTER: return s->charter->room;
	case TO_MATTER:  return s->in;
	case TO_ROOM:
	case TO_NEW:     break;
	}
	return s->room;
}

/* The command as it came from outside, in canonical JSON. */
static inline void
when_sent(struct story *s, i64 who, enum command_kind kind, str json)
{
	struct room *room = story_target(s, kind);
	union command_fields *fields = NEW(T, union command_fields, 1);
	struct scene scene = story_scene(s, room);

	scene.actor = (struct actor){ who, s->via, s->strength, s->may_write };
	scene.signature = s->signature;
	scene.tree_known = !s->tree_unknown;
	scene.sure = s->sure;
	s->n_happened = 0;
	s->out.n = 0;
	if ((s->e = field_read(T, command_table(kind), json, FROM_OUTSIDE, fields)))
		return;
	s->asked.who = who;
	s->asked.kind = kind;
	s->asked.fields = fields;
	s->asked.room = room;
	s->e = decide(&scene, kind, fields, &s->out);
	CHECK((s->e == OK) == (s->out.n > 0));
	for (size_t i = 0; i < s->out.n; i++)
		story_write(s, room, &s->out.v[i]);
	if (s->e == OK)
		story_settle(s);
}

static inline void
when_(struct story *s, i64 who, enum command_kind kind, const void *fields)
{
	struct buf b = buf_new(T, 512);

	field_write(&b, command_table(kind), fields);
	when_sent(s, who, kind, buf_str(&b));
}

/* when(s, ANNA, set_objective, .text = STR("...")) */
#define when(s, who, name, ...) \
	when_((s), (who), CMD_##name, &(struct cmd_##name){ __VA_ARGS__ })

/* Nobody does anything until that moment; then the server's timer looks at the room. */
static inline void
when_it_is(struct story *s, i64 moment)
{
	s->now = moment;
	s->n_happened = 0;
	s->e = OK;
	story_settle(s);
}

/* Whoever acts next does so with such a session. */
static inline void
signed_in_with(struct story *s, enum session_strength strength, i64 via, bool may_write)
{
	s->strength = strength;
	s->via = via;
	s->may_write = may_write;
}

/* ---- then ---- */

#define then_refused(s, KIND, words)  (CHECK_ERR((s)->e, KIND, words), CHECK((s)->n_happened == 0))
#define then_happened(s, name)        (CHECK_OK((s)->e), CHECK(story_find((s), EV_##name)))
#define then_not(s, name)             (CHECK_OK((s)->e), CHECK(!story_find((s), EV_##name)))

static inline bool
story_find(const struct story *s, enum event_kind kind)
{
	for (size_t i = 0; i < s->n_happened; i++)
		if (s->happened[i].kind == kind)
			return true;
	return false;
}

/* The seq of the newest entry of that kind where commands go now: the id of what it made. */
#define last(s, name) story_last((s)->in, EV_##name)

static inline i64
story_last(const struct room *room, enum event_kind kind)
{
	for (i64 seq = room->seq; seq > 0; seq--)
		if (room->places[seq - 1].kind == kind)
			return seq;
	return 0;
}

/* The newest decision, and the option it has up. */
static inline const struct decision *
the_decision(const struct story *s)
{
	CHECK(s->in->n_decisions > 0);
	return &s->in->decisions[s->in->n_decisions - 1];
}

static inline const struct option *
the_option(const struct story *s)
{
	const struct option *o = FIND(s->in, options, the_decision(s)->option);

	return o ? o : &s->in->options[s->in->n_options - 1];
}

#define then_state(s, state_)  (CHECK_OK((s)->e), CHECK(the_decision(s)->state == DECISION_##state_))

/* Exactly these seats still lack. */
#define then_missing(s, ...) then_missing_((s), (const i64[]){ __VA_ARGS__ }, sizeof((const i64[]){ __VA_ARGS__ }) / sizeof(i64))

static inline void
then_missing_(struct story *s, const i64 *seats, size_t n)
{
	struct standing standing;

	CHECK_OK(s->e);
	standing_of(T, s->charter, s->in, the_decision(s), &standing);
	CHECK(standing.missing.n == n && !standing.met);
	for (size_t i = 0; i < n; i++)
		CHECK(refs_have(standing.missing, seats[i]));
}

/* That seat said what it needs first, and is not silent. */
static inline void
then_asking(struct story *s, i64 seat)
{
	struct standing standing;

	CHECK_OK(s->e);
	standing_of(T, s->charter, s->in, the_decision(s), &standing);
	CHECK(refs_have(standing.asking, seat) && !refs_have(standing.missing, seat) && !standing.met);
}

static inline struct audience
audience(struct story *s, i64 person)
{
	struct audience a;

	CHECK(audience_of(T, s->charter, s->room, person, &a));
	return a;
}

/* Does that person see the object; and so the entry that made it? */
static inline bool
sees(struct story *s, i64 person, enum entity_kind kind, i64 id)
{
	struct audience a = audience(s, person);
	struct seeing v = { T, s->charter, s->room, &a };
	struct seen seen;
	bool is_seen = view_entity(&v, kind, id, &seen);

	CHECK(kind == ENT_room || view_shows(&v, id) == is_seen);
	return is_seen;
}

/* ---- acts ---- */

/* The newest key of theirs that counts; if none does, the newest. */
static inline i64
key_of(const struct story *s, i64 person)
{
	i64 key = 0;

	for (size_t i = 0; i < s->charter->n_credentials; i++) {
		const struct credential *c = &s->charter->credentials[i];

		if (c->is.person == person && (c->state == CREDENTIAL_VOUCHED || !person_vouched(s->charter, person)))
			key = c->head.id;
	}
	return key;
}

static inline const struct rec_leaf_place *
head_of(const struct room *room)
{
	struct rec_leaf_place *p = NEW(T, struct rec_leaf_place, 1);

	*p = (struct rec_leaf_place){ room->places[room->seq - 1].lh, room->seq };
	return p;
}

/* What any act holds. */
static inline struct rec_act
act_begun(struct story *s, i64 who, const struct room *room, str verb)
{
	struct rec_tree_place *tree = NEW(T, struct rec_tree_place, 1);

	*tree = (struct rec_tree_place){ tree_root(&s->tree), s->n };
	return (struct rec_act){
		.type = STR("tocsin/act/1"), .log = s->charter->log, .rp = STR("crisis.example"), .verb = verb,
		.stream = stream_name(T, room == s->charter->room ? 0 : room->id), .live = !s->charter->founded.demo,
		.person = who, .credential = key_of(s, who), .head = head_of(room), .charter = head_of(s->charter->room),
		.tree = tree, .nonce = story_bytes(s, 16), .note = STR(""),
		.issued = s->now, .expires = s->now + 600 * 1000000ll,
	};
}

/* The grounds on which this person stands in for that seat in the newest decision, or 0. */
static inline const struct deputy *
called(const struct story *s, i64 who, i64 seat)
{
	for (size_t i = 0; i < s->in->n_deputies; i++)
		if (s->in->deputies[i].is.person == who && s->in->deputies[i].is.seat == seat && !s->in->deputies[i].ended &&
		    s->in->deputies[i].is.decision == the_decision(s)->head.id)
			return &s->in->deputies[i];
	return NULL;
}

/* The act by which somebody answers the option put up, drawn up as the server would. */
static inline struct rec_act
act_for(struct story *s, i64 who, i64 seat, const char *verb)
{
	const struct decision *d = the_decision(s);
	const struct option *o = the_option(s);
	const struct deputy *deputy = seat_held_by(s->charter, seat, who) ? NULL : called(s, who, seat);
	struct rec_act act = act_begun(s, who, s->in, str_c(verb));

	act.object = d->head.id;
	act.option = o->head.id;
	act.rule = d->is.rule;
	act.seat = seat;
	act.grounds = deputy ? deputy->head.id : 0;
	act.for_ = deputy ? deputy->is.principal : 0;
	for (size_t i = 0; deputy == NULL && i < s->in->n_escalations; i++)
		if (may_sit(s->charter, s->in, d, seat, who, s->in->escalations[i].head.id))
			act.grounds = s->in->escalations[i].head.id;
	act.subject = subject_hash(T, s->in, o, act.head->seq);
	brief_hash(T, s->in, brief_sources(T, s->charter, s->in, d), &act.brief);
	return act;
}

/* The act by which somebody does that to a passkey, a person, a token or a handover. */
static inline struct rec_act
act_on(struct story *s, i64 who, const char *verb, i64 object)
{
	const struct room *room = verb_is_charters(str_c(verb)) ? s->charter->room : s->room;
	struct rec_act act = act_begun(s, who, room, str_c(verb));

	act.object = object;
	thing_hash(s->charter, room, act.verb, object, &act.subject);
	return act;
}

/* What goes with the act; `note` is the signer's own words. */
struct given_act { str act, signature, note, note_salt, code; struct refs sources; };

static inline struct given_act
given_act(struct story *s, struct rec_act *act, str note)
{
	struct given_act g = { .note = note };
	struct buf value = buf_new(T, 64), b = buf_new(T, 1024);

	if (note.p) {
		g.note_salt = story_bytes(s, SALT);
		canon_put_string(&value, note);
		act->note = disclosure_digest(T, disclosure_make(T, (const u8 *)g.note_salt.p, STR("note"), buf_str(&value)));
	}
	field_write(&b, record_act_table(), act);
	g.act = buf_str(&b);
	g.sources = s->in->n_decisions ? brief_sources(T, s->charter, s->in, the_decision(s)) : (struct refs){ NULL, 0 };
	g.signature = s->charter->founded.demo ? (str){ NULL, 0 } : STR("a signature");
	return g;
}

#define GIVE(name, ...) \
	case CMD_##name: \
		c->name = (struct cmd_##name){ .act = g.act, .signature = g.signature, __VA_ARGS__ }; \
		break;
#define WORDS .note = g.note, .note_salt = g.note_salt

/* Give that act, as it stands; who sends it need not be who it names. */
static inline void
when_given(struct story *s, i64 who, struct given_act g, str verb)
{
	enum command_kind kind = command_kind(verb);
	union command_fields *c = NEW(T, union command_fields, 1);

	switch ((int)kind) {
	GIVE(decide, WORDS, .sources = g.sources)
	GIVE(concur, WORDS, .sources = g.sources)
	GIVE(object, WORDS, .sources = g.sources)
	GIVE(recuse, WORDS, .sources = g.sources)
	GIVE(break_glass, WORDS, .sources = g.sources)
	GIVE(hear_answer, WORDS, .sources = g.sources, .code = g.code)
	GIVE(hear_objection, WORDS, .sources = g.sources, .code = g.code)
	GIVE(confirm_heard, .client_data = { NULL, 0 })
	GIVE(disown_heard, WORDS)
	GIVE(revoke, WORDS)
	GIVE(eject, WORDS)
	GIVE(vouch, .client_data = { NULL, 0 })
	GIVE(confirm_token, .client_data = { NULL, 0 })
	GIVE(accept_handover, .client_data = { NULL, 0 })
	default:
		fail();
	}
	when_(s, who, kind, c);
}

/* when_answers(s, BORIS, COO, "concur"); to object takes words. */
static inline void
when_answers(struct story *s, i64 who, i64 seat, const char *verb)
{
	struct rec_act act = act_for(s, who, seat, verb);
	bool objects = str_eq(act.verb, STR("object")) || str_eq(act.verb, STR("break_glass"));

	when_given(s, who, given_act(s, &act, objects ? STR("too dear") : (str){ NULL, 0 }), act.verb);
}

/* The act by which somebody says that they heard whoever answers in that seat. */
static inline struct rec_act
hearing_as(struct story *s, i64 who, i64 speaker, i64 seat, const char *verb)
{
	struct rec_act act = act_for(s, speaker, seat, verb), own = act_begun(s, who, s->in, act.verb);

	act.person = own.person;
	act.credential = own.credential;
	act.for_ = speaker;
	return act;
}

static inline struct rec_act
hearing(struct story *s, i64 who, i64 speaker, i64 seat)
{
	return hearing_as(s, who, speaker, seat, "hear_answer");
}

static inline void
when_heard_as(struct story *s, i64 who, struct rec_act act, str code)
{
	struct given_act g = given_act(s, &act, STR("yes, do it"));

	g.code = code;
	when_given(s, who, g, act.verb);
}

/* when_heard(s, CARLA, BORIS, COO): Carla hears what Boris answers, as it should be. */
static inline void
when_heard(struct story *s, i64 who, i64 speaker, i64 seat)
{
	struct rec_act act = hearing(s, who, speaker, seat);

	when_heard_as(s, who, act, voice_code(T, act.subject));
}

/* Boris says no, and Carla hears it. */
static inline void
when_objection_heard(struct story *s, i64 who, i64 speaker, i64 seat)
{
	struct rec_act act = hearing_as(s, who, speaker, seat, "hear_objection");

	when_heard_as(s, who, act, voice_code(T, act.subject));
}

/* What somebody says of the answer that was heard in their name last: confirm_heard or disown_heard. */
static inline struct rec_act
act_of_heard(struct story *s, i64 who, const char *verb, i64 answer)
{
	const struct answer *x = FIND(s->in, answers, answer);
	struct rec_act act = act_begun(s, who, s->in, str_c(verb));

	act.object = answer;
	if (x == NULL)
		return act;
	act.option = x->option;
	act.rule = ((const struct decision *)FIND(s->in, decisions, x->decision))->is.rule;
	act.seat = x->seat;
	act.for_ = x->principal;
	act.grounds = x->grounds;
	act.subject = subject_hash(T, s->in, FIND(s->in, options, x->option), x->head.id);
	return act;
}

static inline void
when_of_heard(struct story *s, i64 who, const char *verb)
{
	struct rec_act act = act_of_heard(s, who, verb, last(s, answer_heard));

	when_given(s, who, given_act(s, &act, str_eq(act.verb, STR("disown_heard")) ? STR("I was asleep") : (str){ NULL, 0 }), act.verb);
}

static inline void
when_acts_by(struct story *s, i64 who, struct rec_act act)
{
	bool says_why = str_eq(act.verb, STR("revoke")) || str_eq(act.verb, STR("eject"));

	when_given(s, who, given_act(s, &act, says_why ? STR("stolen") : (str){ NULL, 0 }), act.verb);
}

/* when_acts(s, FIRST, "eject", BORIS) */
static inline void
when_acts(struct story *s, i64 who, const char *verb, i64 object)
{
	when_acts_by(s, who, act_on(s, who, verb, object));
}

/* ---- the founding ---- */

#define PEOPLE(...) { (const i64[]){ __VA_ARGS__ }, sizeof((const i64[]){ __VA_ARGS__ }) / sizeof(i64) }

/* Somebody adds a passkey of their own, as an authenticator would make it. */
static inline void
story_key(struct story *s, i64 person)
{
	static const struct rec_origin origin = { STR_INIT("https://crisis.example") };
	const struct authenticator k = { COSE_EDDSA, NULL, story_bytes(s, 16), story_bytes(s, 16),
	    JOIN(STR("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20"), story_bytes(s, 32)) };
	struct rec_enrolment asked = { .type = STR("tocsin/enrol/1"), .log = STR(STORY_LOG), .rp = STR("crisis.example"),
	    .origin = origin.origin, .person = person, .nonce = story_bytes(s, 16), .issued = s->now, .expires = s->now + HOURS };
	u8 flags = WEBAUTHN_UP | WEBAUTHN_UV | WEBAUTHN_AT;
	struct buf request = buf_new(T, 512);
	struct hash challenge;

	field_write(&request, record_enrolment_table(), &asked);
	challenge = act_challenge(buf_str(&request));
	given(s, person, credential_enrolled, .person = person, .rp = asked.rp, .origins = &origin, .n_origins = 1,
	    .id = k.id, .key = k.cose, .alg = k.alg, .flags = flags, .aaguid = k.aaguid, .request = buf_str(&request),
	    .client_data = client_data("create", (str){ (const char *)challenge.b, sizeof(challenge.b) }, "https://crisis.example"),
	    .attestation = attestation_object("none", STR("\xa0"), auth_data("crisis.example", flags, 0, attested(&k))));
}

static inline void
story_seat(struct story *s, const char *label, struct refs holders, struct refs deputies)
{
	struct rec_seat_terms *t = NEW(T, struct rec_seat_terms, 1);

	*t = (struct rec_seat_terms){ .label = str_c(label), .holders = holders, .deputies = deputies };
	given(s, 0, seat_set, .terms = t, .title = str_c(label));
}

static inline void
story_found(struct story *s, bool demo)
{
	static const char *const names[] = { "Anna", "Boris", "Carla", "Dora", "Erik" };
	static const i64 coo[] = { COO };
	static const struct rec_concur_group concur = { .k = 1, .seats = { coo, 1 } };
	static const struct rec_rule_terms shutdown = { .kind = STR_INIT("partial_shutdown"), .accountable = CISO,
	    .concur = &concur, .n_concur = 1, .requester_excluded = false, .objection_blocks = false, .within = 4 * 3600, .by_voice = 12 * 3600 };
	static const struct rec_rule_terms calm = { .kind = STR_INIT("calm"), .accountable = CISO, .within = 3600 };
	static const i64 cfo[] = { CFO };
	static const struct rec_concur_group dear[] = { { .k = 1, .seats = { coo, 1 } },
	    { .k = 1, .seats = { cfo, 1 }, .when = STR_INIT("exposure && (option.cost_per_hour.likely > 100 || 'isolation' in option.measures)") } };
	static const struct rec_ladder ladder = { 600, 1200, 2400, CFO };
	static const struct rec_standing alone[] = { { .seat = COO, .holds = 3600, .when = STR_INIT("'isolation' in option.measures") },
	    { .seat = CFO, .holds = 1800, .emergency = true } };
	static const struct rec_default_measure gentle[] = { { RATE_LIMIT }, { SEGMENTATION }, { ISOLATION }, { DEGRADED_MODE }, { READ_ONLY_MODE } };
	static const struct rec_default_terms unless = { gentle, countof(gentle), STR_INIT("severity == 'SEV1'"), 3600 };
	static const struct rec_rule_terms climbing = { .kind = STR_INIT("climbing"), .accountable = CISO, .concur = dear, .n_concur = 2,
	    .within = 4 * 3600, .ladder = &ladder, .alone = alone, .n_alone = 2, .consulted = { cfo, 1 }, .informed = { coo, 1 }, .responsible = COO, .by_voice = 3600,
	    .by_default = &unless, .currency = STR_INIT("EUR") };
	static const struct rec_service_terms payments = { .label = STR_INIT("payments"), .criticality = VITAL, .owner = COO };
	struct refs dora = PEOPLE(DORA), nobody = { NULL, 0 };
	struct note_key key = note_key_of(STR(STORY_LOG), ed25519_public_of(&story_secret));

	given(s, 0, log_founded, .host = STR("crisis.example"), .log_key = note_key_text(T, &key),
	    .demo = demo, .provisional = true, .organisation = STR("Example"));
	given(s, 0, person_added, .name = STR("First"));
	story_seat(s, "charter_officer", (struct refs)PEOPLE(FIRST), nobody);
	for (size_t i = 0; i < countof(names); i++)
		given(s, 0, person_added, .name = str_c(names[i]));
	story_seat(s, "ciso", (struct refs)PEOPLE(ANNA), dora);
	story_seat(s, "coo", (struct refs)PEOPLE(BORIS), dora);
	story_seat(s, "cfo", (struct refs)PEOPLE(CARLA), nobody);
	given(s, 0, rule_set, .terms = &shutdown);
	given(s, 0, rule_set, .terms = &calm);
	given(s, 0, rule_set, .terms = &climbing);
	given(s, 0, service_set, .terms = &payments, .title = STR("Payments"));
	CHECK(s->charter->room->seq == PAYMENTS && charter_service(s->charter, PAYMENTS));
	story_key(s, FIRST);
	for (i64 person = ANNA; person <= ERIK; person++)
		story_key(s, person);
	for (i64 id = FIRST_KEY; id <= DORA_KEY; id++)
		given(s, FIRST, credential_vouched, .credential = id, .counts = true);
}

static inline struct story *
story_new(bool demo)
{
	struct story *s = NEW(T, struct story, 1);

	for (size_t i = 0; i < countof(s->arenas); i++)
		s->arenas[i] = arena_open(STORY_ARENA);
	s->kept = s->arenas[0];
	s->charter = charter_new(s->arenas[1], s->arenas[2]);
	s->in = s->room = room_new(s->arenas[3]);
	s->journal = room_new(s->arenas[4]);
	s->now = NOON;
	s->chance = 0x9e3779b97f4a7c15u;
	s->strength = demo ? SESSION_DEMO : SESSION_STRONG;
	story_found(s, demo);
	return s;
}

static inline void
story_end(struct story *s)
{
	for (size_t i = 0; i < countof(s->arenas); i++)
		arena_close(s->arenas[i], STORY_ARENA);
}

#define STORY_OF(name, demo) \
	static void name##_(struct story *); \
	TEST(name) { struct story *s = story_new(demo); name##_(s); story_end(s); } \
	static void name##_(struct story *s)
#define STORY(name)      STORY_OF(name, false)
#define DEMO_STORY(name) STORY_OF(name, true)

/* ---- the usual beginnings ---- */

/* A token of theirs, confirmed. */
static inline i64
a_token(struct story *s, i64 owner, enum scope scope)
{
	i64 token;

	when(s, owner, issue_token, .secret = { { 1 } }, .scope = scope, .days = 1, .purpose = STR("pipeline"));
	then_happened(s, token_issued);
	token = story_last(s->charter->room, EV_token_issued);
	when_acts(s, owner, "confirm_token", token);
	then_happened(s, token_confirmed);
	return token;
}

/*
 * The rule "slow": the CISO decides, the COO concurs if that condition holds (NULL: in any case), within two hours; reminded
 * after 10 minutes, deputies after 20 -- for Boris, Dora --, the CFO after 40.
 */
static inline void
a_slow_rule(struct story *s, const char *when)
{
	static const i64 coo[] = { COO }, boris[] = { BORIS }, dora[] = { DORA };
	static const struct rec_ladder ladder = { 600, 1200, 2400, CFO };
	static const struct rec_seat_terms seat = { .seat = COO, .label = STR_INIT("coo"), .holders = { boris, 1 }, .deputies = { dora, 1 } };
	const struct rec_concur_group concur = { .k = 1, .seats = { coo, 1 }, .when = when ? str_c(when) : (str){ NULL, 0 } };
	const struct rec_rule_terms terms = { .kind = STR("slow"), .accountable = CISO, .concur = &concur, .n_concur = 1,
	    .within = 7200, .ladder = &ladder };

	given(s, 0, seat_set, .terms = &seat, .title = STR("COO"));
	given(s, 0, rule_set, .terms = &terms);
}

/* A declared room with everybody who holds a seat in it; Anna commands. */
static inline void
a_room(struct story *s)
{
	when(s, ANNA, declare_room, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("heron"), .title = STR("MOVEit"));
	CHECK_OK(s->e);
}

/* Somebody of another organisation, a guest of the whole room until tomorrow. */
static inline i64
a_guest(struct story *s)
{
	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = s->now + 300 * DAYS);
	given(s, ANNA, member_added, .person = s->charter->room->seq, .until = s->now + DAYS);
	return s->charter->room->seq;
}

/* A channel of theirs with these in it. */
static inline i64
channel_of(struct story *s, i64 who, enum channel_kind kind, struct refs members)
{
	when(s, who, open_channel, .label = arena_fmt(T, "channel_%lld", (long long)s->room->seq), .kind = kind, .members = members);
	then_happened(s, channel_opened);
	return s->room->seq;
}

/* A message, there or with channel 0 before the whole room. */
static inline i64
said(struct story *s, i64 who, i64 channel)
{
	when(s, who, post_message, .channel = channel, .text = STR("the gateway is slow"));
	then_happened(s, message_posted);
	return s->room->seq;
}

/* An obligation of the CISO that ends so many hours from now. */
static inline void
an_obligation(struct story *s, i64 hours)
{
	when(s, ANNA, start_clock, .title = STR("Tell them"),
	    .terms = &(struct rec_clock_terms){ .label = STR("gdpr_33"), .owner = CISO, .n_limits = 1,
	        .limits = &(struct rec_clock_limit){ .from = STR("aware"), .unit = CLOCK_HOURS, .amount = hours } },
	    .moments = &(struct rec_clock_moment){ .moment = STR("aware"), .cause = s->room->seq }, .n_moments = 1);
	then_happened(s, clock_started);
}

/* An open decision of that kind with one option, not put up. */
static inline void
a_decision(struct story *s, i64 who, const char *kind)
{
	when(s, who, open_decision, .kind = str_c(kind), .question = STR("Shut payments down?"));
	CHECK_OK(s->e);
	when(s, who, propose_option, .decision = last(s, decision_opened), .title = STR("Shut it"));
	CHECK_OK(s->e);
}

/* a_decision() with a measure that the rule of that kind is enough for, put up. */
static inline void
put_up(struct story *s, i64 who, const char *kind)
{
	a_decision(s, who, kind);
	when(s, who, propose_measure, .option = last(s, option_proposed),
	    .kind = str_eq(str_c(kind), STR("partial_shutdown")) ? PARTIAL_SHUTDOWN : FEATURE_RESTRICTION, .service = PAYMENTS,
	    .owner = COO, .lasts = 7200, .text = STR("cut the gateway"));
	CHECK_OK(s->e);
	when(s, who, put_up_option, .option = last(s, option_proposed));
	CHECK_OK(s->e);
}

/* A room in which the CISO must decide, and the COO concur. */
static inline void
a_shutdown_asked(struct story *s)
{
	a_room(s);
	put_up(s, ANNA, "partial_shutdown");
}

/* A room in which a measure was decided. */
static inline void
a_measure_ordered(struct story *s)
{
	a_room(s);
	put_up(s, ANNA, "calm");
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

/* A decision of the officers about one change, put up in the charter. */
static inline void
a_change(struct story *s, i64 who, struct cmd_propose_change change)
{
	s->in = s->charter->room;
	a_decision(s, who, "change_charter");
	change.option = last(s, option_proposed);
	when_(s, who, CMD_propose_change, &change);
}

#endif
