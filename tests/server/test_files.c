/* Files are brought whole or not at all, given out to whom they are for, always to be saved, and gone when erased. */
#include "client.h"

#include "backup.h"
#include "base64.h"
#include "blob.h"
#include "restored.h"
#include "sha256.h"
#include "verify.h"

#include <dirent.h>
#include <sys/resource.h>

static struct reply
bring(const struct server *s, str cookie, const char *room, const char *query, str bytes)
{
	return post(s, cookie, arena_fmt(T, "/api/rooms/%s/attachments?%s", room, query).p, bytes);
}

/* A file is begun to be brought; `rest` is the last of the head, and what of the body there is. */
static int
bring_raw(const struct server *s, str cookie, const char *room, str rest)
{
	str head = arena_fmt(T, "POST /api/rooms/%s/attachments?name=x HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\n"
	    "Cookie: tocsin-%d=%.*s\r\n%.*s", room, s->port, s->port, s->port, STR_ARG(cookie), STR_ARG(rest));
	int fd = dial(s);

	CHECK(send(fd, head.p, head.n, MSG_NOSIGNAL) == (ssize_t)head.n);
	return fd;
}

static struct reply
fetch(const struct server *s, str cookie, const char *room, i64 id)
{
	return get(s, cookie, arena_fmt(T, "/api/rooms/%s/attachments/%lld", room, (long long)id).p);
}

static err
count_one(void *ctx, str name)
{
	(void)name;
	++*(int *)ctx;
	return OK;
}

/* How many files lie beside the record, whole or not. */
static int
lying(const struct server *s)
{
	DIR *d = opendir(arena_fmt(T, "%.*s/blobs", STR_ARG(s->dir)).p);
	int whole = 0, all = 0;

	CHECK(d);
	for (struct dirent *f; (f = readdir(d));)
		all += f->d_name[0] != '.';
	closedir(d);
	CHECK_OK(blob_list(T, s->dir, count_one, &whole));
	CHECK(whole == all);
	return all;
}

static err
spoil(void *ctx, str name)
{
	const char *path = arena_fmt(T, "%s/blobs/%.*s", (const char *)ctx, STR_ARG(name)).p;
	FILE *f = fopen(path, "r+");

	CHECK(f && fputc('X', f) == 'X' && fclose(f) == 0);
	return OK;
}

static err
take_away(void *ctx, str name)
{
	return blob_forget(T, str_c(ctx), name);
}

static err
cut_short(void *ctx, str name)
{
	CHECK(truncate(arena_fmt(T, "%s/blobs/%.*s", (const char *)ctx, STR_ARG(name)).p, 2) == 0);
	return OK;
}

/* ---- brought and given out ---- */

TEST(a_file_comes_back_as_it_was_brought_to_be_saved_and_never_shown)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines);
	struct reply r;
	i64 id;

	r = CHECK_SAID(bring(&s, ines, room, "name=na%C3%AFve%22.html&type=text/html&source=the+till&collected_by=Ulla&collected_at=1767268800000000",
	    STR("<script>alert(1)</script>")), 201, "seq");
	id = said_number(r, "seq");
	r = fetch(&s, marek, room, id);
	CHECK(r.status == 200);
	CHECK_STR(r.body, STR("<script>alert(1)</script>"));
	CHECK(str_contains(r.head, STR("Content-Disposition: attachment; filename*=UTF-8''na%C3%AFve%22.html")));
	CHECK(str_contains(r.head, STR("Content-Type: application/octet-stream")) && str_contains(r.head, STR("nosniff")));
	CHECK(str_contains(r.head, STR("Content-Security-Policy: sandbox")) && str_contains(r.head, STR("no-store")));
	r = get(&s, marek, arena_fmt(T, "/api/rooms/%s", room).p);
	CHECK(str_contains(r.body, STR("\"collected_by\":\"Ulla\"")) && str_contains(r.body, STR("\"size\":25")));
	CHECK(lying(&s) == 1);
	server_over(&s);
}

TEST(a_file_without_a_byte_is_not_taken)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);

	CHECK_SAID(bring(&s, ines, room, "name=disk.img", STR("")), 400, "disk.img is empty: look whether it was copied whole");
	CHECK(lying(&s) == 0);
	CHECK_SAID(bring(&s, ines, room, "name=disk.img", STR("x")), 201, "seq");
	server_over(&s);
}

