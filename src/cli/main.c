#include "config.h"
#include "terminal.h"

#include <errno.h>
#include <stdio.h>

static const struct verb { const char *name, *arguments, *meaning; int (*run)(struct cli *); } verbs[] = {
#define VERB(name, arguments, meaning) { #name, arguments, meaning, verb_##name },
#include "verbs.def"
};

static const struct verb *
verb_find(const char *name)
{
	for (size_t i = 0; i < countof(verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

static void
print_help(FILE *f)
{
	fputs("tocsin -- the room in which a cyber crisis is run\n\n", f);
	for (size_t i = 0; i < countof(verbs); i++)
		if (verbs[i].meaning)
			fprintf(f, "  tocsin %s %s\n      %s\n", verbs[i].name, verbs[i].arguments, verbs[i].meaning);
	fputs("\nExit: 0 yes, 1 a clean no, 2 wrong use or unreadable input.\n", f);
}

int
verb_version(struct cli *c)
{
	if (c->argc != 1)
		return cli_usage(c);
	puts("tocsin " TOCSIN_VERSION);
	return 0;
}

int
cli_usage(const struct cli *c)
{
	const struct verb *v = verb_find(c->argv[0]);

	fprintf(stderr, "usage: tocsin %s %s\n", v->name, v->arguments);
	return 2;
}

/* It may quote what a stranger wrote: a file's name, or a table's in a record that was tampered with. */
static void
complain(const char *who, str why)
{
	char space[16 * KIB];           /* a sentence, each byte of it as four */
	struct arena a = { space, space + sizeof(space) };

	fprintf(stderr, "%s%.*s\n", who, STR_ARG(terminal_text(&a, str_first(why, LIMIT_SENTENCE))));
}

int
cli_fail(err e)
{
	if (e)
		complain("tocsin: ", e->why);
	return err_exit_code(e);
}

int
cli_unreadable(err e)
{
	complain("", e->why);
	return 2;
}

void
cli_print_record(struct arena *a, const struct field_table *t, const void *rec)
{
	struct buf b = buf_new(a, 4 * KIB);

	field_write(&b, t, rec);
	buf_byte(&b, '\n');
	fwrite(b.p, 1, b.n, stdout);
}

err
cli_read(struct arena *a, const char *path, size_t max, str *out)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	char *p = NEW(a, char, max + 1);
	size_t n;
	bool bad;

	if (f == NULL)
		return err_new(a, ERR_MALFORMED, "%s: %s", path, strerror(errno));
	n = fread(p, 1, max + 1, f);
	bad = ferror(f);
	if (f != stdin)
		fclose(f);
	if (bad)
		return err_new(a, ERR_MALFORMED, "%s cannot be read", path);
	if (n > max)
		return err_new(a, ERR_TOO_LARGE, "%s is longer than %zu bytes", path, max);
	*out = (str){ p, n };
	return OK;
}

int
main(int argc, char **argv)
{
	struct cli c = { arena_open(ARENA_PROCESS), argc - 1, argv + 1 };
	const struct verb *v;

	if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) {
		print_help(argc < 2 ? stderr : stdout);
		return argc < 2 ? 2 : 0;
	}
	if ((v = verb_find(argv[1])) == NULL) {
		fprintf(stderr, "tocsin: there is no verb \"%s\"; `tocsin help` lists them\n", argv[1]);
		return 2;
	}
	if (argc == 3 && strcmp(argv[2], "--help") == 0 && v->run != verb_serve) {
		printf("usage: tocsin %s %s\n", v->name, v->arguments);
		return 0;
	}
	return v->run(&c);
}
