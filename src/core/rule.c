/* rule -- what the charter's rule for a kind of decision asks of an option, as things stand. */
#include "authority.h"
#include "by_default.h"
#include "view.h"

enum { PUT_OFF_MAX = 2,         /* times that a decision has its whole time anew, for each of the three reasons (enum put_off) */
       MOST_CONCURRING = COUNTED_MAX - 1,       /* beside the one who decides */
       GROUPS_ASKED = 64,       /* as events.def has it: of the decision's rule, and as many beside as there can be; so the next */
       FACTS_NAMED = 64 };

const struct rule *
charter_rule_for(const struct charter *c, str kind)
{
	str at_large = kind_at_large(kind);

	for (size_t i = c->n_rules; i-- > 0;)
		if (str_eq(c->rules[i].is.kind, kind))
			return &c->rules[i];
	return str_eq(at_large, kind) ? NULL : charter_rule_for(c, at_large);
}

bool
rule_in_force(const struct charter *c, const struct rule *rule)
{
	return rule == charter_rule_for(c, rule->is.kind);
}

const struct rec_rule_terms *
rule_of(const struct charter *c, const struct decision *d)
{
	const struct rule *rule = FIND(c, rules, d->is.rule);

	return rule ? &rule->is : NULL;
}

str
limit_currency(const struct charter *c, const struct decision *d)
{
	const struct rec_rule_terms *rule = rule_of(c, d);

	return rule ? rule->currency : (str){ NULL, 0 };
}

i64
accountable_of(const struct charter *c, const struct decision *d)
{
	const struct rec_rule_terms *rule = rule_of(c, d);

	return d->put_up ? d->needs.accountable : rule ? rule->accountable : c->officers;
}

/* ---- folds ---- */

void
fold_rule_set(struct charter *c, const struct entry *e, const struct ev_rule_set *p)
{
	struct rule *r = ADD(c, rules);

	r->is = *p->terms;
	keep_conditions(c, &r->is);
	touch(c->room, ENT_rule, &r->head, e);
	count_consequence(c->room, p->decision);
}

/* ---- what a decision takes ---- */

bool
kind_is_officers(const struct charter *c, str kind)
{
	return kind_is(kind, OF_CHARTER) && charter_rule_for(c, kind) == NULL;
}

bool
by_officers(const struct charter *c, const struct decision *d)
{
	return d->is.rule == c->officers;
}

const char *
rule_of_kind_wrong(str kind, size_t n_alone)
{
	if (str_eq(kind, STR("change_charter")))
		return "is always the charter officers' to decide";
	return kind_is(kind, OF_CHARTER) && n_alone ? "is never done alone: words are gone for ever" : NULL;
}

static void
officers_needs(const struct scene *s, struct needs *out)
{
	i64 officers = s->charter->officers;

	*out = (struct needs){ .rule = officers, .accountable = officers, .within = OFFICERS_WITHIN };
	out->n_concur = officers_concur(s->a, s->charter, &out->concur);
}

/* What one version of a rule asks: a decision is governed by the one it was opened under. */
static err
needs_under(const struct scene *s, i64 id, struct needs *out)
{
	const struct rule *rule = FIND(s->charter, rules, id);

	if (id == s->charter->officers) {
		officers_needs(s, out);
		return OK;
	}
	if (rule == NULL)
		return no_such(s, "rule", id);
	*out = (struct needs){
		.rule = id, .accountable = rule->is.accountable,
		.concur = rule->is.concur, .n_concur = rule->is.n_concur,
		.requester_excluded = rule->is.requester_excluded, .objection_blocks = rule->is.objection_blocks,
		.within = rule->is.within, .currency = rule->is.currency, .voids_on = rule->is.voids_on,
	};
	return OK;
}

err
needs_of(const struct scene *s, str kind, struct needs *out)
{
	const struct rule *rule = charter_rule_for(s->charter, kind);
	err e = need_in_earnest(s->a, s->room, kind);

	if (e)
		return e;
	if (kind_is_officers(s->charter, kind) || (kind_is(kind, OF_CHARTER) && s->room == s->charter->room))
		return needs_under(s, s->charter->officers, out);
	if (rule == NULL)
		return err_new(s->a, ERR_REFUSED, "The charter has no rule for %.*s; a charter officer can set one.", STR_ARG(kind));
	return needs_under(s, rule->head.id, out);
}

static err
too_many(const struct scene *s, i64 asked)
{
	return err_new(s->a, ERR_REFUSED, "%lld are asked to concur; an outcome rests on %d of them at most.", (long long)asked, MOST_CONCURRING);
}

