import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeHome, type AioHome, type Run } from "./run-aio.ts";

let home: AioHome;
const aio = (...args: string[]): Promise<Run> => aioInProcess(args, { env: home.env });
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home[Symbol.dispose]());

describe("aio config", () => {
  it("sets, gets, explains and unsets", async () => {
    expect(JSON.parse((await aio("config", "set", "defaults.dial", "best", "--json")).stdout)).toMatchObject({
      key: "defaults.dial",
      value: "best",
    });
    expect((await aio("config", "get", "defaults.dial")).stdout).toBe("best\n");
    expect((await aio("config", "explain", "defaults.dial")).stdout).toMatch(/defaults\.dial +"best" +file/);
    await aio("config", "unset", "defaults.dial");
    expect((await aio("config", "get", "defaults.dial")).stdout).toBe("balanced\n");
    const { path: file } = JSON.parse((await aio("config", "path", "--json")).stdout);
    expect(existsSync(file)).toBe(true);
  });

  it("refuses unknown keys with the nearest name, and wrong values, and changes nothing", async () => {
    const file = (await aio("config", "path")).stdout.trim();
    await aio("config", "set", "defaults.dial", "best");
    const before = readFileSync(file, "utf8");
    const unknown = await aio("config", "set", "defaults.dail", "best");
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toMatch(/did you mean "dial"/);
    expect((await aio("config", "set", "defaults.dial", "bets")).code).toBe(2);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("edits with the editor and checks the file afterwards", async () => {
    const script = path.join(home.folder, "an editor.mjs");
    writeFileSync(
      script,
      'import { writeFileSync } from "node:fs"; writeFileSync(process.argv[2], process.env.AIO_EDIT);',
    );
    const env = { VISUAL: `${process.execPath} "${script}"` };
    const bad = await home.aio(["config", "edit"], { env: { ...env, AIO_EDIT: '{"defaults":{"dail":1}}' } });
    expect(bad).toMatchObject({ code: 2 });
    expect(bad.stderr).toMatch(/unknown key/);
    expect((await home.aio(["config", "edit"], { env: { ...env, AIO_EDIT: '{"version":"2.0.0"}' } })).code).toBe(0);
    expect((await home.aio(["config", "edit"], { env: { VISUAL: "no-such-editor-anywhere" } })).stderr).toMatch(
      /Cannot start no-such-editor-anywhere/,
    );
  });

  it("a broken or missing file is one line with its place, for every command, and doctor says it too", async () => {
    const broken = path.join(home.folder, "broken.json");
    writeFileSync(broken, '{\n  "version": "2.0.0",\n  oops\n}');
    for (const args of [["hi"], ["models"], ["history", "list"], ["config", "explain"]]) {
      const run = await aio(...args, "--config", broken);
      expect(run, args.join(" ")).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toMatch(/broken\.json is not valid JSON at line 3/);
    }
    const missing = await aio("--config", "/no/such/config.json", "hi");
    expect(missing).toMatchObject({ code: 2, stdout: "" });
    expect(missing.stderr).toMatch(/There is no config file/);
    const report = JSON.parse((await aio("doctor", "--json", "--config", broken)).stdout);
    expect(report).toMatchObject({ ok: false });
    expect(report.findings.at(-1)).toMatchObject({ area: "config", state: "problem", fix: expect.any(String) });
  });
});
