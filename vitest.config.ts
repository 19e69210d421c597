import { availableParallelism } from "node:os";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const ROOTS = "{packages,apps,tools,bench,examples}";
/** Tests that replace modules or watch their own process, and the slow ones, have a process of their own each. */
const APART = `${ROOTS}/**/*.{isolated,slow}.test.ts`;

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 30_000,
    pool: "forks",
    // Much of the suite waits for servers, children and disks: one worker more than cores.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // A worker loads a module once for all its files: a third of the suite's CPU time.
      { extends: true, test: { name: "shared", include: [`${ROOTS}/**/*.test.ts`], exclude: [APART], isolate: false } },
      { extends: true, test: { name: "apart", include: [APART] } },
    ],
  },
});
export default config;
