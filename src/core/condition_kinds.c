/* condition_kinds -- can it be reckoned at all, by the kinds of what it asks?  What nobody has declared may be anything. */
#include "condition_tree.h"

enum sort { ANYTHING, TRUTH, NUMBER, WORDS, LIST };

struct checking { struct arena *a; const struct condition *c; bool (*kind_of)(str name, struct fact_kind *); err failed; };

static enum sort check(struct checking *, const struct node *);

static void
wrong(struct checking *k, const struct node *node, const char *why)
{
	if (k->failed == OK)
		k->failed = condition_wrong(k->a, k->c->text, node->at, why);
}

static enum sort
sort_of(enum value_kind kind)
{
	switch (kind) {
	case VALUE_BOOL:    return TRUTH;
	case VALUE_INT:
	case VALUE_DECIMAL: return NUMBER;
	case VALUE_TEXT:    return WORDS;
	case VALUE_LIST:    return LIST;
	case VALUE_PARTS:   break;
	}
	return ANYTHING;
}

static bool
is_declared(const struct checking *k, const struct node *node, struct fact_kind *out)
{
	return node->op == OP_NAME && k->kind_of(k->c->names[node->name], out);
}

static void
want(struct checking *k, const struct node *node, enum sort sort, const char *why)
{
	enum sort is = check(k, node);

	if (is != ANYTHING && is != sort)
		wrong(k, node, why);
}

static void
check_like(struct checking *k, const struct node *node, enum sort a, enum sort b)
{
	if (a == LIST || b == LIST)
		wrong(k, node, "a list is not compared; ask whether something is in it, or for its size");
	else if (a != b && a != ANYTHING && b != ANYTHING)
		wrong(k, node, "these cannot be compared: numbers compare with numbers, text with text, true and false with each other");
}

static void
check_order(struct checking *k, const struct node *node, enum sort sort)
{
	struct fact_kind is;

	if (sort == TRUTH)
		wrong(k, node, "true and false have no order; only numbers and text have");
	for (size_t i = 0; i < node->n; i++)
		if (is_declared(k, node->kids[i], &is) && is.orderless)
			wrong(k, node, "the order of these words is not the order of their letters; say with \"in\" which ones are meant");
}

static enum sort
check_comparison(struct checking *k, const struct node *node)
{
	enum sort a = check(k, node->kids[0]), b = check(k, node->kids[1]);

	check_like(k, node, a, b);
	if (node->op >= OP_LESS)
		check_order(k, node, a == ANYTHING ? b : a);
	return TRUTH;
}

static enum sort
check_in(struct checking *k, const struct node *node)
{
	const struct node *list = node->kids[1];
	enum sort x = check(k, node->kids[0]);

	if (list->op != OP_LIST)
		want(k, list, LIST, "only a list can stand to the right of \"in\"");
	for (size_t i = 0; list->op == OP_LIST && i < list->n; i++)
		check_like(k, list->kids[i], x, check(k, list->kids[i]));
	return TRUTH;
}

static enum sort
check_if(struct checking *k, const struct node *node)
{
	enum sort yes, no;

	want(k, node->kids[0], TRUTH, "this is neither true nor false, and it must be one of them");
	yes = check(k, node->kids[1]);
	no = check(k, node->kids[2]);
	return yes == no ? yes : ANYTHING;
}

static enum sort
check_all(struct checking *k, const struct node *node, enum sort sort, const char *why, enum sort gives)
{
	for (size_t i = 0; i < node->n; i++)
		want(k, node->kids[i], sort, why);
	return gives;
}

static enum sort
check(struct checking *k, const struct node *node)
{
	struct fact_kind is;

	switch (node->op) {
	case OP_LITERAL:
		return sort_of(node->literal.kind);
	case OP_NAME:
		return is_declared(k, node, &is) ? sort_of(is.is) : ANYTHING;
	case OP_HAS:
		return TRUTH;
	case OP_LIST:
		return LIST;
	case OP_IF:
		return check_if(k, node);
	case OP_OR: case OP_AND: case OP_NOT:
		return check_all(k, node, TRUTH, "this is neither true nor false, and it must be one of them", TRUTH);
	case OP_EQUAL: case OP_DIFFERENT: case OP_LESS: case OP_AT_MOST: case OP_MORE: case OP_AT_LEAST:
		return check_comparison(k, node);
	case OP_IN:
		return check_in(k, node);
	case OP_ADD: case OP_SUBTRACT: case OP_MULTIPLY: case OP_DIVIDE: case OP_REMAINDER:
		return check_all(k, node, NUMBER, "this is no number, and a number is reckoned with here", NUMBER);
	case OP_SIZE:
		if (check(k, node->kids[0]) == TRUTH || check(k, node->kids[0]) == NUMBER)
			wrong(k, node, "only text and lists have a size");
		return NUMBER;
	case OP_STARTS: case OP_ENDS: case OP_CONTAINS:
		return check_all(k, node, WORDS, "this is no text, and a part of a text is asked for here", TRUTH);
	}
	return ANYTHING;
}

err
condition_check_kinds(struct arena *a, const struct condition *c, bool (*kind_of)(str name, struct fact_kind *))
{
	struct checking k = { .a = a, .c = c, .kind_of = kind_of };

	want(&k, c->root, TRUTH, "this is neither true nor false, and it must be one of them");
	return k.failed;
}
