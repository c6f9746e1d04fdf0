#include "condition_tree.h"

/* The names of a set, sorted. */
static struct names
sorted(struct arena *a, const struct condition *c, nameset set)
{
	str *v = NEW(a, str, c->n_names);
	size_t n = 0, i;

	for (size_t name = 0; name < c->n_names; name++)
		if (set >> name & 1) {
			for (i = n++; i > 0 && str_cmp(v[i - 1], c->names[name]) > 0; i--)
				v[i] = v[i - 1];
			v[i] = c->names[name];
		}
	return (struct names){ v, n };
}

struct names
condition_names(struct arena *a, const struct condition *c)
{
	return sorted(a, c, ~(nameset)0);
}

/* ---- the words it holds against a fact ---- */

struct gathered { const struct condition *c; str fact, *v; size_t n; };

static void
gather_words(struct gathered *g, const struct node *n)
{
	if (n->op == OP_LITERAL && n->literal.kind == VALUE_TEXT && g->n < LIMIT_CONDITION_LIST)
		g->v[g->n++] = n->literal.as.text;
	for (size_t i = 0; n->op == OP_LIST && i < n->n; i++)
		gather_words(g, n->kids[i]);
}

static void
gather(struct gathered *g, const struct node *n)
{
	bool holds = n->op >= OP_EQUAL && n->op <= OP_IN;

	for (size_t i = 0; i < n->n; i++) {
		const struct node *kid = n->kids[i];

		if (holds && kid->op == OP_NAME && str_eq(g->c->names[kid->name], g->fact))
			gather_words(g, n->kids[1 - i]);
		gather(g, kid);
	}
}

struct names
condition_words(struct arena *a, const struct condition *c, str fact)
{
	struct gathered g = { c, fact, NEW(a, str, LIMIT_CONDITION_LIST), 0 };

	gather(&g, c->root);
	return (struct names){ g.v, g.n };
}

static bool
asks_has(const struct node *n)
{
	bool asks = n->op == OP_HAS;

	for (size_t i = 0; i < n->n; i++)
		asks |= asks_has(n->kids[i]);
	return asks;
}

err
condition_wrong(struct arena *a, str text, size_t at, const char *why)
{
	size_t line = 1, column = 1;

	for (size_t i = 0; i < at; i++)
		if (text.p[i] == '\n')
			line++, column = 1;
		else if ((text.p[i] & 0xc0) != 0x80)
			column++;
	return err_new(a, ERR_MALFORMED, "%zu:%zu: %s", line, column, why);
}

err
condition_eval(struct arena *a, const struct condition *c, struct condition_facts facts, struct truth *out)
{
	struct reckoning *r = NEW(a, struct reckoning, 1);
	struct result result;

	r->condition = c;
	r->value = NEW(a, struct value, c->n_names);
	for (size_t i = 0; i < c->n_names; i++)
		if (facts.lookup(facts.facts, c->names[i], &r->value[i]))
			r->established |= (nameset)1 << i;
	r->known = r->established;
	r->scratch = *a;
	result = condition_truth(r, c->root);
	if (result.is == UNKNOWN)
		result = condition_settle(r, result);
	if (result.is == WRONG)
		return condition_wrong(a, c->text, result.at, result.why);
	*out = (struct truth){
		.is = result.is == UNKNOWN ? TRUTH_UNKNOWN : result.value.as.truth ? TRUTH_TRUE : TRUTH_FALSE,
		.unknown = sorted(a, c, result.names),
	};
	return OK;
}

static bool
nothing_known(const void *facts, str name, struct value *out)
{
	(void)facts;
	(void)name;
	(void)out;
	return false;
}

/* Of what asks whether a fact is established, what it is while none is says nothing. */
int
condition_whatever(struct arena scratch, const struct condition *c)
{
	struct truth truth;

	if (asks_has(c->root) || condition_eval(&scratch, c, (struct condition_facts){ nothing_known, NULL }, &truth))
		return TRUTH_UNKNOWN;
	return (int)truth.is;
}
