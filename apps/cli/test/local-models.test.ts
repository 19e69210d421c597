import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { serveJson } from "../../../packages/providers/src/local/fixtures/serve-json.ts";
import { mlxRepository } from "../../../packages/providers/src/local/models-on-disk/fixtures/disk-world.ts";
import {
  startHubDouble,
  type HubDouble,
} from "../../../packages/providers/src/local/models-on-disk/fixtures/hub-double.ts";
import type { CliContext } from "../src/cli-context.ts";
import { reportPull } from "../src/commands/models/pull-progress.ts";
import { confirm } from "../src/input/confirm.ts";
import { formatBytes } from "../src/terminal/format-bytes.ts";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome, type Run } from "./run-aio.ts";

const QWEN = "mlx-community/Qwen3-4B-Instruct-2507-4bit";
const FOLDER = "models--mlx-community--Qwen3-4B-Instruct-2507-4bit";

// Windows lets only some users make the links a cache is built of.
describe.skipIf(process.platform === "win32")("aio models local, pull, remove, clean", () => {
  let home: AioHome;
  let hub: HubDouble;
  let cache: string;
  beforeAll(async () => {
    hub = await startHubDouble();
  });
  afterAll(() => hub[Symbol.asyncDispose]());
  beforeEach(() => {
    home = makeHome();
    cache = path.join(home.folder, "hub");
    vi.stubEnv("HOME", home.folder);
    hub.repositories[QWEN] = mlxRepository();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    home[Symbol.dispose]();
    hub.requests.length = 0;
    for (const name of Object.keys(hub.faults)) delete hub.faults[name];
  });
  const aio = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> => {
    const nowhere = "127.0.0.1:9";
    const servers = {
      OLLAMA_HOST: nowhere,
      LMSTUDIO_BASE_URL: nowhere,
      LLAMACPP_BASE_URL: nowhere,
      MLX_BASE_URL: nowhere,
    };
    return aioInProcess(["models", ...args], {
      env: { ...home.env, ...servers, HF_ENDPOINT: hub.endpoint, HF_HUB_CACHE: cache, ...env },
    });
  };

  it("pulls, lists, cleans and removes", async () => {
    const pulled = await aio(["pull", "mlx-qwen3-4b", "--yes"]);
    expect(pulled.code, pulled.stderr).toBe(0);
    expect(pulled.stderr).toMatch(/mlx-qwen3-4b +620 KB +620 KB/);
    expect(pulled.stderr).toMatch(/mlx-qwen3-4b {2}100 % {2}620 KB of 620 KB/);
    expect(pulled.stderr).toContain("mlx-qwen3-4b is here");
    const list = await aio(["local"]);
    expect(list.stdout).toMatch(/○ {2}mlx-qwen3-4b +620 KB +complete, recommended +\/.*Qwen3-4B/);
    expect(list.stderr).toContain("aio models pull mlx-qwen2.5-coder-14b");
    const json = JSON.parse((await aio(["local", "--json"])).stdout);
    expect(json.models).toMatchObject([{ name: "mlx-qwen3-4b", complete: true, served: false }]);
    expect(json.absent[0]).toMatchObject({ pull: "aio models pull mlx-qwen2.5-coder-14b" });
    expect(await aio(["clean"])).toMatchObject({ code: 0, stderr: "nothing to clean\n" });
    const partial = path.join(cache, FOLDER, "blobs", `${"1".repeat(64)}.aio.incomplete`);
    writeFileSync(partial, Buffer.alloc(2_500_000));
    const asked = await aio(["clean"]);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toMatch(/incomplete download +2\.5 MB/);
    expect(asked.stderr).toContain("--yes");
    expect(statSync(partial).size).toBe(2_500_000);
    const cleaned = await aio(["clean", "--yes", "--json", "--quiet"]);
    expect(JSON.parse(cleaned.stdout)).toMatchObject({ freed: 2_500_000, removed: [{ path: partial }] });
    expect((await aio(["remove", "mlx-qwen3-4b"])).code).toBe(2);
    const removed = await aio(["remove", "mlx-qwen3-4b", "--yes"]);
    expect(removed.stderr).toContain("removed mlx-qwen3-4b; freed 620 KB");
    expect(readdirSync(cache)).toEqual([".locks"]);
    expect((await aio(["remove", "mlx-qwen3-4b", "--yes"])).code).toBe(2);
  });

  it("asks before it fetches, and fetches nothing without an answer", async () => {
    const run = await aio(["pull", "mlx-qwen3-4b"]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("620 KB");
    expect(run.stderr).toContain("Add --yes");
    expect(hub.requests.filter(({ line }) => line.includes("/resolve/"))).toEqual([]);
  });

  it("says nothing to fetch is nothing to ask", async () => {
    await aio(["pull", "mlx-qwen3-4b", "--yes"]);
    const again = await aio(["pull", QWEN, "--json", "--quiet"]);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject([{ name: "mlx-qwen3-4b", fetched: 0 }]);
  });

  it("has an exit code for each way to fail", async () => {
    hub.repositories["meta/gated"] = { ...mlxRepository(), gated: true };
    const codeOf = async (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<number> =>
      (await aio(["pull", ...args, "--yes"], env)).code;
    expect(await codeOf([])).toBe(2);
    expect(await codeOf(["mlx-qwen3-4"])).toBe(2);
    expect(await codeOf(["hf:someone/absent"])).toBe(2);
    expect(await codeOf(["gpt-5.5"])).toBe(2);
    expect(await codeOf(["hf:meta/gated"])).toBe(8);
    expect(await codeOf(["mlx-qwen3-4b"], { HF_ENDPOINT: "http://127.0.0.1:9" })).toBe(7);
    expect(await codeOf(["ollama/tiny"])).toBe(7);
    mkdirSync(cache);
    writeFileSync(path.join(cache, FOLDER), "a file where a folder belongs");
    expect(await codeOf(["mlx-qwen3-4b"])).toBe(1);
  });

  it.each([
    [["--local"], {}],
    [[], { HF_HUB_OFFLINE: "1" }],
    [["--demo"], {}],
  ])("stays off the network: %j %j", async (args, env) => {
    const run = await aio(["pull", "mlx-qwen3-4b", "--yes", ...args], env);
    expect(run.code, run.stderr).toBe(4);
    expect(hub.requests).toEqual([]);
  });

  it("passes Ollama's progress on", async () => {
    await using ollama = await serveJson({
      "/api/tags": { models: [] },
      "/v2/library/tiny/manifests/latest": { layers: [{ size: 1000 }], config: { size: 10 } },
      "POST /api/pull": (_request: unknown, response: ServerResponse) =>
        response.end('{"status":"pulling a","digest":"a","total":1010,"completed":1010}\n{"status":"success"}\n'),
    });
    const env = { OLLAMA_HOST: ollama.origin, AIO_OLLAMA_REGISTRY_URL: ollama.origin };
    const run = await aio(["pull", "ollama/tiny", "--yes", "--json"], env);
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject([{ name: "ollama/tiny", provider: "ollama", size: 1010 }]);
    expect(run.stderr).toContain("100 %");
  });

  it("keeps what came at Ctrl-C, and says how to go on", async () => {
    const env = { ...home.env, HF_ENDPOINT: hub.endpoint, HF_HUB_CACHE: cache, OLLAMA_HOST: "127.0.0.1:9" };
    const child = spawn(process.execPath, [home.main, "models", "pull", "mlx-qwen3-4b", "--yes"], { env });
    const ended = once(child, "close");
    const said = child.stderr.toArray();
    hub.faults["model-1.safetensors"] = {
      // All that comes before the weights is there by now.
      before: async () => {
        child.kill("SIGINT");
        await ended;
      },
    };
    const [code] = await ended;
    const stderr = Buffer.concat(await said).toString();
    expect(code, stderr).toBe(130);
    expect(stderr).toMatch(/Stopped; the .* that are here are kept/);
    expect(stderr).toContain("Go on with: aio models pull mlx-qwen3-4b");
    const again = await aio(["pull", "mlx-qwen3-4b", "--yes"]);
    expect(again.code, again.stderr).toBe(0);
    expect(readFileSync(path.join(cache, FOLDER, "refs/main"), "utf8")).toBe("a".repeat(40));
  });
});

describe("confirm", () => {
  const answering = (text: string, isTTY = true): CliContext => {
    const stdin = Object.assign(new PassThrough(), { isTTY });
    stdin.end(text);
    return { stdin, stderr: new PassThrough(), signal: new AbortController().signal } as unknown as CliContext;
  };

  it("takes y and yes for a yes, and everything else for a no", async () => {
    for (const text of ["y\n", "YES\n"])
      await expect(confirm("Go?", { flag: "--yes", given: false }, answering(text))).resolves.toBeUndefined();
    for (const text of ["n\n", "\n", "yesterday\n"])
      await expect(confirm("Go?", { flag: "--yes", given: false }, answering(text))).rejects.toMatchObject({
        code: "cancelled",
      });
    await expect(confirm("Go?", { flag: "--yes", given: true }, answering("n\n"))).resolves.toBeUndefined();
    await expect(confirm("Go?", { flag: "--yes", given: false }, answering("y\n", false))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("reportPull", () => {
  it("shows share, speed and time left, over the last seconds", () => {
    const report = reportPull("m", { isLive: true });
    const total = 3_000_000_000;
    expect(report.next({ done: 0, total }, 0)).toBe("m  0 %  0 bytes of 3.0 GB");
    expect(report.next({ done: 1_000_000, total }, 100)).toBeUndefined();
    expect(report.next({ done: 10_000_000, total }, 1000)).toBe("m  0 %  10 MB of 3.0 GB  10 MB/s");
    expect(report.next({ done: 20_000_000, total }, 2000)).toBe("m  0 %  20 MB of 3.0 GB  10 MB/s  5 min left");
    for (let second = 3; second <= 20; second++) report.next({ done: 20_000_000, total }, second * 1000);
    expect(report.next({ done: 20_000_000, total }, 21_000)).toBe("m  0 %  20 MB of 3.0 GB  waiting");
    expect(report.next({ done: total, total }, 22_000)).toMatch(/^m {2}100 % {2}3\.0 GB of 3\.0 GB {2}\d+ MB\/s$/);
  });

  it("writes a line a tenth where lines stay", () => {
    const report = reportPull("m", { isLive: false });
    const shown = Array.from({ length: 101 }, (_, done) => report.next({ done, total: 100 }, done));
    expect(shown.filter((line) => line !== undefined)).toHaveLength(11);
    expect(report.next({ done: 100, total: 100, phase: "verifying" }, 200)).toBe("m  verifying");
    expect(report.next({ done: 100, total: 100, phase: "verifying" }, 300)).toBeUndefined();
  });

  it("says what is done where the whole is not known", () => {
    expect(reportPull("m", { isLive: true }).next({ done: 1500 }, 0)).toBe("m  1.5 KB");
  });
});

describe("formatBytes", () => {
  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1000, "1.0 KB"],
    [999_949, "1.0 MB"],
    [2_340_000_000, "2.3 GB"],
    [12_000_000_000, "12 GB"],
    [5e15, "5000 TB"],
  ])("%d is %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
