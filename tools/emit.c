/*
 * emit -- what others need to know of the .def files, printed from the same tables.
 *
 *   emit typescript   the interface's types (web/src/gen/api.ts)
 *   emit openapi      the API's description (docs/openapi.json)
 *   emit story        what each kind of entry says, for the interface
 *   emit personal     which words of each kind of entry may be erased, for the interface
 *   emit commands     what the interface makes its forms from
 *   emit events       every kind of entry, for a person (docs/events.md)
 *   emit shares       how much of a room one person may bring (docs/shares.md)
 *   emit tocsin.conf  the options, metrics and messages of the server (docs/tocsin.conf.5)
 *
 * Nothing here names a kind: a new block in a .def file appears by itself.
 */
#include <stdio.h>

#include "model.h"

/* ---- the four kinds of blocks, walked alike ---- */

typedef const struct field_table *table_at(size_t);

static const struct field_table *
event_at(size_t i)
{
	return i + 1 < EVENT_KINDS ? event_table((enum event_kind)(i + 1)) : NULL;
}

static const struct field_table *
command_at(size_t i)
{
	return i + 1 < COMMAND_KINDS ? command_table((enum command_kind)(i + 1)) : NULL;
}

static const struct field_table *
entity_at(size_t i)
{
	return i + 1 < ENTITY_KINDS ? entity_table((enum entity_kind)(i + 1)) : NULL;
}

static const struct section { const char *name, *one, *doc; table_at *at; } sections[] = {
	{ "Records",  "record",  "Shapes that stand inside the others.",        record_at },
	{ "Events",   "event",   "The fields of an entry, by its kind.",        event_at },
	{ "Commands", "command", "The body of a command, by its name.",         command_at },
	{ "Entities", "entity",  "What views and the stream consist of.",       entity_at },
};

/* What one person may bring into a room. */
static const struct share { const char *name, *whose, *things; size_t limit; } shares[] = {
#define SHARE(name, limit, whose, things, instead) { #name, #whose, things, limit },
#include "share.def"
};

/* The address table, once the server has one. */
struct address { const char *method, *path, *who, *handler, *takes, *gives, *meaning; };
static const struct address addresses[] = {
#if __has_include("routes.def")
#define ROUTE(method, path, who, handler, takes, gives, meaning) { #method, path, #who, #handler, #takes, #gives, meaning },
#include "routes.def"
#endif
	{ NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};

/* What may stand after the question mark of an address. */
static const struct parameter { const char *handler, *name, *kind, *meaning; } parameters[] = {
#define PARAMETER(handler, name, kind, least, most, meaning) { #handler, #name, #kind, meaning },
#include "parameters.def"
};

/* A doc as the inside of a JSON or TypeScript string. */
static void
put_escaped(const char *s)
{
	for (; *s; s++)
		printf(*s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
}

/* An error's code, as problem details carry it. */
static void
put_code(enum err_kind kind)
{
	for (const char *s = err_name(kind); *s; s++)
		putchar(*s >= 'A' && *s <= 'Z' ? *s + 'a' - 'A' : *s);
}

static void
put_name(const struct field *f)
{
	printf("%.*s", STR_ARG(field_name(f)));
}

/* ---- TypeScript ---- */

static void
typescript_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_LABEL: case FIELD_CONDITION: case FIELD_DECIMAL: case FIELD_BYTES: case FIELD_HASH:
		printf("string");
		return;
	case FIELD_VALUE:
		printf("Value");
		return;
	case FIELD_OBJECT:
		printf("object");
		return;
	case FIELD_MONEY:
		printf("Money");
		return;
	case FIELD_FLAG:
		printf("boolean");
		return;
	case FIELD_INT: case FIELD_TIME: case FIELD_DURATION: case FIELD_REF:
		printf("number");
		return;
	case FIELD_REFS:
		printf("number[]");
		return;
	case FIELD_LABELS:
		printf("string[]");
		return;
	case FIELD_WORD:
		printf("Words[\"%s\"]", f->words->name);
		return;
	case FIELD_ONE:
		printf("Records[\"%s\"]", f->record()->name);
		return;
	case FIELD_LIST:
		printf("Records[\"%s\"][]", f->record()->name);
		return;
	}
}

