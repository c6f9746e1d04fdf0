#include "model.h"

#define WORDS(name, doc)        static const struct word name##_list[] = { { "", "Absent." },
#define WORD(sym, text, doc)            { text, doc },
#define END_WORDS(name)         };
#include "words.def"

#define WORDS(name, doc) \
	const struct word_list name##_words = { #name, doc, name##_list, countof(name##_list) }; \
	_Static_assert(sizeof(enum name) == sizeof(int), "the codec reads a word as an int");
#define WORD(sym, text, doc)
#define END_WORDS(name)
#include "words.def"

/* One function per block, so that `self` can name its struct. */
#define TABLE(function, type, name, doc_) \
	function(void) \
	{ \
		typedef struct type##_##name self; \
		static const char name_[] = #name, doc[] = doc_; \
		static const struct field fields[] = {
#define END_TABLE \
		}; \
		static const struct field_table t = \
		    { name_, doc, sizeof(self), fields, countof(fields) - 1 }; \
		return &t; \
	}

#include "rows_table.h"
#define RECORD(name, doc)       const struct field_table *TABLE(record_##name##_table, rec, name, doc)
#define END(block)                      { .name = NULL }, END_TABLE
#include "records.def"

#include "rows_table.h"
#define RECORD(name, doc)       const struct field_table *TABLE(record_##name##_table, rec, name, doc)
#define END(block)                      { .name = NULL }, END_TABLE
#include "documents.def"

#include "rows_table.h"
#define EVENT(name, stream, part, doc) \
	static const struct field_table *TABLE(event_##name##_table, ev, name, doc)
#define END(block)                      { .name = NULL }, END_TABLE
#include "events.def"

#include "rows_table.h"
#define COMMAND(name, stream, who, session, doc) \
	static const struct field_table *TABLE(command_##name##_table, cmd, name, doc)
#define END(block)                      { .name = NULL }, END_TABLE
#include "commands.def"

#include "rows_table.h"
#define ENTITY(name, doc)       static const struct field_table *TABLE(entity_##name##_table, ent, name, doc)
#define END(block)                      { .name = NULL }, END_TABLE
#include "entities.def"

static const struct event_row {
	const struct field_table *(*table)(void);
	str name;
	enum event_stream stream;
	enum event_part part;
} event_rows[EVENT_KINDS] = {
#include "rows_none.h"
#define EVENT(name, stream, part, doc) \
	[EV_##name] = { event_##name##_table, STR_INIT(#name), IN_##stream, PART_##part },
#include "events.def"
};

#define TERMS_WEAK            NEEDS_WEAK, false, false
#define TERMS_WEAK_OR_TOKEN   NEEDS_WEAK, true, false
#define TERMS_STRONG          NEEDS_STRONG, false, false
#define TERMS_STRONG_OR_TOKEN NEEDS_STRONG, true, false
#define TERMS_ACT             NEEDS_ACT, false, true
#define KEPT_STRONG           NEEDS_STRONG, false, true
#define KEPT_STRONG_OR_TOKEN  NEEDS_STRONG, true, true
#define TERMS_KEPT(session)   KEPT_##session
static const struct command_row {
	const struct field_table *(*table)(void);
	str name;
	struct command_terms terms;
} command_rows[COMMAND_KINDS] = {
#include "rows_none.h"
#define COMMAND(name, stream, who, session, doc) \
	[CMD_##name] = { command_##name##_table, STR_INIT(#name), { TO_##stream, BY_##who, TERMS_##session } },
#include "commands.def"
};

static const struct field_table *(*const entity_rows[ENTITY_KINDS])(void) = {
#include "rows_none.h"
#define ENTITY(name, doc)       [ENT_##name] = entity_##name##_table,
#include "entities.def"
};

const struct word_list *
words_at(size_t i)
{
	static const struct word_list *const all[] = {
#define WORDS(name, doc)        &name##_words,
#define WORD(sym, text, doc)
#define END_WORDS(name)
#include "words.def"
	};

	return i < countof(all) ? all[i] : NULL;
}

const struct field_table *
record_at(size_t i)
{
	static const struct field_table *(*const all[])(void) = {
#include "rows_none.h"
#define RECORD(name, doc)       record_##name##_table,
#include "records.def"
	};

	return i < countof(all) ? all[i]() : NULL;
}

const struct field_table *
event_table(enum event_kind kind)
{
	return event_rows[kind].table();
}

enum event_stream
event_stream(enum event_kind kind)
{
	return event_rows[kind].stream;
}

enum event_part
event_part(enum event_kind kind)
{
	return event_rows[kind].part;
}

bool
event_is_subject(enum event_kind kind)
{
	return event_part(kind) >= PART_SUBJECT;
}

i64
event_option(enum event_kind kind, const union event_fields *as)
{
	const struct field *f = event_is_subject(kind) ? field_find(event_table(kind), STR("option")) : NULL;

	return f ? *(const i64 *)(const void *)((const char *)as + f->offset) : 0;
}

enum event_kind
event_kind(str name)
{
	for (int k = EV_none + 1; k < EVENT_KINDS; k++)
		if (str_eq(name, event_rows[k].name))
			return (enum event_kind)k;
	return EV_none;
}

const struct field_table *
command_table(enum command_kind kind)
{
	return command_rows[kind].table();
}

struct command_terms
command_terms(enum command_kind kind)
{
	return command_rows[kind].terms;
}

enum command_kind
command_kind(str name)
{
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++)
		if (str_eq(name, command_rows[k].name))
			return (enum command_kind)k;
	return CMD_none;
}

const struct field_table *
entity_table(enum entity_kind kind)
{
	return entity_rows[kind]();
}

struct call_terms
call_terms(enum call_reason reason)
{
	switch (reason) {
#define CALL(name, on, asked, waits) case CALL_##name: return (struct call_terms){ ON_##on, ASKED_##asked, waits };
#include "calls.def"
	case call_reason_none:
		break;
	}
	return (struct call_terms){ .waits = "" };
}
