#!/usr/bin/env bash
# tocsin eval: what it prints, where, and with which exit code.
cd "$(dirname "$0")/../.." || exit 2
tocsin=${TOCSIN:-build/tocsin} n=0
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT

result() {      # NAME GOT WANT
	n=$((n + 1))
	if [ "$2" = "$3" ]; then echo "ok $n - $1"
	else echo "not ok $n - $1"; printf '# got  %s\n# want %s\n' "$2" "$3"; fi
}

# says NAME FACTS WANT ARGUMENT...: standard output, error and exit code, one after the other.
says() {
	local name=$1 facts=$2 want=$3; shift 3
	printf '%s' "$facts" > "$dir/facts.json"
	(cd "$dir" && "$here/$tocsin" eval "$@" > out 2> err; echo "exit $?" > code)
	result "$name" "$(cat "$dir/out")|$(cat "$dir/err")|$(cat "$dir/code")" "$want"
}
here=$PWD
in='--facts facts.json'

says true_is_a_yes            '{"a":true}'  'true||exit 0'                  'a' $in
says false_is_a_clean_no      '{"a":false}' 'false||exit 1'                 'a' $in
says unknown_names_the_facts  '{"b":null}'  $'unknown\ta,b||exit 1'         'b && a' $in
says the_order_of_arguments_is_free '{}'    $'unknown\ta||exit 1'           $in 'a'
says minus_after_two_dashes   '{"a":5}'     'true||exit 0'                  $in -- '-a < 0'
says json_true                '{"a":true}'  '{"result": true, "unknown": []}||exit 0'           --json 'a' $in
says json_unknown             '{}'          '{"result": null, "unknown": ["a","b"]}||exit 1'    --json 'a || b' $in
says a_bad_expression         '{}'          '|1:5: a name, a number, a text, a list or "(" is wanted here|exit 2' 'a &&' $in
says columns_count_characters '{}'          '|1:6: nothing is wanted here any more, or an operator: && || == != < <= > >= in + - * / % ?:|exit 2' '"éé" @' $in
says no_truth_value           '{"a":5}'     '|1:1: this is neither true nor false, and it must be one of them|exit 2' 'a' $in
says an_error_not_absorbed    '{}'          '|1:3: this divides by zero|exit 2' '1 / 0 > 0' $in

says one_key_before_a_path    '{"a.b":true,"a":{"b":false}}' 'true||exit 0' 'a.b' $in
says a_path                   '{"a":{"b":{"c":true}}}'       'true||exit 0' 'a.b.c' $in
says a_path_that_ends_early   '{"a":5}'     $'unknown\ta.b||exit 1'         'a.b' $in
says a_key_that_is_null       '{"a.b":null,"a":{"b":true}}'  $'unknown\ta.b||exit 1' 'a.b' $in
says numbers_with_a_fraction  '{"a":9.8,"b":-0.000001,"c":-0.0,"d":1e3,"e":123456789.123456}' 'true||exit 0' \
	'a == 9.8 && b == -0.000001 && c == 0 && d == 1000 && e == 123456789.123456' $in

says seven_places             '{"a":0.1234567}' '|facts.json: a: a decimal has at most six places, and 15 digits in all|exit 2' 'a > 0' $in
says sixteen_digits           '{"a":[1234567890.123456]}' '|facts.json: a: a decimal has at most six places, and 15 digits in all|exit 2' '1 in a' $in
says a_number_too_large       '{"a":9007199254740992}' '|facts.json: a: a whole number is at most 9007199254740991|exit 2' 'a > 0' $in
says null_in_a_list           '{"a":[null]}' '|facts.json: a: a list holds values; null is none|exit 2' '1 in a' $in
says a_key_twice              '{"a":1,"a":2}' '|facts.json:1:10: duplicate object key|exit 2' 'a > 0' $in
says no_object                '[]'          '|facts.json:1:1: the facts are one JSON object, name by name|exit 2' 'a' $in
says no_json                  $'{"a":\n\x1b[31m}' '|facts.json:2:1: invalid token|exit 2' 'a' $in
says no_file                  '{}'          '|nowhere.json: No such file or directory|exit 2' 'a' --facts nowhere.json
says no_facts                 '{}'          '|usage: tocsin eval EXPRESSION --facts FILE [--json]|exit 2' 'a'
says no_expression            '{}'          '|usage: tocsin eval EXPRESSION --facts FILE [--json]|exit 2' $in

head -c 1048577 /dev/zero | tr '\0' ' ' > "$dir/large.json"
says a_file_too_large         '{}'          '|large.json is longer than 1048576 bytes|exit 2' 'a' --facts large.json
brackets=$(printf '[%.0s' {1..3000})
says a_file_too_deep          "{\"a\":$brackets" '|facts.json:1:2053: maximum parsing depth reached|exit 2' 'a' $in

# The golden file: a place stands for the whole sentence of an error.
while IFS=$'\t' read -r expression facts want; do
	case $expression in '#'*|'') continue ;; esac
	got=$(printf '%s' "$facts" | "$tocsin" eval --facts - -- "$expression" 2>&1 | tr '\t' ' ')
	case $want in *:) got=${got%% *} ;; esac
	result "golden: $expression $facts" "$got" "$want"
done < tests/golden/conditions.tsv
echo "1..$n"
