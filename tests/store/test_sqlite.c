/* What is sqlite's own: files, locks, schemas, words that must be gone, a disk that is full. */
#include "place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/sha.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

static str
url(str dir)
{
	return arena_fmt(T, "sqlite:%.*s", STR_ARG(dir));
}

static const char *
in(str dir, const char *name)
{
	return arena_fmt(T, "%.*s/%s", STR_ARG(dir), name).p;
}

static struct store *
opened(str dir)
{
	struct store *s;

	CHECK_OK(store_open(T, url(dir), &s));
	return s;
}

static struct answer
append_bytes(struct store *s, i64 n, str leaf, const str *disclosures, size_t n_disclosures)
{
	struct stored e = { .n = n, .stream = STREAM_CHARTER, .seq = n + 1, .leaf = leaf,
	    .disclosures = disclosures, .n_disclosures = n_disclosures };
	struct batch b = { .entries = &e, .n_entries = 1, .checkpoint = STR("note") };

	return append(s, &b);
}

static void
write_file(const char *path, str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	CHECK(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
	close(fd);
}

TEST(what_was_done_is_there_after_opening_again)
{
	str dir = place_new();
	struct store *s = opened(dir);
	i64 n;

	CHECK(append_bytes(s, 0, STR("leaf"), NULL, 0).what == APPEND_DONE);
	s->close(s);
	s = opened(dir);
	CHECK_OK(s->size(s, &n));
	CHECK(n == 1);
	CHECK(append_bytes(s, 1, STR("leaf"), NULL, 0).what == APPEND_DONE);
	s->close(s);
	place_gone(dir);
}

TEST(files_are_for_their_owner_alone)
{
	str dir = place_new();
	struct store *s = opened(dir);
	const char *names[] = { ".", "record.db", "record.db-wal", "record.db-shm", "lock", "instance", "keys", "blobs" };
	struct stat st;

	CHECK_OK(key_write(T, dir, STR("log"), STR("secret")));
	for (size_t i = 0; i < countof(names); i++)
		CHECK(stat(in(dir, names[i]), &st) == 0 && (st.st_mode & 077) == 0);
	CHECK(stat(in(dir, "keys/log"), &st) == 0 && (st.st_mode & 0777) == 0600);
	s->close(s);
	CHECK(chmod(dir.p, 0755) == 0);
	CHECK_ERR(store_open(T, url(dir), &s), FORBIDDEN, "chmod 700");
	place_gone(dir);
}

TEST(a_second_writer_is_refused_and_a_reader_is_not)
{
	str dir = place_new();
	struct store *s = opened(dir), *second;
	i64 n;

	CHECK_ERR(store_open(T, url(dir), &second), CONFLICT, "another process is the writer");
	CHECK_OK(store_open_reader(T, url(dir), &second));
	CHECK(append_bytes(s, 0, STR("leaf"), NULL, 0).what == APPEND_DONE);
	CHECK_OK(second->size(second, &n));
	CHECK(n == 1 && second->append == NULL);
	s->close(s);
	second->close(second);
	s = opened(dir);                                /* the lock went with the writer */
	s->close(s);
	place_gone(dir);
}

TEST(a_writer_that_died_holds_no_lock)
{
	str dir = place_new();
	struct store *s;
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (store_open(T, url(dir), &s) != OK)
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	waitpid(child, &status, 0);
	CHECK(WIFSIGNALED(status));
	s = opened(dir);
	s->close(s);
	place_gone(dir);
}

TEST(no_directory_or_none_of_ours_is_a_sentence)
{
	str dir = place_new();
	struct store *s;

	CHECK_ERR(store_open(T, STR("sqlite:/no/such/place"), &s), NO_SUCH, "is not there");
	CHECK_ERR(store_open_reader(T, url(dir), &s), STORE, "record.db");
	place_gone(dir);
}

TEST(a_read_only_directory_is_refused_with_a_sentence)
{
	str dir = place_new();
	uid_t me = geteuid();
	struct store *s;

	CHECK(chmod(in(dir, ".."), 0755) == 0);
	if (me == 0)
		CHECK(chown(dir.p, 65534, 65534) == 0 && seteuid(65534) == 0);
	CHECK(chmod(dir.p, 0500) == 0);
	CHECK_ERR(store_open(T, url(dir), &s), STORE, "cannot be written to: Permission denied");
	CHECK(seteuid(me) == 0 && chmod(dir.p, 0700) == 0);
	place_gone(dir);
}

/* Run SQL on the file behind the store's back. */
static void
tamper(str dir, const char *sql)
{
	sqlite3 *db;

	CHECK(sqlite3_open(in(dir, "record.db"), &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
}

TEST(a_record_of_a_newer_program_is_refused_by_writer_and_reader)
{
	str dir = place_new();
	struct store *s = opened(dir);

	s->close(s);
	tamper(dir, "PRAGMA user_version=1000");
	CHECK_ERR(store_open(T, url(dir), &s), STORE, "has schema 1000 and this program knows");
	CHECK_ERR(store_open_reader(T, url(dir), &s), STORE, "takes a newer program");
	place_gone(dir);
}

TEST(a_file_that_is_no_record_is_refused)
{
	str dir = place_new();
	struct store *s;

	tamper(dir, "CREATE TABLE recipes (name)");
	CHECK_ERR(store_open(T, url(dir), &s), DAMAGED, "no record of Tocsin's");
	write_file(in(dir, "record.db"), STR("This is a letter to a friend, and certainly no database at all.\n"));
	CHECK_ERR(store_open(T, url(dir), &s), DAMAGED, "this is no database");
	CHECK_ERR(store_open_reader(T, url(dir), &s), DAMAGED, "record.db");
	place_gone(dir);
}

TEST(a_truncated_record_is_refused)
{
	str dir = place_new();
	struct store *s = opened(dir);
	str leaf = { NEW(T, char, 50000), 50000 };

	CHECK(append_bytes(s, 0, leaf, NULL, 0).what == APPEND_DONE);
	s->close(s);
	CHECK(truncate(in(dir, "record.db"), 9000) == 0);
	CHECK_ERR(store_open(T, url(dir), &s), DAMAGED, "pages do not hold together");
	place_gone(dir);
}

/* ---- erasure ---- */

static bool
file_has(const char *path, str words)
{
	str whole = read_whole(path);

	return memmem(whole.p, whole.n, words.p, words.n) != NULL;
}

static bool
directory_has(str dir, str words)
{
	DIR *d = opendir(dir.p);
	struct dirent *f;
	bool found = false;

	while ((f = readdir(d)))
		found |= f->d_type == DT_REG && file_has(in(dir, f->d_name), words);
	closedir(d);
	return found;
}

static struct answer
erase(struct store *s, i64 n, str disclosure)
{
	struct erasure x = { .n = n };
	struct batch b = { .erasures = &x, .n_erasures = 1 };

	SHA256((const u8 *)disclosure.p, disclosure.n, x.digest.b);
	return append(s, &b);
}

TEST(after_an_erasure_no_file_has_the_words)
{
	str dir = place_new(), words = STR("ZW1iYXJyYXNzaW5n");
	struct store *s = opened(dir);

	for (i64 n = 0; n < 20; n++) {
		str d = n == 10 ? words : STR("b3RoZXI");

		CHECK(append_bytes(s, n, STR("leaf"), &d, 1).what == APPEND_DONE);
	}
	CHECK(directory_has(dir, words));
	CHECK(erase(s, 10, words).what == APPEND_DONE);
	CHECK(!directory_has(dir, words));
	CHECK(directory_has(dir, STR("b3RoZXI")));
	s->close(s);
	place_gone(dir);
}

struct pause { struct store *s; str dir, words; };

static err
erase_while_reading(void *ctx, const struct stored *e)
{
	struct pause *p = ctx;

	(void)e;
	CHECK(erase(p->s, 0, p->words).what == APPEND_DONE);    /* the reader does not hold up the answer */
	CHECK(directory_has(p->dir, p->words));                 /* but the log must keep what it looks at */
	return OK;
}

TEST(words_a_reader_still_holds_go_when_it_ends)
{
	str dir = place_new();
	struct pause p = { opened(dir), dir, STR("ZW1iYXJyYXNzaW5n") };
	struct store *r;

	CHECK(append_bytes(p.s, 0, STR("leaf"), &p.words, 1).what == APPEND_DONE);
	CHECK_OK(store_open_reader(T, url(dir), &r));
	CHECK_OK(r->read_all(r, 0, erase_while_reading, &p));
	for (int i = 0; i < 100 && directory_has(dir, p.words); i++)
		usleep(50000);
	CHECK(!directory_has(dir, p.words));
	r->close(r);
	p.s->close(p.s);
	place_gone(dir);
}

/* ---- a disk that is full ---- */

TEST(a_full_disk_refuses_a_batch_and_the_next_small_one_goes_in)
{
	str dir = place_new(), small;
	struct store *s;
	struct answer x = { .what = APPEND_DONE };
	str leaf = { NEW(T, char, 60000), 60000 };
	i64 n = 0, size;

	if (mount("tmpfs", dir.p, "tmpfs", 0, "size=1m,mode=0700") != 0) {
		print_message("# mounting a small tmpfs is not permitted (%s): skipped\n", strerror(errno));
		place_gone(dir);
		skip();
	}
	small = arena_fmt(T, "%.*s/d", STR_ARG(dir));
	CHECK_OK(directory_make(T, small));
	s = opened(small);
	while (x.what == APPEND_DONE && n < 100)
		x = append_bytes(s, n++, leaf, NULL, 0);
	CHECK(x.what == APPEND_REFUSED && str_contains(x.why, STR("disk is full")));
	CHECK_OK(s->size(s, &size));
	CHECK(size == n - 1);
	CHECK(append_bytes(s, n - 1, STR("small"), NULL, 0).what == APPEND_DONE);
	s->close(s);
	s = opened(small);
	CHECK_OK(s->size(s, &size));
	CHECK(size == n);
	s->close(s);
	CHECK(umount(dir.p) == 0);
	place_gone(dir);
}

/* ---- how fast; a report, no promise ---- */

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
report(struct store *s, i64 *n, size_t batch, int times)
{
	struct stored *e = NEW(T, struct stored, batch);
	str leaf = { NEW(T, char, 300), 300 };
	double start = seconds();

	for (int i = 0; i < times; i++) {
		struct batch b = { .entries = e, .n_entries = batch, .checkpoint = STR("note") };

		for (size_t k = 0; k < batch; k++, ++*n)
			e[k] = (struct stored){ .n = *n, .stream = STREAM_CHARTER, .seq = *n + 1, .leaf = leaf };
		CHECK(append(s, &b).what == APPEND_DONE);
	}
	print_message("# batches of %zu: %.0f entries a second\n", batch, (double)batch * times / (seconds() - start));
}

TEST(group_commit_is_measured)
{
	str dir = place_new();
	struct store *s = opened(dir);
	i64 n = 0;

	report(s, &n, 1, 500);
	report(s, &n, 50, 200);
	s->close(s);
	place_gone(dir);
}

TEST_MAIN()
