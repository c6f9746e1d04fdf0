#!/usr/bin/env bash
# task: a task's whole life: a program opens it, a person works on it.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them
unset TOCSIN_SERVER TOCSIN_TOKEN
code() { "$@" > "$dir/out" 2> "$dir/err"; echo $?; }
says() { result "$1 (exit code)" "$(code "${@:4}")" "$2"; matches "$1" "$(cat "$dir/out" "$dir/err")" "$3"; }
room() { "$tocsin" room "$1" --server "$server" --token-file "$dir/token" "${@:2}"; }
# given COMMAND BODY: the entry it made, by the program; as_ada: by Ada herself, ada: what she is told.
given() { room do "$number" "$1" "$2" --json | jq .seq; }
ada() { command_as "$cookie" "$number" "$1" "$2"; }
as_ada() { ada "$@" | jq .seq; }
in_seconds() { echo "$(($(date +%s) + $1))000000"; }
task() { room show "$number" --json | jq -c ".entities[] | select(.entity == \"task\" and .id == ${1:-0}) | $2"; }

found "$dir/data" && start "$dir/data" || exit 2
cookie=$("$passkey" enrol "$server" "$dir/key" "$secret")

# ---- a program that may write, and a room ----
"$tocsin" token new --server "$server" --scope write --days 1 --purpose 'tasks' > "$dir/token" 2> "$dir/asked" &
for _ in {1..100}; do
	hash=$(sed -n 's/.*token#//p' "$dir/asked" | tr '&' '\n' | sed -n 's/^hash=//p')
	[ -n "$hash" ] && break
	sleep 0.05
done
token_as "$dir/key" "$cookie" "$(jq -n --arg secret "$hash" '{$secret, scope: "write", days: 1, purpose: "tasks"}')" > "$dir/out"
wait $!
number=$(command_as "$cookie" new declare_room '{"kind":"incident","severity":"SEV2","codename":"heron","title":"Invoices"}' | jq .room)
person=$(room show charter --json | jq '.entities[] | select(.entity == "person") | .id')
officers=$(room show charter --json | jq '.entities[] | select(.entity == "seat") | .id')

# ---- its life ----
image=$(given open_task "{\"title\":\"Image the disk\",\"owner\":$officers,\"priority\":\"urgent\",\"due\":$(in_seconds 7200)}")
mount=$(given open_task "{\"title\":\"Mount the image\",\"needs\":[$image]}")
says a_program_is_never_on_a_task 1 'tocsin: This is for people*' room do "$number" take_tasks "{\"tasks\":[$image]}"
says it_is_assigned 0 '*"seq":*' ada assign_tasks "{\"tasks\":[$image,$mount],\"people\":[$person]}"
result somebody_is_on_it "$(task "$image" '[.state, .people, .priority]')" "[\"taken\",[$person],\"urgent\"]"
item=$(as_ada add_task_item "{\"task\":$image,\"text\":\"Hash it\"}")
ticked=$(as_ada tick_task_item "{\"item\":$item}")
result a_tick_says_who "$(room show "$number" --json | jq -c '.entities[] | select(.entity == "task_item") | [.ticked, .person]')" "[true,$person]"
matches a_tick_is_an_entry "$ticked" '[0-9]*'
says it_is_blocked 0 '*"seq":*' ada block_task "{\"task\":$image,\"outside\":\"the data centre\",\"why\":\"no key to the cage\"}"
result by_whom_and_why "$(task "$image" '[.blocked_outside, .blocked_why]')" '["the data centre","no key to the cage"]'
says it_is_shown 0 '*Image the disk*the data centre*no key to the cage*' room show "$number"
says it_goes_on 0 '*"seq":*' ada unblock_task "{\"task\":$image,\"how\":\"they came\"}"
says a_circle_is_refused 1 '*Task * would wait for itself*' ada set_task_needs "{\"task\":$image,\"needs\":[$mount]}"
says what_comes_first_comes_first 1 "*Task $image comes first, and is not done: Image the disk*" ada finish_task "{\"task\":$mount}"
says all_or_nothing 1 '*There is no task 9999 here*' ada set_tasks_priority "{\"tasks\":[$mount,9999],\"priority\":\"low\"}"
result so_nothing_happened "$(task "$mount" .priority)" null
says several_at_once 0 '*"seq":*' ada set_tasks_priority "{\"tasks\":[$mount,$image],\"priority\":\"high\"}"
result all_of_them "$(task "$mount" .priority)$(task "$image" .priority)" '"high""high"'
hours=$(as_ada report_hours "{\"task\":$image,\"spent\":5400,\"note\":\"at the data centre\"}")
matches hours_are_an_entry "$hours" '[0-9]*'
says it_is_done 0 '*"seq":*' ada finish_task "{\"task\":$image,\"result\":\"imaged twice\"}"
result with_a_result_and_hours "$(task "$image" '[.state, .result, .spent]')" '["done","imaged twice",5400]'
says it_is_reopened_with_a_reason 1 '*why: *' ada reopen_task "{\"task\":$image}"
says it_is_reopened 0 '*"seq":*' ada reopen_task "{\"task\":$image,\"why\":\"the hashes differ\"}"
result by_whoever_had_it "$(task "$image" '[.state, .people, .note]')" "[\"taken\",[$person],\"the hashes differ\"]"
says it_may_be_forced_with_a_reason 0 '*"seq":*' ada finish_task "{\"task\":$mount,\"despite\":\"a copy was found\"}"
says the_rest_is_dropped 0 '*"seq":*' ada drop_tasks "{\"tasks\":[$image],\"why\":\"the copy will do\"}"

# ---- what is overdue says so by itself, once ----
late=$(given open_task "{\"title\":\"Call the bank\",\"due\":$(in_seconds 2)}")
for _ in {1..100}; do
	[ "$(task "$late" .overdue)" = true ] && break
	sleep 0.1
done
result it_is_overdue "$(task "$late" '[.overdue, .state]')" '[true,"open"]'
result and_says_so_once "$(room log "$number" | grep -c task_overdue)" 1
says the_log_tells_it_all 0 '*task_opened*task_assigned*task_item_ticked*task_blocked*no key to the cage*hours_reported*task_done*imaged twice*task_reopened*task_done*a copy was found*task_dropped*task_overdue*' room log "$number"
stop
says and_it_verifies 0 '*whole      yes*authority  yes*' "$tocsin" verify "$dir/data"
echo "1..$n"
