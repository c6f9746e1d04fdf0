#include "tree.h"
#include "sha256.h"

static struct hash
parent(struct hash left, struct hash right)
{
	u8 bytes[1 + 32 + 32] = { 1 };
	struct hash h;

	memcpy(bytes + 1, left.b, 32);
	memcpy(bytes + 33, right.b, 32);
	sha256(bytes, sizeof(bytes), &h);
	return h;
}

void
tree_append(struct tree *t, struct hash leaf)
{
	int level = 0;

	for (; t->size >> level & 1; level++) {         /* as a carry in binary addition */
		leaf = parent(t->full[level], leaf);
		t->full[level] = (struct hash){ { 0 } };
	}
	assert(level < TREE_LEVELS);
	t->full[level] = leaf;
	t->size++;
}

struct hash
tree_root(const struct tree *t)
{
	struct hash h;
	bool any = false;

	for (int level = 0; level < TREE_LEVELS; level++)
		if (t->size >> level & 1) {
			h = any ? parent(t->full[level], h) : t->full[level];
			any = true;
		}
	if (!any)
		sha256("", 0, &h);
	return h;
}

struct hash
tree_root_of(const struct hash *leaves, u64 n)
{
	struct tree t = { 0 };

	for (u64 i = 0; i < n; i++)
		tree_append(&t, leaves[i]);
	return tree_root(&t);
}

/* The largest power of two smaller than n: where RFC 6962 parts n > 1 leaves. */
static u64
split(u64 n)
{
	u64 k = 1;

	while (k * 2 < n)
		k *= 2;
	return k;
}

size_t
tree_prove_inclusion(const struct hash *leaves, u64 size, u64 index, struct hash proof[TREE_PROOF_MAX])
{
	u64 k = split(size);
	size_t n;

	assert(index < size);
	if (size == 1)
		return 0;
	if (index < k) {
		n = tree_prove_inclusion(leaves, k, index, proof);
		proof[n] = tree_root_of(leaves + k, size - k);
	} else {
		n = tree_prove_inclusion(leaves + k, size - k, index - k, proof);
		proof[n] = tree_root_of(leaves, k);
	}
	return n + 1;
}

/* SUBPROOF of RFC 9162 §2.1.4.1; `known`: the verifier has the old root itself. */
static size_t
prove_consistency(const struct hash *leaves, u64 size, u64 old, bool known, struct hash *proof)
{
	u64 k = split(size);
	size_t n = 0;

	if (old == size) {
		if (!known)
			proof[n++] = tree_root_of(leaves, size);
		return n;
	}
	if (old <= k) {
		n = prove_consistency(leaves, k, old, known, proof);
		proof[n] = tree_root_of(leaves + k, size - k);
	} else {
		n = prove_consistency(leaves + k, size - k, old - k, false, proof);
		proof[n] = tree_root_of(leaves, k);
	}
	return n + 1;
}

size_t
tree_prove_consistency(const struct hash *leaves, u64 size, u64 old, struct hash proof[TREE_PROOF_MAX])
{
	assert(0 < old && old <= size);
	return prove_consistency(leaves, size, old, true, proof);
}

/* In the climb from node `at` to the root of a tree whose last node is `last`,
 * both on one level: is the sibling to the left? */
static bool
left_sibling(u64 *at, u64 *last)
{
	bool left = (*at & 1) || *at == *last;

	while (left && !(*at & 1) && *at) {             /* an only child is its own parent */
		*at >>= 1;
		*last >>= 1;
	}
	*at >>= 1;
	*last >>= 1;
	return left;
}

bool
tree_included(u64 size, struct hash root, u64 index, struct hash leaf, struct tree_proof proof)
{
	u64 at = index, last = size - 1;

	if (index >= size)
		return false;
	for (size_t i = 0; i < proof.n; i++) {
		if (last == 0)
			return false;
		leaf = left_sibling(&at, &last) ? parent(proof.v[i], leaf) : parent(leaf, proof.v[i]);
	}
	return last == 0 && hash_eq(leaf, root);
}

bool
tree_consistent(u64 old, struct hash old_root, u64 size, struct hash root, struct tree_proof proof)
{
	u64 at = old - 1, last = size - 1;
	struct hash was, is;
	size_t i = 0;

	if (old == size)
		return proof.n == 0 && hash_eq(old_root, root);
	if (old == 0 || old > size)
		return false;
	for (; at & 1; at >>= 1)                        /* up to the root of old's last full subtree */
		last >>= 1;
	if (at == 0)                                    /* which is the whole old tree, known already */
		was = is = old_root;
	else if (proof.n)
		was = is = proof.v[i++];
	else
		return false;
	for (; i < proof.n; i++) {
		if (last == 0)
			return false;
		if (left_sibling(&at, &last)) {
			was = parent(proof.v[i], was);
			is  = parent(proof.v[i], is);
		} else {
			is  = parent(is, proof.v[i]);
		}
	}
	return last == 0 && hash_eq(was, old_root) && hash_eq(is, root);
}
