#!/usr/bin/env bash
# backup, restore, release: a record goes on from its backup as a new log.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them
code() { "$@" > "$dir/out" 2> "$dir/err"; echo $?; }
says() { result "$1 (exit code)" "$(code "${@:4}")" "$2"; matches "$1" "$(cat "$dir/out" "$dir/err")" "$3"; }
declaration='{"kind":"incident","severity":"SEV2","codename":"heron","title":"Invoices that nobody sent"}'

found "$dir/first" && start "$dir/first" || exit 2
cookie=$("$passkey" enrol "$server" "$dir/key" "$secret")
cat "$dir/sheet" <(sed -n '/^SEALING SHEET, page two/,$p' "$dir/served") > "$dir/pages"
receipt=$(command_as "$cookie" new declare_room "$declaration")
room=$(jq .room <<< "$receipt")
old_log=$("$passkey" get "$server" "$cookie" /api/me | jq -r .origin)
codes=$("$passkey" post "$server" "$cookie" /api/recovery '{}' | jq -r '.codes[0]')
old_key=$(sha256sum < "$dir/first/keys/log")

says backup_while_the_server_runs 0 '* entries are in *' "$tocsin" backup "$dir/first" "$dir/backup"
result a_backup_holds_no_key "$(find "$dir/backup" -name keys -o -name log | wc -l)" 0
says a_backup_verifies 0 "*whole      yes*" "$tocsin" verify "$dir/backup"
says a_backup_does_not_overwrite 2 '*cannot be made: File exists*' "$tocsin" backup "$dir/first" "$dir/backup"
says a_backup_of_nothing 2 '*nowhere*' "$tocsin" backup "$dir/nowhere" "$dir/none"
result which_makes_nothing "$(ls -d "$dir/none" 2> /dev/null)" ""
curl -fsS "$server/checkpoint" > "$dir/early"
command_as "$cookie" "$room" post_message '{"text":"after the backup"}' > /dev/null
curl -fsS "$server/checkpoint" > "$dir/late"
says both_pages_of_the_sealing_sheet 0 '*by the sealing sheet*' "$tocsin" verify "$dir/backup" --sheet "$dir/pages"
size=$(sed -n '/^localhost\//{n;p}' "$dir/pages" | tail -1)
matches page_two_reaches_further "$(cat "$dir/out")" "*$size*by the sealing sheet*"
says release_waits_for_the_server_to_stop 1 '*another process is the writer*' "$tocsin" release "$dir/first"
stop

says restore_asks_why 2 'usage: *' "$tocsin" restore "$dir/backup" "$dir/second"
long=$(printf 'x%.0s' {1..1001})
says restore_bounds_the_reason 2 '*why*' "$tocsin" restore "$dir/backup" "$dir/second" --why "$long"
result a_refused_restore_leaves_nothing "$(ls -d "$dir/second" 2> /dev/null)" ""
says restore 0 "*goes on from the * entries of $old_log*" "$tocsin" restore "$dir/backup" "$dir/second" --why 'the disk died; Ada'
sed -n '/^localhost\//,$p' "$dir/out" > "$dir/checkpoint"
says restore_does_not_overwrite 1 '*is a data directory already*' "$tocsin" restore "$dir/backup" "$dir/second" --why again
says restored_and_never_served 0 '*whole      yes*signed by  yes*, after a backup was restored*authority  yes*' "$tocsin" verify "$dir/second"

start "$dir/second" "${server##*:}" || exit 2         # a passkey is bound to the port as well
matches it_serves_with_effects_held "$(cat "$dir/served")" '*; effects and timers are held*'
result an_old_session_does_not_count "$("$passkey" get "$server" "$cookie" /api/me | jq .signed_in)" false
matches nor_an_old_recovery_code "$("$passkey" post "$server" "" /api/sign-in/recovery "{\"code\":\"$codes\"}" 2>&1)" '*not known*'
cookie=$("$passkey" sign-in "$server" "$dir/key")
me=$("$passkey" get "$server" "$cookie" /api/me)
result the_passkey_counts "$(jq .strength <<< "$me")" '"strong"'
result the_log_is_a_new_one "$(jq -r .origin <<< "$me" | grep -c "^$old_log$")" 0
token=$(token_as "$dir/key" "$cookie" '{"secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","scope":"read","days":1,"purpose":"to sign"}')
matches an_officer_signs "$token" '{"room":0*'
result the_room_is_as_it_was "$("$passkey" get "$server" "$cookie" "/api/rooms/$room" | jq '[.entities[] | select(.entity == "message")] | length')" 0
matches and_goes_on "$(command_as "$cookie" "$room" post_message '{"text":"after the restore"}')" '{"room":*'
stop
matches once_an_officer_has_signed_it_says_so "$("$tocsin" verify "$dir/second")" '*charter officers have signed 1 act since*'
says a_restored_record_verifies 0 '*whole      yes*signed by  yes*, after a backup was restored*authority  yes*' "$tocsin" verify "$dir/second" --against "$dir/checkpoint" --sheet "$dir/sheet"
matches and_is_confirmed_by_the_checkpoint "$(cat "$dir/out")" '*by the checkpoint given*'
result the_key_is_a_new_one "$(sha256sum < "$dir/second/keys/log" | grep -c "$old_key")" 0

says release 0 'Effects and timers run again*' "$tocsin" release "$dir/second"
says released_already 1 'Nothing was held.' "$tocsin" release "$dir/second"
start "$dir/second" && matches it_serves_released "$(cat "$dir/served")" '* entries)'
stop

"$tocsin" backup "$dir/second" "$dir/backup2" > /dev/null
says a_restore_of_a_restore 0 '*"old_log":"localhost/*' "$tocsin" restore "$dir/backup2" "$dir/third" --why 'a drill' --json
result is_continued_twice "$("$tocsin" verify --json "$dir/third" | jq .continued)" 2
printf 'forged' | dd of="$dir/backup2/record.db" bs=1 seek="$(grep -abo '"v":1}' "$dir/backup2/record.db" | head -1 | cut -d: -f1)" conv=notrunc status=none
says a_damaged_backup_is_refused 1 '*is not the record that its log signed*' "$tocsin" restore "$dir/backup2" "$dir/fourth" --why x
sed 's/^[0-9][0-9]*$/1/' "$dir/early" > "$dir/forged"
says what_is_known_was_signed 1 'tocsin: the checkpoint given: *' "$tocsin" restore "$dir/backup" "$dir/fourth" --why x --known "$dir/forged"
says what_is_known_is_a_checkpoint 2 'tocsin: the checkpoint given: *' "$tocsin" restore "$dir/backup" "$dir/fourth" --why x --known "$dir/sheet"
says what_is_known_is_of_that_log 1 'tocsin: the checkpoint given: *' "$tocsin" restore "$dir/backup" "$dir/fourth" --why x --known "$dir/checkpoint"
result a_restore_that_is_refused_leaves_nothing "$(ls -d "$dir/fourth" 2> /dev/null)" ""
says a_restore_that_what_is_known_confirms 0 'The log *' "$tocsin" restore "$dir/backup" "$dir/fourth" --why x --known "$dir/early"
matches nothing_is_lost "$("$tocsin" verify --json "$dir/fourth")" '*"lost":0*'
says a_restore_that_has_lost_something 0 'LOST: the checkpoint given covers * more*' "$tocsin" restore "$dir/backup" "$dir/fifth" --why x --known "$dir/late"
says which_the_record_says 0 '*no charter officer has signed anything since*known elsewhere, w* not in a backup restored*' "$tocsin" verify "$dir/fifth"
echo "1..$n"
