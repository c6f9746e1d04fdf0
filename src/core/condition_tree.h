/*
 * condition_tree -- what a condition is compiled to, for condition*.c alone.
 *
 * Ownership: the tree lives in the condition's arena; a reckoning and its
 * results are the caller's and live as long as one answer.
 */
#ifndef CONDITION_TREE_H
#define CONDITION_TREE_H

#include "condition.h"
#include "bounds.h"

enum op {
	OP_LITERAL, OP_NAME, OP_HAS, OP_LIST,
	OP_IF, OP_OR, OP_AND, OP_NOT,
	OP_EQUAL, OP_DIFFERENT, OP_LESS, OP_AT_MOST, OP_MORE, OP_AT_LEAST, OP_IN,
	OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE, OP_REMAINDER,
	OP_SIZE, OP_STARTS, OP_ENDS, OP_CONTAINS,
};

struct node {
	enum op op;
	size_t at;                      /* byte of the text that an error points at */
	struct value literal;           /* OP_LITERAL */
	unsigned name;                  /* OP_NAME, OP_HAS: index into names */
	const struct node **kids;
	size_t n;
};

struct condition {
	str text;
	const struct node *root;
	str *names;                     /* in the order they were met */
	size_t n_names, cap_names;
};

/* A set of names, one bit each. */
typedef u64 nameset;
_Static_assert(LIMIT_CONDITION_NAMES <= 64, "a nameset holds every name");

/* Known, or the names it hangs on, or what was wrong and where. */
struct result {
	enum { KNOWN, UNKNOWN, WRONG } is;
	struct value value;
	nameset names;                  /* empty unless UNKNOWN */
	const char *why;
	size_t at;
};

struct reckoning {
	const struct condition *condition;
	nameset established;            /* the facts as they stand: what has() asks */
	nameset known;                  /* those, and the ones supposed while settling */
	struct value *value;            /* of each name */
	struct arena scratch;           /* lists written out in the expression */
	size_t steps;                   /* nodes and list items looked at */
};

/* "1:17: sentence", the place of byte `at` of the text. */
err condition_wrong(struct arena *, str text, size_t at, const char *why);

/* The letters, digits and _ that stand at a byte of the text; may be none. */
str condition_word(str text, size_t at);
/* Read the number, or the text in quotes, that begins at *at, and go past it: NULL; or what is wrong, and *at is where. */
const char *condition_number(struct arena *, str text, size_t *at, struct value *out);
const char *condition_text(struct arena *, str text, size_t *at, struct value *out);

/* Could it be true or false at all, whatever the facts? */
bool condition_may_be_truth(const struct node *);

/* The node's value by three-valued logic; condition_truth() wants it true or false. */
struct result condition_reckon(struct reckoning *, const struct node *);
struct result condition_truth(struct reckoning *, const struct node *);

/* Order of two values: false if they are of kinds that cannot be compared. */
bool condition_compare(struct value, struct value, int *order);

/* The condition came out UNKNOWN: what it is by exact logic, as far as the
 * bounds go, with the names that can still change it. */
struct result condition_settle(struct reckoning *, struct result unknown);

#endif
