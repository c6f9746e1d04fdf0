/* room -- rooms from the command line: list, look, read the log, give any command. */
#include "client.h"
#include "entry.h"
#include "json.h"
#include "show.h"
#include "utc.h"

#include <stdio.h>

enum { ENTRIES_AT_ONCE = 200 };

static int
print(str text, bool line)
{
	fwrite(text.p, 1, text.n, stdout);
	if (line)
		putchar('\n');
	return 0;
}

static struct names
fetch_names(struct arena *a, const struct client *c)
{
	str charter;

	return client_get(a, c, STR("/api/charter"), &charter) == OK ? names_read(a, charter) : (struct names){ NULL, 0 };
}

/* A room's number or name is a part of a path. */
static err
need_room(struct arena *a, str room)
{
	for (size_t i = 0; i < room.n; i++)
		if (!(is_digit(room.p[i]) || (room.p[i] >= 'a' && room.p[i] <= 'z')))
			return err_new(a, ERR_MALFORMED, "a room is a number, charter or (for a command that begins one) new");
	return OK;
}

/* ---- list, show ---- */

static int
show(struct arena *a, const struct client *c, str path, const char *member)
{
	struct buf b = buf_new(a, KIB);
	str answer;
	err e = client_get(a, c, path, &answer);

	if (e)
		return cli_fail(e);
	if (c->json)
		return print(answer, true);
	show_entities(&b, fetch_names(a, c), client_member(a, answer, member));
	return print(buf_str(&b), false);
}

/* ---- log ---- */

static err
show_entry(struct buf *b, struct names names, str leaf, const str *disclosures, size_t n)
{
	struct entry e;
	err bad = entry_read(b->a, leaf, disclosures, n, &e);

	if (bad)
		return bad;
	buf_fmt(b, "%lld  %.*s  ", (long long)e.seq, STR_ARG(utc_text(b->a, e.at / SECOND * SECOND)));
	buf_put(b, e.by.person ? name_of(b->a, names, e.by.person) : e.by.via ? STR("a program") : STR("Tocsin"));
	buf_fmt(b, "  %s", event_table(e.kind)->name);
	show_fields(b, names, event_table(e.kind), &e.as);
	buf_byte(b, '\n');
	return OK;
}

/* A page of the log as text; how many entries it had. */
static err
show_page(struct buf *b, struct names names, str entries, i64 *n)
{
	struct canon c = canon_open(b->a, entries);
	err e;

	canon_array(&c);
	for (*n = 0; canon_next(&c); ++*n) {
		str one = canon_raw(&c), disclosures[LIMIT_VEILED];
		struct canon d = canon_open(b->a, client_member(b->a, one, "disclosures"));
		size_t k = 0;

		canon_array(&d);
		while (k < LIMIT_VEILED && canon_next(&d))
			disclosures[k++] = canon_string(&d);
		if ((e = show_entry(b, names, client_member(b->a, one, "leaf"), disclosures, k)))
			return e;
	}
	return canon_end(&c);
}

/* As JSON an entry a line, as it came. */
static err
copy_page(struct buf *b, str entries, i64 *n)
{
	struct canon c = canon_open(b->a, entries);

	canon_array(&c);
	for (*n = 0; canon_next(&c); ++*n) {
		buf_put(b, canon_raw(&c));
		buf_byte(b, '\n');
	}
	return canon_end(&c);
}

static int
print_log(struct arena *a, const struct client *c, str room)
{
	struct names names = c->json ? (struct names){ NULL, 0 } : fetch_names(a, c);
	i64 n = 1;

	for (i64 after = 0; n; after += n) {
		struct arena page = *a;
		struct buf b = buf_new(&page, KIB);
		str answer;
		err e = client_get(&page, c, arena_fmt(&page, "/api/rooms/%.*s/entries?after=%lld&limit=%d", STR_ARG(room),
		    (long long)after, ENTRIES_AT_ONCE), &answer);

		if (e == OK && c->json)
			e = copy_page(&b, client_member(&page, answer, "entries"), &n);
		else if (e == OK)
			e = show_page(&b, names, client_member(&page, answer, "entries"), &n);
		if (e)
			return cli_fail(e);
		print(buf_str(&b), false);
	}
	return 0;
}

/* ---- do ---- */

static int
give(struct arena *a, const struct client *c, str room, str command, const char *json)
{
	str body = str_c(json), receipt;
	err e = OK;

	if (str_eq(body, STR("-")))
		e = cli_read(a, "-", LIMIT_BODY, &body);
	if (e == OK)
		e = json_canonical(a, body, LIMIT_DEPTH, &body);
	if (e == OK && !canon_is_key(command))
		e = err_new(a, ERR_MALFORMED, "a command is a name such as post_message; docs/openapi.json lists them");
	if (e || (e = client_command(a, c, room, command, body, &receipt)))
		return cli_fail(e);
	if (c->json)
		return print(receipt, true);
	printf("room %lld, entry %lld\n", (long long)client_number(a, receipt, "room"), (long long)client_number(a, receipt, "seq"));
	return 0;
}

static int
run(struct arena *a, struct client *c, str verb, const char **words)
{
	str room = str_c(words[0]);
	err e;

	if ((e = client_open(a, c, true)) || (e = need_room(a, room)))
		return cli_fail(e);
	if (str_eq(verb, STR("list")))
		return show(a, c, STR("/api/rooms"), "rooms");
	if (str_eq(verb, STR("show")))
		return show(a, c, arena_fmt(a, "/api/rooms/%.*s", STR_ARG(room)), "entities");
	if (str_eq(verb, STR("log")))
		return print_log(a, c, room);
	return give(a, c, room, str_c(words[1]), words[2]);
}

int
verb_room(struct cli *c)
{
	static const struct { const char *name; size_t n_words; } verbs[] = { { "list", 0 }, { "show", 1 }, { "log", 1 }, { "do", 3 } };
	struct cli rest = { c->arena, c->argc - 1, c->argv + 1 };
	struct client client = { .json = false };
	const struct flag flags[] = { CLIENT_FLAGS(&client), { "sure", NULL, &client.sure } };
	const char *words[3] = { "" };

	for (size_t i = 0; i < countof(verbs) && rest.argc; i++)
		if (strcmp(rest.argv[0], verbs[i].name) == 0 && cli_flags(&rest, flags, countof(flags), words, verbs[i].n_words))
			return run(&rest.arena, &client, str_c(verbs[i].name), words);
	return cli_usage(c);
}
