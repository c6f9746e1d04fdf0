#!/usr/bin/env bash
# tocsin verify: wrong use and what is no record; records are verified in tests/verify.
cd "$(dirname "$0")/../.." || exit 2
tocsin=${TOCSIN:-build/tocsin} n=0
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT

# fails CODE NAME WORDS ARGUMENT...: nothing on standard output, the words on standard error.
fails() {
	local want=$1 name=$2 words=$3 code; shift 3
	n=$((n + 1))
	"$tocsin" verify "$@" > "$dir/out" 2> "$dir/err"; code=$?
	if [ "$code" = "$want" ] && [ ! -s "$dir/out" ] && grep -q -- "$words" "$dir/err"; then echo "ok $n - $name"
	else echo "not ok $n - $name"; echo "# exit $code"; sed 's/^/# /' "$dir/out" "$dir/err"; fi
}

fails 2 a_directory_is_asked_for        'usage: tocsin verify'
fails 2 and_only_one                    'usage: tocsin verify'  a b
fails 2 an_unknown_option               'usage: tocsin verify'  --loudly a
fails 2 no_directory                    "$dir/none"             "$dir/none"
fails 2 no_sentence_commands_a_terminal '/\\x1b'      "$dir/"$'\e[2J'
mkdir "$dir/other" && echo 'not a database, but long enough to look at' > "$dir/other/record.db"
fails 1 a_file_that_is_no_record        'record.db'             "$dir/other"
fails 2 a_checkpoint_that_is_not_there  "$dir/note"             "$dir/other" --against "$dir/note"
echo "1..$n"
