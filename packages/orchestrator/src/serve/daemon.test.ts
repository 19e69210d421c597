import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startDaemon, stopDaemon } from "./daemon.ts";
import { rotateLog } from "./keep-log-small.ts";
import { isAlive, readServerFile, serverFilePath, writeServerFile } from "./server-file.ts";
import { launchdAgent, systemdUnit } from "./service-units.ts";

let runtime: string;
let stranger: ChildProcess;
let closed: Server;

beforeEach(async () => {
  runtime = mkdtempSync(path.join(tmpdir(), "aio-daemon-"));
  stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(stranger, "spawn");
  closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
});
afterEach(async () => {
  const ended = once(stranger, "exit");
  stranger.kill("SIGKILL");
  await ended;
  rmSync(runtime, { recursive: true, force: true });
});

it("ends no stranger whose process id a crashed server's file names", async () => {
  const { port } = closed.address() as AddressInfo;
  closed.close();
  const pid = stranger.pid ?? 0;
  const server = { url: `http://127.0.0.1:${port}`, token: "t", pid, startedAt: "", version: "1" };
  writeServerFile(runtime, server);
  await expect(stopDaemon(runtime)).rejects.toMatchObject({
    code: "network",
    suggestion: expect.stringContaining(serverFilePath(runtime)),
  });
  expect(isAlive(pid)).toBe(true);
  expect(readServerFile(runtime)).toEqual(server);
});

it("waits for the server it stops, not for the next one that has its place meanwhile", async () => {
  closed.close();
  const old = { url: "http://127.0.0.1:9", token: "t", pid: process.pid, startedAt: "", version: "1" };
  writeServerFile(runtime, { ...old, stopsBy: Date.now() + 30_000 });
  const stopped = stopDaemon(runtime);
  writeServerFile(runtime, { ...old, pid: stranger.pid ?? 0 });
  expect(await stopped).toBe(true);
});

it("says at once that a program which is not there did not start", async () => {
  closed.close();
  const command = [path.join(runtime, "no-such-program")];
  await expect(startDaemon({ runtime, command, env: {} })).rejects.toMatchObject({
    code: "network",
    cause: { code: "ENOENT" },
  });
});

it("says why a server did not start, and not what an earlier one said", async () => {
  closed.close();
  writeFileSync(path.join(runtime, "server.log"), "error: an old story\n");
  const complain = "console.error('error: Cannot listen.\\n  fix: another port'); process.exit(7)";
  const command = [process.execPath, "-e", complain];
  await expect(startDaemon({ runtime, command, env: {} })).rejects.toMatchObject({
    message: "The server did not start: Cannot listen.",
  });
});

it("moves a long log aside while its writers keep it open", () => {
  closed.close();
  const file = path.join(runtime, "server.log");
  expect(rotateLog(file, 10)).toBe(false);
  writeFileSync(file, "0123456789");
  expect(rotateLog(file, 10)).toBe(false);
  writeFileSync(file, "0123456789!");
  expect(rotateLog(file, 10)).toBe(true);
  expect([readFileSync(`${file}.1`, "utf8"), readFileSync(file, "utf8")]).toEqual(["0123456789!", ""]);
});

it("tells a service where the data is, where that was moved", () => {
  closed.close();
  const home = '/srv/100% "ours"';
  const unit = systemdUnit(["/bin/aio"], home);
  expect(unit).toContain('ExecStart=/bin/aio\nEnvironment="AI_ORCHESTRATOR_HOME=/srv/100%% \\"ours\\""\nRestart=');
  expect(unit).toContain('ReadWritePaths="/srv/100%% \\"ours\\""\n');
  expect(launchdAgent(["/bin/aio"], home)).toContain(
    '<dict><key>AI_ORCHESTRATOR_HOME</key><string>/srv/100% "ours"</string></dict>',
  );
  expect(systemdUnit(["/bin/aio"])).toContain("ReadWritePaths=%h/.ai_orchestrator\n");
  expect(launchdAgent(["/bin/aio"])).not.toContain("EnvironmentVariables");
});

it("escapes in a unit what systemd would expand", () => {
  closed.close();
  expect(systemdUnit(["/opt/100%/node", "/home/$me/a b/aio.js"])).toContain(
    'ExecStart=/opt/100%%/node "/home/$$me/a b/aio.js"\n',
  );
});
