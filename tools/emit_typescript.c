/* emit_typescript -- the interface's types, and what it is told of entries, forms and calls. */
#include "emit.h"

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
int
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

/* A file of its own: whoever erases nothing does without. */
int
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

/* A file of its own: whoever opens no form does without. */
int
emit_commands(void)
{
	printf("// Made by tools/emit.c from the .def files; not to be edited.\n\nimport type { Commands, Shape } from \"./api\";\n");
	typescript_commands();
	typescript_records();
	return 0;
}

int
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

int
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
