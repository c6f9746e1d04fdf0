/* demo -- a demonstration on this machine: an organisation, a real vulnerability, and a colleague. */
#include "cli.h"
#include "colleague.h"
#include "embed.h"
#include "found.h"
#include "serving.h"

#include "base64.h"
#include "random.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

EMBED(demo_charter, "library/charters/example.yaml");
EMBED(demo_script, "library/demo/moveit.txt");

struct demo { struct cli *cli; str key, colleague_key; int hurry; pid_t colleague; };

static str
one_time_key(struct arena *a)
{
	u8 bytes[18];

	random_bytes(bytes, sizeof(bytes));
	return b64u(a, bytes, sizeof(bytes));
}

/* The colleague is a process of its own, with nothing but the public address and a key. */
static void
send_colleague(struct demo *d, str server)
{
	struct colleague_config config = { .server = server, .key = d->colleague_key, .hurry = d->hurry,
		.script = EMBEDDED(demo_script) };
	err e;

	if ((d->colleague = fork()) != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	sleep(d->hurry > 1 ? 1 : 2);
	if ((e = colleague_play(&d->cli->arena, &config)))
		fprintf(stderr, "tocsin: the colleague stopped: %.*s\n", STR_ARG(e->why));
	_exit(e ? 1 : 0);
}

static void
say_ready(void *ctx, struct house *h, str origin)
{
	struct demo *d = ctx;

	(void)h;
	printf("\nA demonstration of Tocsin is open, on this machine alone. You are the chief operating officer; you will be asked.\n"
	    "Open this address (its key works once):\n\n  %.*s/demo#%.*s\n\nStop it with Ctrl-C.\n", STR_ARG(origin), STR_ARG(d->key));
	fflush(stdout);
	send_colleague(d, origin);
}

static err
found_demo(struct arena *a, str dir)
{
	struct founding_config f = { .dir = dir, .host = STR("localhost"), .demo = true, .clock = machine_clock() };
	struct charter_file file;
	struct founded is = { 0 };
	err e;

	if ((e = charter_file_read(a, STR("example.yaml"), EMBEDDED(demo_charter), &file)))
		return e;
	f.organisation = file.is.organisation;
	f.charter = &file.is;
	return found_record(a, &f, &is);
}

int
verb_demo(struct cli *c)
{
	struct demo d = { .cli = c, .key = one_time_key(&c->arena), .colleague_key = one_time_key(&c->arena), .hurry = 1 };
	struct serving_config config = { .address = STR("127.0.0.1"), .notices.least = LEVEL_WARNING, .ready = say_ready, .ctx = &d };
	str port = STR("8090"), hurry = STR("1");
	const struct flag flags[] = { { "dir", &config.dir, NULL }, { "port", &port, NULL }, { "hurry", &hurry, NULL } };
	char made[] = "/tmp/tocsin-demo-XXXXXX";
	err e;

	if (!cli_flags(c, flags, countof(flags), NULL, 0))
		return cli_usage(c);
	if (config.dir.p == NULL && mkdtemp(made))
		config.dir = str_c(made);
	if ((e = cli_port(&c->arena, port, &config.port)))
		return cli_fail(err_at(&c->arena, STR("--port"), e));
	d.hurry = (int)strtol(hurry.p, NULL, 10);
	if ((e = found_demo(&c->arena, config.dir)))
		return cli_fail(e);
	config.doors[0] = (struct door){ d.key, STR("coo") };
	config.doors[1] = (struct door){ d.colleague_key, STR("ciso") };
	return cli_fail(serving_run(&c->arena, &config));
}
