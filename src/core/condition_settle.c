/*
 * Which facts can still change an answer?
 *
 * Three-valued logic alone names too many: in `a && b || a && !b` it cannot
 * see that b does not matter.  So every unknown fact is supposed to be each
 * value that makes a difference to the constants it is compared with, one
 * fact after the other in a fixed order.  What comes out is a decision
 * diagram; equal branches are merged, so a fact is in it just when it matters.
 *
 *  1. A fact used as a truth has two choices.  One compared with constants
 *     has the constants and what lies next to and between them: choices stand
 *     for every value of the kind that the condition uses the fact as.
 *  2. A fact used in any other way (in arithmetic, beside another unknown) is
 *     never supposed: what is left to ask of it ends in a leaf of its own
 *     that is equal to no other.  So is never too little named.
 *  3. Along every path names ascend, since an answer that knows more never
 *     hangs on more: diagrams that ask the same are the same.
 */
#include "condition_tree.h"

/* Ids below FIRST are answers; from there on splits, children before parents. */
enum { NO, YES, NEITHER, FIRST };

struct choices { struct value *v; size_t n, cap; };

struct split {
	nameset names;                  /* the one asked here, or all that a leaf hangs on */
	size_t *kids, n;                /* where each choice leads; none for a leaf */
};

struct settling {
	struct reckoning *r;
	struct choices choices[LIMIT_CONDITION_NAMES];
	nameset loose;                  /* names that cannot be supposed */
	struct split splits[LIMIT_CONDITION_SPLITS];
	size_t n;
	struct result wrong;            /* why, if any path ended NEITHER */
	bool over;                      /* a bound was reached */
};

/* ---- the choices of each name ---- */

static void
choose(struct settling *s, unsigned name, struct value v)
{
	struct choices *c = &s->choices[name];
	int order;

	for (size_t i = 0; i < c->n; i++)
		if (!condition_compare(c->v[i], v, &order) || c->n == LIMIT_CONDITION_CHOICES)
			s->loose |= (nameset)1 << name;
		else if (order == 0)
			return;
	GROW(&s->r->scratch, c->v, c->n, c->cap);
	c->v[c->n++] = v;
}

static void
choose_near_number(struct settling *s, unsigned name, struct value v)
{
	const struct decimal step = { 1 };
	struct decimal at = v.as.decimal, below, above;

	if ((v.kind == VALUE_INT && !decimal_from_int(v.as.integer, &at))
	    || !decimal_sub(at, step, &below) || !decimal_add(at, step, &above)) {
		s->loose |= (nameset)1 << name;
		return;
	}
	choose(s, name, (struct value){ VALUE_DECIMAL, { .decimal = below } });
	choose(s, name, (struct value){ VALUE_DECIMAL, { .decimal = at } });
	choose(s, name, (struct value){ VALUE_DECIMAL, { .decimal = above } });
}

/* The first text of all, this one, and the one that follows it. */
static void
choose_near_text(struct settling *s, unsigned name, struct value v)
{
	struct buf next = buf_new(&s->r->scratch, v.as.text.n + 1);

	buf_put(&next, v.as.text);
	buf_byte(&next, 1);
	choose(s, name, (struct value){ VALUE_TEXT, { .text = STR("") } });
	choose(s, name, v);
	choose(s, name, (struct value){ VALUE_TEXT, { .text = buf_str(&next) } });
}

/* The name is compared with v. */
static void
choose_near(struct settling *s, unsigned name, struct value v)
{
	switch (v.kind) {
	case VALUE_BOOL:
		choose(s, name, (struct value){ VALUE_BOOL, { .truth = false } });
		choose(s, name, (struct value){ VALUE_BOOL, { .truth = true } });
		break;
	case VALUE_INT:
	case VALUE_DECIMAL: choose_near_number(s, name, v); break;
	case VALUE_TEXT:    choose_near_text(s, name, v); break;
	case VALUE_LIST:
	case VALUE_PARTS:   s->loose |= (nameset)1 << name; break;
	}
}

static bool
is_open(const struct settling *s, const struct node *node)
{
	return node->op == OP_NAME && !(s->r->known >> node->name & 1);
}

static void look(struct settling *, const struct node *, bool as_truth);

/* `node` is compared with `other`. */
static void
look_compared(struct settling *s, const struct node *node, const struct node *other)
{
	struct result constant;

	if (is_open(s, node) && (constant = condition_reckon(s->r, other)).is == KNOWN)
		choose_near(s, node->name, constant.value);
	else
		look(s, node, false);
}

