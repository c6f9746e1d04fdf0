#include "condition.h"
#include "test.h"

/* Facts for a test: what is not among them is not established. */
struct fact { const char *name; struct value value; };
struct facts { const struct fact *v; size_t n; };

#define NUMBER(x)  { VALUE_INT, { .integer = (x) } }
#define EXACT(x)   { VALUE_DECIMAL, { .decimal = { (x) } } }
#define TRUTH(x)   { VALUE_BOOL, { .truth = (x) } }
#define TEXT(x)    { VALUE_TEXT, { .text = STR_INIT(x) } }
#define FACTS(...) ((struct facts){ (const struct fact[]){ __VA_ARGS__ }, countof(((const struct fact[]){ __VA_ARGS__ })) })
static const struct facts NO_FACTS;

static bool
look_up(const void *ctx, str name, struct value *out)
{
	const struct facts *facts = ctx;

	for (size_t i = 0; i < facts->n; i++)
		if (facts->v[i].name && str_eq(name, str_c(facts->v[i].name))) {
			*out = facts->v[i].value;
			return true;
		}
	return false;
}

static str
joined(struct arena *a, struct names names)
{
	struct buf b = buf_new(a, 16);

	for (size_t i = 0; i < names.n; i++) {
		buf_put(&b, i ? STR(",") : STR(""));
		buf_put(&b, names.v[i]);
	}
	return buf_str(&b);
}

/* "true", "false", "unknown a,b" or the error's sentence. */
static str
answer(struct arena *a, str text, struct facts facts)
{
	const struct condition *c;
	struct truth t;
	err e;

	if ((e = condition_compile(a, text, &c)) || (e = condition_eval(a, c, (struct condition_facts){ look_up, &facts }, &t)))
		return e->why;
	if (t.is != TRUTH_UNKNOWN) {
		CHECK(t.unknown.n == 0);
		return t.is == TRUTH_TRUE ? STR("true") : STR("false");
	}
	return arena_fmt(a, "unknown %.*s", STR_ARG(joined(a, t.unknown)));
}

#define ANSWERS(text, facts, want) CHECK_STR(answer(T, STR(text), facts), STR(want))
#define REFUSED(text, facts, words) check_refused(__FILE__, __LINE__, STR(text), facts, words)

static void
check_refused(const char *file, int line, str text, struct facts facts, const char *words)
{
	str got = answer(T, text, facts);

	if (!str_starts(got, str_c(words))) {
		print_error("%s:%d: %.*s: got %.*s\n", file, line, STR_ARG(text), STR_ARG(got));
		fail();
	}
}

TEST(a_threshold_names_the_facts_that_would_settle_it)
{
	struct facts f = FACTS({ "cvss.base", EXACT(9800000) });

	ANSWERS("cvss.base >= 9.0 && exploited && exposure == \"internet\"", f, "unknown exploited,exposure");
	ANSWERS("cvss.base >= 9.9 && exploited", f, "false");
	ANSWERS("cvss.base >= 9.0 || exploited", f, "true");
}

TEST(a_limit_of_authority_can_be_asked)
{
	struct facts f = FACTS({ "option.cost_per_hour.likely", NUMBER(60000) }, { "service.criticality", TEXT("normal") });

	ANSWERS("option.cost_per_hour.likely > 50000 || service.criticality == 'vital'", f, "true");
	ANSWERS("option.cost_per_hour.likely > 60000 || service.criticality == 'vital'", f, "false");
}

TEST(a_side_that_decides_absorbs_what_is_wrong_or_unknown)
{
	ANSWERS("false && a", NO_FACTS, "false");
	ANSWERS("a && false", NO_FACTS, "false");
	ANSWERS("true || a", NO_FACTS, "true");
	ANSWERS("a || true", NO_FACTS, "true");
	ANSWERS("false && 1 / 0 > 0", NO_FACTS, "false");
	ANSWERS("1 / 0 > 0 && false", NO_FACTS, "false");
	ANSWERS("1 / 0 > 0 || true", NO_FACTS, "true");
	ANSWERS("'a' + 1 > 0 || true", NO_FACTS, "true");
	REFUSED("1 / 0 > 0 || false", NO_FACTS, "1:3: this divides by zero");
	REFUSED("true && 1 / 0 > 0", NO_FACTS, "1:11: this divides by zero");
}

