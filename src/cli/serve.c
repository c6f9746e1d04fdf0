/* serve -- run the server on a data directory. */
#include "cli.h"
#include "serving.h"

#include <getopt.h>
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
	static const struct option options[] = {
		{ "address", required_argument, NULL, 'a' }, { "port", required_argument, NULL, 'p' },
		{ "tls-cert", required_argument, NULL, 'c' }, { "tls-key", required_argument, NULL, 'k' }, { 0 },
	};
	struct serving_config config = { .address = STR("127.0.0.1"), .port = 8443, .ready = say_ready };
	int o;

	while ((o = getopt_long(c->argc, c->argv, "", options, NULL)) != -1) {
		switch (o) {
		case 'a': config.address = str_c(optarg); break;
		case 'p': config.port = (unsigned)strtoul(optarg, NULL, 10); break;
		case 'c': config.tls_cert = str_c(optarg); break;
		case 'k': config.tls_key = str_c(optarg); break;
		default:  return cli_usage(c);
		}
	}
	if (optind != c->argc - 1 || config.port > 65535)
		return cli_usage(c);
	config.dir = str_c(c->argv[optind]);
	return cli_fail(serving_run(&c->arena, &config));
}
