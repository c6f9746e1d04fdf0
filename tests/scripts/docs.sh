#!/bin/bash
# What the documents name is there: targets, verbs, files, laws; and nothing of anybody's workplace.
cd "$(dirname "$0")/../.." || exit 2
tocsin=${TOCSIN:-build/tocsin} n=0
pages=(README.md CHANGES.md docs/*.md)

# none NAME: standard input names what is wrong, a line each; nothing is right.
none() {
	local wrong; wrong=$(cat); n=$((n + 1))
	if [ -z "$wrong" ]; then echo "ok $n - $1"
	else echo "not ok $n - $1"; sed 's/^/# /' <<< "$wrong" | head -20; fi
}

# What is typed: indented or fenced lines, and `between backticks`.
typed() {
	{ grep -hoE '^(    |	).*|`[^`]+`' "${pages[@]}"; awk '/^```/ { on = !on; next } on' "${pages[@]}"; } | sed 's/sudo -u tocsin //'
}
verbs() { typed | grep -oE '(^|[^/a-z])tocsin [a-z]+.*' | sed -E 's/^[^t]*tocsin //'; }
help=$("$tocsin" help)

targets() {
	typed | grep -oE '\bmake [a-z][a-z-]*' | sort -u | while read -r _ target; do
		grep -qE "^$target:" Makefile || echo "make $target"
	done
}
strange_verbs() {
	verbs | grep -oE '^[a-z]+' | sort -u | while read -r verb; do
		[ "$verb" = help ] || grep -qE "^  tocsin $verb( |$)" <<< "$help" || echo "tocsin $verb"
	done
}
strange_flags() {
	verbs | while read -r verb rest; do
		for flag in $(grep -oE -- '--[a-z-]+' <<< "$rest"); do
			grep -E "^  tocsin $verb " <<< "$help" | grep -q -- "$flag" || echo "tocsin $verb $flag"
		done
	done
}
broken_links() {
	for page in "${pages[@]}"; do
		grep -oE '\]\([^)#: ]+' "$page" | cut -c3- | while read -r link; do
			[ -e "$(dirname "$page")/$link" ] || echo "$page: $link"
		done
	done
}
missing_paths() {
	typed | grep -oE '^`(src|web|tests|tools|fuzz|library|docs|packaging)/[^`<*]*`$' | tr -d '`' | sort -u | while read -r path; do
		[ -e "$path" ] || echo "$path"
	done
}
unwritten_laws() {
	local laws; laws=$(grep -oE '^[0-9]+\. \*\*' docs/architecture.md | grep -oE '^[0-9]+')
	grep -rnoE '\blaws? [0-9]+( and [0-9]+)?' src tests fuzz tools Makefile docs | while IFS=: read -r file line words; do
		for law in $(grep -oE '[0-9]+' <<< "$words"); do
			grep -qx "$law" <<< "$laws" || echo "$file:$line: law $law"
		done
	done
}
# Absolute paths are those of any Debian machine, of a page, or of a folder of ours in a pattern; nobody's home.
strange_places() {
	git ls-files | grep -v '^web/package-lock.json$' | xargs grep -nIoE "(^|[ \"'\`(=])/[a-z][a-z0-9_.-]*/[a-zA-Z0-9_]" |
		grep -vE '/(bin|dev|etc|proc|tmp|usr|var|api|charter|errors|nowhere|rooms|src|web)/[^/]$'
}

none every_make_target_named_is_there      < <(targets)
none every_verb_named_is_in_the_help       < <(strange_verbs)
none every_flag_named_is_in_the_help       < <(strange_flags)
none every_relative_link_resolves          < <(broken_links)
none every_path_named_is_there             < <(missing_paths)
none every_law_cited_is_in_architecture    < <(unwritten_laws)
none no_path_of_a_workplace                < <(strange_places)
none the_packages_are_locked_to_no_place   < <(grep -nE '"(resolved|engines)"' web/package-lock.json)
echo "1..$n"
