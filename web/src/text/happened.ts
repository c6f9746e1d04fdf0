// happened -- kinds of entry in a line.

/** What happened, in fewer words than the .def's own sentence, where it is told in a line. */
export const happened: Record<string, string> = {
	room_declared: "Declared", severity_set: "Severity", phase_set: "Moved on", command_taken: "Took command", duty_taken: "Is on", duty_lasts: "On for long", shift_set: "Shift planned", relief_late: "The relief is late",
	handover_offered: "Hands over", handover_accepted: "Handed over", handover_declined: "Does not take over", handover_withdrawn: "Took it back", handover_unanswered: "Handover not answered", objective_set: "What we want now",
	member_added: "Let in", member_removed: "Taken out", fact_asserted: "Known", information_requested: "Asked", task_opened: "To do", task_taken: "Taken on", task_done: "Done",
	task_dropped: "Not needed", clock_started: "Clock began", clock_met: "Done in time", clock_passed: "Too late", clock_lifted: "Does not apply",
	decision_opened: "To decide", option_proposed: "Option", option_estimated: "Estimated", option_put_up: "Put up", measure_proposed: "Measure proposed",
	decided: "Decided for", concurred: "Concurred", objected: "Objected", recused: "Not mine", concurred_if: "Would concur if", need_stated: "Needs first",
	call_owed: "To be reached", call_tried: "Tried to reach", call_acknowledged: "Knows of it", page_claimed: "Paged", page_settled: "What came of a page", page_unheard: "Paged in vain", contact_called: "Called outside", committee_called: "The committee is called", committee_met: "The committee met", advice_given: "Advice", deputy_called: "Stands in", seat_taken_back: "Answers again for the seat",
	answer_withdrawn: "Took an answer back", answer_heard: "Heard by voice", heard_confirmed: "Confirmed what was heard", heard_disowned: "Says that it was not them",
	confirmation_reminded: "Reminded to confirm", confirmation_overdue: "Not confirmed in time",
	decision_reminded: "Reminded", seat_escalated: "The next authority may answer",
	decision_taken: "Decision taken", decision_defaulted: "Taken by default, as nobody answered", decision_lapsed: "Undecided", deadline_extended: "Longer to answer",
	delegation_set: "Seat lent for a time", delegation_ended: "Delegation ended", delegate_done: "Delegation over", measure_ordered: "Measure ordered", measure_applied: "In force", measure_checked: "Tested",
	measure_expired: "Its time is over", measure_lifted: "Undone", measure_failed: "It failed", measure_renewed: "Goes on", measure_expiring: "Nearly over",
	interim_set: "For the meantime", review_set: "To be looked at again", review_due: "To be looked at again now", position_stated: "Position", interest_stated: "Because",
	interest_shared: "Shares the interest", interest_linked: "Interest and option",
};
