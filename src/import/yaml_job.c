#include "yaml_doc.h"

#include "confined.h"

err
yaml_job(struct arena *a, str in, str *out)
{
	str bytes, file = str_cut(in, '\0', &bytes);
	struct yaml_doc doc;
	err e = yaml_load(a, file, bytes, &doc);

	if (e == OK)
		*out = arena_fmt(a, "%.*s\n%.*s", STR_ARG(doc.json), STR_ARG(doc.places));
	return e;
}

err
yaml_load_confined(struct arena *a, str file, str bytes, struct yaml_doc *doc)
{
	return yaml_doc_confined(a, "charter_yaml", file, bytes, doc);
}

err
yaml_doc_confined(struct arena *a, const char *job, str file, str bytes, struct yaml_doc *doc)
{
	str out;
	struct buf in = buf_new(a, file.n + 1 + bytes.n);
	err e;

	buf_put(&in, file);
	buf_byte(&in, '\0');
	buf_put(&in, bytes);
	if ((e = confined_run(a, job, buf_str(&in), &out)) == OK)
		doc->json = str_cut(out, '\n', &doc->places);
	return e;
}
