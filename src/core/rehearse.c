#include "rehearse_parts.h"

#include "by_default.h"
#include "quorum.h"
#include "utc.h"

enum {
	PLAYED = 300,                   /* after so many it is given up: the server waits meanwhile */
	ROOM_SIZE = 4 * MIB, NONCE = 16, PEOPLE = 200,
};
static const i64 LATEST = 230 * 365 * DAY;            /* time is counted within what JSON carries */

static bool
reachable(const struct play *p, i64 person)
{
	return !refs_have(p->q->absent, person) && !is_absent(&p->charter, person, p->now);
}

/* ---- the room: what is folded, and what is seen of it ---- */

static void
enter(struct play *p, const struct emitted *m)
{
	struct entry e = { .n = 1, .stream = 1, .seq = p->room->seq + 1, .at = p->now, .charter = p->charter.room->seq,
	    .by = m->by, .kind = m->kind, .as = m->as };

	fold((struct world){ &p->charter, p->room }, &e);
	tell_happened(p, m);
}
#define HAPPENS(p, name, ...) enter((p), &(struct emitted){ .kind = EV_##name, .as.name = { __VA_ARGS__ } })

static struct scene
scene(struct play *p, i64 person)
{
	return (struct scene){ .a = p->a, .charter = &p->charter, .room = p->room, .now = p->now, .tree_known = true,
	    .actor = { person, 0, SESSION_DEMO, true } };
}

/* What follows by itself. */
static void
settle(struct play *p)
{
	struct scene s = scene(p, 0);
	size_t rounds = 0;

	do {
		react(&s, p->out);
		for (size_t i = 0; i < p->out->n; i++)
			enter(p, &p->out->v[i]);
		rounds += !react_left_off(p->out);
	} while (p->out->n && rounds < LIMIT_REACTIONS);
}

const struct decision *
rehearsed_question(const struct play *p)
{
	return &p->room->decisions[0];
}

/* ---- answering ---- */

/* A deputy called, or the next authority: by which entry this person may sit there; 0 for who holds the seat, -1 if they may not. */
static i64
grounds_of(const struct play *p, i64 seat, i64 person)
{
	const struct decision *d = rehearsed_question(p);

	if (may_sit(&p->charter, p->room, d, seat, person, 0))
		return 0;
	for (size_t i = 0; i < p->room->n_deputies; i++)
		if (may_sit(&p->charter, p->room, d, seat, person, p->room->deputies[i].head.id))
			return p->room->deputies[i].head.id;
	for (size_t i = 0; i < p->room->n_escalations; i++)
		if (may_sit(&p->charter, p->room, d, seat, person, p->room->escalations[i].head.id))
			return p->room->escalations[i].head.id;
	return -1;
}

static const struct rec_leaf_place *
head_of(struct arena *a, const struct room *room)
{
	struct rec_leaf_place *head = NEW(a, struct rec_leaf_place, 1);

	*head = (struct rec_leaf_place){ room->places[room->seq - 1].lh, room->seq };
	return head;
}

/* No two are the same. */
static str
nonce(struct play *p)
{
	char *b = NEW(p->a, char, NONCE);

	memcpy(b, &p->answered, sizeof(p->answered));
	p->answered++;
	return (str){ b, NONCE };
}

/* The act as the server would draw it up; nobody signs it. */
static struct rec_act
act_of(struct play *p, i64 seat, i64 person, i64 grounds, str verb)
{
	const struct decision *d = rehearsed_question(p);
	const struct option *o = FIND(p->room, options, d->option);
	const struct deputy *deputy = FIND(p->room, deputies, grounds);
	struct rec_tree_place *tree = NEW(p->a, struct rec_tree_place, 1);
	struct rec_act act = {
		.type = STR("tocsin/act/1"), .log = p->charter.log, .rp = STR("rehearsal"), .stream = stream_name(p->a, p->room->id),
		.verb = verb, .person = person, .seat = seat, .grounds = grounds, .for_ = deputy ? deputy->is.principal : 0,
		.object = d->head.id, .option = o->head.id, .rule = d->is.rule, .tree = tree, .nonce = nonce(p), .note = STR(""),
		.head = head_of(p->a, p->room), .charter = head_of(p->a, p->charter.room), .issued = p->now, .expires = p->now + ACT_LASTS,
	};

	act.subject = subject_hash(p->a, p->room, o, act.head->seq);
	brief_hash(p->a, p->room, brief_sources(p->a, &p->charter, p->room, d), &act.brief);
	return act;
}

