/*
 * alone -- what a seat may do at once, before the others have answered: by
 * standing authority within limits (B8), or by breaking the glass (B7).
 *
 * There is no second way to decide.  The decision stays open; what was put up
 * is carried out meanwhile, and holds if the rule's answers come in time.
 */
#include "authority.h"

static const i64 SECOND = 1000000;

const struct rec_standing *
standing_authority(const struct scene *s, const struct decision *d, i64 seat, bool emergency)
{
	const struct rec_rule_terms *rule = rule_of(s->charter, d);
	const struct option *o = FIND(s->room, options, d->option);

	for (size_t i = 0; rule && d->put_up && d->alone == 0 && i < rule->n_alone; i++) {
		const struct rec_standing *is = &rule->alone[i];

		if (is->seat == seat && is->emergency == emergency && rule_condition(s, o, is->when) == TRUTH_TRUE)
			return is;
	}
	return NULL;
}

struct refs
seats_alone(const struct scene *s, const struct decision *d, bool emergency)
{
	const struct rec_rule_terms *rule = rule_of(s->charter, d);
	i64 *v = NEW(s->a, i64, rule ? rule->n_alone : 0);
	size_t n = 0;

	for (size_t i = 0; rule && i < rule->n_alone; i++)
		if (standing_authority(s, d, rule->alone[i].seat, emergency) == &rule->alone[i])
			v[n++] = rule->alone[i].seat;
	return (struct refs){ v, n };
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
