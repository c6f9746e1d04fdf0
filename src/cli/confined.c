#include "cli.h"

#include "confined.h"
#include "services_csv.h"

static const struct confined_job jobs[] = {
#define JOB(name, function, meaning) { #name, function },
#include "jobs.def"
};

int
verb_confined(struct cli *c)
{
	if (c->argc != 2)
		return cli_usage(c);
	arena_close(c->arena, ARENA_PROCESS);   /* a job has a smaller one */
	confined_child(jobs, countof(jobs), c->argv[1]);
}