TEST(what_an_unknown_could_still_absorb_is_unknown_and_no_error)
{
	ANSWERS("a && 1 / 0 > 0", NO_FACTS, "unknown a");
	ANSWERS("1 / 0 > 0 || a", NO_FACTS, "unknown a");
	REFUSED("a ? 1 / 0 > 0 : 2 / 0 > 0", NO_FACTS, "1:7: this divides by zero");
	REFUSED("a == (1 / 0 > 0)", NO_FACTS, "1:9: this divides by zero");
	REFUSED("x / 0 > 1", NO_FACTS, "1:3: this divides by zero");
}

TEST(a_fact_that_cannot_change_the_answer_is_not_named)
{
	ANSWERS("(a && false) || b", NO_FACTS, "unknown b");
	ANSWERS("a && b || a && !b", NO_FACTS, "unknown a");
	ANSWERS("a || !a", NO_FACTS, "true");
	ANSWERS("a && !a", NO_FACTS, "false");
	ANSWERS("c ? x : y", FACTS({ "x", TRUTH(true) }, { "y", TRUTH(true) }), "true");
	ANSWERS("c ? x : y", FACTS({ "x", TRUTH(true) }, { "y", TRUTH(false) }), "unknown c");
	ANSWERS("c ? x > 3 : x > 3", NO_FACTS, "unknown x");
	ANSWERS("(c ? 5 : 6) > 4", NO_FACTS, "true");
	ANSWERS("x > 5 || x <= 5", NO_FACTS, "true");
	ANSWERS("x > 5 && x < 3", NO_FACTS, "false");
	ANSWERS("x > 5 && x < 6", NO_FACTS, "unknown x");
	ANSWERS("x > 5 && x < 5.000001", NO_FACTS, "false");
	ANSWERS("x in ['a', 'b'] && x != 'a' && x != 'b'", NO_FACTS, "false");
	ANSWERS("x > 'a' && x < 'b' && y", NO_FACTS, "unknown x,y");
	ANSWERS("x > 'a' && x < 'a\\x02'", NO_FACTS, "unknown x");
	ANSWERS("x > 'a' && x < 'a\\x01'", NO_FACTS, "false");
	ANSWERS("x < ''", NO_FACTS, "false");
	ANSWERS("c ? a : b", NO_FACTS, "unknown a,b,c");
	ANSWERS("x > limit || x <= limit", FACTS({ "limit", NUMBER(3) }), "true");
	ANSWERS("x in []", NO_FACTS, "false");
}

TEST(where_it_cannot_be_seen_too_many_are_named_and_never_too_few)
{
	ANSWERS("x + 1 > x", NO_FACTS, "unknown x");
	ANSWERS("x.startsWith('a') || !x.startsWith('a')", NO_FACTS, "unknown x");
	ANSWERS("p ? x.startsWith('a') : x.startsWith('b')", NO_FACTS, "unknown p,x");
	ANSWERS("x > y && z", NO_FACTS, "unknown x,y,z");
	ANSWERS("a && x * 2 > y", FACTS({ "a", TRUTH(false) }), "false");
	ANSWERS("size(x) > 2 && a", NO_FACTS, "unknown a,x");
}

TEST(has_asks_whether_a_fact_is_established_and_is_never_unknown)
{
	ANSWERS("has(a)", NO_FACTS, "false");
	ANSWERS("has(a.b)", FACTS({ "a.b", TRUTH(false) }), "true");
	ANSWERS("has(x) && x > 5", NO_FACTS, "false");
	ANSWERS("!has(x) || x > 5", NO_FACTS, "true");
	ANSWERS("x > 5 || !has(x)", NO_FACTS, "true");
	ANSWERS("x > 5 && !has(x)", NO_FACTS, "unknown x");
	ANSWERS("has(x) && x > 5 || y", NO_FACTS, "unknown y");
}

static int
whatever(const char *text)
{
	const struct condition *c;

	CHECK_OK(condition_compile(T, str_c(text), &c));
	return condition_whatever(*T, c);
}

TEST(what_holds_whatever_is_so_or_never_is_told_before_anything_is_known)
{
	CHECK(whatever("x > 5 && x < 3") == TRUTH_FALSE && whatever("a && !a") == TRUTH_FALSE);
	CHECK(whatever("true") == TRUTH_TRUE && whatever("x > 5 || x <= 5") == TRUTH_TRUE);
	CHECK(whatever("x > 5") == TRUTH_UNKNOWN && whatever("has(x) && x > 5") == TRUTH_UNKNOWN && whatever("x * 2 > y") == TRUTH_UNKNOWN);
}

