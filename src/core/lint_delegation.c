/* lint_delegation -- seats lent for a time to who cannot sit there, or not beside their own. */
#include "lint_parts.h"

#include "delegation.h"
#include "quorum.h"

static bool
is_lent(const struct lint *l, const struct delegation *x)
{
	return !x->ended && l->now < x->is.until;
}

/* Another seat of that rule, which the delegate holds, or is lent by an earlier delegation; 0 if there is none. */
static i64
sits_beside(const struct lint *l, const struct delegation *x, const struct rec_rule_terms *r)
{
	struct refs seats = quorum_seats(l->a, r);

	if (!refs_have(seats, x->is.seat) || !delegation_is_for(x, r->kind))
		return 0;
	for (size_t i = 0; i < seats.n; i++) {
		if (seats.v[i] == x->is.seat)
			continue;
		if (seat_held_by(l->c, seats.v[i], x->is.person))
			return seats.v[i];
		for (const struct delegation *y = l->c->delegations; y < x; y++)
			if (is_lent(l, y) && y->is.seat == seats.v[i] && y->is.person == x->is.person && delegation_is_for(y, r->kind))
				return seats.v[i];
	}
	return 0;
}

/* Said of the first rule that needs them twice. */
static void
lint_beside(struct lint *l, const struct delegation *x)
{
	for (size_t i = 0; i < l->c->n_rules; i++) {
		const struct rec_rule_terms *r = &l->c->rules[i].is;
		i64 other = rule_in_force(l->c, &l->c->rules[i]) ? sits_beside(l, x, r) : 0;

		if (other == 0)
			continue;
		lint_find(l, LINT_delegate_counts_once, charter_seat(l->c, x->is.seat)->is.label, arena_fmt(l->a,
		    "%.*s is lent to %.*s, who sits in %.*s: the rule for %.*s asks both, and one person counts once.",
		    STR_ARG(seat_title(l->c, x->is.seat)), STR_ARG(lint_name(l, x->is.person)), STR_ARG(seat_title(l->c, other)), STR_ARG(r->kind)));
		return;
	}
}

/* Whoever holds this seat is lent one that its own delegate holds, by a later delegation: who stands in for whom? */
static void
lint_round(struct lint *l, const struct delegation *x)
{
	for (const struct delegation *y = x + 1; y < l->c->delegations + l->c->n_delegations; y++)
		if (is_lent(l, y) && seat_held_by(l->c, y->is.seat, x->is.person) && seat_held_by(l->c, x->is.seat, y->is.person))
			lint_find(l, LINT_delegations_in_a_circle, charter_seat(l->c, x->is.seat)->is.label, arena_fmt(l->a,
			    "%.*s and %.*s are lent to each other's holders: where both must answer there are still but two people, and nobody is freed.",
			    STR_ARG(seat_title(l->c, x->is.seat)), STR_ARG(seat_title(l->c, y->is.seat))));
}

void
lint_delegations(struct lint *l)
{
	for (size_t i = 0; i < l->c->n_delegations; i++) {
		const struct delegation *x = &l->c->delegations[i];

		if (!is_lent(l, x))
			continue;
		if (!person_vouched(l->c, x->is.person))
			lint_find(l, LINT_delegate_unable, charter_seat(l->c, x->is.seat)->is.label, arena_fmt(l->a,
			    "It is lent to %.*s, no passkey of whose counts: they cannot answer for it.", STR_ARG(lint_name(l, x->is.person))));
		lint_beside(l, x);
		lint_round(l, x);
	}
}
