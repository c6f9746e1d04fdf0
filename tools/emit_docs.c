/* emit_docs -- what a person reads in docs/: every kind of entry, the shares, the server's manual page. */
#include "emit.h"

/* ---- every kind of entry ---- */

static void
events_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME:
		printf("words, at most %lld bytes", (long long)f->max);
		return;
	case FIELD_CONDITION:
		printf("condition");
		return;
	case FIELD_LABEL:
		printf("label");
		return;
	case FIELD_VALUE:
		printf("true, false, number or label");
		return;
	case FIELD_DECIMAL:
		printf("decimal");
		return;
	case FIELD_BYTES:
		printf("bytes, base64url");
		return;
	case FIELD_OBJECT:
		printf("object");
		return;
	case FIELD_MONEY:
		printf("money");
		return;
	case FIELD_HASH:
		printf("hash");
		return;
	case FIELD_FLAG:
		printf("true or false");
		return;
	case FIELD_INT:
		printf("integer");
		return;
	case FIELD_TIME:
		printf("time");
		return;
	case FIELD_DURATION:
		printf("seconds");
		return;
	case FIELD_REF:
		printf("ref to `%s`", f->target);
		return;
	case FIELD_REFS:
		printf("refs to `%s`, at most %lld", f->target, (long long)f->max);
		return;
	case FIELD_LABELS:
		printf("labels, at most %lld", (long long)f->max);
		return;
	case FIELD_WORD:
		printf("one of `%s`", f->words->name);
		return;
	case FIELD_ONE:
		printf("a [`%s`](#%s)", f->record()->name, f->record()->name);
		return;
	case FIELD_LIST:
		printf("[`%s`](#%s), at most %lld", f->record()->name, f->record()->name, (long long)f->max);
		return;
	}
}

static void
events_table(const struct field_table *t, const char *where, const char *judged)
{
	printf("\n### %s\n%s%s%s\n", t->name, t->doc, where, judged);
	printf("\n| field | holds | marks | meaning |\n| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];
		const char *veil = !field_veiled(f) ? "" : is_personal(f) ? "personal" : "confidential";

		printf("| `");
		put_name(f);
		printf("` | ");
		events_type(f);
		printf(" | %s%s%s | %s |\n", f->marks & OPT ? "optional" : "", f->marks & OPT && *veil ? ", " : "", veil, f->doc);
	}
}

static const char *
events_where(enum event_kind kind)
{
	bool subject = event_is_subject(kind);

	switch (event_stream(kind)) {
	case IN_CHARTER:
		return " Stands in the charter.";
	case IN_JOURNAL:
		return " Stands in the journal.";
	case IN_ROOM:
		return " Stands in a room.";
	case IN_MATTER:
		return subject ? " Stands in a room or in the charter; an approval binds to it." : " Stands in a room or in the charter.";
	}
	return "";
}

static const char *
events_judged(enum event_kind kind)
{
	switch (event_part(kind)) {
	case PART_TOLD:
	case PART_SUBJECT_TOLD:
		return " A verifier judges whether it had authority.";
	case PART_STRUCK:
		return " A verifier judges whether it had authority; without, it says nothing.";
	case PART_UNDONE:
	case PART_SUBJECT_UNDONE:
		return " A verifier judges whether it had authority; without, what it gave is taken back.";
	case PART_PLAIN:
	case PART_SUBJECT:
		return "";
	}
	return "";
}

static void
events_words(const struct word_list *w)
{
	printf("\n### %s\n%s\n\n", w->name, w->doc);
	for (size_t i = 1; i < w->count; i++)
		printf("- `%s`: %s\n", w->words[i].text, w->words[i].doc);
}

int
emit_events(void)
{
	const struct field_table *t;
	const struct word_list *w;

	printf("# Every kind of entry\n\nMade by tools/emit.c from `src/model/*.def`; not to be edited. What a leaf looks like around these fields:\n"
	    "`docs/evidence-format.md`. A *personal* or *confidential* field is veiled: the leaf holds its digest, the words are kept\n"
	    "beside it; personal words may be erased, confidential ones only withheld from an export.\n\n## Kinds\n");
	for (int k = EV_none + 1; k < EVENT_KINDS; k++)
		events_table(event_table((enum event_kind)k), events_where((enum event_kind)k), events_judged((enum event_kind)k));
	printf("\n## Shapes within them\n");
	for (size_t i = 0; (t = record_at(i)); i++)
		events_table(t, "", "");
	printf("\n## Words\n");
	for (size_t n = 0; (w = words_at(n)); n++)
		events_words(w);
	return 0;
}

/* ---- how much one person may bring ---- */

static const struct share { const char *name, *whose, *things; size_t limit; } shares[] = {
#define SHARE(name, limit, whose, things, instead) { #name, #whose, things, limit },
#include "share.def"
};