TEST(whole_numbers_stay_whole_and_decimals_are_exact)
{
	ANSWERS("7 / 2 == 3 && -7 / 2 == -3 && -7 % 2 == -1 && 7 % -2 == 1", NO_FACTS, "true");
	ANSWERS("7.0 / 2 == 3.5 && 7 / 2.0 == 3.5 && 1 == 1.0", NO_FACTS, "true");
	ANSWERS("0.1 + 0.2 == 0.3 && 7.5 % 2 == 1.5 && -(1.5) == 1.5 - 3", NO_FACTS, "true");
	ANSWERS("9007199254740991 > 9223372036854.7 && -9007199254740991 < 0.5", NO_FACTS, "true");
	REFUSED("9007199254740991 + 1 > 0", NO_FACTS, "1:18: this goes beyond 9007199254740991");
	REFUSED("9007199254740991 * 9007199254740991 > 0", NO_FACTS, "1:18: this goes beyond");
	REFUSED("9007199254740991 * 0.5 > 0", NO_FACTS, "1:18: this goes beyond nine trillion");
	REFUSED("9007199254740992 > 0", NO_FACTS, "1:1: a whole number is at most");
	REFUSED("1 % 0 == 0", NO_FACTS, "1:3: this divides by zero");
	REFUSED("1 / 0.0 > 0", NO_FACTS, "1:3: this divides by zero");
}

TEST(operators_bind_as_in_cel)
{
	ANSWERS("1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 10 - 4 - 3 == 3", NO_FACTS, "true");
	ANSWERS("true || false && false", NO_FACTS, "true");
	ANSWERS("!false && 1 < 2 == true", NO_FACTS, "true");
	ANSWERS("false ? true : false ? true : true", NO_FACTS, "true");
	ANSWERS("--1 == 1 && !!true && 2 - -1 == 3", NO_FACTS, "true");
	ANSWERS("1 in [1, 2] && !(3 in [1, 2]) && inside", FACTS({ "inside", TRUTH(true) }), "true");
}

TEST(text_is_compared_searched_and_counted_in_characters)
{
	struct facts f = FACTS({ "x", TEXT("caf\xc3\xa9") });

	ANSWERS("x.startsWith('ca') && x.endsWith('\\u00e9') && x.contains('af') && !x.contains('b')", f, "true");
	ANSWERS("size(x) == 4 && x.size() == 4 && ''.size() == 0", f, "true");
	ANSWERS("x == 'caf\xc3\xa9' && x > 'caf' && 'a' < 'b'", f, "true");
	ANSWERS("'\\x41\\101\\U00000041\\u0041' == 'AAAA' && \"\\\"\" == '\"' && '\\'\\\\\\n'.size() == 3", NO_FACTS, "true");
	ANSWERS("'\\u20ac'.size() == 1 && '\\U0001f600'.size() == 1", NO_FACTS, "true");
}

TEST(lists_are_asked_with_in_and_size)
{
	const struct value items[] = { TEXT("web"), TEXT("mail") };
	struct facts f = FACTS({ "tags", { VALUE_LIST, { .list = { items, 2 } } } }, { "thing", { .kind = VALUE_PARTS } });

	ANSWERS("'web' in tags && !('dns' in tags) && tags.size() == 2 && size([1, 2, ]) == 2", f, "true");
	ANSWERS("x in tags", f, "unknown x");
	ANSWERS("x in tags || !(x in tags)", f, "true");
	ANSWERS("1 in [a, 1]", NO_FACTS, "true");
	ANSWERS("2 in [a, 1] && b", NO_FACTS, "unknown a,b");
	ANSWERS("has(thing)", f, "true");
	REFUSED("1 in tags", f, "1:3: these cannot be compared");
	REFUSED("tags == tags", f, "1:6: these cannot be compared");
	REFUSED("tags.contains('web')", f, "1:6: this takes text; whether a list holds");
	REFUSED("thing == 1", f, "1:7: these cannot be compared");
	REFUSED("'a' in 'abc'", f, "1:5: only a list");
}

