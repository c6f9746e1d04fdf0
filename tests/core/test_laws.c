/*
 * Laws at random: whatever is asked of it, by whomever, in whatever order.
 *
 * TOCSIN_SEED picks the run, TOCSIN_LAWS says how many runs (default 60).
 */
#include "story.h"

#include "legal.h"

enum { COMMANDS_A_RUN = 1000 };

/* Where it stood when a law broke; said at the end of a program that did not get through. */
static struct { u64 seed; int run, step; const char *command; bool broke; } where;

static int reached[EVENT_KINDS];       /* how often each kind of event came of it */

__attribute__((destructor)) static void
say_where(void)
{
	if (where.broke)
		print_error("# TOCSIN_SEED=%llu run %d step %d, %s\n", (unsigned long long)where.seed, where.run, where.step, where.command);
}

/* ---- what is asked ---- */

static i64
one_of(struct chance *c, const i64 *v, size_t n)
{
	return v[(draw(c) >> 32) % n];
}

static i64
somebody(struct chance *c, const struct story *s)
{
	if ((draw(c) >> 32) % 40 == 0)
		return (draw(c) >> 32) % 2 ? 0 : 999;
	if (draw(c) >> 62)
		return one_of(c, (const i64[]){ FIRST, ANNA, BORIS, CARLA }, 4);
	return s->charter->persons[(draw(c) >> 32) % s->charter->n_persons].head.id;
}

static i64
some_officer(struct chance *c, const struct story *s)
{
	struct refs officers = charter_seat(s->charter, OFFICERS)->is.holders;

	return one_of(c, officers.v, officers.n);
}

static i64
some_seat(struct chance *c, const struct story *s)
{
	return s->charter->seats[(draw(c) >> 32) % s->charter->n_seats].head.id;
}

/* An entry of that kind, in the room or the charter, or now and then nonsense. */
static i64
some_ref(struct chance *c, const struct story *s, const struct field *f)
{
	const struct room *rooms[] = { s->in, s->charter->room };
	i64 found[2000];
	size_t n = 0;

	if ((draw(c) >> 32) % 20 == 0)
		return draw_from(c, 0, 60);
	if ((f->marks & OPT) && (draw(c) >> 32) % 3)
		return 0;
	if (str_eq(str_c(f->target), STR("seat_set")))
		return some_seat(c, s);
	for (size_t r = 0; r < 2 && n == 0; r++)
		for (i64 seq = rooms[r]->seq; seq > 0 && n < countof(found); seq--)
			if (str_eq(str_c(event_table(rooms[r]->places[seq - 1].kind)->name), str_c(f->target)))
				found[n++] = seq;
	if (n == 0)
		return draw_from(c, 1, 60);
	return draw(c) >> 63 ? found[0] : one_of(c, found, n);
}

static str
some_label(struct chance *c, const struct field *f)
{
	static const char *const kinds[] = { "partial_shutdown", "calm", "change_charter", "erase_words", "pay" };
	static const char *const names[] = { "exposure", "exploited", "ciso", "coo", "cto", "payments", "mail", "cvss.base" };

	if (str_eq(str_c(f->name), STR("kind")))
		return str_c(kinds[(draw(c) >> 32) % countof(kinds)]);
	return str_c(names[(draw(c) >> 32) % countof(names)]);
}

static void
make_likely(struct chance *, const struct story *, const struct field_table *, void *rec);

