import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome } from "./run-aio.ts";

let home: AioHome;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home[Symbol.dispose]());

const serve = (...args: readonly string[]) => aioInProcess(["serve", ...args], { env: home.env });

/** As the server of this very process would have left it. */
function pretendServer(): void {
  const runtime = path.join(home.env["AI_ORCHESTRATOR_HOME"] ?? "", "runtime");
  mkdirSync(runtime, { recursive: true });
  const server = { url: "http://127.0.0.1:9", token: "the-token", pid: process.pid, startedAt: "now", version: "0" };
  writeFileSync(path.join(runtime, "server.json"), JSON.stringify(server));
}

describe("aio serve, asked about a server", () => {
  it("prints the token of the one that runs, alone, and starts none", async () => {
    pretendServer();
    expect(await serve("--show-token")).toEqual({ code: 0, stdout: "the-token\n", stderr: "" });
    expect(JSON.parse((await serve("--show-token", "--json")).stdout)).toEqual({ token: "the-token" });
    expect((await serve("--status", "--show-token")).stdout).toMatch(/^running at .*\ntoken the-token\n$/);
  });

  it("says that none runs, with an exit code that is no fault of ours", async () => {
    expect(await serve("--status")).toEqual({ code: 7, stdout: "no server is running\n", stderr: "" });
    expect(await serve("--status", "--json")).toMatchObject({ code: 7, stdout: '{"running":false}\n' });
    const token = await serve("--show-token");
    expect(token).toMatchObject({ code: 7, stdout: "" });
    expect(token.stderr).toMatch(/No server is running/);
  });
});