TEST(who_brings_more_files_than_a_day_allows_waits_for_the_next_and_others_do_not)
{
	struct server s;
	struct reply r;
	str ines, marek;
	const char *room;

	server_files = 2;
	s = server_demo();
	server_files = 0;
	ines = enter(&s);
	marek = become(&s, ines, MAREK);
	room = declared_room(&s, ines);
	CHECK_SAID(bring(&s, ines, room, "name=a", STR("a")), 201, "seq");
	CHECK_SAID(bring(&s, ines, room, "name=b&channel=999", STR("b")), 404, "no channel");   /* it was brought, and counts */
	r = CHECK_SAID(bring(&s, ines, room, "name=c", STR("c")), 429, "You have brought 2 files today, as many as a day allows; it is possible again from 2");
	CHECK(str_contains(r.body, STR("T00:00:00Z.")) && str_contains(r.head, STR("Retry-After: ")));
	CHECK_SAID(bring(&s, marek, room, "name=d", STR("d")), 201, "seq");
	CHECK_SAID(command(&s, ines, room, "post_message", STR("{\"text\":\"I still talk\"}")), 201, "seq");
	CHECK(lying(&s) == 2);
	server_over(&s);
}

TEST(whoever_begins_files_and_never_ends_them_leaves_others_a_turn)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK);
	const char *room = declared_room(&s, ines);
	int fds[LIMIT_TURNS / 4 * 3];

	for (size_t i = 0; i < countof(fds); i++)
		fds[i] = bring_raw(&s, ines, room, STR("Content-Length: 10\r\n\r\nfour"));
	hear(fds[countof(fds) - 1], 200);               /* all of them have begun by then */
	CHECK_SAID(bring(&s, ines, room, "name=x", STR("whole")), 429, "24 files are arriving already, all of them yours");
	CHECK_SAID(bring(&s, marek, room, "name=x", STR("whole")), 201, "seq");
	for (size_t i = 0; i < countof(fds); i++)
		close(fds[i]);
	usleep(200 * 1000);
	CHECK_SAID(bring(&s, ines, room, "name=x", STR("whole")), 201, "seq");
	server_over(&s);
}

TEST(who_brings_more_bytes_than_a_day_allows_is_told_before_and_while_they_come)
{
	struct server s;
	str ines, mebibyte = { NEW(T, char, MIB), MIB };
	const char *room;
	int fd;

	server_bytes = MIB + 10;
	s = server_demo();
	server_bytes = 0;
	ines = enter(&s);
	room = declared_room(&s, ines);
	CHECK_SAID(bring(&s, ines, room, "name=a", mebibyte), 201, "seq");
	CHECK_SAID(bring(&s, ines, room, "name=b", STR("eleven byte")), 429, "more than 1 MiB in a day; it is possible again from 2");
	CHECK_SAID(bring(&s, ines, room, "name=c", STR("ten bytes.")), 201, "seq");
	CHECK_SAID(bring(&s, ines, room, "name=d", STR("x")), 429, "more than 1 MiB in a day");
	fd = bring_raw(&s, ines, room, STR("Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"));     /* how long, it does not say */
	CHECK(str_contains(hear(fd, 2000), STR("more than 1 MiB in a day")));
	close(fd);
	CHECK(lying(&s) == 2);
	server_over(&s);
}

TEST(a_file_that_may_do_harm_gets_a_name_that_nothing_opens)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 id = said_number(CHECK_SAID(bring(&s, ines, room, "name=invoice.exe&suspicious=true", STR("MZ")), 201, "seq"), "seq");

	CHECK(str_contains(fetch(&s, ines, room, id).head, STR("''invoice.exe.suspicious")));
	server_over(&s);
}

