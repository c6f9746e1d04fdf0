#include "notice.h"

#include "bounds.h"
#include "canon.h"
#include "utc.h"

#include <time.h>
#include <unistd.h>

static const struct row { const char *name, *number, *text, *sentence; enum notice_level level; } rows[] = {
#define NOTICE(name, level, number, text, sentence) { #name, #number, #text, sentence, LEVEL_##level },
#include "notices.def"
};

static const char *const level_names[] = { "debug", "info", "warning", "error" };

/* A line being written: key=value, or "key":value. */
struct line { struct buf b; bool json; };

static void
put_key(struct line *l, const char *key)
{
	if (l->b.n > 1)
		buf_byte(&l->b, l->json ? ',' : ' ');
	buf_fmt(&l->b, l->json ? "\"%s\":" : "%s=", key);
}

static void
put_word(struct line *l, const char *key, const char *word)
{
	put_key(l, key);
	buf_fmt(&l->b, l->json ? "\"%s\"" : "%s", word);
}

/* At most a sentence long, and never cut within a character. */
static void
put_text(struct line *l, const char *key, str text)
{
	if (text.n > LIMIT_SENTENCE)
		text.n = LIMIT_SENTENCE;
	while (text.n && !utf8_valid(text))
		text.n--;
	put_key(l, key);
	canon_put_string(&l->b, text);
}

static str
time_now(struct arena *a)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return utc_text(a, t.tv_sec * SECOND + t.tv_nsec / 1000);
}

void
notice(struct notices how, enum notice_kind kind, i64 number, str text)
{
	const struct row *row = &rows[kind];
	char space[16 * KIB];
	struct arena a = { space, space + sizeof(space) };
	struct line l = { buf_new(&a, 4 * KIB), how.json };
	ssize_t written;

	if (row->level < how.least)
		return;
	if (l.json)
		buf_byte(&l.b, '{');
	put_word(&l, "time", time_now(&a).p);
	put_word(&l, "level", level_names[row->level - LEVEL_DEBUG]);
	put_word(&l, "what", row->name);
	if (*row->number) {
		put_key(&l, row->number);
		buf_int(&l.b, number);
	}
	if (*row->text)
		put_text(&l, row->text, text);
	put_text(&l, "said", str_c(row->sentence));
	buf_put(&l.b, l.json ? STR("}\n") : STR("\n"));
	written = write(STDERR_FILENO, l.b.p, l.b.n);
	(void)written;                  /* there is nobody else to tell */
}