TEST(kinds_are_not_mixed)
{
	REFUSED("1 == 'a'", NO_FACTS, "1:3: these cannot be compared");
	REFUSED("1 != 'a'", NO_FACTS, "1:3: these cannot be compared");
	REFUSED("true < false", NO_FACTS, "1:6: true and false have no order");
	REFUSED("'a' + 'b' == 'ab'", NO_FACTS, "1:5: this takes numbers");
	REFUSED("-'a' == 1", NO_FACTS, "1:1: this takes numbers");
	REFUSED("!1", NO_FACTS, "1:2: this is neither true nor false");
	REFUSED("(x + 1) && true", NO_FACTS, "1:4: this is neither true nor false");
	REFUSED("a", FACTS({ "a", NUMBER(1) }), "1:1: this is neither true nor false");
	REFUSED("true ? 1 : 2", NO_FACTS, "1:6: this is neither true nor false");
}

TEST(what_is_no_condition_is_refused_at_its_column)
{
	static const char *const bad[][2] = {
		{ "", "1:1: " }, { "   ", "1:4: " }, { "1 + 2", "1:3: this is neither" }, { "'a'", "1:1: this is neither" },
		{ "[true]", "1:1: this is neither" }, { "a &&", "1:5: " }, { "a & b", "1:3: nothing" }, { "a = b", "1:3: nothing" },
		{ "a b", "1:3: nothing" }, { "(a", "1:3: a \")\"" }, { "a)", "1:2: nothing" }, { "[1, 2", "1:6: a \",\"" },
		{ "1 in [1 2]", "1:9: a \",\"" }, { "a ? b", "1:6: a \":\"" }, { "a ? b ? c : d : e", "1:7: a \":\"" }, { "1e3 > 0", "1:2: a number" }, { "1u > 0", "1:2: a number" },
		{ "0x10 > 0", "1:2: a number" }, { ".5 > 0", "1:1: " }, { "5. > 0", "1:1: a decimal" }, { "1.2.3 > 0", "1:5: " },
		{ "1.1234567 > 0", "1:1: a decimal has at most" }, { "x == null", "1:6: there is no null" }, { "for", "1:1: this word" },
		{ "f(x)", "1:1: there is no such function" }, { "x.f(1)", "1:3: there is no such function" },
		{ "startsWith(x, 'a')", "1:1: there is no such function" }, { "x.has()", "1:3: there is no such function" },
		{ "has(1)", "1:5: a name" }, { "has(x, y)", "1:6: a \")\"" }, { "has()", "1:5: a name" }, { "has('a')", "1:5: a name" },
		{ "x.size(1) > 0", "1:8: a \")\"" }, { "x.startsWith()", "1:14: " }, { "x.", "1:3: a name" }, { "x.1", "1:3: a name" },
		{ "(x).y", "1:5: there is no such function" }, { "x[0]", "1:2: nothing" }, { "{}", "1:1: " },
		{ "'a", "1:1: this text has no closing" }, { "'a\nb' == x", "1:1: this text has no closing" },
		{ "x == '\\q'", "1:7: this is no escape" }, { "x == '\\ud800'", "1:7: this is no escape" },
		{ "x == '\\x00'", "1:7: this is no escape" }, { "x == '\\000'", "1:7: " }, { "x == '\\U00110000'", "1:7: " },
		{ "x == '\\uFFFFFFF", "1:6: " }, { "x == '\\", "1:7: " }, { "x == '\\x4", "1:7: " },
		{ "'\xc3\xa9' == x @", "1:10: nothing" }, { "a &&\n  b c", "2:5: nothing" }, { "\xff", "1:1: this is not UTF-8" },
		{ "'\xc0\x80' == x", "1:1: this is not UTF-8" }, { "'\xed\xa0\x80' == x", "1:1: this is not UTF-8" }, { "'\xe2\x82", "1:1: this is not UTF-8" },
	};

	for (size_t i = 0; i < countof(bad); i++)
		check_refused(__FILE__, __LINE__, str_c(bad[i][0]), NO_FACTS, bad[i][1]);
	check_refused(__FILE__, __LINE__, (str){ "a\0b", 3 }, NO_FACTS, "1:1: this is not UTF-8");
}