TEST(a_file_is_for_those_who_see_where_it_stands_and_is_not_there_for_others)
{
	struct server s = server_demo();
	str ines = enter(&s), marek = become(&s, ines, MAREK), tove = become(&s, ines, TOVE), ulla = become(&s, ines, ULLA);
	const char *room = declared_room(&s, ines);
	struct reply none, hidden;
	i64 channel, id;

	channel = given(&s, ines, room, "open_channel", STR("{\"kind\":\"restricted\",\"label\":\"counsel\",\"members\":[6]}"));
	id = said_number(CHECK_SAID(bring(&s, ines, room, arena_fmt(T, "name=advice.pdf&channel=%lld", (long long)channel).p, STR("secret")), 201, "seq"), "seq");
	CHECK_STR(fetch(&s, tove, room, id).body, STR("secret"));
	hidden = CHECK_SAID(fetch(&s, marek, room, id), 404, "no such file");
	none = CHECK_SAID(fetch(&s, marek, room, 999), 404, "no such file");
	CHECK_STR(hidden.body, none.body);
	CHECK_SAID(fetch(&s, ulla, room, id), 404, "There is no such room");
	CHECK_SAID(fetch(&s, STR(""), room, id), 401, "Sign in");
	CHECK_SAID(bring(&s, marek, room, arena_fmt(T, "name=x&channel=%lld", (long long)channel).p, STR("x")), 404, "no channel");
	CHECK_SAID(bring(&s, ulla, room, "nonsense=1", STR("x")), 404, "There is no such room");
	CHECK_SAID(bring(&s, STR(""), room, "name=x", STR("x")), 401, "Sign in");
	CHECK(lying(&s) == 1);
	server_over(&s);
}

/* ---- what is refused leaves nothing ---- */

TEST(what_is_wrong_with_what_is_said_of_a_file_is_a_sentence_and_nothing_is_left)
{
	static const struct { const char *query, *words; } wrong[] = {
		{ "", "name" }, { "name=", "name" }, { "name=x&channel=first", "channel" }, { "name=x&channel=01", "channel" },
		{ "name=x&collected_at=yesterday", "collected_at" }, { "name=x&suspicious=perhaps", "suspicious" },
		{ "name=x&type=text%2Fhtml%3B%20charset", "type" }, { "name=x&sha256=AA", "sha256: there is no such parameter" },
		{ "name=x&blob=AA", "blob: there is no such parameter" }, { "name=x&file=AA", "file: there is no such parameter" },
		{ "name=x&collected_at=9000000000000000", "collected_at: is still to come" },
	};
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 before = record_size(&s);

	for (size_t i = 0; i < countof(wrong); i++)
		CHECK_SAID(bring(&s, ines, room, wrong[i].query, STR("x")), 400, wrong[i].words);
	CHECK_SAID(command(&s, ines, room, "add_attachment", STR("{\"blob\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"file\":"
	    "{\"name\":\"x\",\"sha256\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"size\":1,\"type\":\"x\"}}")), 422, "/attachments");
	CHECK_SAID(bring(&s, ines, "charter", "name=x", STR("x")), 422, "in a room");
	CHECK_SAID(bring(&s, ines, "999999", "name=x", STR("x")), 404, "no such room");
	CHECK(record_size(&s) == before && lying(&s) == 0);
	server_over(&s);
}

TEST(a_file_that_is_too_large_is_refused_by_its_head)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	int fd = bring_raw(&s, ines, room, arena_fmt(T, "Content-Length: %lu\r\n\r\n", LIMIT_BLOB + 1));
	str said = hear(fd, 2000);

	CHECK(str_contains(said, STR("413")) && str_contains(said, STR("bytes are taken here")));
	close(fd);
	CHECK(lying(&s) == 0);
	server_over(&s);
}

TEST(whose_call_it_is_not_is_told_before_a_byte_of_the_file_came)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	struct hash h;
	i64 token;
	int fd;

	sha256("secret", 6, &h);
	token = given(&s, ines, "charter", "issue_token",
	    arena_fmt(T, "{\"secret\":\"%.*s\",\"scope\":\"read\",\"days\":1,\"purpose\":\"wall\"}", STR_ARG(b64u_hash(T, h))));
	act_unsigned(&s, ines, "confirm_token", token, NULL);
	fd = bring_raw(&s, STR(""), room, STR("Authorization: Bearer tocsin_secret\r\nContent-Length: 200000000\r\n\r\n"));
	CHECK(hears(fd, STR("This token may only read.")));
	CHECK(lying(&s) == 0);
	close(fd);
	server_over(&s);
}

