// files -- files, and in whose hands they are.

import { say as first } from "../text";

export const say = {
	...first,
	files: "Files",
	no_files: "No file was brought.",
	bring_file: "Bring a file",
	bring_lead: "It is kept as it is, with its SHA-256, beside the record. Say where it is from while you still know.",
	sending: "Sending",
	download: "Save",
	suspicious_lead: "It may do harm when opened. It is saved with a name that nothing opens by itself; look at it only where that is safe.",
	custody: "In whose hands",
	brought_by: "Brought here by",
	from_what: "from",
	handed_to: "Handed to",
	says: "says",
	transfer_custody: "It changed hands",
	describe: "Say how it was collected",
	described_by: "said afterwards by",
	goes_with_it: "Files that go with it",
	leave_out: "Leave out",
	file_is_here: "brought",
};
