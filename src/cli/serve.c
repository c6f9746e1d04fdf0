/* serve -- run the server on a data directory. */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

static void
say_ready(void *ctx, struct house *h, str origin)
{
	(void)ctx;
	printf("Tocsin is open at %.*s (log %.*s, %llu entries)%s\n", STR_ARG(origin), STR_ARG(h->origin),
	    (unsigned long long)h->tree.size, h->held ? "; effects and timers are held" : "");
	fflush(stdout);
}

/* The file that was named, or the directory's own if it has one. */
static err
read_file(struct arena *a, str named, const char *dir, struct config *config)
{
	const char *own = arena_fmt(a, "%s/tocsin.conf", dir).p;

	if (named.p)
		return config_read(a, arena_cstr(a, named), config);
	return access(own, F_OK) == 0 ? config_read(a, own, config) : OK;
}

int
verb_serve(struct cli *c)
{
	struct send_config send;
	struct serving_config serving = { .ready = say_ready, .send = &send };
	struct config config = { 0 };
	struct flag flags[CONFIG_OPTIONS + 2];
	str given[CONFIG_OPTIONS] = { 0 }, file = { NULL, 0 };
	bool help = false;
	const char *dir = NULL;
	err e;

	config_flags(flags, given);
	flags[CONFIG_OPTIONS] = (struct flag){ "config", &file, NULL };
	flags[CONFIG_OPTIONS + 1] = (struct flag){ "help", NULL, &help };
	if (c->argc == 2 && strcmp(c->argv[1], "--help") == 0) {
		config_help();
		return 0;
	}
	if (!cli_flags(c, flags, countof(flags), &dir, 1) || help)
		return cli_usage(c);
	config_take(&c->arena, &config, given);
	if ((e = read_file(&c->arena, file, dir, &config)) || (e = config_serving(&c->arena, &config, &serving))
	    || (e = config_send(&c->arena, &config, &send)))
		return cli_fail(e);
	serving.dir = str_c(dir);
	return cli_fail(serving_run(&c->arena, &serving));
}
