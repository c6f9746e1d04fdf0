/* release -- let the effects and timers of a restored directory, or of a copy, run. */
#include "cli.h"
#include "directory.h"

#include <stdio.h>
#include <unistd.h>

/* As its writer, so that no server goes on believing that they are held. */
static err
release(struct arena *a, str dir, bool *were_held)
{
	int lock;
	err e;

	if ((e = directory_lock(a, dir, &lock)))
		return e;
	if ((e = directory_held(a, dir, were_held)) == OK)
		e = directory_release(a, dir);
	close(lock);
	return e;
}

int
verb_release(struct cli *c)
{
	bool json = false, were_held;
	const struct flag flags[] = { { "json", NULL, &json } };
	const char *dir;
	err e;

	if (!cli_flags(c, flags, countof(flags), &dir, 1))
		return cli_usage(c);
	if ((e = release(&c->arena, str_c(dir), &were_held)))
		return cli_fail(e);
	if (json)
		printf("{\"were_held\":%s}\n", were_held ? "true" : "false");
	else
		puts(were_held ? "Effects and timers run again when the server starts." : "Nothing was held.");
	return were_held ? 0 : 1;
}
