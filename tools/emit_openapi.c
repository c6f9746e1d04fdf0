/* emit_openapi -- the API's description, OpenAPI 3.1. */
#include "emit.h"

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

int
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
