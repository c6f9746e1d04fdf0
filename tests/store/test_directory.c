/* The data directory, blobs, the derived file, backup and restore. */
#include "backup.h"
#include "blob.h"
#include "derived.h"
#include "place.h"

#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <sys/wait.h>

static const char *
in(str dir, const char *name)
{
	return arena_fmt(T, "%.*s/%s", STR_ARG(dir), name).p;
}

static str
beside(str dir, const char *name)
{
	return arena_fmt(T, "%.*s/%s", (int)dir.n - 2, dir.p, name);
}

/* ---- instance, keys, held effects ---- */

TEST(an_instance_keeps_its_id_and_is_not_held)
{
	str dir = place_new(), a, b;
	bool held;

	CHECK_OK(directory_instance(T, dir, &a));
	CHECK_OK(directory_instance(T, dir, &b));
	CHECK(a.n == 32 && str_eq(a, b));
	CHECK_OK(directory_held(T, dir, &held));
	CHECK(!held);
	CHECK_ERR(directory_make(T, dir), CONFLICT, "data directory already");
	place_gone(dir);
}

TEST(a_copied_directory_is_held_until_released)
{
	str dir = place_new(), copy, id, same;
	bool held;

	CHECK(system(arena_fmt(T, "cp -a %.*s %.*s", STR_ARG(dir), STR_ARG(beside(dir, "copy"))).p) == 0);
	copy = beside(dir, "copy");
	CHECK_OK(directory_instance(T, dir, &id));
	CHECK_OK(directory_instance(T, copy, &same));
	CHECK(str_eq(id, same));
	CHECK_OK(directory_held(T, copy, &held));
	CHECK(held);
	CHECK_OK(directory_release(T, copy));
	CHECK_OK(directory_instance(T, copy, &same));           /* it knows its place now */
	CHECK_OK(directory_held(T, copy, &held));
	CHECK(!held);
	CHECK_OK(directory_held(T, dir, &held));
	CHECK(!held);
	place_gone(dir);
}

TEST(a_moved_directory_is_the_same_one)
{
	str dir = place_new(), id;
	bool held;

	CHECK(rename(dir.p, beside(dir, "moved").p) == 0);
	CHECK_OK(directory_instance(T, beside(dir, "moved"), &id));
	CHECK_OK(directory_held(T, beside(dir, "moved"), &held));
	CHECK(!held);
	place_gone(dir);
}

TEST(a_key_is_written_whole_and_read_only_when_secret)
{
	str dir = place_new(), got;

	CHECK_ERR(key_read(T, dir, STR("log"), &got), NO_SUCH, "is not there");
	CHECK_OK(key_write(T, dir, STR("log"), STR("first")));
	CHECK_OK(key_write(T, dir, STR("log"), STR("2nd")));
	CHECK_OK(key_read(T, dir, STR("log"), &got));
	CHECK_STR(got, STR("2nd"));
	CHECK(chmod(in(dir, "keys/log"), 0640) == 0);
	CHECK_ERR(key_read(T, dir, STR("log"), &got), FORBIDDEN, "chmod 600");
	place_gone(dir);
}

/* ---- blobs ---- */

static struct blob
put_blob(str dir, str name, str bytes)
{
	struct upload *u;
	struct blob b;

	CHECK_OK(blob_begin(T, dir, name, 1000, &u));
	CHECK_OK(blob_write(T, u, (str){ bytes.p, bytes.n / 2 }));
	CHECK_OK(blob_write(T, u, str_from(bytes, bytes.n / 2)));
	CHECK_OK(blob_finish(T, u, &b));
	return b;
}

static err
put_name(void *ctx, str name)
{
	buf_fmt(ctx, "%.*s ", STR_ARG(name));
	return OK;
}

static str
blobs_of(str dir)
{
	struct buf b = buf_new(T, 64);

	CHECK_OK(blob_list(T, dir, put_name, &b));
	return buf_str(&b);
}

