#include "canon.h"
#include "condition_tree.h"

static struct result
known(struct value v)
{
	return (struct result){ .is = KNOWN, .value = v };
}

static struct result
truth(bool b)
{
	return known((struct value){ VALUE_BOOL, { .truth = b } });
}

static struct result
unknown(nameset names)
{
	return (struct result){ .is = UNKNOWN, .names = names };
}

static struct result
wrong(const struct node *node, const char *why)
{
	return (struct result){ .is = WRONG, .why = why, .at = node->at };
}

/* ---- what a value is ---- */

static bool
is_number(struct value v)
{
	return v.kind == VALUE_INT || v.kind == VALUE_DECIMAL;
}

static bool
to_decimal(struct value v, struct decimal *out)
{
	if (v.kind == VALUE_INT)
		return decimal_from_int(v.as.integer, out);
	*out = v.as.decimal;
	return true;
}

/* A whole number may be too large for a decimal; then its sign decides. */
static int
compare_numbers(struct value a, struct value b)
{
	struct decimal x, y;

	if (a.kind == VALUE_INT && b.kind == VALUE_INT)
		return (a.as.integer > b.as.integer) - (a.as.integer < b.as.integer);
	if (!to_decimal(a, &x))
		return a.as.integer > 0 ? 1 : -1;
	if (!to_decimal(b, &y))
		return b.as.integer > 0 ? -1 : 1;
	return decimal_cmp(x, y);
}

bool
condition_compare(struct value a, struct value b, int *order)
{
	if (is_number(a) && is_number(b))
		*order = compare_numbers(a, b);
	else if (a.kind == VALUE_TEXT && b.kind == VALUE_TEXT)
		*order = str_cmp(a.as.text, b.as.text);
	else if (a.kind == VALUE_BOOL && b.kind == VALUE_BOOL)
		*order = a.as.truth - b.as.truth;
	else
		return false;
	return true;
}

bool
condition_may_be_truth(const struct node *node)
{
	return !(node->op == OP_LITERAL && node->literal.kind != VALUE_BOOL) && node->op != OP_LIST
	    && node->op != OP_SIZE && !(node->op >= OP_ADD && node->op <= OP_REMAINDER);
}

/* ---- logic: a wrong or unknown side is absorbed by a side that decides ---- */

struct result
condition_truth(struct reckoning *r, const struct node *node)
{
	struct result x = condition_reckon(r, node);

	if (!condition_may_be_truth(node) || (x.is == KNOWN && x.value.kind != VALUE_BOOL))
		return x.is == WRONG ? x : wrong(node, "this is neither true nor false, and it must be one of them");
	return x;
}

static bool
decides(struct result x, bool decisive)
{
	return x.is == KNOWN && x.value.as.truth == decisive;
}

static struct result
reckon_junction(struct reckoning *r, const struct node *node)
{
	bool decisive = node->op == OP_OR;
	struct result a = condition_truth(r, node->kids[0]), b;

	if (decides(a, decisive))
		return a;
	b = condition_truth(r, node->kids[1]);
	if (decides(b, decisive))
		return b;
	if (a.is == UNKNOWN || b.is == UNKNOWN)
		return unknown(a.names | b.names);
	return a.is == WRONG ? a : b;
}

static struct result
reckon_if(struct reckoning *r, const struct node *node)
{
	struct result c = condition_truth(r, node->kids[0]), yes, no;
	int order;

	if (c.is == WRONG)
		return c;
	if (c.is == KNOWN)
		return condition_reckon(r, node->kids[c.value.as.truth ? 1 : 2]);
	yes = condition_reckon(r, node->kids[1]);
	no  = condition_reckon(r, node->kids[2]);
	if (yes.is == WRONG && no.is == WRONG)
		return yes;
	if (yes.is == KNOWN && no.is == KNOWN && yes.value.kind == no.value.kind
	    && condition_compare(yes.value, no.value, &order) && order == 0)
		return yes;
	return unknown(c.names | yes.names | no.names);
}

/* ---- what takes its operands whole: wrong before unknown before known ---- */

static struct result
both(struct result a, struct result b)
{
	if (a.is == WRONG || b.is == WRONG)
		return a.is == WRONG ? a : b;
	return a.is == UNKNOWN || b.is == UNKNOWN ? unknown(a.names | b.names) : a;
}