/* Those of its groups that are asked; unknown is not false (law 7). */
static void
add_groups(const struct scene *s, const struct option *o, const struct needs *needs, i64 tag, struct rec_concur_group *groups, size_t *n)
{
	for (size_t i = 0; i < needs->n_concur; i++)
		if (rule_condition(s, o, needs->currency, needs->concur[i].when) != TRUTH_FALSE) {
			groups[*n] = needs->concur[i];
			groups[(*n)++].rule = tag;
		}
}

static bool
is_named(struct labels all, str name)
{
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i], name))
			return true;
	return false;
}

/* Each once. */
static void
add_facts(struct labels *all, struct labels more)
{
	for (size_t i = 0; i < more.n && all->n < FACTS_NAMED; i++)
		if (!is_named(*all, more.v[i]))
			((str *)(uintptr_t)all->v)[all->n++] = more.v[i];
}

/* What the rules ask for that hold beside the decision's own, because of a measure in the option. */
static err
put_up_beside(const struct scene *s, const struct decision *d, const struct option *o, struct rec_concur_group *groups,
    struct ev_option_put_up *out)
{
	struct beside beside = rules_beside(s->charter, s->room, d, o);
	i64 asked = 0;

	if (beside.lacks)
		return no_rule_beside(s->a, beside.lacks);
	if (beside.n && by_officers(s->charter, d))
		return not_officers(s->a);
	for (size_t i = 0; i < beside.n; i++) {
		const struct rec_rule_terms *rule = &beside.v[i]->is;
		const struct needs needs = { .concur = rule->concur, .n_concur = rule->n_concur, .currency = rule->currency };

		groups[out->n_concur++] = (struct rec_concur_group){ .k = 1, .seats = { &rule->accountable, 1 }, .rule = beside.v[i]->head.id };
		add_groups(s, o, &needs, beside.v[i]->head.id, groups, &out->n_concur);
		out->requester_excluded |= rule->requester_excluded;
		out->objection_blocks |= rule->objection_blocks;
		add_facts(&out->voids_on, rule->voids_on);
	}
	for (size_t i = 0; i < out->n_concur; i++)
		asked += groups[i].k;
	return asked > MOST_CONCURRING ? too_many(s, asked) : OK;
}

enum put_off
put_off_by(const struct room *room, const struct decision *d, const struct option *o, bool by_server)
{
	return !by_server ? OFF_SWAPPED : changed_since_put_up(room, d, o) ? OFF_CHANGED : OFF_FACTS;
}

/* Whoever is asked has the whole time; but what keeps changing does not put a decision off for ever. */
err
put_up_as(const struct scene *s, const struct decision *d, const struct option *o, struct ev_option_put_up *out)
{
	struct rec_concur_group *groups = NEW(s->a, struct rec_concur_group, GROUPS_ASKED);
	struct needs needs;
	bool whole = d->put_off[put_off_by(s->room, d, o, s->actor.person == 0 && s->actor.via == 0)] < PUT_OFF_MAX;
	err e = need_in_earnest(s->a, s->room, d->is.kind);

	if (e || (e = needs_under(s, d->is.rule, &needs)))
		return e;
	*out = (struct ev_option_put_up){
		.decision = d->head.id, .option = o->head.id, .accountable = needs.accountable, .concur = groups,
		.requester_excluded = needs.requester_excluded, .objection_blocks = needs.objection_blocks,
		.deadline = whole ? later_of(d->deadline, s->now + needs.within * SECOND) : d->deadline,
	};
	out->voids_on.v = NEW(s->a, str, FACTS_NAMED);
	add_facts(&out->voids_on, needs.voids_on);
	add_groups(s, o, &needs, 0, groups, &out->n_concur);
	return put_up_beside(s, d, o, groups, out);
}

/* ---- what a rule may be ---- */

static err
need_condition(const struct scene *s, const char *list, size_t i, str when)
{
	const struct condition *condition;

	return when.p ? err_at(s->a, arena_fmt(s->a, "%s[%zu].when", list, i), condition_compile(s->a, when, &condition)) : OK;
}

static err
need_groups(const struct scene *s, const struct rec_rule_terms *t)
{
	i64 asked = 0;
	err e;

	for (size_t i = 0; i < t->n_concur; i++) {
		if ((e = need_seats(s, t->concur[i].seats)))
			return e;
		if ((e = need_condition(s, "concur", i, t->concur[i].when)))
			return e;
		if (t->concur[i].rule)
			return err_new(s->a, ERR_REFUSED, "concur[%zu].rule: of which rule a group is, stands only in an option put up.", i);
		if (t->concur[i].k > (i64)t->concur[i].seats.n)
			return err_new(s->a, ERR_REFUSED, "%lld of %zu seats can never concur.",
			    (long long)t->concur[i].k, t->concur[i].seats.n);
		asked += t->concur[i].k;
	}
	return asked > MOST_CONCURRING ? too_many(s, asked) : OK;
}