TEST(a_blob_is_streamed_hashed_named_and_read)
{
	str dir = place_new(), bytes = STR("a picture of the ransom note");
	struct blob b = put_blob(dir, STR("0af3"), bytes);
	struct hash want;
	char got[64];
	int fd;
	u64 size;

	SHA256((const u8 *)bytes.p, bytes.n, want.b);
	CHECK(b.size == bytes.n && hash_eq(b.sha256, want));
	CHECK_STR(blob_name(T, (str){ "\x0a\xf3", 2 }), STR("0af3"));
	CHECK_OK(blob_look(T, dir, STR("0af3"), &b));
	CHECK(b.size == bytes.n && hash_eq(b.sha256, want));
	CHECK_ERR(blob_look(T, dir, STR("0af5"), &b), NO_SUCH, "0af5");
	CHECK_ERR(blob_look(T, dir, STR("../record.db"), &b), NO_SUCH, "a blob has a name");
	CHECK_ERR(blob_forget(T, dir, STR("")), NO_SUCH, "a blob has a name");
	CHECK(symlink("/etc/passwd", in(dir, "blobs/0af6")) == 0 && mkfifo(in(dir, "blobs/0af7"), 0600) == 0);
	CHECK_ERR(blob_look(T, dir, STR("0af6"), &b), STORE, "cannot be opened");
	CHECK_ERR(blob_look(T, dir, STR("0af7"), &b), DAMAGED, "is no file");
	CHECK_OK(blob_forget(T, dir, STR("0af6")));
	CHECK_OK(blob_forget(T, dir, STR("0af7")));
	CHECK_OK(blob_open(T, dir, STR("0af3"), &fd, &size));
	CHECK(size == bytes.n && read(fd, got, sizeof(got)) == (ssize_t)bytes.n && memcmp(got, bytes.p, bytes.n) == 0);
	close(fd);
	put_blob(dir, STR("0af4"), STR("other"));
	CHECK_OK(blob_forget(T, dir, STR("0af3")));
	CHECK_OK(blob_forget(T, dir, STR("0af3")));
	CHECK_STR(blobs_of(dir), STR("0af4 "));
	place_gone(dir);
}

TEST(a_blob_over_its_bound_leaves_nothing)
{
	str dir = place_new();
	struct upload *u;
	struct stat st;

	CHECK_OK(blob_begin(T, dir, STR("1"), 10, &u));
	CHECK_OK(blob_write(T, u, STR("0123456789")));
	CHECK_ERR(blob_write(T, u, STR("x")), TOO_LARGE, "10 bytes");
	blob_abandon(u);
	CHECK(stat(in(dir, "blobs/1.part"), &st) != 0);
	CHECK_STR(blobs_of(dir), STR(""));
	place_gone(dir);
}

TEST(an_unfinished_blob_is_nowhere_to_be_seen_and_swept)
{
	str dir = place_new();
	struct upload *u;
	struct stat st;

	CHECK_OK(blob_begin(T, dir, STR("1"), 10, &u));
	CHECK_STR(blobs_of(dir), STR(""));
	CHECK_OK(blob_sweep(T, dir));
	CHECK(stat(in(dir, "blobs/1.part"), &st) != 0);
	blob_abandon(u);
	place_gone(dir);
}

/* ---- the derived file ---- */

static struct derived *
derived_at(str dir, const char *stamp)
{
	struct derived *d;

	CHECK_OK(derived_open(T, dir, str_c(stamp), &d));
	return d;
}

static i64
current(struct derived *d)
{
	i64 n;

	CHECK_OK(derived_current(d, &n));
	return n;
}

static err
put_room(void *ctx, const struct room_summary *r)
{
	buf_fmt(ctx, "%lld%.*s ", (long long)r->room, STR_ARG(r->json));
	return OK;
}

static err
put_work(void *ctx, const struct work *w)
{
	buf_fmt(ctx, "%lld.%lld%.*s ", (long long)w->room, (long long)w->object, STR_ARG(w->json));
	return OK;
}