/* Legal but random fields, turned into some that may mean something here. */
static void
make_field_likely(struct chance *c, const struct story *s, const struct field *f, void *rec)
{
	char *member = (char *)rec + f->offset;
	if (f->type == FIELD_REF)
		*(i64 *)(void *)member = some_ref(c, s, f);
	else if (f->type == FIELD_LABEL && draw(c) >> 60)
		*(str *)(void *)member = some_label(c, f);
	else if (f->type == FIELD_TIME && *(i64 *)(void *)member)
		*(i64 *)(void *)member = s->now + draw_from(c, -2, 6) * HOURS;
	else if (f->type == FIELD_DURATION && *(i64 *)(void *)member)
		*(i64 *)(void *)member = draw_from(c, f->min, 2 * 3600);
	else if (f->type == FIELD_REFS) {
		struct refs *refs = (struct refs *)(void *)member;
		i64 *v = NEW(T, i64, 3);

		*refs = (struct refs){ v, (size_t)draw_from(c, 0, 2) };
		for (size_t i = 0; i < refs->n; i++)
			v[i] = some_ref(c, s, f);
	} else if (f->type == FIELD_ONE || f->type == FIELD_LIST) {
		size_t n = f->type == FIELD_LIST ? *(size_t *)(void *)((char *)rec + f->offset_n) : 1;
		char *items = *(char **)(void *)member;

		for (size_t i = 0; items && i < n; i++)
			make_likely(c, s, f->record(), items + i * f->record()->size);
	}
}

static void
make_likely(struct chance *c, const struct story *s, const struct field_table *t, void *rec)
{
	for (size_t i = 0; i < t->count; i++)
		make_field_likely(c, s, &t->fields[i], rec);
}

/* An answer to the newest decision, mostly in a seat that is asked and by who may sit there. */
static void
answer_something(struct chance *c, struct story *s)
{
	static const char *const verbs[] = { "decide", "decide", "concur", "concur", "concur", "object", "recuse" };
	const struct decision *d;
	i64 seat, who;
	struct rec_act act;
	struct given_act g;

	if (s->in->n_decisions == 0 || s->in->n_options == 0)
		return;
	d = the_decision(s);
	if (!d->put_up && draw(c) >> 60)
		return;
	seat = d->put_up && draw(c) >> 63 ? d->needs.accountable : some_seat(c, s);
	if (d->put_up && d->needs.n_concur && draw(c) >> 63 && d->needs.concur[0].seats.n)
		seat = one_of(c, d->needs.concur[0].seats.v, d->needs.concur[0].seats.n);
	who = somebody(c, s);
	if (draw(c) >> 62) {
		struct refs holders = charter_seat(s->charter, seat) ? charter_seat(s->charter, seat)->is.holders : (struct refs){ NULL, 0 };

		who = holders.n ? one_of(c, holders.v, holders.n) : who;
	}
	act = act_for(s, who, seat, verbs[(draw(c) >> 32) % countof(verbs)]);
	if ((draw(c) >> 32) % 20 == 0)
		draw_record(c, record_act_table(), &act);
	g = given_act(s, &act, draw(c) >> 63 || str_eq(act.verb, STR("object")) ? STR("so be it") : (str){ NULL, 0 });
	if ((draw(c) >> 32) % 30 == 0)
		g.signature.p = NULL;
	where.command = "an answer";
	if (command_kind(act.verb) != CMD_none && command_terms(command_kind(act.verb)).session == NEEDS_ACT &&
	    command_kind(act.verb) != CMD_vouch)
		when_given(s, who, g, act.verb);
}

/* Any command; those that carry a matter on oftener, those that end it seldom. */
static enum command_kind
some_command(struct chance *c, const struct story *s)
{
	static const enum command_kind likely[] = { CMD_open_decision, CMD_propose_option, CMD_propose_option, CMD_propose_measure,
	    CMD_propose_change, CMD_propose_change, CMD_propose_erasure, CMD_put_up_option, CMD_put_up_option, CMD_put_up_option,
	    CMD_apply_measure, CMD_apply_measure, CMD_check_measure, CMD_concur_if, CMD_adopt_condition };
	static const enum command_kind endings[] = { CMD_eject_person, CMD_revoke_credential, CMD_close_room, CMD_dismiss,
	    CMD_remove_member };
	enum command_kind kind = (enum command_kind)draw_from(c, 1, COMMAND_KINDS - 1);

	if ((s->in->n_decisions == 0 || the_decision(s)->state != DECISION_OPEN) && (draw(c) >> 32) % 3 == 0)
		return CMD_open_decision;
	for (size_t i = 0; i < countof(endings); i++)
		if (kind == endings[i] && (draw(c) >> 32) % 12)
			kind = CMD_assert_fact;
	return draw(c) >> 63 ? likely[(draw(c) >> 32) % countof(likely)] : kind;
}

