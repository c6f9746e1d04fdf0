/* undo SIDE SEED: take back what a killed process had not synced; see lossy.h. */
#include "lossy.h"

#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, FOLDERS = 16 };

struct note { struct lossy_record r; const char *bytes; bool synced; };

static struct note *notes;
static size_t n_notes;
static uint64_t seed, wanted;
static char found[PATH_MAX];

/* The same question has the same answer within one undo. */
static bool
lost(uint64_t inode, int64_t sector)
{
	uint64_t x = seed ^ inode * 0x9e3779b97f4a7c15u ^ (uint64_t)sector * 0xbf58476d1ce4e5b9u;

	x = (x ^ x >> 31) * 0x94d049bb133111ebu;
	return seed == 0 || (x >> 40 & 1);
}

static void
read_journal(const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t cap = 0;
	struct lossy_record r;

	while (f && fread(&r, sizeof(r), 1, f) == 1) {
		char *bytes = malloc(r.n + 1);

		if (fread(bytes, 1, r.n, f) != r.n) {
			free(bytes);            /* noted in half: the deed was not begun */
			break;
		}
		if (n_notes == cap)
			notes = realloc(notes, (cap = cap ? cap * 2 : 256) * sizeof(*notes));
		notes[n_notes++] = (struct note){ .r = r, .bytes = bytes };
	}
	if (f)
		fclose(f);
}

static void
mark_synced(void)
{
	for (size_t i = 0; i < n_notes; i++)
		if (notes[i].r.kind == LOSSY_SYNC)
			for (size_t k = notes[i].r.upto; k-- > 0 && !(notes[k].r.kind == LOSSY_SYNC && notes[k].r.inode == notes[i].r.inode);)
				if (notes[k].r.inode == notes[i].r.inode)
					notes[k].synced = true;
}

/* ---- bytes ---- */

static int
is_wanted(const char *path, const struct stat *st, int what, struct FTW *ftw)
{
	(void)what; (void)ftw;
	if (st->st_ino != wanted)
		return 0;
	snprintf(found, sizeof(found), "%s", path);
	return 1;
}

static void
undo_change(const char *dir, const char *side, const struct note *note)
{
	const struct lossy_record *r = &note->r;
	int64_t end = r->offset + r->span;
	struct stat st;
	int fd;

	wanted = r->inode;
	if (nftw(dir, is_wanted, FOLDERS, FTW_PHYS) != 1 && nftw(side, is_wanted, FOLDERS, FTW_PHYS) != 1)
		return;
	fd = open(found, O_RDWR);
	for (int64_t at = r->offset, next; at < end; at = next) {
		char old[SECTOR] = { 0 };
		int64_t have = (int64_t)r->n - (at - r->offset);

		next = (at / SECTOR + 1) * SECTOR < end ? (at / SECTOR + 1) * SECTOR : end;
		if (!lost(r->inode, at / SECTOR))
			continue;
		if (have > 0)
			memcpy(old, note->bytes + (at - r->offset), (size_t)(have < next - at ? have : next - at));
		fstat(fd, &st);
		if (have <= 0 && at >= st.st_size)
			continue;
		if (pwrite(fd, old, (size_t)(next - at), at) < 0)
			perror(found);
	}
	if (lost(r->inode, -1) && ftruncate(fd, r->size) != 0)
		perror(found);
	close(fd);
}

/* ---- names ---- */

static void
bring_back(const char *side, size_t number, const char *path)
{
	char kept[PATH_MAX];

	snprintf(kept, sizeof(kept), "%s/kept.%zu", side, number);
	if (link(kept, path) != 0)
		perror(path);
}

static void
undo_name(const char *side, size_t i)
{
	const char *path = notes[i].bytes;

	if (notes[i].r.kind == LOSSY_CREATE)
		unlink(path);                   /* killed between note and deed, it is not there */
	if (notes[i].r.kind == LOSSY_UNLINK && access(path, F_OK) != 0)
		bring_back(side, i, path);
	if (notes[i].r.kind == LOSSY_RENAME && access(path, F_OK) != 0) {
		const char *to = path + strlen(path) + 1;

		if (rename(to, path) != 0)
			perror(path);
		if (notes[i].r.span)
			bring_back(side, i, to);
	}
}

static int
empty(const char *path, const struct stat *st, int what, struct FTW *ftw)
{
	(void)st; (void)what;
	return ftw->level > 0 ? remove(path) : 0;
}

int
main(int argc, char **argv)
{
	char journal[PATH_MAX];
	const char *dir = getenv("LOSSY_DIR");

	if (argc != 3 || dir == NULL) {
		fprintf(stderr, "usage: LOSSY_DIR=DIR undo SIDE SEED\n");
		return 2;
	}
	seed = strtoull(argv[2], NULL, 10);
	snprintf(journal, sizeof(journal), "%s/journal", argv[1]);
	read_journal(journal);
	mark_synced();
	for (size_t i = n_notes; i-- > 0;)
		if (notes[i].r.kind == LOSSY_CHANGE && !notes[i].synced)
			undo_change(dir, argv[1], &notes[i]);
	for (size_t i = n_notes; i-- > 0 && seed % 2 == 0;)
		if (notes[i].r.kind > LOSSY_SYNC && !notes[i].synced)
			undo_name(argv[1], i);
	return nftw(argv[1], empty, FOLDERS, FTW_DEPTH | FTW_PHYS) != 0;
}
