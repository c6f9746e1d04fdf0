/*
 * kept -- a made record kept in a data directory of its own, and a session of each of its people.
 *
 * Ownership: the directory is made below /var/tmp and is the caller's to remove (kept_remove).
 */
#ifndef KEPT_H
#define KEPT_H

#include "made.h"

#include "appending.h"
#include "base64.h"
#include "directory.h"
#include "hmac.h"

#include <stdlib.h>

struct kept {
	str dir;
	str *sessions;                  /* what each person's cookie says */
	i64 room;                       /* the last one; the first is the entry after the people's */
	size_t entries;
};

static inline void
kept_or_die(err e)
{
	if (e)
		fprintf(stderr, "%.*s\n", STR_ARG(e->why));
	assert(e == OK);
}

/* As app/session.h has it: the store knows the secret's HMAC alone. */
static inline struct account
kept_session(struct arena *a, str key, i64 person, i64 now, str *secret)
{
	u8 bytes[32];

	random_bytes(bytes, sizeof(bytes));
	*secret = b64u(a, bytes, sizeof(bytes));
	return (struct account){ .kind = STR("session"), .key = hmac_sha256(key, *secret), .person = person, .expires = now + 12 * 3600000000,
	    .value = arena_fmt(a, "{\"since\":%lld,\"strength\":\"demo\",\"via\":0}", (long long)now) };
}

static inline void
kept_write(struct arena *a, const struct made *m, struct kept *k, size_t people)
{
	struct account *accounts = NEW(a, struct account, people);
	struct batch b = { .entries = m->v, .n_entries = m->n, .checkpoint = m->checkpoint, .accounts = accounts, .n_accounts = people, .now = time(NULL) * 1000000ll };
	u8 bytes[32];
	str key = { (const char *)bytes, sizeof(bytes) };
	struct store *s;

	random_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < people; i++)
		accounts[i] = kept_session(a, key, made_person(i), b.now, &k->sessions[i]);
	kept_or_die(directory_make(a, k->dir));
	kept_or_die(key_write(a, k->dir, STR("accounts"), key));
	kept_or_die(key_write(a, k->dir, STR("log"), (str){ (const char *)m->secret.b, sizeof(m->secret.b) }));
	kept_or_die(store_open(a, arena_fmt(a, "sqlite:%.*s", STR_ARG(k->dir)), &s));
	kept_or_die(append_and_wait(a, s, &b));
	s->close(s);
}

/* So many rooms of so many entries each, with so many people in every one; `dir` absent: a fresh one. */
static inline struct kept
keep(struct arena *a, const char *dir, size_t rooms, size_t entries, size_t people)
{
	struct arena whole = arena_open(16 * GIB), scratch = whole;
	struct made m = made(&scratch, rooms, entries, people);
	struct kept k = { .sessions = NEW(a, str, people), .room = m.v[m.n - entries].n, .entries = m.n };
	char fresh[] = "/var/tmp/tocsin-bench-XXXXXX";

	k.dir = dir ? arena_str(a, str_c(dir)) : arena_fmt(a, "%s/record", mkdtemp(fresh));
	kept_write(a, &m, &k, people);
	arena_close(whole, 16 * GIB);
	return k;
}

static inline void
kept_remove(const struct kept *k)
{
	char command[256];
	int failed;

	snprintf(command, sizeof(command), "rm -rf '%.*s'", (int)k->dir.n - (int)sizeof("/record") + 1, k->dir.p);
	failed = system(command);
	assert(!failed);
}

#endif
