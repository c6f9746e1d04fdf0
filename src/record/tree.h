/*
 * tree -- the Merkle tree over every entry of the log, in its one order.
 *
 * RFC 6962 §2.1, RFC 9162 §2.1.  A `struct tree` is what must be kept of a
 * tree to grow it: one root for each full subtree, that is, for each one in
 * the binary of its size.  It is a plain value: copy it, store it, compare it.
 *
 * Leaves are given as entry hashes (leaf_hash(), entry.h).  Sizes stay below 2^53.
 */
#ifndef TREE_H
#define TREE_H

#include "base.h"

enum { TREE_LEVELS = 53, TREE_PROOF_MAX = TREE_LEVELS + 1 };

struct tree {
	u64 size;
	struct hash full[TREE_LEVELS];  /* full[k]: 2^k leaves, where bit k of size is set; else zero */
};

void        tree_append(struct tree *, struct hash leaf);
struct hash tree_root(const struct tree *);             /* of no leaves: SHA-256 of nothing */
struct hash tree_root_of(const struct hash *leaves, u64 n);

/* Proofs, for whoever is given a part of the log (the evidence format's
 * bundle, which no program makes yet): from the hashes of the first `size`
 * entries; returns the proof's length.  index < size; 0 < old <= size. */
size_t tree_prove_inclusion(const struct hash *leaves, u64 size, u64 index, struct hash proof[TREE_PROOF_MAX]);
size_t tree_prove_consistency(const struct hash *leaves, u64 size, u64 old, struct hash proof[TREE_PROOF_MAX]);

struct tree_proof { const struct hash *v; size_t n; };

/* Is `leaf` at `index` of the tree of that size and root (RFC 9162 §2.1.3.2)? */
bool tree_included(u64 size, struct hash root, u64 index, struct hash leaf, struct tree_proof);
/* Did the tree only grow from old to size (RFC 9162 §2.1.4.2)?  From nothing,
 * there is nothing to prove: old = 0 holds for size 0 alone. */
bool tree_consistent(u64 old, struct hash old_root, u64 size, struct hash root, struct tree_proof);

#endif
