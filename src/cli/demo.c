/* demo -- a demonstration on this machine: an organisation, a real vulnerability, and colleagues. */
#include "cli.h"
#include "colleagues.h"
#include "embed.h"
#include "found.h"
#include "serving.h"

#include "base64.h"
#include "random.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

EMBED(demo_charter, "library/charters/example.yaml");
EMBED(demo_script, "library/demo/moveit.txt");

enum { KEY_BYTES = 18, HURRY_MAX = 1000 };

/* What is kept from one demonstration at this address to the next. */
struct demo_run { struct arena *a; struct demo is; str dir, key; int hurry; pid_t colleagues; };

static str
one_time_key(struct arena *a)
{
	u8 bytes[KEY_BYTES];

	random_bytes(bytes, sizeof(bytes));
	return b64u(a, bytes, sizeof(bytes));
}

/* The colleagues are a process of their own, with nothing but the public address and a key. */
static void
send_colleagues(struct demo_run *d, str server)
{
	struct colleagues_config config = { .server = server, .key = d->is.colleagues_key, .hurry = d->hurry,
		.script = EMBEDDED(demo_script) };
	struct arena own;
	err e;

	if ((d->colleagues = fork()) != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	own = arena_open(ARENA_PROCESS);
	if ((e = colleagues_play(&own, &config)))
		fprintf(stderr, "tocsin: the colleagues stopped: %.*s\n", STR_ARG(e->why));
	_exit(e ? 1 : 0);
}

static void
say_ready(void *ctx, struct house *h, str origin)
{
	struct demo_run *d = ctx;

	(void)h;
	if (d->is.colleagues_key.n)
		printf("\nA demonstration of Tocsin is open, on this machine alone. You are the chief operating officer; you will be asked.\n");
	else
		printf("\nAn empty organisation is open at the same address, a demonstration too; the browser has gone there by itself.\n");
	printf("Open this address (its key works once):\n\n  %.*s/demo#%.*s\n\nStop it with Ctrl-C.\n", STR_ARG(origin), STR_ARG(d->key));
	fflush(stdout);
	if (d->is.colleagues_key.n)
		send_colleagues(d, origin);
}

/* ---- what is founded ---- */

static err
found_example(struct arena *a, str dir)
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

static err
found_empty(struct arena *a, const struct demo *before, str dir)
{
	struct founding_config f = { .dir = dir, .host = STR("localhost"), .demo = true, .clock = machine_clock(),
		.organisation = str_c(before->organisation), .first_officer = str_c(before->name) };
	struct founded is = { 0 };

	return found_record(a, &f, &is);
}

/* A directory that was not there, beside the first or in /tmp. */
static err
new_directory(struct arena *a, str beside, str *out)
{
	*out = arena_fmt(a, "%.*s-XXXXXX", STR_ARG(beside));
	return mkdtemp((char *)(uintptr_t)out->p) ? OK : err_new(a, ERR_STORE, "%.*s: no directory can be made", STR_ARG(*out));
}

/* ---- one demonstration after the other, at one address ---- */

/* What the next one is opened with; an empty organisation has no colleagues, and its first officer no seat in particular. */
static void
cut_keys(struct demo_run *d, str key, str colleagues, const char *seat)
{
	d->key = key;
	d->is = (struct demo){ .key = key, .seat = str_c(seat), .colleagues_key = colleagues, .colleagues = COLLEAGUES_PLAY,
		.anew_key = one_time_key(d->a) };
}

static err
serve_demo(struct demo_run *d, struct serving_config *config)
{
	struct arena scratch = *d->a;   /* of this demonstration alone */
	err e;

	config->dir = d->dir;
	config->demo = &d->is;
	e = serving_run(&scratch, config);
	if (d->colleagues > 0) {
		kill(d->colleagues, SIGTERM);
		waitpid(d->colleagues, NULL, 0);
		d->colleagues = 0;
	}
	return e ? err_new(d->a, e->kind, "%.*s", STR_ARG(e->why)) : OK;
}

static err
begin_anew(struct demo_run *d, str beside)
{
	str dir;
	err e;

	if ((e = new_directory(d->a, beside, &dir)) || (e = found_empty(d->a, &d->is, dir)))
		return e;
	printf("\nThe demonstration so far stays in %.*s\n", STR_ARG(d->dir));
	d->dir = dir;
	cut_keys(d, d->is.anew_key, (str){ NULL, 0 }, NULL);
	return OK;
}

static err
run(struct demo_run *d, struct serving_config *config)
{
	str beside = d->dir.p ? d->dir : STR("/tmp/tocsin-demo");
	err e;

	if (d->dir.p == NULL && (e = new_directory(d->a, beside, &d->dir)))
		return e;
	if ((e = found_example(d->a, d->dir)))
		return e;
	cut_keys(d, one_time_key(d->a), one_time_key(d->a), "coo");
	while ((e = serve_demo(d, config)) == OK && d->is.name[0])
		if ((e = begin_anew(d, beside)))
			return e;
	return e;
}

int
verb_demo(struct cli *c)
{
	struct demo_run d = { .a = &c->arena, .hurry = 1 };
	struct serving_config config = { .address = STR("127.0.0.1"), .notices.least = LEVEL_WARNING, .ready = say_ready, .ctx = &d };
	str port = STR("8090"), hurry = STR("1");
	const struct flag flags[] = { { "dir", &d.dir, NULL }, { "port", &port, NULL }, { "hurry", &hurry, NULL } };
	err e;

	if (!cli_flags(c, flags, countof(flags), NULL, 0))
		return cli_usage(c);
	if ((e = cli_port(&c->arena, port, &config.port)))
		return cli_fail(err_at(&c->arena, STR("--port"), e));
	d.hurry = (int)strtol(hurry.p, NULL, 10);
	if (d.hurry < 1 || d.hurry > HURRY_MAX)
		return cli_fail(err_new(&c->arena, ERR_MALFORMED, "--hurry: how many times as fast, from 1 to %d", HURRY_MAX));
	return cli_fail(run(&d, &config));
}
