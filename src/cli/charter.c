#include "charter_file.h"
#include "charter_impact.h"
#include "cli.h"
#include "import.h"
#include "lint.h"
#include "services_csv.h"
#include "store.h"

#include <stdio.h>
#include <sys/stat.h>

/* A charter, from a file (then with its places) or from the record in a data directory. */
struct source { const struct charter *charter; struct charter_file *file; };

/* ---- from a record ---- */

/* What is shown lives no longer than the visit; the charter keeps a copy. */
static err
fold_stored(void *ctx, const struct stored *e)
{
	struct charter *c = ctx;
	struct arena *a = &c->arena;
	str *disclosures = NEW(a, str, e->n_disclosures);

	for (size_t i = 0; i < e->n_disclosures; i++)
		disclosures[i] = arena_str(a, e->disclosures[i]);
	return fold_bytes((struct world){ c, c->room }, arena_str(a, e->leaf), disclosures, e->n_disclosures);
}

static err
read_record(struct arena *a, const char *dir, const struct charter **out)
{
	struct charter *c = charter_new(arena_open(ARENA_ROOM), arena_open(ARENA_ROOM));
	struct store *store;
	err e;

	if ((e = store_open_reader(a, arena_fmt(a, "sqlite:%s", dir), &store)))
		return e;
	if ((e = store->read(store, STREAM_CHARTER, 0, fold_stored, c)))
		e = err_new(a, e->kind, "%s: %.*s", dir, STR_ARG(e->why));
	else if (c->officers == 0)
		e = err_new(a, ERR_NO_SUCH, "%s: no charter has been founded here.", dir);
	store->close(store);
	*out = c;
	return e;
}

/* ---- from either ---- */

static err
read_charter(struct arena *a, const char *path, struct source *out)
{
	struct stat st;
	str yaml;
	err e;

	*out = (struct source){ NULL, NULL };
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return read_record(a, path, &out->charter);
	out->file = NEW(a, struct charter_file, 1);
	if ((e = cli_read(a, path, LIMIT_YAML, &yaml)))
		return e;
	if ((e = charter_file_read(a, str_c(path), yaml, out->file)))
		return e;
	out->charter = charter_file_founded(a, &out->file->is);
	return OK;
}

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
	struct part parts[] = { file_seats(f), file_rules(f), file_services(f) };

	for (size_t i = 0; i < countof(parts); i++)
		if (finding->label.p && str_eq(finding->part, str_c(parts[i].name)))
			return arena_fmt(a, "%s[%d]", parts[i].name, part_find(parts[i], finding->label));
	for (size_t i = 0; finding->label.p && i < f->n_severities; i++)
		if (str_eq(finding->label, str_c(word_text(&severity_words, (int)f->severities[i].severity))))
			return arena_fmt(a, "severities[%zu]", i);
	return finding->part;
}

static void
print_text(const struct rec_lint_finding *f)
{
	printf("%.*s%s%.*s%s%.*s: %.*s %.*s\n", STR_ARG(f->place), f->place.n ? ": " : "", STR_ARG(f->part),
	    f->label.n ? " " : "", STR_ARG(f->label), STR_ARG(f->why), STR_ARG(f->mend));
}

static void
print_json(struct arena *a, struct findings found)
{
	struct buf b = buf_new(a, 1024);

	buf_byte(&b, '[');
	for (size_t i = 0; i < found.n; i++) {
		canon_put_next(&b);
		field_write(&b, record_lint_finding_table(), &found.v[i]);
	}
	buf_put(&b, STR("]\n"));
	fwrite(b.p, 1, b.n, stdout);
}

static int
lint(struct arena *a, const struct source *from, bool json)
{
	struct findings found = lint_charter(a, from->charter);

	for (size_t i = 0; from->file && i < found.n; i++)
		found.v[i].place = charter_file_place(a, from->file, path_of(a, &from->file->is, &found.v[i]));
	if (json)
		print_json(a, found);
	for (size_t i = 0; !json && i < found.n; i++)
		print_text(&found.v[i]);
	return found.n ? 1 : 0;
}

/* The services as a table, or as the document that a charter file's would be. */
static int
services(struct arena *a, const struct source *from, bool json)
{
	struct rec_charter_file file = from->file ? from->file->is : charter_file_of(a, from->charter);
	struct rec_charter_services all = { file.services, file.n_services };
	struct buf b = buf_new(a, 4 * KIB);

	if (json) {
		field_write(&b, record_charter_services_table(), &all);
		buf_byte(&b, '\n');
	} else {
		buf_put(&b, services_csv_write(a, &file));
	}
	fwrite(b.p, 1, b.n, stdout);
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
	if (c->argc - json - csv != 3 + stopping || (json && !linting && !listing && !stopping) || (csv && !listing))
		return cli_usage(c);
	if (!linting && !listing && !stopping && strcmp(verb, "show") != 0)
		return cli_usage(c);
	if ((e = read_charter(&c->arena, c->argv[2], &from)))
		return cli_unreadable(e);
	if (stopping)
		return charter_impact(&c->arena, from.charter, str_c(c->argv[3]), json);
	if (listing)
		return services(&c->arena, &from, json);
	return linting ? lint(&c->arena, &from, json) : show(&c->arena, &from);
}