/* Somebody else holds a seat from now on. */
static struct cmd_propose_change
a_seat_changed(struct chance *c, const struct story *s, i64 option)
{
	const struct seat *seat = charter_seat(s->charter, some_seat(c, s));
	struct rec_seat_terms *t = NEW(T, struct rec_seat_terms, 1);
	i64 *holders = NEW(T, i64, 3);

	*t = seat->is;
	for (int i = 0; i < 3; i++)
		holders[i] = somebody(c, s);
	t->holders = (struct refs){ holders, seat->head.id == OFFICERS ? 3 : (draw(c) >> 32) % 2 };
	return (struct cmd_propose_change){ .option = option, .seat = t, .title = STR("changed") };
}

static void
command_something(struct chance *c, struct story *s)
{
	enum command_kind kind = some_command(c, s);
	union command_fields *fields = NEW(T, union command_fields, 1);

	if (command_terms(kind).stream == TO_CHARTER)
		s->in = s->charter->room;
	draw_record(c, command_table(kind), fields);
	make_likely(c, s, command_table(kind), fields);
	if (kind == CMD_propose_change && draw(c) >> 61) {      /* mostly one of the three */
		u64 which = (draw(c) >> 32) % 3;

		fields->propose_change.seat = which == 0 ? fields->propose_change.seat : NULL;
		fields->propose_change.rule = which == 1 ? fields->propose_change.rule : NULL;
		fields->propose_change.service = which == 2 ? fields->propose_change.service : NULL;
	}
	if (kind == CMD_propose_change && draw(c) >> 63)
		fields->propose_change = a_seat_changed(c, s, fields->propose_change.option);
	where.command = command_table(kind)->name;
	when_(s, kind == CMD_propose_change ? some_officer(c, s) : somebody(c, s), kind, fields);
}

static void
sign_in_somehow(struct chance *c, struct story *s)
{
	signed_in_with(s, s->charter->founded.demo ? SESSION_DEMO : SESSION_STRONG, 0, false);
	if ((draw(c) >> 32) % 20 == 0)
		signed_in_with(s, SESSION_WEAK, 0, false);
	else if ((draw(c) >> 32) % 20 == 0 && s->charter->n_tokens)
		signed_in_with(s, SESSION_TOKEN, s->charter->tokens[(draw(c) >> 32) % s->charter->n_tokens].head.id, true);
}

static void
vouch_somehow(struct chance *c, struct story *s, const struct credential *key)
{
	i64 officer = some_officer(c, s);
	struct rec_act act = act_begun(s, officer, s->charter->room, STR("vouch"));
	struct buf b = buf_new(T, 1024);

	act.object = key->head.id;
	sha256(key->is.key.p, key->is.key.n, &act.subject);
	field_write(&b, record_act_table(), &act);
	when(s, officer, vouch, .act = buf_str(&b), .signature = STR("a signature"));
}

/* The server enrols a key; officers vouch for it, mostly enough of them. */
static void
enrol_somebody(struct chance *c, struct story *s)
{
	i64 person = somebody(c, s);

	where.command = "an enrolment";
	if (charter_person(s->charter, person) == NULL || charter_person(s->charter, person)->ejected)
		return;
	story_key(s, person);
	for (int i = 0; i < 3; i++)
		vouch_somehow(c, s, &s->charter->credentials[s->charter->n_credentials - 1]);
}