TEST(a_file_that_is_cut_off_leaves_nothing)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 before = record_size(&s);
	int fd = bring_raw(&s, ines, room, STR("Content-Length: 1000\r\n\r\nonly so much"));

	hear(fd, 300);
	close(fd);
	get(&s, ines, "/api/me");       /* the server has gone round since */
	for (int i = 0; i < 50 && lying(&s); i++)
		usleep(20000);
	CHECK(record_size(&s) == before && lying(&s) == 0);
	server_over(&s);
}

TEST(a_file_that_the_disk_does_not_take_is_a_sentence_and_leaves_nothing)
{
	struct rlimit before, tight;
	struct server s;
	str ines, much = { NEW(T, char, 5 * MIB), 5 * MIB };
	const char *room;
	i64 size;

	memset((char *)(uintptr_t)much.p, 'x', much.n);
	CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
	tight = (struct rlimit){ 4 * MIB, before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	CHECK(setrlimit(RLIMIT_FSIZE, &tight) == 0);
	s = server_demo();
	CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
	ines = enter(&s);
	room = declared_room(&s, ines);
	size = record_size(&s);
	CHECK_SAID(bring(&s, ines, room, "name=x", much), 503, "disk is full, or fails");
	CHECK(record_size(&s) == size && lying(&s) == 0);
	CHECK_SAID(bring(&s, ines, room, "name=x", STR("less")), 201, "seq");
	server_over(&s);
}

TEST(a_file_is_brought_and_given_out_in_a_room_that_is_not_in_memory)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 id;

	server_stop(&s);
	s = server_start(s.dir);
	id = said_number(CHECK_SAID(bring(&s, ines, room, "name=x", STR("bytes")), 201, "seq"), "seq");
	server_stop(&s);
	s = server_start(s.dir);
	CHECK_SAID(fetch(&s, ines, room, id), 200, "bytes");
	server_over(&s);
}

TEST(a_file_that_is_not_there_as_it_was_is_not_given_out)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines);
	i64 id = said_number(CHECK_SAID(bring(&s, ines, room, "name=x", STR("bytes")), 201, "seq"), "seq");
	char *dir = (char *)(uintptr_t)arena_cstr(T, s.dir);

	CHECK_OK(blob_list(T, s.dir, cut_short, dir));
	CHECK_SAID(fetch(&s, ines, room, id), 503, "not there as it was brought");
	CHECK_OK(blob_list(T, s.dir, take_away, dir));
	CHECK_SAID(fetch(&s, ines, room, id), 503, "not there as it was brought");
	server_over(&s);
}

TEST(a_file_sent_again_with_its_key_is_answered_and_kept_once)
{
	struct server s = server_demo();
	str ines = enter(&s);
	const char *room = declared_room(&s, ines), *path = arena_fmt(T, "/api/rooms/%s/attachments?name=x", room).p;
	struct asking once = { .method = "POST", .path = path, .cookie = ines, .body = STR("bytes"), .more = "Idempotency-Key: k1\r\n" }, other = once;
	struct reply first = CHECK_SAID(ask(&s, once), 201, "seq"), again = CHECK_SAID(ask(&s, once), 200, "seq");

	CHECK_STR(first.body, again.body);
	other.body = STR("other");
	CHECK_SAID(ask(&s, other), 409, "used for another request");
	CHECK(lying(&s) == 1);
	server_over(&s);
}

/* ---- what becomes of it ---- */

static i64
entry_of(const struct server *s, str cookie, const char *room, i64 seq, str *digest)
{
	struct reply r = get(s, cookie, arena_fmt(T, "/api/rooms/%s/entries?seqs=%lld", room, (long long)seq).p);
	json_t *j = json_loadb(r.body.p, r.body.n, 0, NULL), *e = json_array_get(json_object_get(j, "entries"), 0);
	json_t *d = json_object_get(e, "disclosures");
	const char *leaf = json_string_value(json_object_get(e, "leaf"));
	struct entry is;

	for (size_t i = 0; i < json_array_size(d); i++) {
		str one = arena_str(T, str_c(json_string_value(json_array_get(d, i))));

		if (str_eq(disclosure_field(T, one), STR("file")))
			*digest = disclosure_digest(T, one);
	}
	CHECK(leaf);
	CHECK_OK(entry_read(T, arena_str(T, str_c(leaf)), NULL, 0, &is));
	json_decref(j);
	return is.n;
}

