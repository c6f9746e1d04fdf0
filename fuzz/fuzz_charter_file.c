/*
 * fuzz_charter_file -- any bytes: a charter file is refused at a place, or it
 * founds a charter that can be linted, rehearsed, written, read again and finds no change.
 */
#include "charter_file.h"
#include "lint.h"
#include "refused.h"
#include "rehearse.h"

int LLVMFuzzerTestOneInput(const u8 *, size_t);

enum { ARENA = 256 * MIB };

static err
load(struct arena *a, str yaml, struct charter_file *out)
{
	err e;

	*out = (struct charter_file){ .name = STR("f") };
	if ((e = yaml_load(a, out->name, yaml, &out->doc)))
		return e;
	return charter_file_check(a, out);
}

/* Its first rule, with whoever founds it out of reach. */
static void
rehearse_one(struct arena *a, const struct charter_file *f, const struct charter *c)
{
	i64 founder = 2;
	struct rehearsal q = { f->is.n_rules ? f->is.rules[0].kind : STR("pay"), { &founder, 1 }, 0 };
	struct rec_rehearsal is;

	assert(rehearse(a, c, &q, &is) == OK && is.n_steps > 0);
}

static void
check_charter(struct arena *a, const struct charter_file *f)
{
	const struct charter *c = charter_file_founded(a, &f->is);
	struct rec_charter_file of = charter_file_of(a, c);
	struct charter_changes changes;
	struct charter_file again;

	lint_charter(a, c, 0);
	rehearse_one(a, f, c);
	assert(load(a, charter_file_write(a, &of), &again) == OK);
	changes = charter_file_changes(a, &again.is, c);
	assert(changes.n == 0 && changes.n_later == 0);
}

int
LLVMFuzzerTestOneInput(const u8 *p, size_t n)
{
	struct arena whole = arena_open(ARENA), *a = &(struct arena){ whole.next, whole.end };
	struct charter_file f;
	err e = load(a, (str){ (const char *)p, n }, &f);

	if (e == OK)
		check_charter(a, &f);
	else
		check_refused(a, e);
	arena_close(whole, ARENA);
	return 0;
}
