/* rehearse_tell -- what happened in a rehearsal, in words. */
#include "rehearse_parts.h"

#include "by_default.h"

enum { LISTED = 250 };                  /* characters of a list within a sentence */

str
told_name(const struct play *p, i64 person)
{
	const struct person *x = charter_person(&p->charter, person);

	return x && x->is.name.n ? x->is.name : STR("somebody");
}

str
told_duration(const struct play *p, i64 seconds)
{
	const i64 hour = 60, day = 24 * hour, minutes = seconds / 60;

	if (minutes < 2 * hour)
		return arena_fmt(p->a, "%lld minute%s", (long long)minutes, minutes == 1 ? "" : "s");
	if (minutes >= 2 * day && minutes % day == 0)
		return arena_fmt(p->a, "%lld days", (long long)(minutes / day));
	return minutes % hour == 0 ? arena_fmt(p->a, "%lld hours", (long long)(minutes / hour)) :
	    arena_fmt(p->a, "%lld hours and %lld minutes", (long long)(minutes / hour), (long long)(minutes % hour));
}

str
told_title(const struct play *p, i64 seat)
{
	return seat_title(&p->charter, seat);
}

/* "Rosa Lindgren, Sven Hoffmann"; nobody: nothing. */
static str
names(const struct play *p, struct refs people)
{
	str all = { NULL, 0 };

	for (size_t i = 0; i < people.n && all.n < LISTED; i++)
		all = all.n ? arena_fmt(p->a, "%.*s, %.*s", STR_ARG(all), STR_ARG(told_name(p, people.v[i]))) : told_name(p, people.v[i]);
	return all;
}

void
tell(struct play *p, enum rehearsed what, i64 seat, i64 person, str text)
{
	if (p->is->n_steps < REHEARSED_STEPS)
		p->steps[p->is->n_steps++] = (struct rec_rehearsal_step){ p->now, what, seat, person, text };
}

/* ---- as it happens ---- */

void
tell_asked(struct play *p, i64 seat, const char *what, str when)
{
	const struct seat *s = charter_seat(&p->charter, seat);

	tell(p, REHEARSED_ASKED, seat, 0, arena_fmt(p->a, "%.*s (%.*s) %s%s%.*s.", STR_ARG(told_title(p, seat)),
	    STR_ARG(s->is.holders.n ? names(p, s->is.holders) : STR("nobody holds it")), what, when.p ? " if " : "", STR_ARG(when)));
}

static void
tell_deputy_called(struct play *p, const struct ev_deputy_called *e)
{
	tell(p, REHEARSED_DEPUTY, e->seat, e->person, arena_fmt(p->a, "%.*s stands in for %.*s%s.", STR_ARG(told_name(p, e->person)),
	    STR_ARG(told_title(p, e->seat)), e->delegation ? ", to whom it is delegated for a time" : ""));
}

static void
tell_escalated(struct play *p, const struct ev_seat_escalated *e)
{
	const struct seat *to = charter_seat(&p->charter, e->to);

	tell(p, REHEARSED_ESCALATED, e->seat, 0, arena_fmt(p->a, "%.*s is silent: %.*s (%.*s) may answer in its place.", STR_ARG(told_title(p, e->seat)),
	    STR_ARG(told_title(p, e->to)), STR_ARG(to->is.holders.n ? names(p, to->is.holders) : STR("nobody holds it"))));
}

static void
tell_reminded(struct play *p, const struct ev_decision_reminded *e)
{
	for (size_t i = 0; i < e->missing.n; i++)
		tell(p, REHEARSED_REMINDED, e->missing.v[i], 0, arena_fmt(p->a, "%.*s is reminded.", STR_ARG(told_title(p, e->missing.v[i]))));
}

static void
tell_acted_alone(struct play *p, const struct ev_acted_alone *e)
{
	const struct answer *by = FIND(p->room, answers, e->answer);

	tell(p, REHEARSED_ALONE, by->seat, by->person, arena_fmt(p->a, "%.*s may act at once, alone, for %.*s; it ends then unless the others answer.",
	    STR_ARG(told_name(p, by->person)), STR_ARG(told_duration(p, (e->until - p->now) / SECOND))));
}

