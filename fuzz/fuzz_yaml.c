/*
 * fuzz_yaml -- any bytes: they load, or get a sentence with a place; what
 * loads is canonical and says where things stand.
 */
#include "canon.h"
#include "refused.h"
#include "yaml_doc.h"

int LLVMFuzzerTestOneInput(const u8 *, size_t);

enum { ARENA = 64 * MIB };

static void
check_loaded(struct arena *a, const struct yaml_doc *doc, str path)
{
	struct canon c = canon_open(a, doc->json);
	int line = 0, column = 0;
	err e;

	canon_skip(&c);
	e = canon_end(&c);
	assert(e == OK || str_ends(e->why, STR("deeper than 12 levels.")));     /* the record's bound, not YAML's */
	assert(yaml_place(doc, path, &line, &column) && line > 0 && column > 0);
}

int
LLVMFuzzerTestOneInput(const u8 *p, size_t n)
{
	struct arena whole = arena_open(ARENA), *a = &(struct arena){ whole.next, whole.end };
	str bytes = { (const char *)p, n };
	struct yaml_doc doc, wild = { .places = bytes };
	int line, column;
	err e = yaml_load(a, STR("f"), bytes, &doc);

	if (e == OK)
		check_loaded(a, &doc, str_from(bytes, n / 2));
	else
		check_refused(a, e);
	yaml_place(&wild, STR("a[0].b"), &line, &column);       /* what a child in strange hands might say */
	arena_close(whole, ARENA);
	return 0;
}
