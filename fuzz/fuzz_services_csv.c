/*
 * fuzz_services_csv -- any bytes: a table of services is refused at a place, or
 * what it says, written as a table and read again, is the same.
 */
#include "refused.h"
#include "services_csv.h"

int LLVMFuzzerTestOneInput(const u8 *, size_t);

enum { ARENA = 256 * MIB };

static err
load(struct arena *a, str bytes, struct charter_file *out)
{
	err e;

	*out = (struct charter_file){ .name = STR("f") };
	if ((e = services_csv_load(a, out->name, bytes, &out->doc)))
		return e;
	return services_csv_check(a, out);
}

int
LLVMFuzzerTestOneInput(const u8 *p, size_t n)
{
	struct arena whole = arena_open(ARENA), *a = &(struct arena){ whole.next, whole.end };
	struct charter_file f, again;
	err e = load(a, (str){ (const char *)p, n }, &f);

	if (e == OK) {
		assert(load(a, services_csv_write(a, &f.is), &again) == OK);
		assert(str_eq(again.doc.json, f.doc.json));
	} else {
		check_refused(a, e);
	}
	arena_close(whole, ARENA);
	return 0;
}
