#include "charter_impact.h"
#include "charter_source.h"
#include "cli.h"
#include "import.h"
#include "lint.h"
#include "services_csv.h"
#include "terminal.h"

#include <stdio.h>
#include <time.h>

/* ---- verbs ---- */

static int
show(struct arena *a, const struct source *from)
{
	struct rec_charter_file file = from->file ? from->file->is : charter_file_of(a, from->charter);
	str yaml = charter_file_write(a, &file);

	fwrite(yaml.p, 1, yaml.n, stdout);
	return 0;
}

/* The path of what a finding is about. */
static str
path_of(struct arena *a, const struct rec_charter_file *f, const struct rec_lint_finding *finding)
{
	struct part parts[] = { file_seats(f), file_rules(f), file_services(f), file_calendars(f), file_contacts(f), file_templates(f) };

	for (size_t i = 0; i < countof(parts); i++)
		if (finding->label.p && str_eq(finding->part, str_c(parts[i].name)))
			return arena_fmt(a, "%s[%d]%s%.*s", parts[i].name, part_find(parts[i], finding->label), finding->field.n ? "." : "",
			    STR_ARG(finding->field));
	for (size_t i = 0; finding->label.p && i < f->n_severities; i++)
		if (str_eq(finding->label, str_c(word_text(&severity_words, (int)f->severities[i].severity))))
			return arena_fmt(a, "severities[%zu]%s%.*s", i, finding->field.n ? "." : "", STR_ARG(finding->field));
	return finding->part;
}

static void
print_finding(struct arena *a, const struct rec_lint_finding *f)
{
	str line = arena_fmt(a, "%.*s%s%.*s%s%.*s: %.*s %.*s", STR_ARG(f->place), f->place.n ? ": " : "", STR_ARG(f->part),
	    f->label.n ? " " : "", STR_ARG(f->label), STR_ARG(f->why), STR_ARG(f->mend));

	printf("%.*s\n", STR_ARG(terminal_text(a, line)));
}

/* "Readiness 84 of 100: officers 10, seats 6." */
static void
print_readiness(const struct rec_lint *l)
{
	printf("Readiness %lld of 100", (long long)l->readiness);
	for (size_t i = 0, next; i < l->n_findings; i = next) {
		i64 weight = 0;

		for (next = i; next < l->n_findings && str_eq(l->findings[next].part, l->findings[i].part); next++)
			weight += l->findings[next].weight;
		printf("%s%.*s %lld", i ? ", " : ": ", STR_ARG(l->findings[i].part), (long long)weight);
	}
	printf(".\n");
}

static int
lint(struct arena *a, const struct source *from, bool json)
{
	struct rec_lint found = lint_charter(a, from->charter, from->file ? 0 : (i64)time(NULL) * SECOND);
	struct rec_lint_finding *v = (struct rec_lint_finding *)(uintptr_t)found.findings;

	for (size_t i = 0; from->file && i < found.n_findings; i++)
		v[i].place = charter_file_place(a, from->file, path_of(a, &from->file->is, &v[i]));
	if (json) {
		cli_print_record(a, record_lint_table(), &found);
		return found.n_findings ? 1 : 0;
	}
	for (size_t i = 0; i < found.n_findings; i++)
		print_finding(a, &v[i]);
	if (from->file == NULL)         /* how a server is started is not in its record */
		puts("Not looked at here: a running server also looks whether it has a way to page, and in the seats anybody whom that reaches.");
	print_readiness(&found);
	return found.n_findings ? 1 : 0;
}

/* The services as a table, or as the document that a charter file's would be. */
static int
services(struct arena *a, const struct source *from, bool json)
{
	struct rec_charter_file file = from->file ? from->file->is : charter_file_of(a, from->charter);
	struct rec_charter_services all = { file.services, file.n_services };
	str csv = json ? STR("") : services_csv_write(a, &file);

	if (json)
		cli_print_record(a, record_charter_services_table(), &all);
	fwrite(csv.p, 1, csv.n, stdout);
	return 0;
}

static int
import(struct cli *c)
{
	struct cli rest = { c->arena, c->argc - 1, c->argv + 1 };
	struct client client = { .json = false };
	const struct flag flags[] = { CLIENT_FLAGS(&client) };
	struct charter_file file;
	enum imported what;
	const char *path;
	str bytes;
	err e;

	if (!cli_flags(&rest, flags, countof(flags), &path, 1))
		return cli_usage(c);
	what = str_ends(str_c(path), STR(".csv")) ? A_TABLE : A_CHARTER;
	if ((e = cli_read(&rest.arena, path, LIMIT_YAML, &bytes)))
		return cli_unreadable(e);
	e = what == A_TABLE ? services_csv_read(&rest.arena, str_c(path), bytes, &file)
	    : charter_file_read(&rest.arena, str_c(path), bytes, &file);
	return e ? cli_unreadable(e) : charter_import(&rest.arena, &client, &file, what);
}

int
verb_charter(struct cli *c)
{
	const char *verb = c->argc > 1 ? c->argv[1] : "", *last = c->argv[c->argc - 1];
	bool json = strcmp(last, "--json") == 0, csv = strcmp(last, "--csv") == 0;
	bool linting = strcmp(verb, "lint") == 0, listing = strcmp(verb, "services") == 0, stopping = strcmp(verb, "impact") == 0;
	struct source from;
	err e;

	if (strcmp(verb, "import") == 0)
		return import(c);
	if (strcmp(verb, "rehearse") == 0)
		return charter_rehearse(c);
	if (c->argc - json - csv != 3 + stopping || (json && !linting && !listing && !stopping) || (csv && !listing))
		return cli_usage(c);
	if (!linting && !listing && !stopping && strcmp(verb, "show") != 0)
		return cli_usage(c);
	if ((e = charter_source_read(&c->arena, c->argv[2], &from)))
		return cli_unreadable(e);
	if (stopping)
		return charter_impact(&c->arena, from.charter, str_c(c->argv[3]), json);
	if (listing)
		return services(&c->arena, &from, json);
	return linting ? lint(&c->arena, &from, json) : show(&c->arena, &from);
}