/* `open`, `n` times, then `middle`, then `close` as often. */
static str
repeated(const char *open, int n, const char *middle, const char *close)
{
	struct buf b = buf_new(T, 64);

	for (int i = 0; i < n; i++)
		buf_put(&b, str_c(open));
	buf_put(&b, str_c(middle));
	for (int i = 0; i < n; i++)
		buf_put(&b, str_c(close));
	return buf_str(&b);
}

TEST(every_bound_is_a_sentence)
{
	struct buf many = buf_new(T, 64);
	const struct condition *c;

	CHECK_STR(answer(T, repeated("(", 63, "true", ")"), NO_FACTS), STR("true"));
	check_refused(__FILE__, __LINE__, repeated("(", 64, "true", ")"), NO_FACTS, "1:65: this is nested more than 64 deep");
	check_refused(__FILE__, __LINE__, repeated("!", 4000, "true", ""), NO_FACTS, "1:64: this is nested");
	check_refused(__FILE__, __LINE__, repeated("[", 2000, "", "]"), NO_FACTS, "1:65: this is nested");
	check_refused(__FILE__, __LINE__, repeated("a?a:", 1000, "a", ""), NO_FACTS, "1:257: this is nested");
	CHECK_ERR(condition_compile(T, repeated(" ", 4096, "a", ""), &c), TOO_LARGE, "at most 4096 bytes");
	CHECK_OK(condition_compile(T, repeated(" ", 4095, "a", ""), &c));
	CHECK_STR(answer(T, repeated("true&&", 682, "true", ""), NO_FACTS), STR("true"));
	CHECK_STR(answer(T, repeated("1+", 2040, "a>0", ""), NO_FACTS), STR("unknown a"));
	check_refused(__FILE__, __LINE__, repeated("", 257, "1 in [", "1,"), NO_FACTS, "1:519: a list has at most 256 items");
	for (int i = 0; i < 65; i++)
		buf_fmt(&many, "%sf%d", i ? " || " : "", i);
	check_refused(__FILE__, __LINE__, buf_str(&many), NO_FACTS, "1:439: a condition mentions at most 64 facts");
}

static size_t
unknown_of(str text)
{
	const struct condition *c;
	struct truth t;

	CHECK_OK(condition_compile(T, text, &c));
	CHECK_OK(condition_eval(T, c, (struct condition_facts){ look_up, &NO_FACTS }, &t));
	return t.unknown.n;
}

TEST(too_much_to_settle_names_too_many_and_ends)
{
	struct buf both = buf_new(T, 64), many = buf_new(T, 64);

	for (int i = 0; i < 20; i++)
		buf_fmt(&both, "%s(f%d ? g%d : h%d)", i ? " && " : "", i, i, i);
	CHECK(unknown_of(buf_str(&both)) == 60);
	buf_put(&both, STR(" && (z || !z)"));           /* z does not matter; there is no time to see it */
	CHECK(unknown_of(buf_str(&both)) == 61);
	for (int i = 0; i < 200; i++)                   /* more constants than are tried */
		buf_fmt(&many, "%sx == %d", i ? " || " : "", i);
	CHECK(unknown_of(buf_str(&many)) == 1);
}

TEST(a_condition_tells_which_facts_it_mentions)
{
	const struct condition *c;

	CHECK_OK(condition_compile(T, STR("b.c > 1 && has(a) || b.c < size(z)"), &c));
	CHECK_STR(joined(T, condition_names(T, c)), STR("a,b.c,z"));
}

/* ---- laws, tried at random ---- */

static u64 seed;

static u32
pick(u32 n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (u32)(seed >> 33) % n;
}

/* A condition over truths a, b, c and a number x that is compared with constants. */
static void
put_random(struct buf *b, u32 deep)
{
	static const char *const leaves[] = {
		"a", "b", "c", "true", "false", "x < 2", "x >= 1", "x == 2", "x in [1, 2]", "1 / 0 > 0", "a == b", "(c ? 1 : 2) == 1", "x != 1.5",
	};
	static const char *const infix[] = { " && ", " || ", " && ", " || ", " == ", " ? " };
	u32 op = pick(countof(infix) + 1);

	if (deep == 0 || pick(6) == 0) {
		buf_fmt(b, "(%s)", leaves[pick(countof(leaves))]);
		return;
	}
	buf_put(b, op == countof(infix) ? STR("!(") : STR("("));
	put_random(b, deep - 1);
	if (op < countof(infix)) {
		buf_put(b, str_c(infix[op]));
		put_random(b, deep - 1);
		if (op == countof(infix) - 1) {
			buf_put(b, STR(" : "));
			put_random(b, deep - 1);
		}
	}
	buf_byte(b, ')');
}

