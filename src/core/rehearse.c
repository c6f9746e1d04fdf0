#include "rehearse.h"

#include "authority.h"
#include "by_default.h"
#include "quorum.h"
#include "utc.h"

enum {
	STEPS = 400,                    /* of one rehearsal (records.def); ordinary ones have thirty */
	PLAYED = 300,                   /* after so many it is given up: the server waits meanwhile */
	LISTED = 250,                   /* characters of a list within a sentence */
	ROOM_SIZE = 4 * MIB, NONCE = 16, PEOPLE = 200,
};
static const i64 SECOND = 1000000, ACT_LASTS = 600 * 1000000ll;
static const i64 LATEST = 230ll * 365 * 24 * 3600 * 1000000;    /* time is counted within what JSON carries */

/* A charter of its own, in which everybody's answer counts; the room; and what was seen to happen. */
struct play {
	struct arena *a;
	const struct charter *real;
	struct charter charter;
	struct room *room;
	const struct rehearsal *q;
	i64 now, answered;
	struct outcome *out;
	struct rec_rehearsal *is;
	struct rec_rehearsal_step *steps;
};

static str
name(const struct play *p, i64 person)
{
	const struct person *x = charter_person(&p->charter, person);

	return x && x->is.name.n ? x->is.name : STR("somebody");
}

static str
title(const struct play *p, i64 seat)
{
	return seat_title(&p->charter, seat);
}

/* "Rosa Lindgren, Sven Hoffmann"; nobody: nothing. */
static str
names(const struct play *p, struct refs people)
{
	str all = { NULL, 0 };

	for (size_t i = 0; i < people.n && all.n < LISTED; i++)
		all = all.n ? arena_fmt(p->a, "%.*s, %.*s", STR_ARG(all), STR_ARG(name(p, people.v[i]))) : name(p, people.v[i]);
	return all;
}

static void
step(struct play *p, enum rehearsed what, i64 seat, i64 person, str text)
{
	if (p->is->n_steps < STEPS)
		p->steps[p->is->n_steps++] = (struct rec_rehearsal_step){ p->now, what, seat, person, text };
}

static bool
reachable(const struct play *p, i64 person)
{
	return !refs_have(p->q->absent, person) && !is_absent(&p->charter, person, p->now);
}

/* ---- the room: what is folded, and what is seen of it ---- */

static void
see_deputy_called(struct play *p, const struct ev_deputy_called *e)
{
	step(p, REHEARSED_DEPUTY, e->seat, e->person, arena_fmt(p->a, "%.*s stands in for %.*s%s.", STR_ARG(name(p, e->person)),
	    STR_ARG(title(p, e->seat)), e->delegation ? ", to whom it is delegated for a time" : ""));
}

static void
see_escalated(struct play *p, const struct ev_seat_escalated *e)
{
	const struct seat *to = charter_seat(&p->charter, e->to);

	step(p, REHEARSED_ESCALATED, e->seat, 0, arena_fmt(p->a, "%.*s is silent: %.*s (%.*s) may answer in its place.", STR_ARG(title(p, e->seat)),
	    STR_ARG(title(p, e->to)), STR_ARG(to->is.holders.n ? names(p, to->is.holders) : STR("nobody holds it"))));
}

static void
see_reminded(struct play *p, const struct ev_decision_reminded *e)
{
	for (size_t i = 0; i < e->missing.n; i++)
		step(p, REHEARSED_REMINDED, e->missing.v[i], 0, arena_fmt(p->a, "%.*s is reminded.", STR_ARG(title(p, e->missing.v[i]))));
}

static void
see_acted_alone(struct play *p, const struct ev_acted_alone *e)
{
	const struct answer *by = FIND(p->room, answers, e->answer);

	step(p, REHEARSED_ALONE, by->seat, by->person, arena_fmt(p->a, "%.*s may act at once, alone, for %lld minutes; it ends then unless the others answer.",
	    STR_ARG(name(p, by->person)), (long long)(e->until - p->now) / (60 * SECOND)));
}

static void
see(struct play *p, const struct emitted *m)
{
	if (m->kind == EV_deputy_called)        see_deputy_called(p, &m->as.deputy_called);
	if (m->kind == EV_seat_escalated)       see_escalated(p, &m->as.seat_escalated);
	if (m->kind == EV_acted_alone)          see_acted_alone(p, &m->as.acted_alone);
	if (m->kind == EV_decision_reminded)    see_reminded(p, &m->as.decision_reminded);
}

