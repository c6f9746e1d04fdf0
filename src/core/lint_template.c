/* lint_template -- texts prepared for statements: what nobody approved, what is not approved any more or soon, and whom nothing is ready for. */
#include "lint_parts.h"

static const i64 WARNED = 30 * DAY;

static str
titled(const struct lint *l, const struct template *x)
{
	return x->title.n ? arena_fmt(l->a, "“%.*s”", STR_ARG(x->title)) : x->is.label;
}

static void
lint_approvals(struct lint *l)
{
	struct listed never = { .a = l->a }, expired = { .a = l->a }, ending = { .a = l->a };

	for (size_t i = 0; i < l->c->n_templates; i++) {
		const struct template *x = &l->c->templates[i];

		if (x->removed)
			continue;
		if (!template_approved(x, l->now))
			listed_add(x->approved && x->text.n ? &expired : &never, titled(l, x));
		else if (x->until < l->now + WARNED)
			listed_add(&ending, titled(l, x));
	}
	if (never.n)
		lint_find(l, LINT_template_unapproved, (str){ NULL, 0 }, arena_fmt(l->a, "%.*s: nobody who answers for it has approved the text as it stands; "
		    "tonight every word of it is argued over while people wait.", STR_ARG(listed_text(&never))));
	if (expired.n)
		lint_find(l, LINT_template_expired, (str){ NULL, 0 }, arena_fmt(l->a, "%.*s: the approval is over; whether it is still right to say is "
		    "found out tonight.", STR_ARG(listed_text(&expired))));
	if (ending.n)
		lint_find(l, LINT_template_ends, (str){ NULL, 0 }, arena_fmt(l->a, "%.*s: the approval ends within 30 days.", STR_ARG(listed_text(&ending))));
}

/* In a record, one that is approved; in a file, which cannot approve, one at all. */
static bool
has_holding(const struct lint *l, str audience)
{
	for (size_t i = 0; i < l->c->n_templates; i++) {
		const struct template *x = &l->c->templates[i];

		if (!x->removed && x->is.holding && str_eq(x->is.audience, audience) && (l->now == 0 || template_approved(x, l->now)))
			return true;
	}
	return false;
}

/* Of the audiences that the charter names by a rule of their own. */
static void
lint_holding(struct lint *l)
{
	struct listed whom = { .a = l->a };

	for (size_t i = 0; i < l->c->n_rules; i++) {
		str kind = l->c->rules[i].is.kind;

		if (rule_in_force(l->c, &l->c->rules[i]) && is_statement(kind) && !str_eq(kind, kind_at_large(kind)) && !has_holding(l, kind))
			listed_add(&whom, kind);
	}
	if (whom.n)
		lint_find(l, LINT_holding_missing, (str){ NULL, 0 }, arena_fmt(l->a, "%.*s: there is a rule, and no holding statement that may be used; the first "
		    "hour is silence, and others fill it.", STR_ARG(listed_text(&whom))));
}

void
lint_templates(struct lint *l)
{
	if (l->now)
		lint_approvals(l);
	lint_holding(l);
}
