/*
 * test -- a test is a named function; a file of them is a program.
 *
 * TEST(the_rule_it_proves) { ... } registers itself; TEST_MAIN() ends the
 * file.  Results are printed as TAP, which tests/run adds up.  Data from
 * outside lies in the folder that TOCSIN_DATA names (default ../shared/data);
 * a test that needs it calls need_data(), which skips the test when absent.
 *
 * Ownership: every test has one arena, T, fresh and gone with the test.
 */
#ifndef TEST_H
#define TEST_H

#include "base.h"
#include "bounds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#undef assert           /* cmocka brings the standard one along */
#include <cmocka.h>
#undef assert
#define assert(cond) ((cond) ? (void)0 : assert_failed(__FILE__, __LINE__, #cond))

enum { TESTS_MAX = 512 };
static __attribute__((unused)) struct CMUnitTest tests_[TESTS_MAX];
static __attribute__((unused)) size_t tests_n_;
static struct arena test_arena_;
#define T (&test_arena_)

#define TEST(name)                                                           \
	static void name(void **);                                           \
	__attribute__((constructor)) static void name##_register_(void)      \
	{ tests_[tests_n_++] = (struct CMUnitTest){ #name, name, NULL, NULL, NULL }; } \
	static void name(void **unused_ __attribute__((unused)))

#define CHECK(cond) ((cond) ? (void)0 : (print_error("%s:%d: not so: %s\n", __FILE__, __LINE__, #cond), fail()))
#define CHECK_STR(got, want) check_str_(__FILE__, __LINE__, (got), (want))
/* The thing worked. */
#define CHECK_OK(e) check_ok_(__FILE__, __LINE__, (e))
/* It was refused, for this kind of reason, and the sentence has these words. */
#define CHECK_ERR(e, kind_, words) check_err_(__FILE__, __LINE__, (e), ERR_##kind_, (words))

static inline void
check_str_(const char *file, int line, str got, str want)
{
	if (!str_eq(got, want)) {
		print_error("%s:%d: got  %.*s\n", file, line, STR_ARG(got));
		print_error("%s:%d: want %.*s\n", file, line, STR_ARG(want));
		fail();
	}
}

static inline void
check_ok_(const char *file, int line, err e)
{
	if (e) {
		print_error("%s:%d: refused: %.*s\n", file, line, STR_ARG(e->why));
		fail();
	}
}

static inline void
check_err_(const char *file, int line, err e, enum err_kind kind, const char *words)
{
	if (e == OK || e->kind != kind || !str_contains(e->why, str_c(words))) {
		print_error("%s:%d: want %s with \"%s\", got %s: %.*s\n", file, line, err_name(kind), words,
		    e ? err_name(e->kind) : "OK", e ? (int)e->why.n : 0, e ? e->why.p : "");
		fail();
	}
}

/* The path of a file of data from outside; skips the test if there is none. */
static inline const char *
need_data(const char *path)
{
	const char *dir = getenv("TOCSIN_DATA");
	str full = arena_fmt(T, "%s/%s", dir ? dir : "../shared/data", path);
	FILE *f = fopen(full.p, "rb");

	if (f == NULL) {
		print_message("# %s is not here: skipped\n", full.p);
		skip();
	}
	fclose(f);
	return full.p;
}

/* The whole of a file, or a failed test. */
static inline str
read_whole(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *p;
	size_t n;
	long size;

	if (f == NULL)
		fail_msg("%s cannot be read", path);
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	p = NEW(T, char, (size_t)size + 1);
	n = fread(p, 1, (size_t)size, f);
	fclose(f);
	return (str){ p, n };
}

static __attribute__((unused)) int test_setup_(void **s)    { (void)s; test_arena_ = arena_open(GIB); return 0; }
static __attribute__((unused)) int test_teardown_(void **s) { (void)s; arena_close(test_arena_, GIB); return 0; }

/* No arguments: called as /proc/self/exe for a confined child, a test would run itself without end. */
#define TEST_MAIN() \
	int main(int argc, char **argv __attribute__((unused))) \
	{ \
		if (argc > 1) \
			return 2; \
		for (size_t i = 0; i < tests_n_; i++) { \
			tests_[i].setup_func = test_setup_; \
			tests_[i].teardown_func = test_teardown_; \
		} \
		cmocka_set_message_output(CM_OUTPUT_TAP); \
		return _cmocka_run_group_tests(__FILE__, tests_, tests_n_, NULL, NULL); \
	}

#endif
