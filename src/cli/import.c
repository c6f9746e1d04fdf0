#include "import.h"

#include "services_csv.h"
#include "terminal.h"

#include <stdio.h>

enum { ENTRIES_AT_ONCE = 200 };

/* ---- the charter as it stands ---- */

/* The server is not trusted to send what can be folded. */
static err
fold_one(struct charter *c, str json)
{
	struct arena *a = &c->arena;
	struct world w = { c, c->room };
	struct canon d = canon_open(a, client_member(a, json, "disclosures"));
	str leaf = client_member(a, json, "leaf"), *disclosures = NEW(a, str, LIMIT_VEILED);
	struct entry e;
	size_t n = 0;
	err bad;

	canon_array(&d);
	while (n < LIMIT_VEILED && canon_next(&d))
		disclosures[n++] = canon_string(&d);
	if ((bad = entry_read(a, leaf, disclosures, n, &e)) || (bad = fold_check(a, w, &e)))
		return bad;
	return fold_bytes(w, leaf, disclosures, n);
}

static err
fold_page(struct charter *c, str answer, size_t *n)
{
	struct canon list = canon_open(&c->arena, client_member(&c->arena, answer, "entries"));
	err e;

	canon_array(&list);
	for (*n = 0; canon_next(&list); ++*n)
		if ((e = fold_one(c, canon_raw(&list))))
			return e;
	return canon_end(&list);
}

static err
fetch_charter(struct arena *a, const struct client *client, struct charter **out)
{
	struct charter *c = *out = charter_new(arena_open(ARENA_ROOM), arena_open(ARENA_ROOM));
	size_t n = 1;
	err e;

	while (n) {
		str answer, path = arena_fmt(a, "/api/rooms/charter/entries?after=%lld&limit=%d", (long long)c->room->seq, ENTRIES_AT_ONCE);

		if ((e = client_get(&c->arena, client, path, &answer)) || (e = fold_page(c, answer, &n)))
			return err_new(a, e->kind, "%.*s", STR_ARG(terminal_text(a, e->why)));
	}
	return OK;
}

/* ---- the decision ---- */

struct import { struct arena *a; const struct client *client; struct charter_changes changes; i64 decision, option; size_t made; };

/* Give a command to the charter; the number of what it made. */
static err
give(struct import *is, enum command_kind kind, const void *fields, i64 *made)
{
	struct buf body = buf_new(is->a, KIB);
	str receipt;
	err e;

	field_write(&body, command_table(kind), fields);
	if ((e = client_command(is->a, is->client, STR("charter"), str_c(command_table(kind)->name), buf_str(&body), &receipt)))
		return e;
	*made = client_number(is->a, receipt, "seq");
	return OK;
}

static err
open_decision(struct import *is)
{
	struct cmd_open_decision decision = { .kind = STR("change_charter"), .question = STR("Change the charter as the file asks?") };
	struct cmd_propose_option option = { .title = STR("As in the file") };
	err e;

	if ((e = give(is, CMD_open_decision, &decision, &is->decision)))
		return e;
	option.decision = is->decision;
	return give(is, CMD_propose_option, &option, &is->option);
}

static err
propose_changes(struct import *is)
{
	i64 made;
	err e;

	for (; is->made < is->changes.n; is->made++) {
		is->changes.v[is->made].option = is->option;
		if ((e = give(is, CMD_propose_change, &is->changes.v[is->made], &made)))
			return e;
	}
	return OK;
}

static err
propose(struct import *is)
{
	err e;

	if (is->changes.n == 0)
		return OK;
	if ((e = open_decision(is)) == OK)
		e = propose_changes(is);
	if (e && is->decision)
		fprintf(stderr, "tocsin: decision %lld was opened with %zu of %zu changes; do not put it up, it lapses by itself\n",
		    (long long)is->decision, is->made, is->changes.n);
	return e;
}

/* ---- saying so ---- */

static void
print_json(const struct import *is)
{
	struct buf b = buf_new(is->a, KIB);

	buf_fmt(&b, "{\"changes\":%zu,\"decision\":%lld,\"later\":[", is->changes.n, (long long)is->decision);
	for (size_t i = 0; i < is->changes.n_later; i++) {
		canon_put_next(&b);
		canon_put_string(&b, is->changes.later[i]);
	}
	buf_fmt(&b, "],\"option\":%lld}\n", (long long)is->option);
	fwrite(b.p, 1, b.n, stdout);
}

static void
print_text(const struct import *is)
{
	if (is->changes.n)
		printf("Decision %lld is drafted with %zu changes. An officer puts it up at %.*s/charter/changes/%lld\n",
		    (long long)is->decision, is->changes.n, STR_ARG(is->client->server), (long long)is->decision);
	else
		puts("There is nothing to propose.");
	for (size_t i = 0; i < is->changes.n_later; i++)
		printf("not yet: %.*s\n", STR_ARG(terminal_text(is->a, is->changes.later[i])));
}

int
charter_import(struct arena *a, struct client *client, struct charter_file *file, enum imported what)
{
	struct import is = { .a = a, .client = client };
	struct charter *charter;
	err e;

	if ((e = client_open(a, client, true)) || (e = fetch_charter(a, client, &charter)))
		return cli_fail(e);
	if (what == A_TABLE && (e = services_join(a, file, charter)))
		return cli_unreadable(e);
	is.changes = charter_file_changes(a, &file->is, charter);
	if ((e = propose(&is)))
		return cli_fail(e);
	if (client->json)
		print_json(&is);
	else
		print_text(&is);
	return is.changes.n ? 0 : 1;
}
