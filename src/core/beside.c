/* beside -- the rules that hold beside a decision's own, because of what its option would do. */
#include "authority.h"

/* A measure that is a decision of its own kind takes that kind's rule, in whatever decision it stands; what is less than a shutdown contains. */
static enum standard_kind
decided_as(enum measure_kind kind)
{
	switch (kind) {
	case CREDENTIAL_REVOCATION:     return KIND_REVOKE_CREDENTIALS;
	case PARTIAL_SHUTDOWN:          return KIND_PARTIAL_SHUTDOWN;
	case FULL_SHUTDOWN:             return KIND_FULL_SHUTDOWN;
	case ALTERNATIVE_ROUTE:         return KIND_ACTIVATE_CONTINUITY;
	case RATE_LIMIT:
	case SEGMENTATION:
	case ISOLATION:
	case SESSION_REVOCATION:
	case DEGRADED_MODE:
	case FEATURE_RESTRICTION:
	case READ_ONLY_MODE:
	case COMPENSATING_CONTROL:      return KIND_CONTAIN;
	case measure_kind_none:
		break;
	}
	return standard_kind_none;
}

/* Does a decision of that kind go further than such a measure? */
static bool
goes_further(str decision, enum measure_kind kind)
{
	if (kind == SESSION_REVOCATION && word_find(&standard_kind_words, decision) == KIND_REVOKE_CREDENTIALS)
		return true;
	return decided_as(kind) == KIND_CONTAIN && kind_is(decision, STOPS);
}

/* As what a measure is decided beside the decision in which it stands; none: under that one's own rule. */
static enum standard_kind
decided_beside(const struct decision *d, enum measure_kind kind)
{
	enum standard_kind as = decided_as(kind);

	return word_find(&standard_kind_words, d->is.kind) == (int)as || goes_further(d->is.kind, kind) ? standard_kind_none : as;
}

/* A decision is governed by what was in force when it was opened. */
static const struct rule *
rule_then(const struct charter *c, const struct room *room, const struct decision *d, str kind)
{
	i64 then = room->places[d->head.id - 1].charter;

	for (size_t i = c->n_rules; i-- > 0;)
		if (c->rules[i].head.id <= then && str_eq(c->rules[i].is.kind, kind))
			return &c->rules[i];
	return NULL;
}

err
no_rule_beside(struct arena *a, enum standard_kind kind)
{
	return err_new(a, ERR_REFUSED, "A measure in it is decided as %s, and the charter had no rule for that when this was opened; a charter officer can set one.",
	    word_text(&standard_kind_words, (int)kind));
}

err
not_officers(struct arena *a)
{
	return err_new(a, ERR_REFUSED, "A measure in it is decided under a rule of its own, and not by the charter officers; open a decision of that kind.");
}

/* What is put up already is asked anew under the rule of what is added: there must be one. */
err
need_rule_beside(const struct scene *s, const struct option *o, enum measure_kind kind)
{
	const struct decision *d = FIND(s->room, decisions, o->is.decision);
	enum standard_kind as = decided_beside(d, kind);
	str named = str_c(word_text(&standard_kind_words, (int)as));
	bool ruled = rule_then(s->charter, s->room, d, named) != NULL;

	if (d->option != o->head.id || as == standard_kind_none || (!ruled && kind_is(named, MAY_LACK)))
		return OK;
	if (by_officers(s->charter, d))
		return not_officers(s->a);
	return ruled ? OK : no_rule_beside(s->a, as);
}

static bool
is_beside(const struct beside *b, const struct rule *rule)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->v[i] == rule)
			return true;
	return false;
}

struct beside
rules_beside(const struct charter *c, const struct room *room, const struct decision *d, const struct option *o)
{
	struct beside all = { .n = 0 };

	for (size_t i = 0; i < o->n_subject; i++) {
		const struct measure *m = FIND(room, measures, o->subject[i]);
		enum standard_kind kind = m ? decided_beside(d, m->is.kind) : standard_kind_none;
		str named = str_c(word_text(&standard_kind_words, (int)kind));
		const struct rule *rule = rule_then(c, room, d, named);

		if (kind == standard_kind_none)
			continue;
		if (rule == NULL)
			all.lacks = kind_is(named, MAY_LACK) ? all.lacks : kind;
		else if (!is_beside(&all, rule))
			all.v[all.n++] = rule;
	}
	return all;
}

bool
asks_of_measures(const struct charter *c, const struct room *room, const struct decision *d)
{
	struct beside beside = rules_beside(c, room, d, FIND(room, options, d->option));
	bool asked = !beside.lacks;

	for (size_t i = 0; i < beside.n; i++) {
		const struct rec_concur_group its = { .rule = beside.v[i]->head.id };

		asked &= asks_group(&d->needs, &its);
	}
	return asked;
}

/* ---- once it is put up ---- */

/* A record of somebody else's may name more than there can be. */
static void
bind(struct binding *all, const struct rule *rule)
{
	for (size_t i = 0; rule && i < all->n; i++)
		if (all->v[i] == &rule->is)
			return;
	if (rule && all->n < countof(all->v))
		all->v[all->n++] = &rule->is;
}

struct binding
rules_binding(const struct charter *c, const struct decision *d)
{
	struct binding all = { .n = 0 };

	bind(&all, FIND(c, rules, d->is.rule));
	for (size_t i = 0; i < d->needs.n_concur; i++)
		bind(&all, FIND(c, rules, d->needs.concur[i].rule));
	return all;
}

static void
add_seats(i64 *v, struct refs *all, struct refs more)
{
	all->v = v;
	for (size_t i = 0; i < more.n; i++)
		if (!refs_have(*all, more.v[i]))
			v[all->n++] = more.v[i];
}

struct concerned
concerned_in(struct arena *a, const struct charter *c, const struct decision *d)
{
	struct binding rules = rules_binding(c, d);
	struct concerned all = { .consulted = { .n = 0 } };
	size_t consulted = 0, informed = 0;
	i64 *asked, *told;

	for (size_t i = 0; i < rules.n; i++) {
		consulted += rules.v[i]->consulted.n;
		informed += rules.v[i]->informed.n;
	}
	asked = NEW(a, i64, consulted);
	told = NEW(a, i64, informed);
	for (size_t i = 0; i < rules.n; i++) {
		add_seats(asked, &all.consulted, rules.v[i]->consulted);
		add_seats(told, &all.informed, rules.v[i]->informed);
	}
	return all;
}