/* How a word of share.def is called. */
static const char *
charged(const char *whose)
{
	static const char *const words[][2] = {
		{ "CHARGE", "in charge" }, { "COUNSEL", "in charge; counsel" }, { "OWING", "in charge; answers for determinations" },
		{ "CONCERNED", "in charge; asked, or answers for the question" }, { "AUTHORS", "the same; proposed the option" },
	};

	for (size_t i = 0; i < countof(words); i++)
		if (str_eq(str_c(words[i][0]), str_c(whose)))
			return words[i][1];
	return whose;
}

int
emit_shares(void)
{
	printf("# How much one person may bring into a room\n\nMade by tools/emit.c from `src/core/share.def`; not to be edited. So that nobody fills a room, and leaves the others\n"
	    "none: of so many at once, one person with their programs brings a quarter; one guest an eighth, and all guests together a quarter;\n"
	    "and the last eighth is kept. Whom the last column names is not bound by that; a program is among them only where it, or its owner, proposed the option. What the server enters is nobody's, and never refused.\n\n"
	    "| | what | at once | one person | one guest | guests together | kept | not bound |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
	for (size_t i = 0; i < countof(shares); i++) {
		const struct share *s = &shares[i];

		printf("| `%s` | %s | %zu | %zu | %zu | %zu | %zu | %s |\n", s->name, s->things, s->limit, s->limit / 4, s->limit / 8, s->limit / 4,
		    s->limit / 8, charged(s->whose));
	}
	printf("\n`entries` and `kilobytes` are what somebody wrote in all, of the room's record: asked of talk, tasks, facts and the like, and of all that a program does. `steps` is the same,\n"
	    "asked of what takes a passkey, so that who has said too much may still act; an act that is signed is never too much. Of these three nothing\n"
	    "is kept here: a room is full for guests when half of it is written, for who holds no seat at three quarters, and its last tenth is kept for\n"
	    "decisions, clocks, putting somebody out, handing over and closing (`KEPT` in `src/model/commands.def`); so is the charter's. A task belongs to who opened it, or opened it again.\n");
	return 0;
}

/* ---- what whoever runs the server must know ---- */

/* A term and its words, as a manual page has them; no row's text begins a line with a full stop. */
static void
conf_term(const char *macro, const char *name, const char *more, const char *doc)
{
	printf(".It %s%s%s%s\n%s\n", macro, name, *more ? " " : "", more, doc);
}

static void
conf_options(void)
{
	static const struct { const char *name, *takes, *standard, *doc; } rows[] = {
#define OPTION(field, name, takes, standard, meaning) { name, takes, standard, meaning },
#include "config.def"
	};

	for (size_t i = 0; i < countof(rows); i++) {
		conf_term("Cm ", rows[i].name, "", rows[i].doc);
		printf("Takes\n.Li %s .\n", rows[i].takes);
		if (*rows[i].standard)
			printf("Usually\n.Li %s .\n", rows[i].standard);
	}
}

static void
conf_metrics(void)
{
#define METRIC(name, type, meaning) conf_term("Li ", "tocsin_" #name, "Pq " #type, meaning);
#include "metrics.def"
}

static void
conf_notices(void)
{
#define NOTICE(name, level, number, text, sentence) conf_term("Li ", #name, "Pq " #level, sentence);
#include "notices.def"
}

int
emit_conf(void)
{
	printf(".\\\" Made by tools/emit.c from config.def, metrics.def and notices.def; not to be edited.\n"
	    ".Dd November 22, 2026\n.Dt TOCSIN.CONF 5\n.Os\n.Sh NAME\n.Nm tocsin.conf\n.Nd what the server can be told, and what it tells\n"
	    ".Sh DESCRIPTION\n.Cm tocsin serve\nreads the file that\n.Fl -config\nnames, or\n.Pa tocsin.conf\nin the data directory if it is there.\n"
	    "A line is\n.Dl name = value\nor a comment that begins with\n.Li # .\n"
	    "A name that is none, one said twice and a value that is none are refused with their line and column.\n"
	    "Every name is a flag of\n.Cm tocsin serve\ntoo, and the flag wins.\n"
	    "A file is named as seen from the folder of\n.Nm .\n.Bl -tag -width Ds\n");
	conf_options();
	printf(".El\n.Sh SIGNALS\n.Dv SIGTERM\nand\n.Dv SIGINT\nend the server in good order;\n.Dv SIGHUP\nreads the certificate and its key again, and no connection is lost.\nIt reads nothing else: after a change of this file the server is started anew, and nobody is signed out.\n"
	    ".Sh METRICS\n.Bl -tag -width Ds\n");
	conf_metrics();
	printf(".El\n.Sh MESSAGES\nOne line an event on standard error: its time, its level, what it is, its number and text, and its sentence.\n"
	    "None holds a name, anybody's words or a secret.\n.Bl -tag -width Ds\n");
	conf_notices();
	printf(".El\n.Sh SEE ALSO\n.Xr tocsin 1\n");
	return 0;
}
