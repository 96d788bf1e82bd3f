import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// The server's policy allows neither inline scripts nor inline styles nor data: addresses for code, so
// nothing is inlined. `fragments: "tree"` builds elements without innerHTML.
export default defineConfig(({ mode }) => ({
  plugins: [svelte({ compilerOptions: { fragments: "tree" } })],
  base: "/",
  build: {
    outDir: "../src/dissensus/web/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    target: "es2023",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 300,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ["index.html", "src/script.ts"],
      preserveEntrySignatures: "strict",
    },
  },
  worker: { format: "es" },
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  test: { environment: "node", include: ["tests/**/*.test.ts"], restoreMocks: true },
}));