static void
enter(struct play *p, const struct emitted *m)
{
	struct entry e = { .n = 1, .stream = 1, .seq = p->room->seq + 1, .at = p->now, .charter = p->charter.room->seq,
	    .by = m->by, .kind = m->kind, .as = m->as };

	fold((struct world){ &p->charter, p->room }, &e);
	see(p, m);
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

static const struct decision *
question(const struct play *p)
{
	return &p->room->decisions[0];
}

/* ---- answering ---- */

/* A deputy called, or the next authority: by which entry this person may sit there; 0 for who holds the seat, -1 if they may not. */
static i64
grounds_of(const struct play *p, i64 seat, i64 person)
{
	const struct decision *d = question(p);

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
	const struct decision *d = question(p);
	const struct option *o = FIND(p->room, options, d->option);
	const struct deputy *deputy = FIND(p->room, deputies, grounds);
	struct rec_tree_place *tree = NEW(p->a, struct rec_tree_place, 1);
	struct rec_act act = {
		.type = STR("tocsin/act/1"), .log = p->charter.log, .rp = STR("rehearsal"), .stream = stream_name(p->a, p->room->id),
		.verb = verb, .person = person, .seat = seat, .grounds = grounds, .for_ = deputy ? deputy->is.principal : 0,
		.object = d->head.id, .option = o->head.id, .rule = d->is.rule, .tree = tree, .nonce = nonce(p), .note = STR(""),
		.head = head_of(p->a, p->room), .charter = head_of(p->a, p->charter.room), .issued = p->now, .expires = p->now + ACT_LASTS,
	};

	act.subject = subject_hash(p->a, p->room, d, o, act.head->seq);
	brief_hash(p->a, p->room, brief_sources(p->a, p->room, d), &act.brief);
	return act;
}

/* Does the core take it?  Else nothing has happened. */
static bool
gives(struct play *p, i64 seat, i64 person, i64 grounds, bool decides)
{
	struct arena before = *p->a;
	struct rec_act act = act_of(p, seat, person, grounds, decides ? STR("decide") : STR("concur"));
	struct refs sources = brief_sources(p->a, p->room, question(p));
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
	step(p, REHEARSED_ANSWERED, seat, person, arena_fmt(p->a, "%.*s %s for %.*s.", STR_ARG(name(p, person)), decides ? "decides" : "concurs",
	    STR_ARG(title(p, seat))));
	return true;
}

/* Whoever may answer in one of the seats that lack and can be reached does so; one at a time, as each may change what lacks. */
static bool
somebody_answers(struct play *p)
{
	struct standing standing;

	standing_of(p->a, &p->charter, p->room, question(p), &standing);
	for (size_t i = 0; i < standing.missing.n; i++)
		for (size_t k = 0; k < p->charter.n_persons; k++)
			if (answers_in(p, standing.missing.v[i], p->charter.persons[k].head.id, standing.missing.v[i] == question(p)->needs.accountable))
				return true;
	return false;
}

/* The seats that may act alone meanwhile do, but do not break the glass. */
static bool
somebody_acts_alone(struct play *p)
{
	struct scene s = scene(p, 0);
	struct refs seats = seats_alone(&s, question(p), false);

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
		step(p, REHEARSED_IN_VAIN, call->is.seat, call->is.person,
		    arena_fmt(p->a, "%.*s is called in two ways in vain.", STR_ARG(name(p, call->is.person))));
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

static void
see_asked(struct play *p, i64 seat, const char *what, str when)
{
	const struct seat *s = charter_seat(&p->charter, seat);

	step(p, REHEARSED_ASKED, seat, 0, arena_fmt(p->a, "%.*s (%.*s) %s%s%.*s.", STR_ARG(title(p, seat)),
	    STR_ARG(s->is.holders.n ? names(p, s->is.holders) : STR("nobody holds it")), what, when.p ? " if " : "", STR_ARG(when)));
}

/* Whatever condition they have, all who may have to concur are asked. */
static void
put_up(struct play *p, const struct needs *needs)
{
	i64 deadline = p->now + needs->within * SECOND;

	HAPPENS(p, decision_opened, .kind = p->q->kind, .rule = needs->rule, .deadline = deadline, .question = STR("Rehearsal"));
	HAPPENS(p, option_proposed, .decision = question(p)->head.id, .title = STR("Yes"));
	see_asked(p, needs->accountable, "is asked to decide", (str){ NULL, 0 });
	for (size_t g = 0; g < needs->n_concur; g++) {
		const struct rec_concur_group *group = &needs->concur[g];
		const char *what = group->k == (i64)group->seats.n ? "must concur" :
		    arena_fmt(p->a, "is one of %zu of whom %lld must concur", group->seats.n, (long long)group->k).p;

		for (size_t i = 0; i < group->seats.n; i++)
			see_asked(p, group->seats.v[i], what, group->when);
	}
	HAPPENS(p, option_put_up, .decision = question(p)->head.id, .option = p->room->options[0].head.id, .accountable = needs->accountable,
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
		if (question(p)->state != DECISION_OPEN)
			return;
		if (somebody_answers(p) || somebody_acts_alone(p) || somebody_is_called_in_vain(p))
			continue;
		s = scene(p, 0);
		p->now = due(&s) > p->now ? due(&s) : question(p)->deadline;
	}
}

static str
after(const struct play *p)
{
	i64 minutes = (p->now - p->q->at) / (60 * SECOND);

	if (minutes == 0)
		return STR("At once");
	if (minutes < 120)
		return arena_fmt(p->a, "After %lld minutes", (long long)minutes);
	return minutes % 60 == 0 ? arena_fmt(p->a, "After %lld hours", (long long)minutes / 60) :
	    arena_fmt(p->a, "After %lld hours and %lld minutes", (long long)minutes / 60, (long long)minutes % 60);
}

static void
end_decided(struct play *p)
{
	str who = { NULL, 0 };

	for (size_t i = 0; i < p->room->n_answers && who.n < 3 * LISTED; i++) {
		const struct answer *a = &p->room->answers[i];
		str one = arena_fmt(p->a, "%.*s for %.*s", STR_ARG(name(p, a->person)), STR_ARG(title(p, a->seat)));

		who = who.n ? arena_fmt(p->a, "%.*s, %.*s", STR_ARG(who), STR_ARG(one)) : one;
	}
	p->is->decided = true;
	p->is->outcome = arena_fmt(p->a, "%.*s it is decided: %.*s.", STR_ARG(after(p)), STR_ARG(who));
	step(p, REHEARSED_DECIDED, 0, 0, STR("It is decided."));
}

/* ---- the gap ---- */

static bool
answered_elsewhere(const struct play *p, i64 person)
{
	for (size_t i = 0; i < p->room->n_answers; i++)
		if (p->room->answers[i].person == person)
			return true;
	return false;
}

/* Why these people did not answer in that seat. */
static str
silence(const struct play *p, struct refs people)
{
	str all = { NULL, 0 };

	for (size_t i = 0; i < people.n && all.n < LISTED; i++) {
		i64 who = people.v[i];
		str one = arena_fmt(p->a, "%.*s %s", STR_ARG(name(p, who)), refs_have(p->q->absent, who) ? "cannot be reached" :
		    is_absent(&p->charter, who, p->now) ? "is away" : answered_elsewhere(p, who) ? "answers in another seat, and counts once" :
		    "is not called");

		all = all.n ? arena_fmt(p->a, "%.*s, %.*s", STR_ARG(all), STR_ARG(one)) : one;
	}
	return all.n ? all : STR("nobody holds it or stands in");
}

static bool
was_escalated(const struct play *p, i64 seat)
{
	for (size_t i = 0; i < p->room->n_escalations; i++)
		if (p->room->escalations[i].is.seat == seat)
			return true;
	return false;
}

static str
gap_of(const struct play *p, i64 seat)
{
	const struct rec_rule_terms *rule = rule_of(&p->charter, question(p));
	const struct seat *s = charter_seat(&p->charter, seat), *to = NULL;
	struct refs line = { NEW(p->a, i64, s->is.holders.n + s->is.deputies.n), 0 };
	i64 *v = (i64 *)(uintptr_t)line.v;

	for (size_t i = 0; i < s->is.holders.n; i++)
		v[line.n++] = s->is.holders.v[i];
	for (size_t i = 0; i < s->is.deputies.n; i++)
		v[line.n++] = s->is.deputies.v[i];
	if (was_escalated(p, seat))
		to = charter_seat(&p->charter, rule->ladder->escalate_to);
	return arena_fmt(p->a, "%.*s: %.*s%s%.*s%s%.*s.", STR_ARG(title(p, seat)), STR_ARG(silence(p, line)), to ? "; in its place " : "",
	    STR_ARG(to ? title(p, to->head.id) : STR("; the rule leads to no other seat")), to ? ": " : "",
	    STR_ARG(to ? silence(p, to->is.holders) : STR("")));
}

/* What is put up here has no measures; so it is said what it would take. */
static void
see_default(struct play *p)
{
	const struct rec_rule_terms *rule = rule_of(&p->charter, question(p));
	const struct rec_default_terms *t = rule ? rule->by_default : NULL;
	str kinds = { NULL, 0 };

	if (t == NULL || default_wrong(rule->kind, t))
		return;
	for (size_t i = 0; i < t->n_measures; i++)
		kinds = arena_fmt(p->a, "%.*s%s%s", STR_ARG(kinds), i ? ", " : "", word_text(&measure_kind_words, (int)t->measures[i].kind));
	step(p, REHEARSED_DEFAULT, 0, 0, arena_fmt(p->a, "If it consists of %.*s alone, and %.*s is known to hold, it is taken by default for %lld minutes: "
	    "tasks for people. Else:", STR_ARG(kinds), STR_ARG(t->when.n < LISTED ? t->when : STR("its condition")), (long long)t->holds / 60));
}

static void
end_undecided(struct play *p)
{
	struct standing standing;

	standing_of(p->a, &p->charter, p->room, question(p), &standing);
	see_default(p);
	for (size_t i = 0; i < standing.missing.n; i++)
		step(p, REHEARSED_GAP, standing.missing.v[i], 0, gap_of(p, standing.missing.v[i]));
	p->is->outcome = arena_fmt(p->a, "%.*s it %s undecided, and %.*s answers for that.", STR_ARG(after(p)),
	    question(p)->state == DECISION_OPEN ? "is still" : "ends", STR_ARG(title(p, question(p)->needs.accountable)));
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

static bool
is_standard(str kind)
{
	for (size_t k = 1; k < standard_kind_words.count; k++)
		if (str_eq(kind, str_c(standard_kind_words.words[k].text)))
			return true;
	return false;
}

static void
no_rule(struct play *p)
{
	str text = arena_fmt(p->a, "No rule says who decides %.*s: nobody may.", STR_ARG(p->q->kind));

	step(p, REHEARSED_GAP, 0, 0, text);
	p->is->supposes = STR("The charter stays as it is.");
	p->is->outcome = text;
}

err
rehearse(struct arena *a, const struct charter *c, const struct rehearsal *q, struct rec_rehearsal *out)
{
	struct play p = { .a = a, .real = c, .charter = *c, .q = q, .now = q->at, .is = out, .steps = NEW(a, struct rec_rehearsal_step, STEPS) };
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
		if (!is_standard(q->kind))
			return err_new(a, ERR_NO_SUCH, "kind: the charter has no rule for %.*s, and it is no standard kind", STR_ARG(q->kind));
		no_rule(&p);
		return OK;
	}
	out->supposes = arena_fmt(a, "An option is put up as soon as it is asked. If nobody puts one up the same ladder is climbed for that, up to %lld minutes; "
	    "and whenever one is put up, or changed, all of it begins anew.", (long long)needs.within / 60);
	begin(&p);
	put_up(&p, &needs);
	play(&p);
	if (question(&p)->state == DECISION_TAKEN)
		end_decided(&p);
	else
		end_undecided(&p);
	note_without_passkey(&p);
	return OK;
}

/* ---- who cannot be reached ---- */

static bool
number(str word, i64 *out)
{
	*out = 0;
	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] < '0' || word.p[i] > '9' || i > 14)
			return false;
		*out = *out * 10 + (word.p[i] - '0');
	}
	return word.n > 0;
}

err
rehearse_absent(struct arena *a, const struct charter *c, str list, struct refs *out)
{
	i64 *v = NEW(a, i64, PEOPLE), person;
	str rest = list;

	*out = (struct refs){ v, 0 };
	while (rest.n) {
		str word = str_cut(rest, ',', &rest);
		const struct seat *seat = charter_seat_named(c, word);
		struct refs who = seat ? seat->is.holders : number(word, &person) && charter_person(c, person) ? (struct refs){ &person, 1 } : (struct refs){ NULL, 0 };

		if (seat == NULL && who.n == 0)
			return err_new(a, ERR_NO_SUCH, "absent: there is no seat and nobody called %.*s", STR_ARG(word));
		for (size_t i = 0; i < who.n && out->n < PEOPLE; i++)
			if (!refs_have(*out, who.v[i]))
				v[out->n++] = who.v[i];
	}
	return OK;
}
