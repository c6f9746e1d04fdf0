#include "canon.h"
#include "condition_tree.h"

/*
 * A parser by descent with one table of operators.  The first thing that is
 * wrong sticks and moves the reader to the end, so every loop stops.
 */
struct parser {
	struct arena *a;
	struct condition *c;
	size_t at;                      /* the next byte */
	int nesting;
	err failed;
};

/* What follows a name may be a call; these are all there are. */
static const struct function { str name; enum op op; bool method, free; } functions[] = {
	{ STR_INIT("has"),        OP_HAS,      false, true },
	{ STR_INIT("size"),       OP_SIZE,     true,  true },
	{ STR_INIT("startsWith"), OP_STARTS,   true,  false },
	{ STR_INIT("endsWith"),   OP_ENDS,     true,  false },
	{ STR_INIT("contains"),   OP_CONTAINS, true,  false },
};

/* Longer spellings before shorter ones.  A higher level binds tighter. */
enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_RELATION, LEVEL_SUM, LEVEL_PRODUCT };
static const struct infix { str sign; enum op op; int level; } infixes[] = {
	{ STR_INIT("||"), OP_OR,        LEVEL_OR },
	{ STR_INIT("&&"), OP_AND,       LEVEL_AND },
	{ STR_INIT("=="), OP_EQUAL,     LEVEL_RELATION },
	{ STR_INIT("!="), OP_DIFFERENT, LEVEL_RELATION },
	{ STR_INIT("<="), OP_AT_MOST,   LEVEL_RELATION },
	{ STR_INIT(">="), OP_AT_LEAST,  LEVEL_RELATION },
	{ STR_INIT("<"),  OP_LESS,      LEVEL_RELATION },
	{ STR_INIT(">"),  OP_MORE,      LEVEL_RELATION },
	{ STR_INIT("in"), OP_IN,        LEVEL_RELATION },
	{ STR_INIT("+"),  OP_ADD,       LEVEL_SUM },
	{ STR_INIT("-"),  OP_SUBTRACT,  LEVEL_SUM },
	{ STR_INIT("*"),  OP_MULTIPLY,  LEVEL_PRODUCT },
	{ STR_INIT("/"),  OP_DIVIDE,    LEVEL_PRODUCT },
	{ STR_INIT("%"),  OP_REMAINDER, LEVEL_PRODUCT },
};

/* Words CEL keeps for itself; a fact may have them after a point only. */
static const str reserved[] = {
	STR_INIT("in"), STR_INIT("null"), STR_INIT("as"), STR_INIT("break"), STR_INIT("const"), STR_INIT("continue"),
	STR_INIT("else"), STR_INIT("for"), STR_INIT("function"), STR_INIT("if"), STR_INIT("import"), STR_INIT("let"),
	STR_INIT("loop"), STR_INIT("package"), STR_INIT("namespace"), STR_INIT("return"), STR_INIT("var"),
	STR_INIT("void"), STR_INIT("while"),
};

static const struct node nothing;       /* what a failed part is */
static const char too_deep[] = "this is nested more than 64 deep";

static const struct node *
fail(struct parser *p, size_t at, const char *why)
{
	if (p->failed == OK)
		p->failed = condition_wrong(p->a, p->c->text, at, why);
	p->at = p->c->text.n;
	return &nothing;
}

/* ---- bytes and words ---- */

static str
rest(const struct parser *p)
{
	return str_from(p->c->text, p->at);
}

static char
peek(const struct parser *p)
{
	return p->at < p->c->text.n ? p->c->text.p[p->at] : 0;
}