void
tell_happened(struct play *p, const struct emitted *m)
{
	if (m->kind == EV_deputy_called)        tell_deputy_called(p, &m->as.deputy_called);
	if (m->kind == EV_seat_escalated)       tell_escalated(p, &m->as.seat_escalated);
	if (m->kind == EV_acted_alone)          tell_acted_alone(p, &m->as.acted_alone);
	if (m->kind == EV_decision_reminded)    tell_reminded(p, &m->as.decision_reminded);
}

/* ---- the end ---- */

static str
after(const struct play *p)
{
	i64 seconds = (p->now - p->q->at) / SECOND;

	return seconds < 60 ? STR("At once") : arena_fmt(p->a, "After %.*s", STR_ARG(told_duration(p, seconds)));
}

void
tell_decided(struct play *p)
{
	str who = { NULL, 0 };

	for (size_t i = 0; i < p->room->n_answers && who.n < 3 * LISTED; i++) {
		const struct answer *a = &p->room->answers[i];
		str one = arena_fmt(p->a, "%.*s for %.*s", STR_ARG(told_name(p, a->person)), STR_ARG(told_title(p, a->seat)));

		who = who.n ? arena_fmt(p->a, "%.*s, %.*s", STR_ARG(who), STR_ARG(one)) : one;
	}
	p->is->decided = true;
	p->is->outcome = arena_fmt(p->a, "%.*s it is decided: %.*s.", STR_ARG(after(p)), STR_ARG(who));
	tell(p, REHEARSED_DECIDED, 0, 0, STR("It is decided."));
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
		str one = arena_fmt(p->a, "%.*s %s", STR_ARG(told_name(p, who)), refs_have(p->q->absent, who) ? "cannot be reached" :
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
	const struct rec_rule_terms *rule = rule_of(&p->charter, rehearsed_question(p));
	const struct seat *s = charter_seat(&p->charter, seat), *to = NULL;
	i64 *v = NEW(p->a, i64, s->is.holders.n + s->is.deputies.n);
	struct refs line = { v, 0 };

	for (size_t i = 0; i < s->is.holders.n; i++)
		v[line.n++] = s->is.holders.v[i];
	for (size_t i = 0; i < s->is.deputies.n; i++)
		v[line.n++] = s->is.deputies.v[i];
	if (was_escalated(p, seat))
		to = charter_seat(&p->charter, rule->ladder->escalate_to);
	return arena_fmt(p->a, "%.*s: %.*s%s%.*s%s%.*s.", STR_ARG(told_title(p, seat)), STR_ARG(silence(p, line)), to ? "; in its place " : "",
	    STR_ARG(to ? told_title(p, to->head.id) : STR("; the rule leads to no other seat")), to ? ": " : "",
	    STR_ARG(to ? silence(p, to->is.holders) : STR("")));
}

/* What is put up here has no measures; so it is said what it would take. */
static void
tell_default(struct play *p)
{
	const struct rec_rule_terms *rule = rule_of(&p->charter, rehearsed_question(p));
	const struct rec_default_terms *t = rule ? rule->by_default : NULL;
	str kinds = { NULL, 0 };

	if (t == NULL || default_wrong(rule->kind, t))
		return;
	for (size_t i = 0; i < t->n_measures; i++)
		kinds = arena_fmt(p->a, "%.*s%s%s", STR_ARG(kinds), i ? ", " : "", word_text(&measure_kind_words, (int)t->measures[i].kind));
	tell(p, REHEARSED_DEFAULT, 0, 0, arena_fmt(p->a, "If it consists of %.*s alone, and %.*s is known to hold, it is taken by default for %.*s: "
	    "tasks for people. Else:", STR_ARG(kinds), STR_ARG(t->when.n < LISTED ? t->when : STR("its condition")), STR_ARG(told_duration(p, t->holds))));
}

void
tell_undecided(struct play *p)
{
	struct standing standing;

	standing_of(p->a, &p->charter, p->room, rehearsed_question(p), &standing);
	tell_default(p);
	for (size_t i = 0; i < standing.missing.n; i++)
		tell(p, REHEARSED_GAP, standing.missing.v[i], 0, gap_of(p, standing.missing.v[i]));
	p->is->outcome = arena_fmt(p->a, "%.*s it %s undecided, and %.*s answers for that.", STR_ARG(after(p)),
	    rehearsed_question(p)->state == DECISION_OPEN ? "is still" : "ends", STR_ARG(told_title(p, rehearsed_question(p)->needs.accountable)));
}
