/*
 * record -- a data directory with a made record, for what is measured from elsewhere: in a browser, or by hand.
 *
 *   record DIR ROOMS ENTRIES PEOPLE      says the last room, then each person's session, a line each
 */
#include "kept.h"

int
main(int argc, char **argv)
{
	struct arena a = arena_open(GIB);
	size_t people;
	struct kept k;

	if (argc != 5) {
		fprintf(stderr, "usage: record DIR ROOMS ENTRIES PEOPLE\n");
		return 2;
	}
	people = strtoul(argv[4], NULL, 10);
	k = keep(&a, argv[1], strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10), people);
	printf("%lld\n", (long long)k.room);
	for (size_t i = 0; i < people; i++)
		printf("%.*s\n", STR_ARG(k.sessions[i]));
	return 0;
}