static void
typescript_table(const struct field_table *t)
{
	printf("\t/** %s */\n\t%s: {\n", t->doc, t->name);
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];

		printf("\t\t/** %s */\n\t\t", f->doc);
		put_name(f);
		printf(f->marks & OPT ? "?: " : ": ");
		typescript_type(f);
		printf(";\n");
		if (f->marks & MARKDOWN)
			printf("\t\t/** How that is shown; absent: as it is written. */\n\t\t%s" FIELD_SHOWN "?: Markup[];\n", f->name);
	}
	printf("\t};\n");
}

static void
typescript_words(void)
{
	const struct word_list *w;

	printf("\n/** Every closed vocabulary: its words, and what each means. */\nexport const words = {\n");
	for (size_t n = 0; (w = words_at(n)); n++) {
		printf("\t%s: {\n", w->name);
		for (size_t i = 1; i < w->count; i++) {
			printf("\t\t\"%s\": \"", w->words[i].text);
			put_escaped(w->words[i].doc);
			printf("\",\n");
		}
		printf("\t},\n");
	}
	printf("} as const;\nexport type Words = { [K in keyof typeof words]: keyof (typeof words)[K] };\n");
}

/* What a form needs to know of a field. */
static void
typescript_field(const struct field *f)
{
	static const char *const types[] = {
		[FIELD_TEXT] = "text", [FIELD_NAME] = "text", [FIELD_LABEL] = "label", [FIELD_CONDITION] = "condition",
		[FIELD_VALUE] = "value",
		[FIELD_DECIMAL] = "decimal", [FIELD_BYTES] = "bytes", [FIELD_OBJECT] = "object", [FIELD_MONEY] = "money",
		[FIELD_HASH] = "bytes", [FIELD_FLAG] = "flag", [FIELD_INT] = "int", [FIELD_TIME] = "time",
		[FIELD_DURATION] = "duration", [FIELD_REF] = "ref", [FIELD_REFS] = "refs", [FIELD_LABELS] = "labels", [FIELD_WORD] = "word",
		[FIELD_ONE] = "one", [FIELD_LIST] = "list",
	};

	printf("\t\t{ name: \"");
	put_name(f);
	printf("\", type: \"%s\"", types[f->type]);
	if (f->marks & OPT)
		printf(", optional: true");
	if (f->min)
		printf(", min: %lld", (long long)f->min);
	if (f->max)
		printf(", max: %lld", (long long)f->max);
	if (f->words)
		printf(", of: \"%s\"", f->words->name);
	else if (f->record)
		printf(", of: \"%s\"", f->record()->name);
	else if (f->target)
		printf(", of: \"%s\"", f->target);
	printf(", doc: \"");
	put_escaped(f->doc);
	printf("\" },\n");
}

/* A row per field: what the interface makes its forms from. */
static void
typescript_shape(const struct field_table *t)
{
	printf("\t%s: { doc: \"", t->name);
	put_escaped(t->doc);
	printf("\", fields: [\n");
	for (size_t k = 0; k < t->count; k++)
		typescript_field(&t->fields[k]);
	printf("\t] },\n");
}

static void
typescript_commands(void)
{
	const struct field_table *t;

	printf("\nexport const commands: Record<keyof Commands, Shape> = {\n");
	for (size_t i = 0; (t = command_at(i)); i++)
		typescript_shape(t);
	printf("};\n");
}

static void
typescript_texts_of(const struct field_table *t)
{
	const char *before = "";

	for (size_t k = 0; k < t->count; k++)
		if (t->fields[k].type == FIELD_TEXT || t->fields[k].type == FIELD_NAME) {
			printf("%s\"", before);
			put_name(&t->fields[k]);
			printf("\"");
			before = ", ";
		}
}

/* Known before any form is: what somebody wrote is kept when the server cannot be reached. */
static void
typescript_texts(void)
{
	const struct field_table *t;

	printf("\n/** Which fields of a command hold somebody's words. */\nexport const texts: Record<keyof Commands, readonly string[]> = {\n");
	for (size_t i = 0; (t = command_at(i)); i++) {
		printf("\t%s: [", t->name);
		typescript_texts_of(t);
		printf("],\n");
	}
	printf("};\n");
}

/* Does it stand in that one, at any depth? */
static bool
stands_in(const struct field_table *record, const struct field_table *t)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct field_table *inner = t->fields[i].record ? t->fields[i].record() : NULL;

		if (inner && (inner == record || stands_in(record, inner)))
			return true;
	}
	return false;
}