static void
skip_space(struct parser *p)
{
	char c;

	while ((c = peek(p)) == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f')
		p->at++;
}

/* The word or number's digits that stand here; may be empty. */
static str
word_here(const struct parser *p)
{
	return condition_word(p->c->text, p->at);
}

static bool
accept(struct parser *p, char c)
{
	skip_space(p);
	if (p->at == p->c->text.n || peek(p) != c)
		return false;
	p->at++;
	return true;
}

static void
expect(struct parser *p, char c, const char *why)
{
	if (!accept(p, c))
		fail(p, p->at, why);
}

/* ---- nodes ---- */

static const struct node *
keep(struct parser *p, struct node node)
{
	struct node *kept = NEW(p->a, struct node, 1);

	*kept = node;
	return kept;
}

static const struct node *
new_node(struct parser *p, enum op op, size_t at, const struct node **kids, size_t n)
{
	return keep(p, (struct node){ .op = op, .at = at, .kids = kids, .n = n });
}

/* `right` may be NULL: then there is only one. */
static const struct node *
new_pair(struct parser *p, enum op op, size_t at, const struct node *left, const struct node *right)
{
	const struct node **kids = NEW(p->a, const struct node *, 2);

	kids[0] = left;
	kids[1] = right;
	return new_node(p, op, at, kids, right ? 2 : 1);
}

static const struct node *
new_literal(struct parser *p, size_t at, struct value v)
{
	return keep(p, (struct node){ .op = OP_LITERAL, .at = at, .literal = v });
}

static const struct node *
new_name(struct parser *p, enum op op, size_t at, str name)
{
	struct condition *c = p->c;
	size_t i = 0;

	while (i < c->n_names && !str_eq(c->names[i], name))
		i++;
	if (i == LIMIT_CONDITION_NAMES)
		return fail(p, at, "a condition mentions at most 64 facts");
	if (i == c->n_names) {
		GROW(p->a, c->names, c->n_names, c->cap_names);
		c->names[c->n_names++] = name;
	}
	return keep(p, (struct node){ .op = op, .at = at, .name = (unsigned)i });
}

/* ---- names, calls, lists, parentheses ---- */

/* A number or a text, as `read` takes it. */
static const struct node *
parse_literal(struct parser *p, const char *(*read)(struct arena *, str, size_t *, struct value *))
{
	size_t at = p->at;
	struct value v;
	const char *wrong = read(p->a, p->c->text, &p->at, &v);

	return wrong ? fail(p, p->at, wrong) : new_literal(p, at, v);
}

static const struct node *parse_expression(struct parser *);

/* The word that stands here, taken; which words those are is checked by who asks. */
static str
take_word(struct parser *p)
{
	str word;

	skip_space(p);
	word = word_here(p);
	if (word.n == 0 || is_digit(word.p[0]))
		fail(p, p->at, "a name is wanted here: letters, digits and _, not beginning with a digit");
	else
		p->at += word.n;
	return word;
}

static bool
is_reserved(str word)
{
	for (size_t i = 0; i < countof(reserved); i++)
		if (str_eq(reserved[i], word))
			return true;
	return false;
}

static bool
call_follows(struct parser *p)
{
	skip_space(p);
	return peek(p) == '(';
}

/* The point and the word that follow `at`, if they are no method. */
static bool
accept_part(struct parser *p, str *word)
{
	size_t back = p->at;

	if (!accept(p, '.'))
		return false;
	*word = take_word(p);
	if (p->failed || !call_follows(p))
		return p->failed == OK;
	p->at = back;
	return false;
}

/* A name with all its points: `service.criticality`. */
static const struct node *
parse_name(struct parser *p, enum op op)
{
	size_t at;
	str name, part;

	skip_space(p);
	at = p->at;
	name = take_word(p);
	if (is_reserved(name))
		return fail(p, at, str_eq(name, STR("null"))
		    ? "there is no null: whether a fact is established is asked with has(name)"
		    : "this word is kept for the language and names no fact");
	while (accept_part(p, &part))
		name = arena_fmt(p->a, "%.*s.%.*s", STR_ARG(name), STR_ARG(part));
	return new_name(p, op, at, name);
}

/* What stands between the call's parentheses, as the function wants it. */
static const struct node *
parse_call(struct parser *p, const struct function *f, size_t at, const struct node *subject)
{
	const struct node *node, *argument = NULL;

	expect(p, '(', "a \"(\" is wanted here");
	if (f->op == OP_HAS) {
		node = parse_name(p, OP_HAS);
	} else {
		if (subject == NULL)
			subject = parse_expression(p);
		else if (f->op != OP_SIZE)
			argument = parse_expression(p);
		node = new_pair(p, f->op, at, subject, argument);
	}
	expect(p, ')', "a \")\" is wanted here: has and size take one thing, as do startsWith, endsWith and contains after the point");
	return node;
}

static const struct function *
find_function(struct parser *p, str name, size_t at, bool method)
{
	for (size_t i = 0; i < countof(functions); i++)
		if (str_eq(functions[i].name, name) && (method ? functions[i].method : functions[i].free))
			return &functions[i];
	fail(p, at, "there is no such function: there are has(name), size(x), x.size(), x.startsWith(y), x.endsWith(y), x.contains(y)");
	return NULL;
}

static const struct node *
parse_word(struct parser *p)
{
	const struct function *f;
	size_t at = p->at;
	str word = take_word(p);

	if (str_eq(word, STR("true")) || str_eq(word, STR("false")))
		return new_literal(p, at, (struct value){ VALUE_BOOL, { .truth = word.n == 4 } });
	if (call_follows(p))
		return (f = find_function(p, word, at, false)) ? parse_call(p, f, at, NULL) : &nothing;
	p->at = at;
	return parse_name(p, OP_NAME);
}

static const struct node *
parse_list(struct parser *p)
{
	size_t at = p->at++, n = 0, cap = 0;
	const struct node **items = NULL;

	while (p->failed == OK && !accept(p, ']')) {
		if (n == LIMIT_CONDITION_LIST)
			return fail(p, p->at, "a list has at most 256 items");
		GROW(p->a, items, n, cap);
		items[n++] = parse_expression(p);
		if (!accept(p, ',')) {
			expect(p, ']', "a \",\" or \"]\" is wanted here");
			break;
		}
	}
	return new_node(p, OP_LIST, at, items, n);
}

static const struct node *
parse_primary(struct parser *p)
{
	const struct node *node;
	char c;

	skip_space(p);
	c = peek(p);
	if (is_digit(c))           return parse_literal(p, condition_number);
	if (word_here(p).n)        return parse_word(p);
	if (c == '"' || c == '\'') return parse_literal(p, condition_text);
	if (c == '[')              return parse_list(p);
	if (!accept(p, '('))
		return fail(p, p->at, "a name, a number, a text, a list or \"(\" is wanted here");
	node = parse_expression(p);
	expect(p, ')', "a \")\" is wanted here");
	return node;
}

/* ---- operators ---- */

static const struct node *parse_unary(struct parser *);

/* `-x` is `0 - x`. */
static const struct node *
parse_signed(struct parser *p, enum op op, size_t at)
{
	const struct value zero = { VALUE_INT, { .integer = 0 } };
	const struct node *node = &nothing;

	if (++p->nesting > LIMIT_CONDITION_NESTING)
		fail(p, at, too_deep);
	else
		node = parse_unary(p);
	p->nesting--;
	return op == OP_NOT ? new_pair(p, OP_NOT, at, node, NULL) : new_pair(p, op, at, new_literal(p, at, zero), node);
}

static const struct node *
parse_unary(struct parser *p)
{
	const struct function *f;
	const struct node *node;
	size_t at;
	str word;

	skip_space(p);
	at = p->at;
	if (accept(p, '!'))
		return parse_signed(p, OP_NOT, at);
	if (accept(p, '-'))
		return parse_signed(p, OP_SUBTRACT, at);
	node = parse_primary(p);
	while (accept(p, '.')) {
		skip_space(p);
		at = p->at;
		word = take_word(p);
		if (p->failed || (f = find_function(p, word, at, true)) == NULL)
			break;
		node = parse_call(p, f, at, node);
	}
	return node;
}

/* The operator that stands here, if it binds at least as tight as `level`. */
static const struct infix *
accept_infix(struct parser *p, int level)
{
	skip_space(p);
	for (size_t i = 0; i < countof(infixes); i++) {
		const struct infix *o = &infixes[i];

		if (str_starts(rest(p), o->sign) && (o->op != OP_IN || word_here(p).n == o->sign.n)) {
			if (o->level < level)
				return NULL;
			p->at += o->sign.n;
			return o;
		}
	}
	return NULL;
}

static const struct node *
parse_infix(struct parser *p, int level)
{
	const struct node *left = parse_unary(p);
	const struct infix *o;
	size_t at;

	for (;;) {
		skip_space(p);
		at = p->at;
		if ((o = accept_infix(p, level)) == NULL)
			return left;
		left = new_pair(p, o->op, at, left, parse_infix(p, o->level + 1));
	}
}

static const struct node *
parse_expression(struct parser *p)
{
	const struct node *c, **kids;
	size_t at;

	if (++p->nesting > LIMIT_CONDITION_NESTING)
		return fail(p, p->at, too_deep);
	c = parse_infix(p, LEVEL_OR);
	skip_space(p);
	at = p->at;
	if (accept(p, '?')) {
		kids = NEW(p->a, const struct node *, 3);
		kids[0] = c;
		kids[1] = parse_infix(p, LEVEL_OR);
		expect(p, ':', "a \":\" is wanted here, and what holds otherwise");
		kids[2] = parse_expression(p);
		c = new_node(p, OP_IF, at, kids, 3);
	}
	p->nesting--;
	return c;
}

err
condition_compile(struct arena *a, str text, const struct condition **out)
{
	struct condition *c = NEW(a, struct condition, 1);
	struct parser p = { .a = a, .c = c };

	if (text.n > LIMIT_EXPRESSION)
		return err_new(a, ERR_TOO_LARGE, "1:1: a condition is at most %d bytes long", LIMIT_EXPRESSION);
	c->text = arena_str(a, text);
	if (!utf8_valid(text))
		return condition_wrong(a, text, 0, "this is not UTF-8, or holds U+0000");
	c->root = parse_expression(&p);
	skip_space(&p);
	if (p.at < c->text.n)
		fail(&p, p.at, "nothing is wanted here any more, or an operator: && || == != < <= > >= in + - * / % ?:");
	if (p.failed == OK && !condition_may_be_truth(c->root))
		fail(&p, c->root->at, "this is neither true nor false, and a condition must be one of them");
	*out = c;
	return p.failed;
}
