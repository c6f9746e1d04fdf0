/* The writer is killed at random moments and loses what it had not synced; what it was told is DONE must be there, whole. */
#include "batches.h"
#include "blob.h"
#include "../store/place.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

enum { KILLS = 60 };

/* One place under test, and what stands beside it. */
struct place { str dir, side, tools; };

static struct place
new_place(void)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self));
	struct place p = { .dir = place_new() };

	CHECK(n > 0);
	while (self[n - 1] != '/')
		n--;
	p.tools = arena_str(T, (str){ self, (size_t)n - 1 });
	p.side = arena_fmt(T, "%.*s/side", (int)p.dir.n - 2, p.dir.p);
	CHECK(mkdir(p.side.p, 0700) == 0);
	return p;
}

struct life { pid_t pid; FILE *says; };

/* Start the writer over the shim.  `fail`: the sync that is to fail, or 0; `mode`: or NULL. */
static struct life
start(const struct place *p, int fail, const char *mode)
{
	char *argv[] = { (char *)(uintptr_t)arena_fmt(T, "%.*s/writer", STR_ARG(p->tools)).p,
	    (char *)(uintptr_t)arena_cstr(T, p->dir), (char *)(uintptr_t)mode, NULL };
	char *env[] = {
		(char *)(uintptr_t)arena_fmt(T, "LD_PRELOAD=%.*s/lossy.so", STR_ARG(p->tools)).p,
		(char *)(uintptr_t)arena_fmt(T, "LOSSY_DIR=%.*s", STR_ARG(p->dir)).p,
		(char *)(uintptr_t)arena_fmt(T, "LOSSY_SIDE=%.*s", STR_ARG(p->side)).p,
		(char *)(uintptr_t)arena_fmt(T, "LOSSY_FAIL_FSYNC=%d", fail).p,
		(char *)(uintptr_t)"ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0", NULL };
	struct life life;
	int says[2];

	CHECK(pipe(says) == 0);
	if ((life.pid = fork()) == 0) {
		dup2(says[1], 1);
		execve(argv[0], argv, env);
		_exit(127);
	}
	close(says[1]);
	life.says = fdopen(says[0], "r");
	return life;
}

/* Listen until the writer has nothing more to say: the last size it was sure of. */
static i64
listen_to(struct life *life, i64 sure, bool *unknown)
{
	char line[64];

	while (fgets(line, sizeof(line), life->says) && strchr(line, '\n')) {
		if (strcmp(line, "unknown\n") == 0)
			*unknown = true;
		else
			sure = atoll(line);
	}
	fclose(life->says);
	return sure;
}

static void
undo(const struct place *p, unsigned seed)
{
	CHECK(system(arena_fmt(T, "LOSSY_DIR=%.*s %.*s/undo %.*s %u", STR_ARG(p->dir), STR_ARG(p->tools),
	    STR_ARG(p->side), seed).p) == 0);
}

static err
same_entry(void *ctx, const struct stored *e)
{
	struct arena scratch = *T;
	i64 *next = ctx;
	struct stored want = entry_at(&scratch, *next);

	CHECK(e->n == *next && e->seq == want.seq && hash_eq(e->lh, want.lh) && e->n_disclosures == 1);
	CHECK_STR(e->leaf, want.leaf);
	CHECK_STR(e->disclosures[0], want.disclosures[0]);
	++*next;
	return OK;
}

static void
check_blob(const struct place *p, i64 first)
{
	struct arena scratch = *T;
	str want = blob_bytes(&scratch, first);
	char *got = NEW(&scratch, char, want.n + 1);
	u64 size;
	int fd;

	CHECK_OK(blob_open(&scratch, p->dir, batch_blob(&scratch, first), &fd, &size));
	CHECK(read(fd, got, want.n + 1) == (ssize_t)want.n && memcmp(got, want.p, want.n) == 0);
	close(fd);
}