static err
need_standing(const struct scene *s, const struct rec_rule_terms *t)
{
	err e = OK;

	for (size_t i = 0; e == OK && i < t->n_alone; i++)
		if ((e = need_seat(s, t->alone[i].seat)) == OK)
			e = need_condition(s, "alone", i, t->alone[i].when);
	return e;
}

const char *
ladder_wrong(const struct rec_ladder *l, i64 within)
{
	i64 rungs[] = { l->remind_after, l->deputy_after, l->escalate_after }, before = 0;

	for (size_t i = 0; i < countof(rungs); i++) {
		if (rungs[i] && rungs[i] <= before)
			return "one rung follows another: remind, then the deputy, then escalate";
		if (rungs[i] >= within)
			return "every rung comes before the decision counts as undecided";
		before = rungs[i] ? rungs[i] : before;
	}
	return (l->escalate_after != 0) != (l->escalate_to != 0) ? "escalate_after and escalate_to go together" : NULL;
}

/* Do some who must concur do so only in their turn? */
static bool
rule_in_turns(const struct rec_rule_terms *t)
{
	for (size_t i = 0; i < t->n_concur; i++)
		if (t->concur[i].in_turn)
			return true;
	return false;
}

static err
need_default(const struct scene *s, const struct rec_rule_terms *t)
{
	const char *wrong = t->by_default ? default_wrong(t->kind, t->by_default) : NULL;
	const struct condition *condition;

	if (wrong == NULL && t->by_default && rule_in_turns(t))
		wrong = NO_DEFAULT_IN_TURN;
	if (wrong)
		return err_new(s->a, ERR_REFUSED, "by_default: %s.", wrong);
	return t->by_default ? err_at(s->a, STR("by_default.when"), condition_compile(s->a, t->by_default->when, &condition)) : OK;
}

err
need_rule_terms(const struct scene *s, const struct rec_rule_terms *t)
{
	const char *wrong = t->ladder ? ladder_wrong(t->ladder, t->within) : NULL, *never = rule_of_kind_wrong(t->kind, t->n_alone);
	err e;

	if (never)
		return err_new(s->a, ERR_REFUSED, "%.*s %s.", STR_ARG(t->kind), never);
	if (wrong)
		return err_new(s->a, ERR_REFUSED, "ladder: %s.", wrong);
	if (t->currency.p && !currency_ok(t->currency))
		return err_new(s->a, ERR_MALFORMED, "currency: is three capital letters, such as EUR.");
	if (t->by_voice && kind_is(t->kind, BY_KEYS))
		return err_new(s->a, ERR_REFUSED, "by_voice: %.*s is decided by passkeys alone.", STR_ARG(t->kind));
	if ((e = need_seat(s, t->accountable)))                                         return e;
	if ((e = need_groups(s, t)))                                                    return e;
	if ((e = need_standing(s, t)))                                                  return e;
	if ((e = need_default(s, t)))                                                   return e;
	if ((e = need_seats(s, t->consulted)))                                          return e;
	if ((e = need_seats(s, t->informed)))                                           return e;
	if ((e = need_seat_or_none(s, t->responsible)))                                 return e;
	return t->ladder ? need_seat_or_none(s, t->ladder->escalate_to) : OK;
}

/* ---- views ---- */

const struct head *
see_rule(const struct seeing *v, i64 id, struct ent_rule *out)
{
	const struct rule *r = FIND(v->charter, rules, id);

	if (r == NULL || charter_rule_for(v->charter, r->is.kind) != r)
		return NULL;
	*out = (struct ent_rule){
		ID(r), .kind = r->is.kind, .accountable = r->is.accountable,
		.concur = r->is.concur, .n_concur = r->is.n_concur, .within = r->is.within,
		.requester_excluded = r->is.requester_excluded, .objection_blocks = r->is.objection_blocks,
		.ladder = r->is.ladder, .consulted = r->is.consulted, .informed = r->is.informed,
		.alone = r->is.alone, .n_alone = r->is.n_alone, .responsible = r->is.responsible,
		.by_voice = r->is.by_voice, .by_default = r->is.by_default, .voids_on = r->is.voids_on, .currency = r->is.currency,
	};
	return &r->head;
}