TEST(an_erased_file_is_gone_and_what_no_entry_cites_goes_at_the_start)
{
	struct server s = server_demo();
	str ines = enter(&s), digest = STR("");
	const char *room = declared_room(&s, ines);
	i64 id = said_number(CHECK_SAID(bring(&s, ines, room, "name=diary.txt", STR("dear diary")), 201, "seq"), "seq"), kept, n, decision, option;
	struct upload *u;
	struct blob b;

	kept = said_number(CHECK_SAID(bring(&s, ines, room, "name=log.txt", STR("a log")), 201, "seq"), "seq");
	n = entry_of(&s, ines, room, id, &digest);
	decision = given(&s, ines, room, "open_decision", STR("{\"kind\":\"erase_words\",\"question\":\"Erase the diary?\"}"));
	option = given(&s, ines, room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Erase it\"}", (long long)decision));
	given(&s, ines, room, "propose_erasure", arena_fmt(T, "{\"digests\":[{\"digest\":\"%.*s\"}],\"n\":%lld,\"option\":%lld}",
	    STR_ARG(digest), (long long)n, (long long)option));
	given(&s, ines, room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)option));
	CHECK_SAID(answer_unsigned(&s, ines, room, "decide", decision, option, OFFICERS), 201, "seq");
	CHECK_SAID(fetch(&s, ines, room, id), 404, "erased by a decision");
	CHECK_STR(fetch(&s, ines, room, kept).body, STR("a log"));
	CHECK(lying(&s) == 1 && !some_file_has(s.dir, "dear diary"));

	server_stop(&s);
	CHECK_OK(blob_begin(T, s.dir, STR("00ff"), 10, &u));
	CHECK_OK(blob_write(T, u, STR("orphan")));
	CHECK_OK(blob_finish(T, u, &b));
	CHECK_OK(blob_begin(T, s.dir, STR("00fe"), 10, &u));    /* and one cut off by a crash */
	s = server_start(s.dir);
	CHECK(lying(&s) == 1);
	server_over(&s);
}

static str
findings(str dir)
{
	struct verify_options options = { .files = dir };
	struct rec_verdicts v;
	struct store *store;

	CHECK_OK(store_open_reader(T, arena_fmt(T, "sqlite:%.*s", STR_ARG(dir)), &store));
	CHECK_OK(verify_record(T, store, &options, &v));
	store->close(store);
	return verdicts_text(T, &v);
}

TEST(a_verifier_says_which_file_was_changed_or_is_missing_and_a_backup_has_them_all)
{
	struct server s = server_demo();
	str ines = enter(&s), copy = arena_fmt(T, "%.*s-copy", STR_ARG(s.dir));
	const char *room = declared_room(&s, ines);
	char *dir = (char *)(uintptr_t)arena_cstr(T, s.dir);
	struct restoring restoring = { .backup = copy, .why = STR("a test"), .clock = machine_clock() };
	struct restored restored;

	CHECK_SAID(bring(&s, ines, room, "name=log.txt", STR("a log")), 201, "seq");
	server_stop(&s);
	CHECK_OK(backup(T, s.dir, copy));
	CHECK(!str_contains(findings(s.dir), STR("its file")) && !str_contains(findings(copy), STR("its file")));
	CHECK_OK(blob_list(T, s.dir, spoil, dir));
	CHECK(str_contains(findings(s.dir), STR("its file is not the one that was brought")));
	CHECK_OK(blob_list(T, s.dir, take_away, dir));
	CHECK(str_contains(findings(s.dir), STR("its file is missing")));
	CHECK(!str_contains(findings(copy), STR("its file")));

	restoring.dir = arena_fmt(T, "%.*s-again", STR_ARG(s.dir));
	CHECK_OK(restore_record(T, &restoring, &restored));
	CHECK(!str_contains(findings(restoring.dir), STR("its file")));
	CHECK_OK(blob_list(T, copy, take_away, (char *)(uintptr_t)arena_cstr(T, copy)));
	restoring.dir = arena_fmt(T, "%.*s-never", STR_ARG(s.dir));
	CHECK_ERR(restore_record(T, &restoring, &restored), DAMAGED, "tocsin verify");
	founded_gone(s.dir);
}

TEST_MAIN()