static void
fill(struct derived *d)
{
	struct room_summary rooms[] = { { 7, 3, 12, 500, STR("{}") }, { 9, 1, 10, 0, STR("[]") }, { 11, 2, 14, 400, STR("{}") } };
	struct work work[] = { { 4, 7, 2, 0, 0, STR("{}") }, { 4, 7, 5, 0, 0, STR("{}") }, { -5, 7, 2, 0, 0, STR("{}") } };

	CHECK_OK(derived_begin(d));
	for (size_t i = 0; i < 3; i++) {
		CHECK_OK(derived_put_room(d, &rooms[i]));
		CHECK_OK(derived_put_work(d, &work[i]));
	}
	CHECK_OK(derived_commit(d, 15));
}

TEST(derived_rooms_and_work_are_kept_and_forgotten)
{
	str dir = place_new();
	struct derived *d = derived_at(dir, "id");
	struct buf all = buf_new(T, 64), due = buf_new(T, 64), mine = buf_new(T, 64);
	struct room_summary r;
	bool found;
	i64 next;

	CHECK(current(d) == 0);
	fill(d);
	derived_close(d);
	d = derived_at(dir, "id");
	CHECK(current(d) == 15);
	CHECK_OK(derived_rooms(d, put_room, &all));
	CHECK_STR(buf_str(&all), STR("7{} 9[] 11{} "));
	CHECK_OK(derived_due(d, 500, put_room, &due));
	CHECK_STR(buf_str(&due), STR("11{} 7{} "));
	CHECK_OK(derived_next_due(d, &next));
	CHECK(next == 400);
	CHECK_OK(derived_room(d, T, 7, &r, &found));
	CHECK(found && r.seq == 3 && r.n == 12 && r.next_due == 500 && str_eq(r.json, STR("{}")));
	CHECK_OK(derived_begin(d));
	CHECK_OK(derived_forget_work(d, 7, 2));
	CHECK_OK(derived_put_room(d, &(struct room_summary){ .room = 7 }));
	CHECK_OK(derived_commit(d, 16));
	CHECK_OK(derived_work(d, 4, put_work, &mine));
	CHECK_OK(derived_work(d, -5, put_work, &mine));
	CHECK_STR(buf_str(&mine), STR("7.5{} "));
	CHECK_OK(derived_room(d, T, 7, &r, &found));
	CHECK(!found);
	derived_close(d);
	place_gone(dir);
}

TEST(a_process_that_is_killed_loses_nothing_that_was_derived)
{
	str dir = place_new();
	struct derived *d;
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		d = derived_at(dir, "id");
		fill(d);
		derived_begin(d);
		derived_forget_work(d, 7, 0);
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	d = derived_at(dir, "id");
	CHECK(current(d) == 15 && !derived_in_order(d));
	derived_close(d);
	d = derived_at(dir, "id");
	CHECK(current(d) == 15 && derived_in_order(d));
	CHECK_OK(derived_anew(d));
	CHECK(current(d) == 0 && !derived_in_order(d));
	derived_close(d);
	place_gone(dir);
}

TEST(a_foreign_or_damaged_derived_file_is_begun_anew)
{
	str dir = place_new();
	struct derived *d = derived_at(dir, "id");
	FILE *f;

	fill(d);
	derived_close(d);
	d = derived_at(dir, "another");
	CHECK(current(d) == 0);
	fill(d);
	CHECK_OK(derived_anew(d));
	CHECK(current(d) == 0);
	fill(d);
	derived_close(d);
	CHECK((f = fopen(in(dir, "derived.db"), "r+b")) != NULL);
	fseek(f, 4096, SEEK_SET);
	for (int i = 0; i < 2000; i++)
		fputc(0xa5, f);
	fclose(f);
	d = derived_at(dir, "another");
	CHECK(current(d) == 0);
	derived_close(d);
	CHECK((f = fopen(in(dir, "derived.db"), "wb")) != NULL);
	fputs("no database", f);
	fclose(f);
	d = derived_at(dir, "another");
	CHECK(current(d) == 0);
	derived_close(d);
	place_gone(dir);
}

/* ---- backup and restore ---- */