/* Every value that can matter to put_random()'s constants, and some that cannot. */
static const struct value truths[] = { TRUTH(false), TRUTH(true) };
static const struct value numbers[] = {
	NUMBER(-9), NUMBER(0), EXACT(999999), NUMBER(1), EXACT(1200000), EXACT(1500000), EXACT(1700000), NUMBER(2), EXACT(2000001), NUMBER(3),
};

struct world { struct fact fact[4]; char answer; };

enum { WORLDS = 2 * 2 * 2 * (int)countof(numbers) };

static char
short_answer(struct arena a, str text, const struct fact *fact)
{
	str s = answer(&a, text, (struct facts){ fact, 4 });

	return str_eq(s, STR("true")) ? 't' : str_eq(s, STR("false")) ? 'f' : str_starts(s, STR("unknown")) ? 'u' : 'e';
}

static void
fill_worlds(struct world *world, str text)
{
	for (size_t i = 0; i < WORLDS; i++) {
		struct fact all[] = {
			{ "a", truths[i & 1] }, { "b", truths[i >> 1 & 1] }, { "c", truths[i >> 2 & 1] }, { "x", numbers[i >> 3] },
		};

		memcpy(world[i].fact, all, sizeof(all));
		world[i].answer = short_answer(*T, text, all);
		CHECK(world[i].answer != 'u');
	}
}

static size_t
value_of(size_t world, u32 fact)
{
	return fact == 3 ? world >> 3 : world >> fact & 1;
}

static bool
agree(size_t v, size_t w, u32 facts)
{
	for (u32 f = 0; f < 4; f++)
		if (facts >> f & 1 && value_of(v, f) != value_of(w, f))
			return false;
	return true;
}

/* What the definition says, by trying everything: the facts in `known` are as in world `now`. */
static str
by_definition(const struct world *world, size_t now, u32 known)
{
	struct buf names = buf_new(T, 8);
	u32 matters = 0;

	for (size_t v = 0; v < WORLDS; v++)
		for (size_t w = 0; agree(v, now, known) && w < v; w++)
			for (u32 f = 0; agree(w, now, known) && f < 4; f++)
				if (world[v].answer != world[w].answer && agree(v, w, 15u & ~(1u << f)))
					matters |= 1u << f;
	for (u32 f = 0; f < 4; f++)
		if (matters >> f & 1)
			buf_fmt(&names, "%s%c", names.n ? "," : "", "abcx"[f]);
	if (matters)
		return arena_fmt(T, "unknown %.*s", STR_ARG(buf_str(&names)));
	return world[now].answer == 't' ? STR("true") : world[now].answer == 'f' ? STR("false") : STR("1:");
}

/* `a == b` with both unknown is beyond settling; then the answer may name more. */
static bool
may_be_coarse(str text, u32 known)
{
	return (str_contains(text, STR("a == b")) && (known & 3) != 3) || str_contains(text, STR(") == ("));
}

TEST(the_facts_named_are_those_that_can_change_the_answer)
{
	struct world *world = NEW(T, struct world, WORLDS);
	struct arena before = *T;
	int exact = 0;

	seed = 7;
	for (int i = 0; i < 400; i++, *T = before) {
		struct buf b = buf_new(T, 256);
		u32 known = pick(16);
		size_t now = pick(WORLDS);
		struct fact facts[4];
		str got, want;

		put_random(&b, 3);
		fill_worlds(world, buf_str(&b));
		memcpy(facts, world[now].fact, sizeof(facts));
		for (u32 f = 0; f < 4; f++)
			if (!(known >> f & 1))
				facts[f].name = NULL;
		want = by_definition(world, now, known);
		got = answer(T, buf_str(&b), (struct facts){ facts, 4 });
		if (str_eq(got, want) || (str_eq(want, STR("1:")) && str_starts(got, want)))
			exact++;
		else if (!may_be_coarse(buf_str(&b), known) || !str_starts(got, STR("unknown")))
			fail_msg("%.*s with %u known: got %.*s, want %.*s", STR_ARG(buf_str(&b)), known, STR_ARG(got), STR_ARG(want));
	}
	CHECK(exact > 360);
}

TEST_MAIN()
