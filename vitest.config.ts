import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { quickFolder } from "./test/support/quick-folder.ts";

// Every worker and every product that a test starts inherits it.
const folder = process.env.TMPDIR ?? quickFolder();
if (folder) process.env.TMPDIR = folder;

// Only ends what hangs: how long a test may take on a busy machine is no test's matter.
const hangs = { testTimeout: 600_000, hookTimeout: 600_000 };

/** Four projects: pure rules, the store on a real PostgreSQL, whole stories, and the browser. */
export default defineConfig({
  test: {
    // The usual one fewer leaves a core idle: these tests mostly wait for PostgreSQL and Chromium.
    maxWorkers: Math.max(2, availableParallelism()),
    reporters: process.env.CI ? ["default", "json"] : ["default"],
    ...(process.env.CI ? { outputFile: { json: "tmp/tests.json" } } : {}),
    projects: [
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "unit",
          include: [
            "src/*.test.ts",
            "src/{core,lib,formats,ui,cli,mail}/**/*.test.{ts,tsx}",
            "scripts/**/*.test.ts",
          ],
          pool: "threads",
          isolate: false,
          ...hangs,
        },
      },
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "store",
          include: [
            "src/{store,actions,jobs,web,api,integrations}/**/*.test.{ts,tsx}",
            "test/sweep/**/*.test.ts",
          ],
          globalSetup: ["test/support/database-server.ts"],
          // Threads of one process share V8's map of compiled pages, and thousands of workers that come
          // and go in it have ended whole runs ("jit_page.has_value()", nodejs/node#64500).
          pool: "forks",
          isolate: false,
          ...hangs,
        },
      },
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          globalSetup: [
            "test/support/built-product.ts",
            "test/support/database-server.ts",
            "test/support/prepared-products.ts",
          ],
          pool: "forks",
          // Each file starts a product or a site of its own; only the code is loaded once.
          isolate: false,
          ...hangs,
        },
      },
    ],
  },
});