/* Does the core take it?  Else nothing has happened. */
static bool
gives(struct play *p, i64 seat, i64 person, i64 grounds, bool decides)
{
	struct arena before = *p->a;
	struct rec_act act = act_of(p, seat, person, grounds, decides ? STR("decide") : STR("concur"));
	struct refs sources = brief_sources(p->a, &p->charter, p->room, rehearsed_question(p));
	union command_fields *c = NEW(p->a, union command_fields, 1);
	struct buf b = buf_new(p->a, KIB);
	struct scene s = scene(p, person);

	field_write(&b, record_act_table(), &act);
	if (decides)
		c->decide = (struct cmd_decide){ .act = buf_str(&b), .sources = sources };
	else
		c->concur = (struct cmd_concur){ .act = buf_str(&b), .sources = sources };
	if (decide(&s, decides ? CMD_decide : CMD_concur, c, p->out)) {
		*p->a = before;
		return false;
	}
	for (size_t i = 0; i < p->out->n; i++)
		enter(p, &p->out->v[i]);
	return true;
}

static bool
answers_in(struct play *p, i64 seat, i64 person, bool decides)
{
	i64 grounds = grounds_of(p, seat, person);

	if (grounds < 0 || !reachable(p, person) || !gives(p, seat, person, grounds, decides))
		return false;
	tell(p, REHEARSED_ANSWERED, seat, person, arena_fmt(p->a, "%.*s %s for %.*s.", STR_ARG(told_name(p, person)), decides ? "decides" : "concurs",
	    STR_ARG(told_title(p, seat))));
	return true;
}

/* Whoever may answer in one of the seats that lack and can be reached does so; one at a time, as each may change what lacks. */
static bool
somebody_answers(struct play *p)
{
	struct standing standing;

	standing_of(p->a, &p->charter, p->room, rehearsed_question(p), &standing);
	for (size_t i = 0; i < standing.missing.n; i++)
		for (size_t k = 0; k < p->charter.n_persons; k++)
			if (answers_in(p, standing.missing.v[i], p->charter.persons[k].head.id, standing.missing.v[i] == rehearsed_question(p)->needs.accountable))
				return true;
	return false;
}

/* The seats that may act alone meanwhile do, but do not break the glass. */
static bool
somebody_acts_alone(struct play *p)
{
	struct scene s = scene(p, 0);
	struct refs seats = seats_alone(&s, rehearsed_question(p), false);

	for (size_t i = 0; i < seats.n; i++)
		for (size_t k = 0; k < p->charter.n_persons; k++)
			if (answers_in(p, seats.v[i], p->charter.persons[k].head.id, true))
				return true;
	return false;
}

static bool
is_to_be_called(const struct play *p, const struct call *call)
{
	return call->tried == 0 && call->is.decision && call->is.reason != CALL_ADVICE && call->is.reason != CALL_INFORMED &&
	    !reachable(p, call->is.person);
}

