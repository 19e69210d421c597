import { availableParallelism } from "node:os";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: [
      "packages/**/*.test.ts",
      "apps/**/*.test.ts",
      "tools/**/*.test.ts",
      "bench/**/*.test.ts",
      "examples/**/*.test.ts",
    ],
    testTimeout: 30_000,
    pool: "forks",
    // Much of the suite waits for servers and disks: one worker a core, not one fewer.
    maxWorkers: Math.max(2, availableParallelism()),
  },
});
export default config;
