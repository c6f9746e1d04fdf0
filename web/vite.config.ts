import { defineConfig } from "vite";

// One style sheet, one script and the words of keys when they are needed, nothing inline: what the content security policy allows.
export default defineConfig({
	build: {
		target: "es2022",
		modulePreload: { polyfill: false },
		assetsInlineLimit: 0,
		cssCodeSplit: false,
		reportCompressedSize: false,
	},
});
