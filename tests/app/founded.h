/*
 * founded -- a record founded in a folder of its own, for tests of the floors that run it.
 *
 * A small bakery: Ines owns it and is its one charter officer, Marek leads
 * IT, Tove is counsel; Ulla holds no seat and is in no room.  With `demo`
 * nobody needs a passkey.
 *
 * Ownership: founded() makes a folder under TMPDIR; founded_gone() removes it.
 */
#ifndef FOUNDED_H
#define FOUNDED_H

#include "found.h"
#include "json.h"
#include "test.h"

#include <ftw.h>
#include <unistd.h>

enum { INES = 2, OFFICERS, INES_LINK, MAREK, TOVE, ULLA, OWNER, IT_LEAD, COUNSEL };

static const char bakery[] =
	"{\"organisation\":\"Harbour Bakery\",\"first_officer\":\"ines\","
	"\"people\":[{\"label\":\"ines\",\"name\":\"Ines Albrecht\"},{\"label\":\"marek\",\"name\":\"Marek Dvorak\"},"
	"{\"label\":\"tove\",\"name\":\"Tove Lindqvist\"},{\"label\":\"ulla\",\"name\":\"Ulla Nord\"}],"
	"\"seats\":[{\"label\":\"owner\",\"title\":\"Owner\",\"holder\":\"ines\",\"deputies\":[\"tove\"]},"
	"{\"label\":\"it_lead\",\"title\":\"IT lead\",\"holder\":\"marek\",\"deputies\":[\"tove\"]},"
	"{\"label\":\"counsel\",\"title\":\"Counsel\",\"holder\":\"tove\",\"deputies\":[\"ines\"],\"counsel\":true}],"
	"\"rules\":[{\"kind\":\"partial_shutdown\",\"by_voice\":\"12h\",\"accountable\":\"it_lead\","
	"\"concur\":[{\"k\":1,\"seats\":[\"owner\"]}],\"within\":\"1h\",\"alone\":[{\"seat\":\"owner\",\"holds\":\"30m\",\"emergency\":true}]}]}";

static inline void
read_json(const struct field_table *t, const char *json, void *rec)
{
	str canonical;

	CHECK_OK(json_canonical(T, str_c(json), LIMIT_DEPTH, &canonical));
	CHECK_OK(field_read(T, t, canonical, FROM_OUTSIDE, rec));
}

/* The record's directory; `out` may be NULL. */
static inline str
founded(bool demo, struct clock_seam clock, struct founded *out)
{
	const char *tmp = getenv("TMPDIR");
	str base = arena_fmt(T, "%s/tocsin-app-XXXXXX", tmp ? tmp : "/tmp");
	struct rec_charter_file *charter = NEW(T, struct rec_charter_file, 1);
	struct founding_config f = { .host = STR("localhost"), .demo = demo, .charter = charter, .clock = clock };
	struct founded is;

	if (mkdtemp((char *)(uintptr_t)base.p) == NULL)
		fail_msg("no folder can be made: %s", base.p);
	read_json(record_charter_file_table(), bakery, charter);
	f.organisation = charter->organisation;
	f.dir = arena_fmt(T, "%s/d", base.p);
	CHECK_OK(found_record(T, &f, out ? out : &is));
	return f.dir;
}

static int
remove_one_(const char *path, const struct stat *st, int what, struct FTW *ftw)
{
	(void)st; (void)what; (void)ftw;
	return remove(path);
}

static inline void
founded_gone(str dir)
{
	nftw(arena_fmt(T, "%.*s", (int)dir.n - 2, dir.p).p, remove_one_, 16, FTW_DEPTH | FTW_PHYS);
}

/* Does any file of the directory hold these bytes? */
static const char *sought_;
static bool sought_found_;
static int
seek_(const char *path, const struct stat *st, int what, struct FTW *ftw)
{
	(void)st; (void)ftw;
	if (what == FTW_F) {
		struct arena scratch = *T;
		str all = read_whole(path);

		if (memmem(all.p, all.n, sought_, strlen(sought_))) {
			print_message("# %s has it\n", path);
			sought_found_ = true;
		}
		*T = scratch;
	}
	return 0;
}

static inline bool
some_file_has(str dir, const char *bytes)
{
	sought_ = bytes;
	sought_found_ = false;
	nftw(dir.p, seek_, 16, FTW_PHYS);
	return sought_found_;
}

#endif