static bool
stands_in_a_command(const struct field_table *record)
{
	const struct field_table *t;

	for (size_t i = 0; (t = command_at(i)); i++)
		if (stands_in(record, t))
			return true;
	return false;
}

/* Those that a form can ask for: the others would only make the load longer. */
static void
typescript_records(void)
{
	const struct field_table *t;

	printf("\nexport const records: Record<");
	for (size_t i = 0; (t = record_at(i)); i++)
		if (stands_in_a_command(t))
			printf("\n\t| \"%s\"", t->name);
	printf(", Shape> = {\n");
	for (size_t i = 0; (t = record_at(i)); i++)
		if (stands_in_a_command(t))
			typescript_shape(t);
	printf("};\n");
}

/* A file of its own: whoever does not tell a story does without. */
static int
emit_story(void)
{
	const struct field_table *t;

	printf("// Made by tools/emit.c from events.def; not to be edited.\n\nimport type { Events } from \"./api\";\n"
	    "\n/** What each kind of entry says. */\nexport const events: Record<keyof Events, string> = {\n");
	for (size_t i = 0; (t = event_at(i)); i++) {
		printf("\t%s: \"", t->name);
		put_escaped(t->doc);
		printf("\",\n");
	}
	printf("};\n");
	return 0;
}

static bool
is_personal(const struct field *f)
{
	return field_veiled(f) && !(f->marks & CONFIDENTIAL);
}

/* Likewise: whoever erases nothing does without. */
static int
emit_personal(void)
{
	const struct field_table *t;

	printf("// Made by tools/emit.c from events.def; not to be edited.\n\n"
	    "/** Of each kind of entry, the words that may be erased. */\nexport const personal: Record<string, readonly string[] | undefined> = {\n");
	for (size_t i = 0; (t = event_at(i)); i++) {
		printf("\t%s: [", t->name);
		for (size_t k = 0; k < t->count; k++)
			if (is_personal(&t->fields[k])) {
				printf("\"");
				put_name(&t->fields[k]);
				printf("\", ");
			}
		printf("],\n");
	}
	printf("};\n");
	return 0;
}

/* Likewise: whoever opens no form does without. */
static int
emit_commands(void)
{
	printf("// Made by tools/emit.c from the .def files; not to be edited.\n\nimport type { Commands, Shape } from \"./api\";\n");
	typescript_commands();
	typescript_records();
	return 0;
}

