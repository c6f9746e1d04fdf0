/*
 * emit -- what others need to know of the .def files, printed from the same tables.
 *
 *   emit typescript   the interface's types (web/src/gen/api.ts)
 *   emit openapi      the API's description (docs/openapi.json)
 *   emit story        what each kind of entry says, for the interface
 *   emit personal     which words of each kind of entry may be erased, for the interface
 *   emit commands     what the interface makes its forms from
 *   emit calls        what a call hangs on, for the interface
 *   emit events       every kind of entry, for a person (docs/events.md)
 *   emit shares       how much of a room one person may bring (docs/shares.md)
 *   emit tocsin.conf  the options, metrics and messages of the server (docs/tocsin.conf.5)
 *
 * Nothing here names a kind: a new block in a .def file appears by itself.
 */
#include "emit.h"

const struct field_table *
event_at(size_t i)
{
	return i + 1 < EVENT_KINDS ? event_table((enum event_kind)(i + 1)) : NULL;
}

const struct field_table *
command_at(size_t i)
{
	return i + 1 < COMMAND_KINDS ? command_table((enum command_kind)(i + 1)) : NULL;
}

static const struct field_table *
entity_at(size_t i)
{
	return i + 1 < ENTITY_KINDS ? entity_table((enum entity_kind)(i + 1)) : NULL;
}

const struct section sections[SECTIONS] = {
	{ "Records",  "record",  "Shapes that stand inside the others.",        record_at },
	{ "Events",   "event",   "The fields of an entry, by its kind.",        event_at },
	{ "Commands", "command", "The body of a command, by its name.",         command_at },
	{ "Entities", "entity",  "What views and the stream consist of.",       entity_at },
};

void
put_escaped(const char *s)
{
	for (; *s; s++)
		printf(*s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
}

void
put_code(enum err_kind kind)
{
	for (const char *s = err_name(kind); *s; s++)
		putchar(*s >= 'A' && *s <= 'Z' ? *s + 'a' - 'A' : *s);
}

void
put_name(const struct field *f)
{
	printf("%.*s", STR_ARG(field_name(f)));
}

bool
is_personal(const struct field *f)
{
	return field_veiled(f) && !(f->marks & CONFIDENTIAL);
}

int
main(int argc, char **argv)
{
	static const struct { const char *what; int (*emit)(void); } all[] = {
		{ "typescript", emit_typescript }, { "story", emit_story }, { "personal", emit_personal }, { "commands", emit_commands },
		{ "calls", emit_calls }, { "openapi", emit_openapi }, { "events", emit_events }, { "shares", emit_shares }, { "tocsin.conf", emit_conf },
	};

	for (size_t i = 0; argc == 2 && i < countof(all); i++)
		if (str_eq(str_c(argv[1]), str_c(all[i].what)))
			return all[i].emit();
	fprintf(stderr, "usage: emit typescript|story|personal|commands|calls|openapi|events|shares|tocsin.conf\n");
	return 2;
}