static struct result
equal(const struct node *node, struct result a, struct result b)
{
	struct result x = both(a, b);
	int order;

	if (x.is != KNOWN)
		return x;
	if (!condition_compare(a.value, b.value, &order))
		return wrong(node, "these cannot be compared: numbers compare with numbers, text with text, true and false with each other");
	return truth(order == 0);
}

static struct result
reckon_comparison(const struct node *node, struct result a, struct result b)
{
	struct result x = equal(node, a, b);
	int order;

	if (x.is != KNOWN)
		return x;
	condition_compare(a.value, b.value, &order);
	if (node->op == OP_EQUAL)     return x;
	if (node->op == OP_DIFFERENT) return truth(order != 0);
	if (a.value.kind == VALUE_BOOL)
		return wrong(node, "true and false have no order; only numbers and text have");
	if (node->op == OP_LESS)      return truth(order < 0);
	if (node->op == OP_AT_MOST)   return truth(order <= 0);
	if (node->op == OP_MORE)      return truth(order > 0);
	return truth(order >= 0);
}

/* `x in [a, b]` is `x == a || x == b`. */
static struct result
either(struct result so_far, struct result next)
{
	if (decides(so_far, true) || decides(next, false))
		return so_far;
	if (decides(next, true) || decides(so_far, false))
		return next;
	return so_far.is == UNKNOWN || next.is == UNKNOWN ? unknown(so_far.names | next.names) : so_far;
}

static struct result
reckon_in(struct reckoning *r, const struct node *node)
{
	const struct node *right = node->kids[1];
	struct result x = condition_reckon(r, node->kids[0]), found = truth(false), list;

	if (right->op == OP_LIST) {
		for (size_t i = 0; i < right->n; i++)
			found = either(found, equal(node, x, condition_reckon(r, right->kids[i])));
		return x.is == WRONG ? x : found;
	}
	list = condition_reckon(r, right);
	if (list.is == KNOWN && list.value.kind != VALUE_LIST)
		return wrong(node, "only a list can stand to the right of \"in\"");
	if (x.is == WRONG || list.is != KNOWN)
		return both(x, list);
	r->steps += list.value.as.list.n;
	for (size_t i = 0; i < list.value.as.list.n && !decides(found, true); i++)
		found = either(found, equal(node, x, known(list.value.as.list.v[i])));
	return found;
}

/* ---- arithmetic ---- */

static struct result
whole(const struct node *node, i64 a, i64 b)
{
	i64 x = 0;
	bool over = false;

	if      (node->op == OP_ADD)      x = a + b;
	else if (node->op == OP_SUBTRACT) x = a - b;
	else if (node->op == OP_MULTIPLY) over = __builtin_mul_overflow(a, b, &x);
	else if (node->op == OP_DIVIDE)   x = a / b;
	else                              x = a % b;
	if (over || x > CANON_INT_MAX || x < -CANON_INT_MAX)
		return wrong(node, "this goes beyond 9007199254740991, the largest whole number");
	return known((struct value){ VALUE_INT, { .integer = x } });
}

static struct result
exact(const struct node *node, struct value a, struct value b)
{
	struct decimal x, y, z;
	bool fits = to_decimal(a, &x) && to_decimal(b, &y);

	if      (!fits)                   ;
	else if (node->op == OP_ADD)      fits = decimal_add(x, y, &z);
	else if (node->op == OP_SUBTRACT) fits = decimal_sub(x, y, &z);
	else if (node->op == OP_MULTIPLY) fits = decimal_mul(x, y, &z);
	else if (node->op == OP_DIVIDE)   fits = decimal_div(x, y, &z);
	else                              fits = decimal_mod(x, y, &z);
	if (!fits)
		return wrong(node, "this goes beyond nine trillion, the largest decimal");
	return known((struct value){ VALUE_DECIMAL, { .decimal = z } });
}

static bool
is_zero(struct value v)
{
	return v.kind == VALUE_INT ? v.as.integer == 0 : v.as.decimal.millionths == 0;
}

