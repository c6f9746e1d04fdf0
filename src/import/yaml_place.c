#include "yaml_doc.h"

/* The first step of *path, "rules" or "[2]", and *path without it. */
static str
step(str *path)
{
	size_t n = 0;

	if (str_starts(*path, STR(".")))
		*path = str_from(*path, 1);
	while (n < path->n && !(n && (path->p[n] == '.' || path->p[n] == '[')))
		n++;
	*path = str_from(*path, n);
	return (str){ path->p - n, n };
}

/* The number before the next space of *line; of nonsense, some number. */
static int
number(str *line)
{
	str s = str_cut(*line, ' ', line);
	int x = 0;

	for (size_t i = 0; i < s.n && x < 100000000 && is_digit(s.p[i]); i++)
		x = x * 10 + (s.p[i] - '0');
	return x;
}

bool
yaml_place(const struct yaml_doc *doc, str path, int *line, int *column)
{
	str rest = doc->places, want = STR("");
	int found = 0;          /* steps of the path that were found, the root the first */

	while (rest.n) {
		str name = str_cut(rest, '\n', &rest);
		int depth = number(&name), at = number(&name), col = number(&name);

		if (depth < found)
			break;          /* the last thing found ends here */
		if (depth > found || !str_eq(name, want))
			continue;
		*line = at;
		*column = col;
		found++;
		if (path.n == 0)
			break;
		want = step(&path);
	}
	return found > 0;
}
