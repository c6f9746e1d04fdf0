/*
 * alone -- what a seat may do at once, before the others have answered: by
 * standing authority within limits (B8), or by breaking the glass (B7).
 *
 * There is no second way to decide.  The decision stays open; what was put up
 * is carried out meanwhile, and holds if the rule's answers come in time.
 */
#include "authority.h"

static const i64 REVIEW_WITHIN = 7 * 24 * 3600;
enum { TITLE_MAX = 300 };       /* as events.def has it for task_opened */

static const struct rec_standing *
standing_under(const struct scene *s, const struct rec_rule_terms *rule, const struct option *o, i64 seat, bool emergency)
{
	for (size_t i = 0; i < rule->n_alone; i++) {
		const struct rec_standing *is = &rule->alone[i];

		if (is->seat == seat && is->emergency == emergency && rule_condition(s, o, rule->currency, is->when) == TRUTH_TRUE)
			return is;
	}
	return NULL;
}

static bool
has_measure(const struct room *room, i64 option, const struct measure *m)
{
	for (size_t i = 0; i < room->n_measures; i++)
		if (room->measures[i].is.option == option && room->measures[i].is.kind == m->is.kind && room->measures[i].is.service == m->is.service)
			return true;
	return false;
}

/* Ended so, whatever stands in its place since. */
static bool
ended_by(const struct room *room, const struct decision *d, enum event_kind how)
{
	return d->state != DECISION_OPEN && d->outcome && room->places[d->outcome - 1].kind == how;
}

/* Of what was done alone and nobody ratified, and what was decided with all its answers, under whatever rule: the last that came to this measure, or NULL. */
static const struct decision *
last_word_on(const struct room *room, const struct measure *m)
{
	const struct decision *last = NULL;

	for (size_t i = 0; i < room->n_decisions; i++) {
		const struct decision *d = &room->decisions[i];
		bool alone = d->alone && !d->defaulted && ended_by(room, d, EV_decision_lapsed);

		if ((alone || ended_by(room, d, EV_decision_taken)) && has_measure(room, d->option, m) &&
		    (last == NULL || d->outcome > last->outcome))
			last = d;
	}
	return last;
}

/* The same was done alone before, nobody ratified it, and it was not decided since: its limit is not begun again (B8). */
static bool
was_not_ratified(const struct room *room, const struct option *o)
{
	for (size_t i = 0; i < room->n_measures; i++) {
		const struct measure *m = &room->measures[i];
		const struct decision *last = m->is.option == o->head.id ? last_word_on(room, m) : NULL;

		if (last && ended_by(room, last, EV_decision_lapsed))
			return true;
	}
	return false;
}

const struct rec_standing *
standing_authority(const struct scene *s, const struct decision *d, i64 seat, bool emergency)
{
	const struct rec_rule_terms *rule = d->put_up && d->alone == 0 ? rule_of(s->charter, d) : NULL;
	const struct option *o = FIND(s->room, options, d->option);
	const struct rec_standing *least = rule ? standing_under(s, rule, o, seat, emergency) : NULL;
	struct beside beside = { .n = 0 };

	if (least)
		beside = rules_beside(s->charter, s->room, d, o);
	if (beside.lacks || (least && !emergency && was_not_ratified(s->room, o)))
		return NULL;
	for (size_t i = 0; i < beside.n && least; i++) {
		const struct rec_standing *is = standing_under(s, &beside.v[i]->is, o, seat, emergency);

		least = is && least->holds <= is->holds ? least : is;
	}
	return least;
}

struct refs
seats_alone(const struct scene *s, const struct decision *d, bool emergency)
{
	const struct rec_rule_terms *rule = rule_of(s->charter, d);
	i64 *v = NEW(s->a, i64, rule ? rule->n_alone : 0);
	size_t n = 0;

	for (size_t i = 0; rule && i < rule->n_alone; i++)
		if (!refs_have((struct refs){ v, n }, rule->alone[i].seat) && standing_authority(s, d, rule->alone[i].seat, emergency))
			v[n++] = rule->alone[i].seat;
	return (struct refs){ v, n };
}

/* Whoever answers for it looks at it afterwards; where they did it themselves, the charter officers do (need_task_theirs). */
static void
owe_review(const struct scene *s, struct outcome *out, const struct decision *d, const struct answer *a)
{
	emit(out, EV_task_opened)->as.task_opened = (struct ev_task_opened){
		.title = str_first(arena_fmt(s->a, "Review what was done by breaking the glass: was it right, and is the rule? %.*s", STR_ARG(d->is.question)), TITLE_MAX),
		.owner = seat_held_by(s->charter, d->needs.accountable, a->person) ? s->charter->officers : d->needs.accountable,
		.due = s->now + REVIEW_WITHIN * SECOND, .reviews = a->head.id };
}

bool
react_alone(const struct scene *s, struct outcome *out, const struct decision *d)
{
	for (size_t i = 0; d->alone == 0 && i < s->room->n_answers; i++) {
		const struct answer *a = &s->room->answers[i];
		const struct rec_standing *by = a->decision != d->head.id || (a->kind != ANSWER_DECIDE && a->kind != ANSWER_BREAK_GLASS) ? NULL :
		    standing_authority(s, d, a->seat, a->kind == ANSWER_BREAK_GLASS);

		if (by == NULL || a->voice || !answer_counts(s->charter, s->room, d, a))
			continue;
		if (a->kind == ANSWER_BREAK_GLASS)
			owe_review(s, out, d, a);
		emit(out, EV_acted_alone)->as.acted_alone =
		    (struct ev_acted_alone){ d->head.id, d->option, a->head.id, s->now + by->holds * SECOND };
		return true;
	}
	return false;
}

void
fold_acted_alone(struct room *room, const struct entry *e, const struct ev_acted_alone *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->alone = e->seq;
	d->alone_by = p->answer;
	d->deadline = p->until;
	touch(room, ENT_decision, &d->head, e);
}