static void
look_in(struct settling *s, const struct node *node)
{
	const struct node *left = node->kids[0], *right = node->kids[1];
	struct result list;

	if (right->op == OP_LIST) {
		if (!is_open(s, left))
			look(s, left, false);
		for (size_t i = 0; i < right->n; i++) {
			if (is_open(s, left))
				look_compared(s, left, right->kids[i]);
			look_compared(s, right->kids[i], left);
		}
	}
	else if (is_open(s, left) && (list = condition_reckon(s->r, right)).is == KNOWN && list.value.kind == VALUE_LIST)
		for (size_t i = 0; i < list.value.as.list.n && !(s->loose >> left->name & 1); i++)
			choose_near(s, left->name, list.value.as.list.v[i]);
	else {
		look(s, left, false);
		look(s, right, false);
	}
}

/* See how each unknown name is used. */
static void
look(struct settling *s, const struct node *node, bool as_truth)
{
	if (is_open(s, node) && as_truth)
		choose_near(s, node->name, (struct value){ VALUE_BOOL, { .truth = true } });
	else if (is_open(s, node))
		s->loose |= (nameset)1 << node->name;
	else if (node->op >= OP_EQUAL && node->op <= OP_AT_LEAST) {
		look_compared(s, node->kids[0], node->kids[1]);
		look_compared(s, node->kids[1], node->kids[0]);
	} else if (node->op == OP_IN)
		look_in(s, node);
	else
		for (size_t i = 0; i < node->n; i++)
			look(s, node->kids[i], (node->op >= OP_OR && node->op <= OP_NOT)
			    || (node->op == OP_IF && (i == 0 || as_truth)));
}

/* ---- the diagram ---- */

/* The id of this split: NO, YES or NEITHER or another's if it is no question. */
static size_t
merged(struct settling *s, struct split split)
{
	size_t same = 1;

	while (same < split.n && split.kids[same] == split.kids[0])
		same++;
	if (split.n && same == split.n)
		return split.kids[0];
	for (size_t i = 0; split.n && i < s->n; i++)
		if (s->splits[i].names == split.names && s->splits[i].n == split.n
		    && memcmp(s->splits[i].kids, split.kids, split.n * sizeof(*split.kids)) == 0)
			return FIRST + i;
	if (s->n == LIMIT_CONDITION_SPLITS) {
		s->over = true;
		return NEITHER;
	}
	s->splits[s->n] = split;
	return FIRST + s->n++;
}

static struct result
answer(struct reckoning *r)
{
	struct arena scratch = r->scratch;
	struct result x = condition_truth(r, r->condition->root);

	r->scratch = scratch;
	return x;
}

/* The id of what the condition asks, the facts supposed so far given. */
static size_t
explore(struct settling *s)
{
	struct reckoning *r = s->r;
	struct result x = answer(r);
	nameset open = x.names & ~s->loose, asked = open & (0 - open);
	struct split split = { .names = asked ? asked : x.names };
	const struct choices *c;
	unsigned name;

	s->over |= r->steps > LIMIT_CONDITION_STEPS;
	if (s->over || x.is == WRONG) {
		s->wrong = x;
		return NEITHER;
	}
	if (x.is == KNOWN)
		return x.value.as.truth ? YES : NO;
	if (asked) {
		name = (unsigned)__builtin_ctzll(asked);
		c = &s->choices[name];
		split.kids = NEW(&r->scratch, size_t, c->n);
		r->known |= asked;
		for (; split.n < c->n && !s->over; split.n++) {
			r->value[name] = c->v[split.n];
			split.kids[split.n] = explore(s);
		}
		r->known &= ~asked;
	}
	return merged(s, split);
}

/* Every name met on the way down from `id`. */
static nameset
names_below(const struct settling *s, size_t id)
{
	bool reached[LIMIT_CONDITION_SPLITS] = { false };
	nameset names = 0;

	reached[id - FIRST] = true;
	for (size_t i = id - FIRST + 1; i-- > 0;)
		if (reached[i]) {
			names |= s->splits[i].names;
			for (size_t k = 0; k < s->splits[i].n; k++)
				if (s->splits[i].kids[k] >= FIRST)
					reached[s->splits[i].kids[k] - FIRST] = true;
		}
	return names;
}

struct result
condition_settle(struct reckoning *r, struct result unknown)
{
	struct settling *s = NEW(&r->scratch, struct settling, 1);
	size_t id;

	s->r = r;
	r->steps = 0;
	look(s, r->condition->root, true);
	id = explore(s);
	if (s->over)
		return unknown;
	if (id == NEITHER)
		return s->wrong;
	if (id < FIRST)
		return (struct result){ .is = KNOWN, .value = { VALUE_BOOL, { .truth = id == YES } } };
	unknown.names = names_below(s, id);
	return unknown;
}