static void
something(struct chance *c, struct story *s)
{
	u64 how = (draw(c) >> 32) % 24;

	s->in = draw(c) >> 62 && s->room->seq ? s->room : s->charter->room;
	sign_in_somehow(c, s);
	s->now += draw_from(c, 0, 20) * 1000000;
	if (how == 0)
		when_it_is(s, s->now + draw_from(c, 0, (draw(c) >> 32) % 12 ? 20 : 4000) * 60 * 1000000);
	else if (how == 1)
		enrol_somebody(c, s);
	else if (how < 12)
		answer_something(c, s);
	else
		command_something(c, s);
}

/* ---- the laws ---- */

/* A room that has spoken is silent until its time comes. */
static void
law_settled(struct story *s, const struct room *room)
{
	struct scene scene = story_scene(s, room);
	struct outcome *out = NEW(T, struct outcome, 1);
	i64 when = due(&scene);

	react(&scene, out);
	CHECK(out->n == 0);
	CHECK(when == 0 || when > s->now);
	if (when) {
		scene.now = when;
		react(&scene, out);
		CHECK(out->n > 0);
	}
}

static const struct line *
line_of(const struct story *s, const struct room *room, i64 seq)
{
	i64 stream = room == s->charter->room ? 0 : room->id, n = 0;

	for (size_t i = 0; i < s->n_lines; i++)
		if (s->lines[i].stream == stream && ++n == seq)
			return &s->lines[i];
	fail();
	return NULL;
}

/* Does any way of giving each act one place fill every group?  (By trying all.) */
static bool
can_fill(const struct decision *d, const struct answer *const *acts, size_t n, i64 *lack)
{
	bool full = true;

	for (size_t g = 0; g < d->needs.n_concur; g++)
		full &= lack[g] <= 0;
	if (full || n == 0)
		return full;
	if (can_fill(d, acts + 1, n - 1, lack))
		return true;
	for (size_t g = 0; g < d->needs.n_concur; g++) {
		bool filled;

		if (lack[g] <= 0 || !refs_have(d->needs.concur[g].seats, acts[0]->seat))
			continue;
		lack[g]--;
		filled = can_fill(d, acts + 1, n - 1, lack);
		lack[g]++;
		if (filled)
			return true;
	}
	return false;
}

/* No outcome lacks a needed seat, and nobody counts twice in it. */
static void
law_outcome(const struct story *s, const struct room *room, const struct decision *d)
{
	const struct line *line = line_of(s, room, d->outcome);
	const struct answer *acts[COUNTED_MAX], *decider = NULL;
	i64 lack[64];
	size_t n = 0;
	struct entry e;

	CHECK_OK(entry_read(T, line->leaf, line->disclosures, line->n, &e));
	CHECK(e.kind == EV_decision_taken && e.by.person == 0 && e.as.decision_taken.decision == d->head.id);
	CHECK(e.as.decision_taken.option == d->option);
	for (size_t i = 0; i < e.as.decision_taken.answers.n; i++) {
		const struct answer *a = FIND(room, answers, e.as.decision_taken.answers.v[i]);

		CHECK(a && a->decision == d->head.id && a->option == d->option && !a->void_ && a->at <= d->is.deadline);
		CHECK(a->kind == ANSWER_DECIDE || a->kind == ANSWER_CONCUR);
		CHECK(s->charter->founded.demo || a->is_signed);
		for (size_t k = 0; k < n; k++)
			CHECK(acts[k]->person != a->person && (acts[k]->seat != a->seat || a->seat == s->charter->officers));
		if (decider == NULL && a->kind == ANSWER_DECIDE && a->seat == d->needs.accountable)
			decider = a;
		acts[n++] = a;
	}
	CHECK(decider);
	for (size_t i = 0; i < n; i++)
		if (acts[i] == decider)
			acts[i] = acts[--n];
	for (size_t g = 0; g < d->needs.n_concur; g++)
		lack[g] = d->needs.concur[g].k;
	CHECK(can_fill(d, acts, n, lack));
}