static int
emit_calls(void)
{
	printf("// Made by tools/emit.c from calls.def; not to be edited.\n\nimport type { Words } from \"./api\";\n"
	    "\n/** What a call hangs on, and as what it waits; \"\": not by itself. */\nexport const callTerms = {\n");
#define CALL(name, on, asked, waits) \
	printf("\t%s: { on: \"%s\", waits: \"%s\" },\n", word_text(&call_reason_words, CALL_##name), #on, waits);
#include "calls.def"
	printf("} as const satisfies Record<Words[\"call_reason\"], object>;\n");
	return 0;
}

static int
emit_typescript(void)
{
	const struct field_table *t;

	printf("// Made by tools/emit.c from the .def files; not to be edited.\n\n"
	    "/** A fact's value. */\nexport type Value = boolean | number | string;\n"
	    "export interface Money { amount: string; currency: string }\n"
	    "/** How a text is shown: words, or what a stretch of them is, what that says comes next, and what is within. */\n"
	    "export type Markup = string | [Words[\"markup\"], ...Markup[]];\n\n"
	    "/** Every way a request can fail. */\nexport type ErrorCode =");
	for (int k = 0; k < ERR_KINDS; k++) {
		printf("\n\t| \"");
		put_code((enum err_kind)k);
		printf("\"");
	}
	printf(";\n");
	typescript_words();
	for (size_t s = 0; s < countof(sections); s++) {
		printf("\n/** %s */\nexport interface %s {\n", sections[s].doc, sections[s].name);
		for (size_t i = 0; (t = sections[s].at(i)); i++)
			typescript_table(t);
		printf("}\n");
	}
	printf("\nexport type FieldType = \"text\" | \"label\" | \"condition\" | \"value\" | \"decimal\" | \"bytes\" | \"object\" | \"money\" | \"flag\"\n"
	    "\t| \"int\" | \"time\" | \"duration\" | \"ref\" | \"refs\" | \"labels\" | \"word\" | \"one\" | \"list\";\n"
	    "export interface Field { name: string; type: FieldType; doc: string; optional?: true; min?: number; max?: number; of?: string }\n"
	    "export interface Shape { doc: string; fields: Field[] }\n");
	typescript_texts();
	return 0;
}

/* ---- OpenAPI 3.1 ---- */

static void
openapi_text(const char *type, i64 min, i64 max)
{
	printf("\"type\": \"string\"");
	if (*type)
		printf(", %s", type);
	if (min)
		printf(", \"minLength\": %lld", (long long)min);
	if (max)
		printf(", \"maxLength\": %lld", (long long)max);
}

static void
openapi_number(const char *format, i64 min, i64 max)
{
	printf("\"type\": \"integer\"%s", format);
	if (min)
		printf(", \"minimum\": %lld", (long long)min);
	if (max)
		printf(", \"maximum\": %lld", (long long)max);
}

static void
openapi_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_TEXT: case FIELD_NAME: case FIELD_CONDITION:
		openapi_text("", f->min, f->max);
		return;
	case FIELD_LABEL:
		openapi_text("\"pattern\": \"^[A-Za-z0-9][A-Za-z0-9._:/+=@-]*$\"", 0, f->max);
		return;
	case FIELD_DECIMAL:
		openapi_text("\"pattern\": \"^-?[0-9]{1,15}([.][0-9]{1,6})?$\"", 0, 0);
		return;
	case FIELD_BYTES:
		openapi_text("\"contentEncoding\": \"base64url\"", 0, 0);
		return;
	case FIELD_HASH:
		openapi_text("\"pattern\": \"^[A-Za-z0-9_-]{43}$\"", 0, 0);
		return;
	case FIELD_VALUE:
		printf("\"type\": [\"boolean\", \"integer\", \"string\"]");
		return;
	case FIELD_OBJECT:
		printf("\"type\": \"object\"");
		return;
	case FIELD_MONEY:
		printf("\"$ref\": \"#/components/schemas/money\"");
		return;
	case FIELD_FLAG:
		printf("\"type\": \"boolean\"");
		return;
	case FIELD_INT: case FIELD_REF:
		openapi_number("", f->min, f->max);
		return;
	case FIELD_TIME:
		openapi_number(", \"format\": \"int64\", \"x-unit\": \"microseconds since 1970 UTC\"", 0, 0);
		return;
	case FIELD_DURATION:
		openapi_number(", \"x-unit\": \"seconds\"", f->min, f->max);
		return;
	case FIELD_REFS:
		printf("\"type\": \"array\", \"maxItems\": %lld, \"items\": { \"type\": \"integer\" }", (long long)f->max);
		return;
	case FIELD_LABELS:
		printf("\"type\": \"array\", \"maxItems\": %lld, \"items\": { \"type\": \"string\" }", (long long)f->max);
		return;
	case FIELD_WORD:
		printf("\"$ref\": \"#/components/schemas/words.%s\"", f->words->name);
		return;
	case FIELD_ONE:
		printf("\"$ref\": \"#/components/schemas/record.%s\"", f->record()->name);
		return;
	case FIELD_LIST:
		printf("\"type\": \"array\", \"maxItems\": %lld, \"items\": { \"$ref\": \"#/components/schemas/record.%s\" }",
		    (long long)f->max, f->record()->name);
		return;
	}
}

static void
openapi_required(const struct field_table *t)
{
	const char *comma = "";

	printf("\t\t\t\t\"required\": [");
	for (size_t i = 0; i < t->count; i++)
		if (!(t->fields[i].marks & OPT)) {
			printf("%s\"", comma);
			put_name(&t->fields[i]);
			printf("\"");
			comma = ", ";
		}
	printf("],\n");
}