/* Whole batches, at least `sure` entries, each with its receipt, checkpoint and blob.  Returns how many. */
static i64
check_record(const struct place *p, i64 sure)
{
	struct store *s;
	i64 size, next = 0, first = 0;
	str note;

	CHECK_OK(store_open(T, arena_fmt(T, "sqlite:%.*s", STR_ARG(p->dir)), &s));
	CHECK_OK(s->size(s, &size));
	CHECK(size >= sure);
	CHECK_OK(s->read_all(s, 0, same_entry, &next));
	CHECK(next == size);
	for (; first < size; first += batch_count(first)) {
		struct arena scratch = *T;
		struct receipt r;
		bool found;

		CHECK_OK(s->receipt(s, &scratch, 1, receipt_from(&scratch, first).key, 0, &r, &found));
		CHECK(found && r.seq == first + 1 && r.count == batch_count(first));
		CHECK_OK(s->checkpoint(s, &scratch, first + batch_count(first), &note));
		CHECK_STR(note, note_over(&scratch, first + batch_count(first)));
		if (has_blob(first))
			check_blob(p, first);
	}
	CHECK(first == size);
	s->close(s);
	return size;
}

TEST(shim_takes_back_what_was_not_synced_and_nothing_else)
{
	struct place p = new_place();
	struct life life = start(&p, 0, "careless");
	struct stat st;
	char line[64];

	CHECK(fgets(line, sizeof(line), life.says) != NULL);
	kill(life.pid, SIGKILL);
	waitpid(life.pid, NULL, 0);
	fclose(life.says);
	CHECK_STR(read_whole(arena_fmt(T, "%.*s/file", STR_ARG(p.dir)).p), STR("loose!!"));
	undo(&p, 0);
	CHECK_STR(read_whole(arena_fmt(T, "%.*s/file", STR_ARG(p.dir)).p), STR("synced"));
	CHECK(stat(arena_fmt(T, "%.*s/unsynced", STR_ARG(p.dir)).p, &st) != 0);
	place_gone(p.dir);
}

TEST(every_batch_that_was_done_survives_a_power_cut_and_is_whole)
{
	struct place p = new_place();
	i64 sure = 0, held = 0;
	bool unknown = false;

	srand((unsigned)time(NULL));
	for (unsigned i = 0; i < KILLS; i++) {
		struct arena mark = *T;
		struct life life = start(&p, 0, NULL);
		struct pollfd first = { fileno(life.says), POLLIN, 0 };

		poll(&first, 1, 10000);
		usleep((unsigned)rand() % (i % 10 ? 60000 : 400000));     /* now and then into a checkpoint */
		kill(life.pid, SIGKILL);
		waitpid(life.pid, NULL, 0);
		sure = listen_to(&life, held, &unknown);
		CHECK(!unknown && sure >= held);
		undo(&p, i % 3 == 0 ? 0 : (unsigned)rand());
		held = check_record(&p, sure);
		*T = mark;
	}
	print_message("# %d kills, %lld entries\n", KILLS, (long long)held);
	CHECK(held > KILLS);
	place_gone(p.dir);
}

TEST(an_fsync_that_fails_is_answered_unknown_and_leaves_a_whole_record)
{
	struct place p = new_place();
	i64 held = 0;
	int unknowns = 0, status;

	for (int k = 1; k <= 40; k++) {
		struct arena mark = *T;
		struct life life = start(&p, k, NULL);
		bool unknown = false;
		i64 sure = listen_to(&life, held, &unknown);

		waitpid(life.pid, &status, 0);
		CHECK(WIFEXITED(status) && WEXITSTATUS(status) == (unknown ? 3 : 5));
		unknowns += unknown;
		undo(&p, (unsigned)k % 4);
		held = check_record(&p, sure);
		*T = mark;
	}
	CHECK(unknowns > 5);
	print_message("# %d of 40 were answered unknown, the others met a blob or the opening\n", unknowns);
	place_gone(p.dir);
}

TEST_MAIN()
