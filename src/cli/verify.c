/* verify -- `tocsin verify`: is this record whole, and had its outcomes authority? */
#include "cli.h"

#include "note.h"
#include "verify.h"

#include <getopt.h>
#include <stdio.h>

enum { SHEET_MAX = NOTE_MAX };

struct asked { const char *dir, *against, *sheet; bool json; };

static bool
read_arguments(const struct cli *cli, struct asked *asked)
{
	static const struct option options[] = {
		{ "against", required_argument, NULL, 'a' },
		{ "sheet",   required_argument, NULL, 's' },
		{ "json",    no_argument,       NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(cli->argc, cli->argv, "", options, NULL)) != -1)
		switch (c) {
		case 'a': asked->against = optarg; break;
		case 's': asked->sheet = optarg; break;
		case 'j': asked->json = true; break;
		default:  return false;
		}
	if (optind + 1 != cli->argc)
		return false;
	asked->dir = cli->argv[optind];
	return true;
}

static void
print(struct arena *a, const struct rec_verdicts *v, bool json)
{
	struct buf b = buf_new(a, 1024);
	str text = verdicts_text(a, v);

	if (json) {
		field_write(&b, record_verdicts_table(), v);
		buf_byte(&b, '\n');
		text = buf_str(&b);
	}
	fwrite(text.p, 1, text.n, stdout);
}

/*
 * Not confined as lint is: SQLite opens a running server's write-ahead log,
 * locks and remaps it while it reads, which confine_self() forbids.  The
 * database is opened read only and distrusted (conn.h).
 */
int
verb_verify(struct cli *cli)
{
	struct asked asked = { NULL, NULL, NULL, false };
	struct verify_options options = { 0 };
	struct rec_verdicts verdicts;
	struct store *store;
	err e = OK;

	if (!read_arguments(cli, &asked))
		return cli_usage(cli);
	if (asked.against && (e = cli_read(&cli->arena, asked.against, NOTE_MAX, &options.against)))
		return cli_fail(e);
	if (asked.sheet && (e = cli_read(&cli->arena, asked.sheet, SHEET_MAX, &options.sheet)))
		return cli_fail(e);
	options.files = str_c(asked.dir);
	if ((e = store_open_reader(&cli->arena, arena_fmt(&cli->arena, "sqlite:%s", asked.dir), &store)))
		return cli_fail(e);
	e = verify_record(&cli->arena, store, &options, &verdicts);
	store->close(store);
	if (e)
		return cli_fail(e);
	print(&cli->arena, &verdicts, asked.json);
	return verdicts.found ? 1 : 0;
}
