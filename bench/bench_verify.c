/* bench_verify -- how long a million entries take to verify, against the SHA-256 of the same bytes alone. */
#include "made.h"
#include "sha256.h"
#include "verify.h"

#include <semaphore.h>

enum { ROOMS = 1000, ENTRIES = 1000 };
#define AIM 3.0

static void
kept(void *ctx, enum append_answer is, err why)
{
	(void)why;
	assert(is == APPEND_DONE);
	sem_post(ctx);
}

static struct store *
store_of(struct arena *a, const struct made *m)
{
	struct batch b = { .entries = m->v, .n_entries = m->n, .checkpoint = m->checkpoint, .now = m->v[m->n - 1].at };
	struct store *s;
	sem_t done;
	err e = store_open(a, STR("memory:"), &s);

	assert(e == OK);
	sem_init(&done, 0, 0);
	s->append(s, &b, kept, &done);
	while (sem_wait(&done) != 0)
		;
	return s;
}

/* Leaves and disclosures, each hashed once and nothing else. */
static double
bare(const struct made *m)
{
	double from = seconds_now();
	struct hash h;

	for (size_t i = 0; i < m->n; i++) {
		sha256(m->v[i].leaf.p, m->v[i].leaf.n, &h);
		for (size_t k = 0; k < m->v[i].n_disclosures; k++)
			sha256(m->v[i].disclosures[k].p, m->v[i].disclosures[k].n, &h);
	}
	return seconds_now() - from;
}

int
main(void)
{
	struct arena a = arena_open(16 * GIB);
	struct made m = made(&a, ROOMS, ENTRIES, 1);
	const struct verify_options none = { 0 };
	struct store *s = store_of(&a, &m);
	double limit = bare(&m), from = seconds_now(), took;
	struct rec_verdicts v;
	err e = verify_record(&a, s, &none, &v);

	took = seconds_now() - from;
	if (e || v.found)
		printf("%.*s\n", STR_ARG(e ? e->why : v.findings[0].sentence));
	s->close(s);
	printf("verify: %zu entries in %.2f s; bare SHA-256 %.2f s; ratio %.2f (aim <= %.0f)\n", m.n, took, limit, took / limit, AIM);
	return 0;
}