static void
openapi_table(const char *one, const struct field_table *t)
{
	printf(",\n\t\t\t\"%s.%s\": {\n\t\t\t\t\"type\": \"object\",\n\t\t\t\t\"description\": \"", one, t->name);
	put_escaped(t->doc);
	printf("\",\n");
	openapi_required(t);
	printf("\t\t\t\t\"properties\": {");
	for (size_t i = 0; i < t->count; i++) {
		printf("%s\n\t\t\t\t\t\"", i ? "," : "");
		put_name(&t->fields[i]);
		printf("\": { ");
		openapi_type(&t->fields[i]);
		printf(", \"description\": \"");
		put_escaped(t->fields[i].doc);
		printf("\" }");
		if (t->fields[i].marks & MARKDOWN)
			printf(",\n\t\t\t\t\t\"%s" FIELD_SHOWN "\": { \"type\": \"array\", \"items\": { \"$ref\": \"#/components/schemas/markup\" }, "
			    "\"description\": \"How that is shown; absent: as it is written.\" }", t->fields[i].name);
	}
	printf("\n\t\t\t\t}\n\t\t\t}");
}

static void
openapi_words(const struct word_list *w)
{
	printf(",\n\t\t\t\"words.%s\": { \"type\": \"string\", \"description\": \"", w->name);
	put_escaped(w->doc);
	printf("\", \"enum\": [");
	for (size_t i = 1; i < w->count; i++)
		printf("%s\"%s\"", i > 1 ? ", " : "", w->words[i].text);
	printf("] }");
}

static const char *
openapi_kind(const char *kind)
{
	return str_eq(str_c(kind), STR("NUMBER")) ? "integer" : str_eq(str_c(kind), STR("FLAG")) ? "boolean" : "string";
}

static void
openapi_parameters(const struct address *a)
{
	const char *between = "\t\t\t\t\"parameters\": [\n\t\t\t\t\t";

	for (size_t i = 0; i < countof(parameters); i++) {
		const struct parameter *p = &parameters[i];

		if (!str_eq(str_c(p->handler), str_c(a->handler)))
			continue;
		printf("%s{ \"in\": \"query\", \"name\": \"%s\", \"schema\": { \"type\": \"%s\" }, \"description\": \"", between, p->name, openapi_kind(p->kind));
		put_escaped(p->meaning);
		printf("\" }");
		between = ",\n\t\t\t\t\t";
	}
	printf("%s", *between == ',' ? "\n\t\t\t\t],\n" : "");
}

/* One operation.  `command` stands for {command} in the path, or is NULL. */
static void
openapi_operation(const struct address *a, const struct field_table *command)
{
	printf("\n\t\t\t\"%s\": {\n\t\t\t\t\"summary\": \"", str_eq(str_c(a->method), STR("GET")) ? "get" : "post");
	put_escaped(command ? command->doc : a->meaning);
	printf("\",\n\t\t\t\t\"x-who\": \"%s\",\n", a->who);
	openapi_parameters(a);
	if (command)
		printf("\t\t\t\t\"requestBody\": { \"content\": { \"application/json\": { \"schema\": "
		    "{ \"$ref\": \"#/components/schemas/command.%s\" } } } },\n", command->name);
	else if (!str_eq(str_c(a->takes), STR("nothing")))
		printf("\t\t\t\t\"requestBody\": { \"description\": \"%s\", \"content\": { \"%s\": {} } },\n", str_eq(str_c(a->takes), STR("upload")) ? "upload" : "body",
		    str_eq(str_c(a->takes), STR("upload")) ? "application/octet-stream" : "application/json");
	printf("\t\t\t\t\"responses\": {\n\t\t\t\t\t\"2XX\": { \"description\": \"%s\" },\n"
	    "\t\t\t\t\t\"default\": { \"$ref\": \"#/components/responses/problem\" }\n\t\t\t\t}\n\t\t\t}", a->gives);
}

/* The addresses end in a command's name: there each command is an address of its own. */
#define ANY_COMMAND "{command}"

static void
openapi_path(const struct address *a, const struct field_table *command, const char **comma)
{
	size_t shown = strlen(a->path) - (command ? strlen(ANY_COMMAND) : 0);
	const char *between = "";

	printf("%s\n\t\t\"%.*s%s\": {", *comma, (int)shown, a->path, command ? command->name : "");
	for (const struct address *m = a; m->path; m++)
		if (str_eq(str_c(m->path), str_c(a->path))) {
			printf("%s", between);
			openapi_operation(m, command);
			between = ",";
		}
	printf("\n\t\t}");
	*comma = ",";
}

static bool
seen_before(const struct address *a)
{
	for (const struct address *b = addresses; b < a; b++)
		if (str_eq(str_c(a->path), str_c(b->path)))
			return true;
	return false;
}