/* One live answer a person to an option, of those that count (R4). */
static void
law_counts_once(const struct room *room)
{
	for (size_t i = 0; i < room->n_answers; i++)
		for (size_t k = 0; k < i; k++) {
			const struct answer *a = &room->answers[i], *b = &room->answers[k];

			if (a->void_ || b->void_ || a->kind >= ANSWER_CONDITION || b->kind >= ANSWER_CONDITION)
				continue;
			CHECK(a->option != b->option || a->person != b->person);
		}
}

static void
law_outcomes(const struct story *s, const struct room *room)
{
	for (size_t i = 0; i < room->n_decisions; i++)
		if (room->decisions[i].state == DECISION_TAKEN)
			law_outcome(s, room, &room->decisions[i]);
}

/* Somebody can always sign for the charter (law 8). */
static void
law_officer_left(const struct story *s)
{
	const struct seat *officers = charter_seat(s->charter, s->charter->officers);
	size_t able = 0;

	for (size_t i = 0; i < officers->is.holders.n; i++)
		able += person_vouched(s->charter, officers->is.holders.v[i]);
	CHECK(able > 0);
}

static void
write_seen(void *ctx, const struct seen *seen)
{
	struct buf *b = ctx;

	CHECK_OK(field_check(T, entity_table(seen->kind), &seen->is));
	buf_put(b, str_c(entity_table(seen->kind)->name));
	field_write(b, entity_table(seen->kind), &seen->is);
	buf_byte(b, '\n');
}

static str
views(const struct charter *charter, const struct room *room)
{
	static char out[16 * MIB];
	struct arena own = { out, out + sizeof(out) };
	struct buf b = buf_new(&own, 4 * MIB);

	view_since(T, charter, room, 0, write_seen, &b);
	return arena_str(T, buf_str(&b));
}

/* State is a fold of entries and nothing else: the same bytes of every view (law 1). */
static void
law_refold(const struct story *s)
{
	struct arena whole[3];
	struct charter *charter;
	struct room *room;

	for (size_t i = 0; i < countof(whole); i++)
		whole[i] = arena_open(STORY_ARENA);
	charter = charter_new(whole[0], whole[1]);
	room = room_new(whole[2]);
	for (size_t i = 0; i < s->n_lines; i++) {
		const struct line *line = &s->lines[i];

		CHECK_OK(fold_bytes((struct world){ charter, line->stream ? room : charter->room }, line->leaf, line->disclosures, line->n));
	}
	CHECK_STR(views(charter, room), views(s->charter, s->room));
	CHECK_STR(views(charter, charter->room), views(s->charter, s->charter->room));
	for (size_t i = 0; i < countof(whole); i++)
		arena_close(whole[i], STORY_ARENA);
}

/* What a room takes is in proportion to its record. */
static void
law_memory(const struct story *s)
{
	size_t used = (size_t)(s->room->arena.next - (s->arenas[3].end - STORY_ARENA));

	CHECK(used <= 40 * s->room->bytes + 64 * KIB);
}

static void
one_run(struct chance *c)
{
	struct story *s = story_new(draw(c) >> 63);

	if (draw(c) >> 62)
		a_room(s);
	if (draw(c) >> 63)              /* several officers: with who holds no other seat, and with who does */
		given(s, 0, seat_set, .title = STR("Officers"), .terms = &(struct rec_seat_terms){ .seat = OFFICERS,
		    .label = STR("charter_officer"), .holders = PEOPLE(FIRST, BORIS, DORA) });
	for (where.step = 0; where.step < COMMANDS_A_RUN; where.step++) {
		struct arena mark = *T;

		something(c, s);
		CHECK(s->e == OK || s->n_happened == 0);
		story_settle(s);        /* time went on, even where the command was refused */
		for (size_t i = 0; i < s->n_happened; i++)
			reached[s->happened[i].kind]++;
		s->e = OK;
		law_settled(s, s->charter->room);
		if (s->room->seq)
			law_settled(s, s->room);
		law_outcomes(s, s->room);
		law_outcomes(s, s->charter->room);
		law_counts_once(s->room);
		law_counts_once(s->charter->room);
		law_officer_left(s);
		if (where.step % 250 == 249)
			law_refold(s);
		*T = mark;
	}
	law_memory(s);
	story_end(s);
}

