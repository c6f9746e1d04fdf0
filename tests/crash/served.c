/* served DIR: a server on the directory, which says its port and serves until it is killed. */
#include "serving.h"

#include <stdio.h>
#include <sys/prctl.h>
#include <signal.h>

static void
say_port(void *ctx, struct house *h, str origin)
{
	(void)ctx; (void)h;
	printf("%.*s\n", STR_ARG(str_from(origin, sizeof("http://localhost:") - 1)));
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	struct arena a = arena_open(GIB);
	struct serving_config c = { .dir = str_c(argv[argc - 1]), .address = STR("127.0.0.1"),
	    .most = { .commands_a_minute = 1000000, .looks_a_minute = 1000000, .rooms_an_hour = 1000000, .busy_a_minute = 3600 * 1000000ll }, .ready = say_port,
	    .demo = &(struct demo){ .key = STR("the door's key"), .seat = STR("owner") } };
	err e;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	e = serving_run(&a, &c);
	if (e)
		fprintf(stderr, "# %.*s\n", STR_ARG(e->why));
	return err_exit_code(e);
}