static void
openapi_paths(void)
{
	const struct field_table *t;
	const char *comma = "";

	printf("\t\"paths\": {");
	for (const struct address *a = addresses; a->path; a++) {
		if (seen_before(a))
			continue;
		if (!str_ends(str_c(a->path), STR(ANY_COMMAND)))
			openapi_path(a, NULL, &comma);
		else
			for (size_t i = 0; (t = command_at(i)); i++)
				openapi_path(a, t, &comma);
	}
	printf("\n\t},\n");
}

static void
openapi_problem(void)
{
	printf("\t\t\"responses\": {\n\t\t\t\"problem\": { \"description\": \"A sentence fit to be shown (RFC 9457).\", \"content\": "
	    "{ \"application/problem+json\": { \"schema\": { \"$ref\": \"#/components/schemas/problem\" } } } }\n\t\t},\n"
	    "\t\t\"schemas\": {\n"
	    "\t\t\t\"money\": { \"type\": \"object\", \"required\": [\"amount\", \"currency\"], \"properties\": "
	    "{ \"amount\": { \"type\": \"string\" }, \"currency\": { \"type\": \"string\", \"pattern\": \"^[A-Z]{3}$\" } } },\n"
	    "\t\t\t\"markup\": { \"description\": \"Words, or what a stretch of them is, what that says comes next, and what is within.\", "
	    "\"oneOf\": [{ \"type\": \"string\" }, { \"type\": \"array\", \"prefixItems\": [{ \"$ref\": \"#/components/schemas/words.markup\" }], "
	    "\"items\": { \"$ref\": \"#/components/schemas/markup\" } }] },\n"
	    "\t\t\t\"problem\": { \"type\": \"object\", \"properties\": { \"type\": { \"type\": \"string\" }, \"title\": { \"type\": \"string\" }, "
	    "\"status\": { \"type\": \"integer\" }, \"detail\": { \"type\": \"string\" }, \"code\": { \"enum\": [");
	for (int k = 0; k < ERR_KINDS; k++) {
		printf("%s\"", k ? ", " : "");
		put_code((enum err_kind)k);
		printf("\"");
	}
	printf("] } } }");
}

static int
emit_openapi(void)
{
	const struct field_table *t;
	const struct word_list *w;

	printf("{\n\t\"openapi\": \"3.1.0\",\n\t\"info\": { \"title\": \"Tocsin\", \"version\": \"1\", \"description\": "
	    "\"Made by tools/emit.c from the tables that the server itself runs on.\" },\n");
	openapi_paths();
	printf("\t\"components\": {\n");
	openapi_problem();
	for (size_t n = 0; (w = words_at(n)); n++)
		openapi_words(w);
	for (size_t s = 0; s < countof(sections); s++)
		for (size_t i = 0; (t = sections[s].at(i)); i++)
			openapi_table(sections[s].one, t);
	printf("\n\t\t}\n\t}\n}\n");
	return 0;
}

/* ---- docs/events.md ---- */

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

static int
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

/* ---- what whoever runs the server must know ---- */

/* A term and its words, as a manual page has them; no row's text begins a line with a full stop. */
static void
conf_term(const char *macro, const char *name, const char *more, const char *doc)
{
	printf(".It %s%s%s%s\n%s\n", macro, name, *more ? " " : "", more, doc);
}

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

static int
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

static int
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

int
main(int argc, char **argv)
{
	str what = argc == 2 ? str_c(argv[1]) : STR("");

	if (str_eq(what, STR("typescript")))
		return emit_typescript();
	if (str_eq(what, STR("story")))
		return emit_story();
	if (str_eq(what, STR("personal")))
		return emit_personal();
	if (str_eq(what, STR("commands")))
		return emit_commands();
	if (str_eq(what, STR("calls")))
		return emit_calls();
	if (str_eq(what, STR("openapi")))
		return emit_openapi();
	if (str_eq(what, STR("events")))
		return emit_events();
	if (str_eq(what, STR("shares")))
		return emit_shares();
	if (str_eq(what, STR("tocsin.conf")))
		return emit_conf();
	fprintf(stderr, "usage: emit typescript|story|personal|commands|calls|openapi|events|shares|tocsin.conf\n");
	return 2;
}
