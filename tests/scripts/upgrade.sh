#!/usr/bin/env bash
# upgrade: a record that an older program wrote is opened by this one.  What was there is there, and goes on.
#
# tests/golden/3017a75 says by what program and how it was made; it is never made anew.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them
later=build/tests/tools/later.so made=tests/golden/3017a75 port=18443       # its passkeys know the server by that port
make -s "$later" || exit 2
tar -xJf "$made/record.tar.xz" --no-same-owner -C "$dir" || exit 2
read -r at < "$dir/at"

# The same hour, in whatever year this runs: an hour after it was stopped.  Eight bytes, the lowest first.
ahead() { local v=$((at + 3600 - $(date +%s))); for _ in {1..8}; do printf '%b' "\\x$(printf %02x $((v & 255)))"; v=$((v >> 8)); done; }
ahead > "$dir/ahead"
printf '#!/bin/sh\nLATER=%s LD_PRELOAD=%s exec %s "$@"\n' "$dir/ahead" "$PWD/$later" "$(realpath "$tocsin")" > "$dir/tocsin"
chmod +x "$dir/tocsin" && tocsin=$dir/tocsin

# said: what it answers now, an entity a line, as said.json holds what the older one did.
view() { "$passkey" get "$server" "$ines" "$1"; }
said() {
	local what
	for what in charter 50 55; do view "/api/rooms/$what" | jq -cS --arg of "$what" '.entities[] + {of: $of}'; done
	view /api/rooms | jq -cS '.rooms[] + {of: "rooms"}'
}
# lost: of what the older program said, whatever is not said any more, or is otherwise; more may be said.
lost() {
	jq -ncS --slurpfile was "$made/said.json" --slurpfile is <(said) '
		def key: "\(.of) \(.entity) \(.id)";
		($is | INDEX(key)) as $now | $was[] | . as $w | ($now[key] // {}) as $n
		| {(key): with_entries(select($n[.key] != .value)) | with_entries(.value = [.value, $n[.key]])} | select(.[] != {})'
}

# ---- as it was left ----
# What a task is given when a measure is ordered has become more since: the moment by which it is wanted.
# tocsin verify asks of every entry what this program would have written, so it names these two.  A change
# that makes it name more than is said here names records that are out there, and belongs in CHANGES.md.
named=$'entry 83 (room/55, seq 29): nobody opened that task, and nothing asked for it
entry 97 (room/55, seq 43): nobody opened that task, and nothing asked for it'
verified() { "$tocsin" verify "$dir/record" > "$dir/verified"; }
verified
matches it_is_whole_and_signed "$(cat "$dir/verified")" 'whole      yes: 106 entries in 2 rooms*signed by  yes:*authority  NO: 2 outcomes, 4 acts (0 unsigned*'
result of_the_old_program_only_what_is_known_is_named "$(grep '^entry ' "$dir/verified")" "$named"

# ---- opened, and looked at ----
result its_derived_file_is_of_another_form "$(grep -c 'closed INTEGER' "$dir/record/derived.db")" 0
start "$dir/record" $port || exit 1
matches as_it_was_unpacked_it_is_a_copy_and_held "$(cat "$dir/served")" '*; effects and timers are held*'
ines=$("$passkey" sign-in "$server" "$dir/ines") marek=$("$passkey" sign-in "$server" "$dir/marek")
matches a_passkey_of_then_signs_in "$marek" 'tocsin-*=*'
result nothing_is_lost_and_what_nobody_said_of_an_option_is_not_said "$(lost | jq -c 'to_entries[] | [.key, .value]')" \
'["55 option 22",{"adversary_notices":[false,null],"estimated":[false,null],"evidence_destroyed":[false,null]}]
["55 option 34",{"adversary_notices":[false,null],"estimated":[false,null],"evidence_destroyed":[false,null]}]
["55 option 46",{"adversary_notices":[false,null],"estimated":[false,null],"evidence_destroyed":[false,null]}]'
entity() { view "/api/rooms/55" | jq -c ".entities[] | select(.entity == \"$1\" and .id == $2) | $3"; }
result words_are_found "$(view '/api/search?q=printer' | jq -c '[.found[] | .entity]')" '["message"]'
result a_file_is_what_was_brought "$(curl -fsS -b "$ines" "$server/api/rooms/55/attachments/$(view /api/rooms/55 | jq '.entities[] | select(.entity == "attachment") | .id')")" 'what the printer printed'
stop
matches the_derived_file_is_this_programs "$(cat "$dir/record/derived.db"* | grep -ac 'closed INTEGER')" '[1-9]*'

# ---- gone on with ----
"$tocsin" release "$dir/record" > /dev/null
start "$dir/record" $port || exit 1
ines=$("$passkey" sign-in "$server" "$dir/ines") marek=$("$passkey" sign-in "$server" "$dir/marek")
act() { "$passkey" act "$server" "$dir/$1" "${!1}" 55 "${@:2}" > /dev/null; }
act ines decide 44 46 8
act marek concur 44 46 9
result what_was_open_is_decided "$(entity decision 44 .state)" '"taken"'
command_as "$marek" 55 apply_measure '{"measure":35}' > /dev/null
result what_was_ordered_is_in_force "$(entity measure 35 .state)" '"in_force"'
result and_its_task_is_done "$(entity task 43 .state)" '"done"'
command_as "$marek" 55 meet_clock '{"clock":19,"how":"AB-12"}' > /dev/null
result what_was_owed_is_met "$(entity clock 19 .state)" '"met"'
matches something_new_is_said "$(command_as "$ines" 55 post_message '{"text":"Written by a newer program."}')" '{*"count":1,*'
stop
verified
matches it_is_whole_still "$(cat "$dir/verified")" 'whole      yes:*signed by  yes:*authority  NO: 3 outcomes, 6 acts (0 unsigned*'
result nothing_else_is_named "$(grep '^entry ' "$dir/verified")" "$named"

# ---- what this program does not know ----
printf 'a form that is still to be thought of' > "$dir/record/derived.db"
rm -f "$dir/record/derived.db"-*
start "$dir/record" $port
ines=$("$passkey" sign-in "$server" "$dir/ines")
result a_derived_file_of_an_unknown_form_is_made_anew "$(view '/api/search?q=newer' | jq -c '[.found[] | .entity]') $(view /api/rooms | jq -c '[.rooms[].id] | sort')" '["message"] [50,55]'
stop
"$tocsin" backup "$dir/record" "$dir/newer" > /dev/null
printf '\0\0\0\143' | dd of="$dir/newer/record.db" bs=1 seek=60 conv=notrunc status=none        # SQLite's user_version
says='*the record has schema 99 and this program knows 1; it takes a newer program*'
matches what_a_newer_program_wrote_is_not_verified "$("$tocsin" verify "$dir/newer" 2>&1)" "$says"
matches nor_restored "$("$tocsin" restore "$dir/newer" "$dir/back" --why 'a newer program wrote it' 2>&1)" "$says"
rm -f "$dir/record/record.db"-* && cp "$dir/newer/record.db" "$dir/record/record.db"
matches nor_served "$("$tocsin" serve --port 0 "$dir/record" 2>&1)" "$says"
echo "1..$n"
