/* serve -- run the server on a data directory. */
#include "cli.h"
#include "serving.h"

#include <stdio.h>
#include <stdlib.h>

static void
say_ready(void *ctx, struct house *h, str origin)
{
	(void)ctx;
	printf("Tocsin is open at %.*s (log %.*s, %llu entries)%s\n", STR_ARG(origin), STR_ARG(h->origin),
	    (unsigned long long)h->tree.size, h->held ? "; effects and timers are held" : "");
	fflush(stdout);
}

int
verb_serve(struct cli *c)
{
	struct serving_config config = { .address = STR("127.0.0.1"), .ready = say_ready };
	str port = STR("8443");
	const struct flag flags[] = {
		{ "address", &config.address, NULL }, { "port", &port, NULL },
		{ "tls-cert", &config.tls_cert, NULL }, { "tls-key", &config.tls_key, NULL },
	};
	const char *dir;
	err e;

	if (!cli_flags(c, flags, countof(flags), &dir, 1))
		return cli_usage(c);
	if ((e = cli_port(&c->arena, port, &config.port)))
		return cli_fail(e);
	config.dir = str_c(dir);
	return cli_fail(serving_run(&c->arena, &config));
}
