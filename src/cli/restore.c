/* restore -- lay a backup out as a data directory that goes on as a new log. */
#include "restored.h"

#include "cli.h"

#include "note.h"

#include <stdio.h>

static void
print_json(struct arena *a, const struct restored *is)
{
	struct buf b = buf_new(a, 1024);

	buf_put(&b, STR("{\"checkpoint\":"));
	canon_put_string(&b, is->checkpoint);
	buf_put(&b, STR(",\"log\":"));
	canon_put_string(&b, is->log);
	buf_fmt(&b, ",\"lost\":%lld,\"old_log\":", (long long)is->lost);
	canon_put_string(&b, is->old_log);
	buf_fmt(&b, ",\"size\":%lld}\n", (long long)is->size);
	fwrite(b.p, 1, b.n, stdout);
}

static void
print_text(const struct restored *is, const char *dir)
{
	if (is->lost)
		printf("LOST: the checkpoint given covers %lld more; they are not in the backup. The record says so.\n",
		    (long long)is->lost);
	printf("The log %.*s goes on from the %lld entries of %.*s.\n\n"
	    "Passkeys and tokens count as before. Sessions and recovery codes do not: everybody signs in anew and makes fresh codes.\n"
	    "Effects and timers are held until `tocsin release %s`.\n\n"
	    "Keep this checkpoint beside the sealing sheet, outside this machine (`tocsin verify --against` reads it):\n\n%.*s",
	    STR_ARG(is->log), (long long)is->size, STR_ARG(is->old_log), dir, STR_ARG(is->checkpoint));
}

int
verb_restore(struct cli *c)
{
	struct restoring restoring = { .clock = machine_clock() };
	struct restored is = { 0 };
	str known = { NULL, 0 };
	bool json = false;
	const struct flag flags[] = { { "why", &restoring.why, NULL }, { "known", &known, NULL }, { "json", NULL, &json } };
	const char *words[2];
	err e;

	if (!cli_flags(c, flags, countof(flags), words, 2) || restoring.why.n == 0)
		return cli_usage(c);
	restoring.backup = str_c(words[0]);
	restoring.dir = str_c(words[1]);
	if (known.p && (e = cli_read(&c->arena, known.p, NOTE_MAX, &restoring.known)))
		return cli_fail(e);
	if ((e = restore_record(&c->arena, &restoring, &is)))
		return cli_fail(e);
	if (json)
		print_json(&c->arena, &is);
	else
		print_text(&is, words[1]);
	return 0;
}