/* Those who do not answer the telephone are called in two ways. */
static bool
somebody_is_called_in_vain(struct play *p)
{
	i64 *called = NEW(p->a, i64, p->room->n_calls + 1);
	size_t n = 0;

	for (size_t i = 0; i < p->room->n_calls; i++) {
		const struct call *call = &p->room->calls[i];

		if (!is_to_be_called(p, call))
			continue;
		called[n++] = call->head.id;
		tell(p, REHEARSED_IN_VAIN, call->is.seat, call->is.person,
		    arena_fmt(p->a, "%.*s is called in two ways in vain.", STR_ARG(told_name(p, call->is.person))));
		HAPPENS(p, call_tried, .call = call->head.id, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
	}
	p->now += n ? BETWEEN_WAYS : 0;
	for (size_t i = 0; i < n; i++)
		HAPPENS(p, call_tried, .call = called[i], .channel = BY_TEXT_MESSAGE, .result = CALL_SENT);
	return n > 0;
}

/* ---- opening ---- */

static void
begin(struct play *p)
{
	HAPPENS(p, room_declared, .kind = ROOM_INCIDENT, .severity = SEV1, .codename = STR("rehearsal"), .title = STR("Rehearsal"));
	for (size_t i = 0; i < p->charter.n_seats; i++)
		for (size_t k = 0; k < p->charter.seats[i].is.holders.n; k++)
			if (!room_has_member(p->room, p->charter.seats[i].is.holders.v[k]))
				HAPPENS(p, member_added, .person = p->charter.seats[i].is.holders.v[k]);
}

/* Whatever condition they have, all who may have to concur are asked. */
static void
put_up(struct play *p, const struct needs *needs)
{
	i64 deadline = p->now + needs->within * SECOND;

	HAPPENS(p, decision_opened, .kind = p->q->kind, .rule = needs->rule, .deadline = deadline, .question = STR("Rehearsal"));
	HAPPENS(p, option_proposed, .decision = rehearsed_question(p)->head.id, .title = STR("Yes"));
	tell_asked(p, needs->accountable, "is asked to decide", (str){ NULL, 0 });
	for (size_t g = 0; g < needs->n_concur; g++) {
		const struct rec_concur_group *group = &needs->concur[g];
		const char *what = group->k == (i64)group->seats.n ? "must concur" :
		    arena_fmt(p->a, "is one of %zu of whom %lld must concur", group->seats.n, (long long)group->k).p;

		for (size_t i = 0; i < group->seats.n; i++)
			tell_asked(p, group->seats.v[i], what, group->when);
	}
	HAPPENS(p, option_put_up, .decision = rehearsed_question(p)->head.id, .option = p->room->options[0].head.id, .accountable = needs->accountable,
	    .concur = needs->concur, .n_concur = needs->n_concur, .requester_excluded = needs->requester_excluded,
	    .objection_blocks = needs->objection_blocks, .deadline = deadline);
}

/* ---- playing ---- */

/* Until it is decided or undecided, or takes too long to tell: what follows, who answers, who is called; then time passes to what comes next. */
static void
play(struct play *p)
{
	while (p->is->n_steps < PLAYED) {
		struct scene s;

		settle(p);
		if (rehearsed_question(p)->state != DECISION_OPEN)
			return;
		if (somebody_answers(p) || somebody_acts_alone(p) || somebody_is_called_in_vain(p))
			continue;
		s = scene(p, 0);
		p->now = due(&s) > p->now ? due(&s) : rehearsed_question(p)->deadline;
	}
}

/* Whose answers are taken to count here, of all who may have to answer. */
static void
note_without_passkey(struct play *p)
{
	i64 *v = NEW(p->a, i64, PEOPLE);
	size_t n = 0;

	for (size_t i = 0; i < p->room->n_answers && n < PEOPLE; i++)
		if (!person_vouched(p->real, p->room->answers[i].person) && !refs_have((struct refs){ v, n }, p->room->answers[i].person))
			v[n++] = p->room->answers[i].person;
	p->is->without_passkey = (struct refs){ v, n };
}

/* ---- from outside ---- */

static struct arena
part_of(struct arena *a, size_t size)
{
	char *start = NEW(a, char, size);

	return (struct arena){ start, start + size };
}

static void
no_rule(struct play *p)
{
	str text = arena_fmt(p->a, "No rule says who decides %.*s: nobody may.", STR_ARG(p->q->kind));

	tell(p, REHEARSED_GAP, 0, 0, text);
	p->is->supposes = STR("The charter stays as it is.");
	p->is->outcome = text;
}

err
rehearse(struct arena *a, const struct charter *c, const struct rehearsal *q, struct rec_rehearsal *out)
{
	struct play p = { .a = a, .real = c, .charter = *c, .q = q, .now = q->at, .is = out, .steps = NEW(a, struct rec_rehearsal_step, REHEARSED_STEPS) };
	struct needs needs;
	struct scene s;

	if (q->at < 0 || q->at > LATEST)
		return err_new(a, ERR_MALFORMED, "at: a moment from 1970 to 2200 is asked for");
	*out = (struct rec_rehearsal){ .kind = q->kind, .at = q->at, .absent = q->absent, .steps = p.steps };
	p.charter.founded.demo = true;
	p.charter.log = STR("rehearsal");
	p.room = room_new(part_of(a, ROOM_SIZE));
	p.out = NEW(a, struct outcome, 1);
	s = scene(&p, 0);
	if (needs_of(&s, q->kind, &needs)) {
		if (word_find(&standard_kind_words, q->kind) == standard_kind_none)
			return err_new(a, ERR_NO_SUCH, "kind: the charter has no rule for %.*s, and it is no standard kind", STR_ARG(q->kind));
		no_rule(&p);
		return OK;
	}
	out->supposes = arena_fmt(a, "An option is put up as soon as it is asked. If nobody puts one up the same ladder is climbed for that, up to %.*s; "
	    "and whenever one is put up, or changed, all of it begins anew.", STR_ARG(told_duration(&p, needs.within)));
	begin(&p);
	put_up(&p, &needs);
	play(&p);
	if (rehearsed_question(&p)->state == DECISION_TAKEN)
		tell_decided(&p);
	else
		tell_undecided(&p);
	note_without_passkey(&p);
	return OK;
}

/* ---- who cannot be reached ---- */

err
rehearse_absent(struct arena *a, const struct charter *c, str list, struct refs *out)
{
	i64 *v = NEW(a, i64, PEOPLE), person;
	str rest = list;

	*out = (struct refs){ v, 0 };
	while (rest.n) {
		str word = str_cut(rest, ',', &rest);
		const struct seat *seat = charter_seat_named(c, word);
		struct refs who = seat ? seat->is.holders : str_number(word, &person) && charter_person(c, person) ? (struct refs){ &person, 1 } : (struct refs){ NULL, 0 };

		if (word.n == 0)
			return err_new(a, ERR_MALFORMED, "absent: between two commas stands nobody; name a seat or a person there, or leave one comma out");
		if (seat == NULL && who.n == 0)
			return err_new(a, ERR_NO_SUCH, "absent: there is no seat and nobody called %.*s", STR_ARG(word));
		for (size_t i = 0; i < who.n && out->n < PEOPLE; i++)
			if (!refs_have(*out, who.v[i]))
				v[out->n++] = who.v[i];
	}
	return OK;
}
