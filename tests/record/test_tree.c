/* Goal: the tree is that of RFC 6962; its proofs prove what is so and nothing else. */
#include "test.h"
#include "base64.h"
#include "entry.h"
#include "sha256.h"
#include "tree.h"

#include <dirent.h>
#include <jansson.h>

static json_t *
load(const char *path)
{
	json_error_t at;
	json_t *root = json_load_file(path, JSON_DECODE_INT_AS_REAL, &at);     /* one index is 2^64 - 1 */

	if (root == NULL)
		fail_msg("%s:%d: %s", path, at.line, at.text);
	return root;
}

static struct hash
hash_of_hex(const char *text)
{
	struct hash h;

	for (size_t i = 0; i < sizeof(h.b); i++) {
		char two[] = { text[i * 2], text[i * 2 + 1], 0 };

		h.b[i] = (u8)strtoul(two, NULL, 16);
	}
	return h;
}

static struct hash
leaf_of_hex(const char *text)
{
	char bytes[64];
	size_t n = strlen(text) / 2;

	for (size_t i = 0; i < n; i++) {
		char two[] = { text[i * 2], text[i * 2 + 1], 0 };

		bytes[i] = (char)strtoul(two, NULL, 16);
	}
	return leaf_hash((str){ bytes, n });
}

/* n leaves, all different. */
static struct hash *
leaves_new(u64 n)
{
	struct hash *leaves = NEW(T, struct hash, n);

	for (u64 i = 0; i < n; i++)
		sha256(&i, sizeof(i), &leaves[i]);
	return leaves;
}

TEST(the_reference_tree_of_rfc_6962_has_its_roots)
{
	json_t *data = load(need_data("tlog/rfc6962_reference_tree.json"));
	json_t *inputs = json_object_get(data, "leaf_inputs_hex"), *roots = json_object_get(data, "root_by_size_hex");
	json_t *nodes = json_object_get(data, "node_hashes_level0_to_3_hex");
	struct hash leaves[8];
	struct tree t = { 0 };

	CHECK(json_array_size(inputs) == 8 && json_array_size(roots) == 9);
	for (size_t i = 0;; i++) {
		struct hash want = hash_of_hex(json_string_value(json_array_get(roots, i)));

		CHECK(hash_eq(tree_root(&t), want));
		CHECK(hash_eq(tree_root_of(leaves, i), want));
		if (i == 8)
			break;
		leaves[i] = leaf_of_hex(json_string_value(json_array_get(inputs, i)));
		CHECK(hash_eq(leaves[i], hash_of_hex(json_string_value(json_array_get(nodes, i)))));
		tree_append(&t, leaves[i]);
	}
	CHECK(hash_eq(leaf_hash(STR("L123456")),
	    hash_of_hex("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")));
	json_decref(data);
}

/* Which nodes prove growth to eight leaves is read off the picture in RFC 9162
 * §2.1.5; the file has them: leaves 0-7, then pairs 8-11, fours 12-13, all 14. */
TEST(growth_is_proved_by_the_nodes_the_standard_names)
{
	static const struct { u64 old; size_t n, nodes[4]; } cases[] = {
		{ 1, 3, { 1, 9, 13 } }, { 2, 2, { 9, 13 } }, { 3, 4, { 2, 3, 8, 13 } }, { 4, 1, { 13 } },
		{ 5, 4, { 4, 5, 11, 12 } }, { 6, 3, { 10, 11, 12 } }, { 7, 4, { 6, 7, 10, 12 } }, { 8, 0, { 0 } },
	};
	json_t *data = load(need_data("tlog/rfc6962_reference_tree.json"));
	json_t *hexes = json_object_get(data, "node_hashes_level0_to_3_hex");
	struct hash node[15], proof[TREE_PROOF_MAX];

	for (size_t i = 0; i < countof(node); i++)
		node[i] = hash_of_hex(json_string_value(json_array_get(hexes, i)));
	for (size_t i = 0; i < countof(cases); i++) {
		CHECK(tree_prove_consistency(node, 8, cases[i].old, proof) == cases[i].n);
		for (size_t j = 0; j < cases[i].n; j++)
			CHECK(hash_eq(proof[j], node[cases[i].nodes[j]]));
	}
	json_decref(data);
}

/* A base64 hash from a vector; one that is not 32 bytes is no hash at all. */
static bool
vector_hash(const json_t *text, struct hash *h)
{
	str bytes;

	if (!b64_decode(T, str_c(json_string_value(text)), &bytes) || bytes.n != sizeof(h->b))
		return false;
	memcpy(h->b, bytes.p, sizeof(h->b));
	return true;
}

static bool
vector_proof(const json_t *list, struct tree_proof *proof)
{
	struct hash *v = NEW(T, struct hash, json_array_size(list) + 1);

	*proof = (struct tree_proof){ v, json_array_size(list) };
	for (size_t i = 0; i < proof->n; i++)
		if (!vector_hash(json_array_get(list, i), &v[i]))
			return false;
	return true;
}

