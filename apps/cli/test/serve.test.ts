import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome } from "./run-aio.ts";

let home: AioHome;
let server: Server | undefined;
beforeEach(() => {
  home = makeHome();
});
afterEach(async () => {
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  server = undefined;
  home[Symbol.dispose]();
});

const serve = (...args: readonly string[]) => aioInProcess(["serve", ...args], { env: home.env });

/** As a server of this very process would have left it. */
function leaveServerFile(text = JSON.stringify({ url: "http://127.0.0.1:9", token: "old", pid: process.pid })): void {
  const runtime = path.join(home.env["AI_ORCHESTRATOR_HOME"] ?? "", "runtime");
  mkdirSync(runtime, { recursive: true });
  writeFileSync(path.join(runtime, "server.json"), text);
}

/** One that answers. */
async function pretendServer(): Promise<string> {
  server = createServer((_request, response) => response.end("{}"));
  const { port } = await new Promise<AddressInfo>((resolve) =>
    server?.listen(0, "127.0.0.1", () => resolve(server?.address() as AddressInfo)),
  );
  const url = `http://127.0.0.1:${port}`;
  leaveServerFile(JSON.stringify({ url, token: "the-token", pid: process.pid, startedAt: "now", version: "0" }));
  return url;
}

describe("aio serve, asked about a server", () => {
  it("prints the token of the one that runs, alone, and starts none", async () => {
    await pretendServer();
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

  it("takes what a crash left behind for none, also where a stranger has its process id by now", async () => {
    leaveServerFile();
    expect(await serve("--status")).toMatchObject({ code: 7, stdout: "no server is running\n" });
    expect(await serve("--show-token")).toMatchObject({ code: 7, stdout: "" });
    leaveServerFile('{"url":"http://127.0.0.1:9","tok');
    expect(await serve("--status")).toMatchObject({ code: 7, stdout: "no server is running\n" });
    expect(await serve("--stop")).toMatchObject({ code: 0, stderr: "no server was running\n" });
  });

  it("says that one is stopping while its running requests end, and asks it for nothing", async () => {
    const url = "http://127.0.0.1:9";
    const stopping = (stopsBy: number) =>
      leaveServerFile(JSON.stringify({ url, token: "old", pid: process.pid, startedAt: "now", version: "0", stopsBy }));
    stopping(Date.now() + 30_000);
    const told = await serve("--status");
    expect(told).toMatchObject({ code: 7, stderr: "" });
    expect(told.stdout).toMatch(
      new RegExp(`^stopping: process ${process.pid} of ${url} ends when its running requests have, within \\d+ s\n$`),
    );
    expect(JSON.parse((await serve("--status", "--json")).stdout)).toMatchObject({
      running: false,
      stopping: true,
      url,
    });
    expect((await serve("--show-token")).stderr).toMatch(/is stopping/);
    // One that was killed meanwhile is none, whoever has its process id by now.
    stopping(Date.now() - 60_000);
    expect(await serve("--status")).toMatchObject({ code: 7, stdout: "no server is running\n" });
    expect(await serve("--stop")).toMatchObject({ code: 0, stderr: "no server was running\n" });
  });

  it("has no login code where nothing answers, and says what to do", async () => {
    leaveServerFile();
    const { code, stderr } = await serve("--login-code");
    expect(code).toBe(7);
    expect(stderr).toBe("error: No server is running.\n  fix: aio serve --daemon\n");
  });

  it("says in front of a second one that the first runs", async () => {
    const url = await pretendServer();
    for (const how of [[], ["--daemon"]]) {
      const second = await serve("--port", "0", ...how);
      expect(second.code).toBe(7);
      expect(second.stderr).toContain(`A server runs already at ${url}`);
    }
  });
});

it("prints a unit, and makes the data folder that the unit may write to", async () => {
  const data = home.env["AI_ORCHESTRATOR_HOME"] ?? "";
  const { code, stdout } = await serve("--unit", "systemd");
  expect(code).toBe(0);
  expect(stdout).toContain(`ReadWritePaths="${data}"`);
  expect(statSync(data).isDirectory()).toBe(true);
  expect(await serve("--unit", "cron")).toMatchObject({ code: 2, stdout: "" });
});