TEST(random_commands_by_random_people_break_no_law)
{
	static const enum event_kind deep[] = { EV_decision_taken, EV_decision_lapsed, EV_decision_superseded, EV_answer_voided,
	    EV_condition_adopted, EV_deputy_called, EV_measure_expired, EV_measure_checked, EV_seat_set, EV_erased, EV_clock_passed };
	const char *wanted = getenv("TOCSIN_LAWS");
	int runs = wanted ? atoi(wanted) : 60;
	struct chance c = chance_new();

	where.seed = (c.x - 1) / 2;
	where.broke = true;
	for (where.run = 0; where.run < runs; where.run++) {
		struct arena mark = *T;
		struct chance own = { (where.seed + (u64)where.run) * 2 + 1 };

		for (int warm = 0; warm < 8; warm++)
			draw(&own);
		one_run(&own);
		*T = mark;
	}
	where.broke = false;
	for (size_t i = 0; runs >= 60 && i < countof(deep); i++)        /* else the laws held of nothing */
		if (reached[deep[i]] == 0)
			fail_msg("no run came to %s", event_table(deep[i])->name);
}

/* An entry that nobody decided, sealed as if somebody had. */
static void
forge(struct chance *c, struct story *s)
{
	enum event_kind kind = (enum event_kind)draw_from(c, 1, EVENT_KINDS - 1);
	bool charter = event_stream(kind) == IN_CHARTER || (event_stream(kind) == IN_MATTER && draw(c) >> 63);
	struct room *room = charter ? s->charter->room : s->room;
	struct entry e = { .n = s->n, .stream = charter ? 0 : room->seq ? room->id : s->n, .seq = room->seq + 1, .at = s->now,
	    .log = s->charter->log, .kind = kind, .by.person = somebody(c, s), .by.seat = some_seat(c, s) };
	struct buf act = buf_new(T, 1024);
	struct sealed sealed;

	s->in = room;
	draw_record(c, event_table(kind), &e.as);
	make_likely(c, s, event_table(kind), &e.as);
	if (kind >= EV_decided && kind <= EV_recused && room->n_decisions && room->n_options) {
		struct rec_act is = act_for(s, e.by.person, e.by.seat, "decide");

		field_write(&act, record_act_table(), &is);
		e.as.decided.act = buf_str(&act);       /* the four have the same fields */
	}
	if (entry_seal(T, &e, (const u8 *)story_bytes(s, SALTS_PER_ENTRY * SALT).p, &sealed))
		return;
	story_keep(s, e.stream, &sealed);
	if (fold_bytes((struct world){ s->charter, room }, s->lines[s->n_lines - 1].leaf, s->lines[s->n_lines - 1].disclosures, sealed.n_disclosures) == OK) {
		s->n++;
		reached[kind]++;
	}
}

static void
look_away(void *ctx, const struct seen *seen)
{
	(void)ctx; (void)seen;
}

TEST(a_forged_record_is_refused_or_folded_but_stops_no_verifier)
{
	struct chance c = chance_new();

	for (int run = 0; run < 60; run++) {
		struct arena mark = *T;
		struct story *s = story_new(draw(&c) >> 63);

		for (int i = 0; i < 400; i++) {
			struct arena step = *T;

			forge(&c, s);
			*T = step;
		}
		view_since(T, s->charter, s->room, 0, look_away, NULL);
		view_since(T, s->charter, s->charter->room, 0, look_away, NULL);
		story_end(s);
		*T = mark;
	}
	CHECK(reached[EV_decision_taken] && reached[EV_measure_applied]);
}

TEST_MAIN()