static struct result
reckon_arithmetic(const struct node *node, struct result a, struct result b)
{
	struct result x = both(a, b);

	if (x.is == WRONG)
		return x;
	if ((a.is == KNOWN && !is_number(a.value)) || (b.is == KNOWN && !is_number(b.value)))
		return wrong(node, "this takes numbers");
	if ((node->op == OP_DIVIDE || node->op == OP_REMAINDER) && b.is == KNOWN && is_zero(b.value))
		return wrong(node, "this divides by zero");
	if (x.is == UNKNOWN)
		return x;
	if (a.value.kind == VALUE_INT && b.value.kind == VALUE_INT)
		return whole(node, a.value.as.integer, b.value.as.integer);
	return exact(node, a.value, b.value);
}

/* ---- text and lists ---- */

static size_t
characters(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

static struct result
reckon_size(const struct node *node, struct result a)
{
	size_t n;

	if (a.is != KNOWN)
		return a;
	if (a.value.kind != VALUE_TEXT && a.value.kind != VALUE_LIST)
		return wrong(node, "only text and lists have a size");
	n = a.value.kind == VALUE_TEXT ? characters(a.value.as.text) : a.value.as.list.n;
	return known((struct value){ VALUE_INT, { .integer = (i64)n } });
}

static struct result
reckon_text(const struct node *node, struct result a, struct result b)
{
	struct result x = both(a, b);

	if (x.is == WRONG)
		return x;
	if ((a.is == KNOWN && a.value.kind != VALUE_TEXT) || (b.is == KNOWN && b.value.kind != VALUE_TEXT))
		return wrong(node, "this takes text; whether a list holds something is asked with \"in\"");
	if (x.is == UNKNOWN)
		return x;
	if (node->op == OP_STARTS) return truth(str_starts(a.value.as.text, b.value.as.text));
	if (node->op == OP_ENDS)   return truth(str_ends(a.value.as.text, b.value.as.text));
	return truth(str_contains(a.value.as.text, b.value.as.text));
}

static struct result
reckon_list(struct reckoning *r, const struct node *node)
{
	struct value *v = NEW(&r->scratch, struct value, node->n);
	struct result list = known((struct value){ VALUE_LIST, { .list = { v, node->n } } }), item;

	for (size_t i = 0; i < node->n; i++) {
		item = condition_reckon(r, node->kids[i]);
		list = both(list, item);
		v[i] = item.value;
	}
	return list;
}

static struct result
reckon_name(const struct reckoning *r, unsigned name)
{
	nameset bit = (nameset)1 << name;

	return r->known & bit ? known(r->value[name]) : unknown(bit);
}

struct result
condition_reckon(struct reckoning *r, const struct node *node)
{
	struct result a;

	r->steps++;
	switch (node->op) {
	case OP_LITERAL: return known(node->literal);
	case OP_NAME:    return reckon_name(r, node->name);
	case OP_HAS:     return truth(r->established >> node->name & 1);
	case OP_LIST:    return reckon_list(r, node);
	case OP_IF:      return reckon_if(r, node);
	case OP_OR:
	case OP_AND:     return reckon_junction(r, node);
	case OP_NOT:     return (a = condition_truth(r, node->kids[0])).is == KNOWN ? truth(!a.value.as.truth) : a;
	case OP_IN:      return reckon_in(r, node);
	case OP_SIZE:    return reckon_size(node, condition_reckon(r, node->kids[0]));
	case OP_EQUAL: case OP_DIFFERENT: case OP_LESS: case OP_AT_MOST: case OP_MORE: case OP_AT_LEAST:
		a = condition_reckon(r, node->kids[0]);
		return reckon_comparison(node, a, condition_reckon(r, node->kids[1]));
	case OP_ADD: case OP_SUBTRACT: case OP_MULTIPLY: case OP_DIVIDE: case OP_REMAINDER:
		a = condition_reckon(r, node->kids[0]);
		return reckon_arithmetic(node, a, condition_reckon(r, node->kids[1]));
	case OP_STARTS: case OP_ENDS: case OP_CONTAINS:
		a = condition_reckon(r, node->kids[0]);
		return reckon_text(node, a, condition_reckon(r, node->kids[1]));
	}
	assert(false);          /* every op is above */
}
