#!/usr/bin/env bash
# room and token: a program asks the server, with a token that its owner confirmed.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them
unset TOCSIN_SERVER TOCSIN_TOKEN
code() { "$@" > "$dir/out" 2> "$dir/err"; echo $?; }
says() { result "$1 (exit code)" "$(code "${@:4}")" "$2"; matches "$1" "$(cat "$dir/out" "$dir/err")" "$3"; }
room() { "$tocsin" room "$1" --server "$server" --token-file "$dir/token" "${@:2}"; }

# confirm: what the page behind the link does, from the fragment that `token new` printed.
confirm() {
	local fragment
	for _ in {1..100}; do
		fragment=$(sed -n 's/.*token#//p' "$dir/asked")
		[ -n "$fragment" ] && break
		sleep 0.05
	done
	field() { tr '&' '\n' <<< "$fragment" | sed -n "s/^$1=//p"; }
	purpose=$(field purpose)
	token_as "$dir/key" "$cookie" "$(jq -n --arg secret "$(field hash)" --arg scope "$(field scope)" \
		--argjson days "$(field days)" --arg purpose "$(printf '%b' "${purpose//%/\\x}")" '$ARGS.named')"
}

found "$dir/data" && start "$dir/data" || exit 2
cookie=$("$passkey" enrol "$server" "$dir/key" "$secret")

# ---- a token is made, confirmed, and lives ----
says a_token_says_what_it_may 2 '*--scope: read or write*' "$tocsin" token new --server "$server" --purpose x
says and_for_how_long 2 '*--days: from 1 to 90*' "$tocsin" token new --server "$server" --purpose x --scope read --days 91
says and_what_it_is_for 2 '*--purpose*' "$tocsin" token new --server "$server" --scope read
"$tocsin" token new --server "$server" --scope write --days 7 --purpose 'nightly & import, é' > "$dir/token" 2> "$dir/asked" &
receipt=$(confirm)
wait $!
result a_token_is_printed_once_it_lives "$?" 0
matches it_is_one_line "$(cat "$dir/token")" 'tocsin_???????????????????????????????????????????'
result its_purpose_came_through "$("$passkey" get "$server" "$cookie" /api/charter | jq -r '.entities[] | select(.entity == "token") | .purpose')" 'nightly & import, é'
result the_link_holds_no_secret "$(grep -c -e "$(cut -c8- "$dir/token")" "$dir/asked")" 0
matches one_secret_is_one_token "$(confirm 2>&1)" "*another token's*"
id=$(jq .seq <<< "$receipt")

# ---- rooms ----
declaration='{"kind":"incident","severity":"SEV2","codename":"heron","title":"Invoices that nobody sent"}'
says a_program_declares_nothing 1 'tocsin: This is for people*' room do new declare_room "$declaration"
says it_reports_what_looks_wrong 0 'room *, entry 1' room do new report_suspicion '{"what":"odd sign-ins"}'
number=$(command_as "$cookie" new declare_room "$declaration" | jq .room)
says it_is_listed 0 "*room $number, codename: heron, kind: incident, severity: SEV2*tlp: AMBER*" room list
says json 0 '{"index":*,"rooms":[[]{*' room list --json
says words_come_from_standard_input 0 'room *, entry *' room do "$number" post_message - <<< '{ "text": "Ada \u001b[2J\u200f says" }'
says it_is_shown 0 "*room $number, *message *, at: 20*Z, text: Ada *" room show "$number"
result nothing_reaches_the_terminal "$(grep -c $'\033\|\u200f' "$dir/out")" 0
matches but_is_shown_as_bytes "$(cat "$dir/out")" '*Ada \\x1b[[]2J\\xe2\\x80\\x8f says*'
says its_log_is_shown 0 '1  20*Z  Ada*room_declared, *, title: Invoices that nobody sent*message_posted*' room log "$number"
result as_json_an_entry_a_line "$(room log "$number" --json | jq -r '.leaf | fromjson | .kind' | tail -1)" message_posted
says a_receipt_as_json 0 '{"count":1,"n":*,"room":*,"seq":*}' room do "$number" post_message '{"text":"x"}' --json
TOCSIN_SERVER=$server TOCSIN_TOKEN=$(cat "$dir/token") says server_and_token_from_the_environment 0 "*room $number*" "$tocsin" room list
says the_charter_is_shown 0 '*token *, owner: Ada, scope: write*' room show charter

# ---- what goes wrong is a sentence ----
says a_refusal_is_its_sentence 1 'tocsin: There is no such room.' room show 999
says a_bad_body_names_the_field 2 'tocsin: text: *' room do "$number" post_message '{}'
says a_secret_is_asked_about 1 'tocsin: *secret*' room do "$number" post_message '{"text":"password: correct-horse-7-battery"}'
says and_taken_from_who_is_sure 0 'room *' room do "$number" post_message '{"text":"password: correct-horse-7-battery"}' --sure
says a_bad_json 2 'tocsin: 1:2: *' room do "$number" post_message '{x}'
says no_such_command 1 'tocsin: There is no command *' room do "$number" sing '{}'
says a_path_is_no_room 2 'tocsin: a room is a number*' room show '../me'
says a_token_lets_nobody_in 1 'tocsin: This is for people*' room do charter invite_person '{"name":"Eve","secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'
says no_server 2 '*--server URL or TOCSIN_SERVER*' "$tocsin" room list
says no_token 2 '*--token-file FILE or TOCSIN_TOKEN*' "$tocsin" room list --server "$server"
says no_token_in_clear_text 2 '*over https:// alone*' "$tocsin" room list --server http://example.org --token-file "$dir/token"
says nor_to_a_look_alike 2 '*over https:// alone*' "$tocsin" room list --server http://localhost.example.org --token-file "$dir/token"
says no_verb 2 'usage: tocsin room *' "$tocsin" room paint
says nor_to_a_name_before_it 2 '*over https:// alone*' "$tocsin" room list --server http://localhost:80@example.org --token-file "$dir/token"
printf 'tocsin_AAAA\n' > "$dir/other"
says another_token_is_nobody 1 'tocsin: Sign in first*' "$tocsin" room list --server "$server" --token-file "$dir/other"

# ---- a lost connection: sent again with the same key, carried out once ----
stop
(sleep 2; exec "$tocsin" serve --port "${server##*:}" "$dir/data" > "$dir/served" 2>&1) & server_pid=$!
says a_command_waits_for_the_server 0 'room *' room do "$number" post_message '{"text":"once"}'
result and_is_carried_out_once "$(room log "$number" | grep -c 'text: once')" 1

# ---- revoking ----
says a_token_ends_by_its_number 2 '*by its number*' "$tocsin" token revoke --server "$server" --token-file "$dir/token" xyz
says a_token_may_end_itself 0 '' "$tocsin" token revoke --server "$server" --token-file "$dir/token" "$id"
says and_is_nobody_then 1 'tocsin: Sign in first*' room list
stop
says all_of_it_verifies 0 '*whole      yes*authority  yes*' "$tocsin" verify "$dir/data"
echo "1..$n"
