import { defineConfig } from "vite";

// One script, one style sheet, nothing inline: what the content security policy allows.
export default defineConfig({
	build: {
		target: "es2022",
		modulePreload: false,
		assetsInlineLimit: 0,
		cssCodeSplit: false,
		reportCompressedSize: false,
	},
});
