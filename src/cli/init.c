/* init -- found an organisation in a new data directory. */
#include "cli.h"
#include "found.h"
#include "qr.h"

#include <stdio.h>
#include <unistd.h>

/* Ask on the terminal for what was not given. */
static str
ask(struct arena *a, const char *question)
{
	char line[256];

	if (!isatty(STDIN_FILENO))
		return STR("");
	fprintf(stderr, "%s ", question);
	if (fgets(line, sizeof(line), stdin) == NULL)
		return STR("");
	line[strcspn(line, "\r\n")] = '\0';
	return arena_str(a, str_c(line));
}

static err
read_charter(struct arena *a, const char *path, struct charter_file *out)
{
	str yaml;
	err e = cli_read(a, path, LIMIT_YAML, &yaml);

	return e ? e : charter_file_read(a, str_c(path), yaml, out);
}

static err
ask_what_is_missing(struct arena *a, struct founding_config *f)
{
	if (f->host.n == 0)
		f->host = ask(a, "Public host name (passkeys are bound to it; localhost to try it out):");
	if (f->organisation.n == 0 && f->charter == NULL)
		f->organisation = ask(a, "Organisation:");
	if (f->first_officer.n == 0 && f->charter == NULL)
		f->first_officer = ask(a, "Name of the first charter officer:");
	if (f->charter && f->organisation.n == 0)
		f->organisation = f->charter->organisation;
	if (f->host.n == 0 || f->organisation.n == 0 || (f->first_officer.n == 0 && f->charter == NULL))
		return err_new(a, ERR_MALFORMED, "the host name, the organisation and the first officer's name are needed");
	return OK;
}

static void
print_founded(const struct founded *is, struct arena *a)
{
	str port_of, name = str_cut(is->host, ':', &port_of);
	bool local = str_eq(name, STR("localhost"));
	const char *scheme = local ? "http" : "https", *port = str_eq(is->host, STR("localhost")) ? ":8443" : "";
	str link = arena_fmt(a, "%s://%.*s%s/enrol#%.*s", scheme, STR_ARG(is->host), port, STR_ARG(is->secret));

	printf("%.*s\n", STR_ARG(sealing_sheet(a, is)));
	printf("The first officer's link (24 hours, one use; open it once `tocsin serve` runs):\n\n  %.*s\n", STR_ARG(link));
	if (isatty(STDOUT_FILENO))
		printf("\n%.*s", STR_ARG(qr_text(a, link, true)));
}

int
verb_init(struct cli *c)
{
	struct founding_config f = { .clock = machine_clock() };
	struct charter_file file;
	struct founded is = { 0 };
	str charter = { NULL, 0 };
	const struct flag flags[] = {
		{ "host", &f.host, NULL }, { "organisation", &f.organisation, NULL },
		{ "first-officer", &f.first_officer, NULL }, { "charter", &charter, NULL },
	};
	const char *dir;
	err e = OK;

	if (!cli_flags(c, flags, countof(flags), &dir, 1))
		return cli_usage(c);
	f.dir = str_c(dir);
	if (charter.p && (e = read_charter(&c->arena, charter.p, &file)))
		return cli_fail(e);
	if (charter.p)
		f.charter = &file.is;
	if ((e = ask_what_is_missing(&c->arena, &f)) || (e = found_record(&c->arena, &f, &is)))
		return cli_fail(e);
	print_founded(&is, &c->arena);
	return 0;
}