static u64
vector_number(const json_t *data, const char *key)
{
	double x = json_real_value(json_object_get(data, key));

	return x < 0x1p64 ? (u64)x : UINT64_MAX;
}

static bool
included(const json_t *data)
{
	struct hash root, leaf;
	struct tree_proof proof;

	return vector_hash(json_object_get(data, "root"), &root) && vector_hash(json_object_get(data, "leafHash"), &leaf)
	    && vector_proof(json_object_get(data, "proof"), &proof)
	    && tree_included(vector_number(data, "treeSize"), root, vector_number(data, "leafIdx"), leaf, proof);
}

/* Every vector in the folder and those below; returns how many there were. */
static size_t
run_vectors(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *d;
	size_t n = 0;

	CHECK(dir != NULL);
	while ((d = readdir(dir))) {
		const char *path = arena_fmt(T, "%s/%s", folder, d->d_name).p;
		json_t *data;

		if (d->d_name[0] == '.')
			continue;
		if (d->d_type == DT_DIR) {
			n += run_vectors(path);
			continue;
		}
		data = load(path);
		if (included(data) == json_is_true(json_object_get(data, "wantErr")))
			fail_msg("%s: is not judged as it says", path);
		json_decref(data);
		n++;
	}
	closedir(dir);
	return n;
}

TEST(inclusion_proofs_good_and_bad_are_told_apart)
{
	CHECK(run_vectors(need_data("tlog/transparency-dev-merkle/inclusion")) >= 80);
}

TEST(every_entry_of_every_small_tree_is_proved_in_its_place_and_no_other)
{
	struct hash *leaves = leaves_new(33), proof[TREE_PROOF_MAX];

	for (u64 size = 1; size <= 33; size++) {
		struct hash root = tree_root_of(leaves, size);

		for (u64 i = 0; i < size; i++) {
			struct tree_proof p = { proof, tree_prove_inclusion(leaves, size, i, proof) };

			for (u64 j = 0; j <= size; j++)
				CHECK(tree_included(size, root, j, leaves[i], p) == (i == j));
			CHECK(!tree_included(size, root, i, leaves[(i + 1) % 33], p));
			CHECK(p.n == 0 || !tree_included(size, root, i, leaves[i], (struct tree_proof){ proof, p.n - 1 }));
			proof[p.n] = root;
			CHECK(!tree_included(size, root, i, leaves[i], (struct tree_proof){ proof, p.n + 1 }));
		}
	}
}

TEST(every_small_tree_is_proved_to_have_grown_from_each_before_it)
{
	struct hash *leaves = leaves_new(33), roots[34], proof[TREE_PROOF_MAX];

	for (u64 size = 0; size <= 33; size++)
		roots[size] = tree_root_of(leaves, size);
	for (u64 size = 1; size <= 33; size++)
		for (u64 old = 1; old <= size; old++) {
			struct tree_proof p = { proof, tree_prove_consistency(leaves, size, old, proof) };

			CHECK(tree_consistent(old, roots[old], size, roots[size], p));
			CHECK(!tree_consistent(old, roots[old - 1], size, roots[size], p));
			CHECK(!tree_consistent(old, roots[old], size, roots[size - 1], p));
			CHECK(old == 1 || !tree_consistent(old - 1, roots[old - 1], size, roots[size], p));
			for (size_t i = 0; i < p.n; i++) {
				proof[i].b[7] ^= 4;
				CHECK(!tree_consistent(old, roots[old], size, roots[size], p));
				proof[i].b[7] ^= 4;
			}
			CHECK(p.n == 0 || !tree_consistent(old, roots[old], size, roots[size], (struct tree_proof){ proof, p.n - 1 }));
			proof[p.n] = roots[old];
			CHECK(!tree_consistent(old, roots[old], size, roots[size], (struct tree_proof){ proof, p.n + 1 }));
		}
	CHECK(!tree_consistent(0, roots[0], 5, roots[5], (struct tree_proof){ NULL, 0 }));
	CHECK(!tree_consistent(6, roots[6], 5, roots[5], (struct tree_proof){ NULL, 0 }));
}

TEST(a_copied_tree_grows_on_by_itself_and_equal_trees_are_equal_bytes)
{
	struct hash *leaves = leaves_new(20);
	struct tree t = { 0 }, copy, again = { 0 };

	for (int i = 0; i < 13; i++)
		tree_append(&t, leaves[i]);
	copy = t;
	for (int i = 13; i < 20; i++)
		tree_append(&copy, leaves[i]);
	CHECK(hash_eq(tree_root(&t), tree_root_of(leaves, 13)));
	CHECK(hash_eq(tree_root(&copy), tree_root_of(leaves, 20)));
	for (int i = 0; i < 20; i++)
		tree_append(&again, leaves[i]);
	CHECK(memcmp(&again, &copy, sizeof(copy)) == 0);
}

TEST_MAIN()