static void
append_number(struct store *s, i64 n)
{
	str words = STR("d29yZHM");
	struct stored e = { .n = n, .stream = STREAM_CHARTER, .seq = n + 1, .leaf = arena_fmt(T, "leaf %lld", (long long)n),
	    .disclosures = &words, .n_disclosures = 1 };
	struct batch b = { .entries = &e, .n_entries = 1, .checkpoint = STR("note") };

	CHECK(append(s, &b).what == APPEND_DONE);
}

static void *
keep_writing(void *arg)
{
	for (i64 n = 1; n < 300; n++) {
		struct stored e = { .n = n, .stream = STREAM_CHARTER, .seq = n + 1, .leaf = STR("leaf") };
		struct batch b = { .entries = &e, .n_entries = 1, .checkpoint = STR("note") };

		if (append(arg, &b).what != APPEND_DONE)
			return arg;
	}
	return NULL;
}

static err
gapless(void *ctx, const struct stored *e)
{
	CHECK(e->n == (*(i64 *)ctx)++);
	return OK;
}

TEST(a_backup_taken_while_others_write_is_as_of_one_commit)
{
	str dir = place_new(), out = beside(dir, "backup");
	struct store *s, *copy;
	pthread_t t;
	void *failed;
	i64 before, size, next = 0;

	CHECK_OK(store_open(T, arena_fmt(T, "sqlite:%.*s", STR_ARG(dir)), &s));
	append_number(s, 0);
	pthread_create(&t, NULL, keep_writing, s);
	do
		CHECK_OK(s->size(s, &before));
	while (before < 20);
	CHECK_OK(backup(T, dir, out));
	pthread_join(t, &failed);
	CHECK(failed == NULL);
	s->close(s);
	CHECK_OK(store_open_reader(T, arena_fmt(T, "sqlite:%.*s", STR_ARG(out)), &copy));
	CHECK_OK(copy->size(copy, &size));
	CHECK_OK(copy->read_all(copy, 0, gapless, &next));
	CHECK(next == size && size >= before && size <= 300);
	copy->close(copy);
	place_gone(dir);
}

TEST(a_backup_of_a_running_store_restores_to_a_held_new_instance)
{
	str dir = place_new(), out = beside(dir, "backup"), back = beside(dir, "back"), old_id, new_id;
	str where = arena_fmt(T, "sqlite:%.*s", STR_ARG(dir));
	struct store *s;
	struct stat st;
	bool held;
	i64 n;

	CHECK_OK(store_open(T, where, &s));
	append_number(s, 0);
	put_blob(dir, STR("0-0"), STR("attached"));
	CHECK_OK(key_write(T, dir, STR("log"), STR("the log's private key")));
	CHECK_OK(backup(T, dir, out));
	append_number(s, 1);                                    /* after the backup */
	CHECK_ERR(backup(T, dir, out), STORE, "exists");
	CHECK(stat(in(out, "keys"), &st) != 0 && stat(in(out, "instance"), &st) != 0);
	CHECK_OK(directory_instance(T, dir, &old_id));
	s->close(s);

	CHECK_OK(restore(T, out, back));
	CHECK_OK(directory_instance(T, back, &new_id));
	CHECK(!str_eq(old_id, new_id));
	CHECK_OK(directory_held(T, back, &held));
	CHECK(held);
	CHECK(stat(in(back, "keys/log"), &st) != 0);
	CHECK_STR(blobs_of(back), STR("0-0 "));
	CHECK_OK(store_open(T, arena_fmt(T, "sqlite:%.*s", STR_ARG(back)), &s));
	CHECK_OK(s->size(s, &n));
	CHECK(n == 1);
	append_number(s, 1);
	s->close(s);
	CHECK_ERR(restore(T, out, back), CONFLICT, "already");
	CHECK_ERR(restore(T, beside(dir, "nothing"), beside(dir, "new")), STORE, "record.db");
	CHECK(stat(beside(dir, "new").p, &st) != 0);
	place_gone(dir);
}

TEST_MAIN()
