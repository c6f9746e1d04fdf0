#include "metrics.h"

#include "directory.h"
#include "send.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct page {
	struct arena *a;
	struct buf b;
	const struct house *house;
	struct server_counts counts;
	const char *name;               /* of the family being written */
};

/* One line; `label` and `value` are absent where the family has one number. */
static void
put(struct page *p, const char *label, const char *value, u64 number)
{
	buf_fmt(&p->b, "tocsin_%s", p->name);
	if (label)
		buf_fmt(&p->b, "{%s=\"%s\"}", label, value);
	buf_fmt(&p->b, " %llu\n", (unsigned long long)number);
}

static void
put_one(struct page *p, u64 number)
{
	put(p, NULL, NULL, number);
}

/* A word of ours in lower case. */
static const char *
lower(struct arena *a, const char *word)
{
	str copy = arena_str(a, str_c(word));
	char *s = (char *)(uintptr_t)arena_cstr(a, copy);

	for (char *c = s; *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c + ('a' - 'A') : *c);
	return s;
}

/* ---- the families ---- */

#define METRIC(name, type, meaning) static void write_##name(struct page *);
#include "metrics.def"

static void
write_info(struct page *p)
{
	put(p, "version", TOCSIN_VERSION, 1);
}

static void
write_healthy(struct page *p)
{
	put_one(p, house_ill(p->house).p == NULL);
}

static void
write_writable(struct page *p)
{
	put_one(p, !p->house->unwritable);
}

static void
write_effects_held(struct page *p)
{
	put_one(p, p->house->held);
}

static void
write_orders_total(struct page *p)
{
	static const char *const endings[ORDER_ENDS] = {
		[ENDED_DONE] = "done", [ENDED_REPEATED] = "repeated", [ENDED_REFUSED] = "refused", [ENDED_UNWRITTEN] = "unwritten",
	};

	for (size_t i = 0; i < ORDER_ENDS; i++)
		put(p, "ended", endings[i], p->house->tally.orders[i]);
}

static void
write_orders_waiting(struct page *p)
{
	u64 n = 0;

	for (const struct order *o = p->house->waiting; o; o = o->next)
		n++;
	put_one(p, n);
}

static void
write_batches_total(struct page *p)
{
	put(p, "answer", "done", p->house->tally.batches);
	put(p, "answer", "refused", p->house->tally.batches_refused);
}

static void
write_commit_seconds(struct page *p)
{
	static const i64 bounds[COMMIT_BUCKETS] = COMMIT_BOUNDS;
	const struct tally *t = &p->house->tally;
	u64 sum = 0;

	for (size_t i = 0; i < COMMIT_BUCKETS; i++) {
		sum += t->commits[i];
		buf_fmt(&p->b, "tocsin_%s_bucket{le=\"%.4f\"} %llu\n", p->name, (double)bounds[i] / 1e6, (unsigned long long)sum);
	}
	sum += t->commits[COMMIT_BUCKETS];
	buf_fmt(&p->b, "tocsin_%s_bucket{le=\"+Inf\"} %llu\n", p->name, (unsigned long long)sum);
	buf_fmt(&p->b, "tocsin_%s_sum %.6f\n", p->name, (double)t->commit_micros / 1e6);
	buf_fmt(&p->b, "tocsin_%s_count %llu\n", p->name, (unsigned long long)sum);
}

static void
write_entries(struct page *p)
{
	put_one(p, p->house->tree.size);
}

static void
write_rooms(struct page *p)
{
	put_one(p, p->house->n_known);
}

static void
write_rooms_loaded(struct page *p)
{
	put_one(p, p->house->n_rooms);
}

static void
write_record_bytes(struct page *p)
{
	static const char *const files[] = { "record.db", "record.db-wal" };
	u64 bytes = 0;

	for (size_t i = 0; i < countof(files); i++) {
		struct stat st;

		if (stat(arena_fmt(p->a, "%.*s/%s", STR_ARG(p->house->dir), files[i]).p, &st) == 0)
			bytes += (u64)st.st_size;
	}
	put_one(p, bytes);
}

static void
write_last_backup_seconds(struct page *p)
{
	i64 at = directory_backed_up(p->a, p->house->dir);

	if (at)
		put_one(p, (u64)at);
}

static const char *const ways[SEND_WAYS] = { [SEND_PUSH] = "push", [SEND_MAIL] = "mail", [SEND_GATEWAY] = "gateway" };

static void
write_sent_total(struct page *p)
{
	static const char *const endings[SEND_RESULTS] = { [SEND_ACCEPTED] = "accepted", [SEND_REFUSED] = "refused", [SEND_GONE] = "gone", [SEND_FAILED] = "failed" };
	struct send_counts c = p->house->sender ? send_counts(p->house->sender) : (struct send_counts){ 0 };

	for (size_t i = 0; i < SEND_WAYS; i++)
		for (size_t k = 0; k < SEND_RESULTS; k++)
			buf_fmt(&p->b, "tocsin_%s{way=\"%s\",ended=\"%s\"} %llu\n", p->name, ways[i], endings[k], (unsigned long long)c.ended[i][k]);
}

static void
write_sends_waiting(struct page *p)
{
	struct send_counts c = p->house->sender ? send_counts(p->house->sender) : (struct send_counts){ 0 };

	for (size_t i = 0; i < SEND_WAYS; i++)
		put(p, "way", ways[i], c.waiting[i]);
}

static void
write_connections(struct page *p)
{
	put_one(p, (u64)p->counts.connections);
}

static void
write_streams(struct page *p)
{
	put_one(p, (u64)p->counts.streams);
}

static void
write_answers_total(struct page *p)
{
	static const char *const classes[ANSWER_CLASSES] = { "1xx", "2xx", "3xx", "4xx", "5xx" };

	for (size_t i = 1; i < ANSWER_CLASSES; i++)
		put(p, "status", classes[i], p->counts.answers[i]);
}

static void
write_refusals_total(struct page *p)
{
	for (int k = 0; k < ERR_KINDS; k++)
		put(p, "code", lower(p->a, err_name((enum err_kind)k)), p->counts.refusals[k]);
}

static void
write_certificate_ends_seconds(struct page *p)
{
	if (p->counts.certificate_ends)
		put_one(p, (u64)p->counts.certificate_ends);
}

static void
write_memory_bytes(struct page *p)
{
	FILE *f = fopen("/proc/self/statm", "r");
	unsigned long whole, resident;

	if (f == NULL)
		return;
	if (fscanf(f, "%lu %lu", &whole, &resident) == 2)
		put_one(p, (u64)resident * (u64)sysconf(_SC_PAGESIZE));
	fclose(f);
}

static const struct family { const char *name, *type, *meaning; void (*write)(struct page *); } families[] = {
#define METRIC(name, type, meaning) { #name, #type, meaning, write_##name },
#include "metrics.def"
};

str
metrics_text(struct arena *a, const struct house *house, const struct server *server)
{
	struct page p = { a, buf_new(a, 8 * KIB), house, server_counts(server), NULL };

	for (size_t i = 0; i < countof(families); i++) {
		p.name = families[i].name;
		buf_fmt(&p.b, "# HELP tocsin_%s %s\n# TYPE tocsin_%s %s\n", p.name, families[i].meaning, p.name, families[i].type);
		families[i].write(&p);
	}
	return buf_str(&p.b);
}
