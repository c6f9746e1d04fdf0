#include "cli.h"
#include "cvss.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };     /* read at once; of a line that is longer, the rest is not looked at */

struct scoring {
	struct arena scratch;
	bool json;
	bool refused;           /* some vector was */
};

/* What came from outside, made harmless on a terminal: what is not printable ASCII as \xNN. */
static str
harmless(struct arena *a, str s)
{
	struct buf b = buf_new(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= ' ' && s.p[i] <= '~')
			buf_byte(&b, s.p[i]);
		else
			buf_fmt(&b, "\\x%02x", (unsigned)(u8)s.p[i]);
	return buf_str(&b);
}

/* A JSON string of printable ASCII. */
static void
print_quoted(str s)
{
	putchar_unlocked('"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			putchar_unlocked('\\');
		putchar_unlocked(s.p[i]);
	}
	putchar_unlocked('"');
}

static void
print_member(const char *name, int tenths)
{
	printf(",\"%s\":%d.%d", name, tenths / 10, tenths % 10);
}

static void
print_json(str vector, const struct cvss *c)
{
	fputs("{\"vector\":", stdout);
	print_quoted(vector);
	printf(",\"version\":\"%.*s\"", STR_ARG(c->version));
	print_member("score", c->score);
	printf(",\"severity\":\"%.*s\",\"%s\":\"%.*s\"", STR_ARG(c->severity),
	    c->macrovector[0] ? "nomenclature" : "kind", STR_ARG(c->kind));
	if (c->macrovector[0]) {
		printf(",\"macrovector\":\"%s\"", c->macrovector);
	} else {
		print_member("base", c->base);
		print_member("temporal", c->temporal);
		print_member("environmental", c->environmental);
		print_member("impact", c->impact);
		print_member("exploitability", c->exploitability);
		print_member("modified_impact", c->modified_impact);
	}
	puts("}");
}

static void
print_refusal(const struct scoring *s, str vector, err e)
{
	if (s->json) {
		fputs("{\"vector\":", stdout);
		print_quoted(vector);
		fputs(",\"error\":", stdout);
		print_quoted(e->why);
		puts("}");
	} else {
		printf("%.*s\terror\t%.*s\n", STR_ARG(vector), STR_ARG(e->why));
	}
}

/* A vector in, a line out. */
static void
score(struct scoring *s, str vector)
{
	struct arena scratch = s->scratch;
	struct cvss c;
	err e = cvss_score(&scratch, vector, &c);

	s->refused |= e != OK;
	if (e)
		print_refusal(s, harmless(&scratch, vector), e);
	else if (s->json)
		print_json(vector, &c);
	else
		printf("%.*s\t%d.%d\t%.*s\n", STR_ARG(vector), c.score / 10, c.score % 10, STR_ARG(c.severity));
}

static void
score_line(struct scoring *s, str line)
{
	if (str_ends(line, STR("\r")))
		line.n--;
	if (line.n == 0)
		putchar_unlocked('\n');
	else
		score(s, line);
}

/* The whole lines of a block, and at the end of the input what is left; the bytes to keep for the next block. */
static size_t
score_block(struct scoring *s, char *block, size_t n, bool *cut, bool end)
{
	str rest = { block, n };
	const char *newline;

	while ((newline = memchr(rest.p, '\n', rest.n)) != NULL) {
		size_t length = (size_t)(newline - rest.p);

		if (!*cut)
			score_line(s, (str){ rest.p, length });
		*cut = false;
		rest = str_from(rest, length + 1);
	}
	if (rest.n == BLOCK || (end && rest.n)) {
		if (!*cut)
			score_line(s, rest);
		*cut = true;
	}
	if (*cut)
		return 0;
	memmove(block, rest.p, rest.n);
	return rest.n;
}

/* Answers are given as soon as lines are there, so that a program may converse with this one. */
static err
score_stream(struct scoring *s)
{
	char *block = NEW(&s->scratch, char, BLOCK);
	bool cut = false;
	size_t held = 0;
	ssize_t n;

	do {
		n = read(STDIN_FILENO, block + held, BLOCK - held);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_new(&s->scratch, ERR_MALFORMED, "standard input cannot be read: %s", strerror(errno));
		held = score_block(s, block, held + (size_t)n, &cut, n == 0);
		fflush(stdout);
	} while (n != 0);
	return OK;
}

int
verb_cvss(struct cli *c)
{
	static const struct option options[] = { { "json", no_argument, NULL, 'j' }, { 0 } };
	struct scoring s = { .scratch = c->arena };
	const char *vector;
	err e = OK;
	int option;

	opterr = 0;
	while ((option = getopt_long(c->argc, c->argv, "", options, NULL)) != -1) {
		if (option != 'j')
			return cli_usage(c);
		s.json = true;
	}
	if (c->argc - optind > 1)
		return cli_usage(c);
	vector = optind < c->argc ? c->argv[optind] : "-";
	if (strcmp(vector, "-") == 0)
		e = score_stream(&s);
	else
		score(&s, str_c(vector));
	if (e == OK && (fflush(stdout) != 0 || ferror(stdout)))
		e = err_new(&s.scratch, ERR_MALFORMED, "standard output cannot be written");
	return e ? cli_fail(e) : s.refused;
}
