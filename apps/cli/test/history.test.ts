import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { aioInProcess } from "./in-process.ts";
import { makeMockHome, type MockHome } from "./mock-home.ts";
import { makeHome, type Run } from "./run-aio.ts";

let mocked: MockHome;
const aio = (...args: string[]): Promise<Run> => aioInProcess(args, { env: { ...mocked.home.env, ...mocked.env } });
const list = async (): Promise<readonly { readonly id: string; readonly title: string }[]> =>
  JSON.parse((await aio("history", "list", "--json")).stdout).items;

let id = "";
beforeAll(async () => {
  mocked = await makeMockHome();
  await aio("-q", "a question about lighthouses");
  await aio("-q", "--continue", "a second one");
  id = (await list())[0]?.id ?? "";
});
afterAll(async () => mocked[Symbol.asyncDispose]());

describe("aio history", () => {
  it("shows a conversation by the short id that the list prints, and continues it by that", async () => {
    const short = id.slice(-12);
    expect((await aio("history", "list")).stdout).toContain(short);
    expect((await aio("history", "show", short)).stdout).toMatch(/lighthouses[\s\S]*a second one/);
    expect((await aio("history", "show", short.slice(0, 8))).stdout).toMatch(/lighthouses/);
    const more = JSON.parse((await aio("--conversation", short, "a third", "--json")).stdout);
    expect(more.conversationId).toBe(id);
  });

  it("finds, renames, tags, pins, archives", async () => {
    await aio("history", "rename", id, "Leuchttürme", "und", "灯台");
    await aio("history", "tag", id, "sea", "night");
    const pinned = JSON.parse((await aio("history", "pin", id, "--json")).stdout);
    expect(pinned).toMatchObject({ title: "Leuchttürme und 灯台", tags: ["sea", "night"], pinned: true });
    const found = JSON.parse((await aio("history", "search", "lighthouses", "--tag", "sea", "--json")).stdout);
    expect(found.items).toHaveLength(1);
    expect((await aio("history", "search", "nowhere")).stderr).toBe("Nothing found.\n");
    expect(JSON.parse((await aio("history", "tag", id, "sea", "--remove", "--json")).stdout).tags).toEqual(["night"]);
  });

  it("lists branches and shows the branch that ends at a turn", async () => {
    const { turns } = JSON.parse((await aio("history", "show", id, "--json")).stdout);
    const shown = await aio("history", "show", id, "--turn", turns[0].id);
    expect(shown.stdout).toContain("lighthouses");
    expect(shown.stdout).not.toContain("a second one");
    expect((await aio("history", "branches", "last")).stdout).toContain("●");
  });

  it("shows a terminal the newest turns of a long conversation and says how many are before; a pipe gets all", async () => {
    const at = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
    const turns = Array.from({ length: 60 }, (_none, n) => ({
      id: `long-${n}`,
      conversationId: "long",
      createdAt: at(n),
      status: "complete",
      question: [{ type: "text", text: `question number ${n}.` }],
      answer: [{ type: "text", text: "yes" }],
      ...(n === 0 ? {} : { parentId: `long-${n - 1}` }),
    }));
    const conversation = { id: "long", title: "A long one", titleBy: "user", headTurnId: "long-59" };
    const dates = { createdAt: at(0), updatedAt: at(60), pinned: false, archived: false, tags: [], turnCount: 60 };
    const file = path.join(mocked.home.folder, "long.json");
    const exported = { format: "ai-orchestrator-history", version: 1, exportedAt: at(60) };
    writeFileSync(
      file,
      JSON.stringify({
        ...exported,
        conversations: [{ conversation: { ...conversation, ...dates, cost: { usd: 0 } }, turns, compactions: [] }],
      }),
    );
    expect((await aio("import", file)).code).toBe(0);
    // Where markdown is rendered, a line is written as it comes and once more in its final form.
    const env = { ...mocked.home.env, ...mocked.env, TERM: "dumb" };
    const questions = (run: Run): number => run.stdout.match(/question number/gu)?.length ?? 0;
    const shown = await aioInProcess(["history", "show", "long"], { env, terminal: true });
    expect(questions(shown)).toBe(50);
    expect(shown.stdout).toContain("… 10 earlier turns: aio history show long --all");
    expect(shown.stdout).toContain("question number 59.");
    expect(questions(await aioInProcess(["history", "show", "long", "--all"], { env, terminal: true }))).toBe(60);
    expect(questions(await aio("history", "show", "long"))).toBe(60);
    expect(JSON.parse((await aio("history", "show", "long", "--json")).stdout).turns).toHaveLength(60);
    const last = await aio("history", "show", "long", "--last", "1");
    expect([questions(last), last.stdout]).toEqual([1, expect.stringContaining("… 59 earlier turns")]);
    const older = await aio("history", "show", "long", "--turn", "long-9", "--last", "1");
    expect(older.stdout).toContain("… 9 earlier turns: aio history show long --turn long-9 --all");
  });

  it("hides what is deleted, brings it back, and purges only when told", async () => {
    await aio("-q", "throw this away");
    const [gone] = await list();
    expect((await aio("history", "delete", gone?.id ?? "")).stderr).toContain("undelete");
    expect((await list()).map((one) => one.id)).not.toContain(gone?.id);
    await aio("history", "undelete", gone?.id.slice(-12) ?? "");
    expect((await list()).map((one) => one.id)).toContain(gone?.id);
    await aio("history", "delete", gone?.id ?? "");
    expect((await aio("history", "undelete", "last")).stderr).toBe('"throw this away" is back\n');
    expect((await list()).map((one) => one.id)).toContain(gone?.id);
    expect(await aio("history", "undelete", "last")).toMatchObject({ code: 2 });
    await aio("history", "delete", gone?.id ?? "");
    const asked = await aio("history", "purge");
    expect(asked).toMatchObject({ code: 2, stdout: "" });
    expect(asked.stderr).toContain("--force");
    expect(JSON.parse((await aio("history", "purge", "--force", "--json")).stdout)).toEqual({ purged: 1 });
  });

  it("says what does not exist, with the exit code of a wrong argument", async () => {
    for (const args of [
      ["history", "show", "nope"],
      ["export", "nope"],
      ["--conversation", "nope", "hi"],
      ["why", "--conversation", "nope"],
      ["resume", "nope"],
      ["rules", "remove", "9"],
      ["history", "show"],
      ["history", "list", "--bogus"],
    ]) {
      const run = await aio(...args);
      expect(run, args.join(" ")).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toMatch(/^(Checking the prompt …\n)?error: .*\n {2}fix: .*\n$/);
    }
  });
});

describe("aio export and import", () => {
  it("round trip into another home loses nothing, and repeating it adds nothing", async () => {
    const file = path.join(mocked.home.folder, "all.json");
    await aio("export", "-o", file);
    expect((await aio("export", "-o", file)).code).toBe(2);
    using other = makeHome();
    const first = JSON.parse((await aioInProcess(["import", file, "--json"], { env: other.env })).stdout);
    expect(first.conversations).toBeGreaterThan(0);
    expect(JSON.parse((await aioInProcess(["import", file, "--json"], { env: other.env })).stdout)).toMatchObject({
      conversations: 0,
      alreadyThere: first.conversations,
    });
    const before = JSON.parse(readFileSync(file, "utf8"));
    const after = JSON.parse((await aioInProcess(["export", "--format", "json"], { env: other.env })).stdout);
    expect(after.conversations).toEqual(before.conversations);
  });

  it("writes markdown, HTML and text by the ending", async () => {
    for (const [ending, start] of [
      ["md", /^# /],
      ["html", /^<!doctype html>/i],
      ["txt", /\S/],
    ] as const) {
      const file = path.join(mocked.home.folder, `last.${ending}`);
      expect((await aio("export", id, "-o", file, "-q")).code).toBe(0);
      expect(readFileSync(file, "utf8")).toMatch(start);
    }
  });

  it("exports text as it is to a pipe, but no control sequence of it to a terminal", async () => {
    await aio("-q", "colours");
    const env = { ...mocked.home.env, ...mocked.env };
    expect((await aio("export", "last")).stdout).toContain("a \u001B[31mred answer");
    const shown = await aioInProcess(["export", "last"], { env, terminal: true });
    expect(shown.stdout).toContain("a red answer");
    expect(shown.stdout).not.toContain("\u001B");
  });

  it("backs up, verifies and restores", async () => {
    const file = path.join(mocked.home.folder, "backup.db");
    await aio("history", "backup", file);
    expect(await aio("history", "verify")).toMatchObject({ code: 0, stdout: "sound\n" });
    expect((await aio("history", "restore", file, "--force")).code).toBe(0);
    expect((await list()).map((one) => one.id)).toContain(id);
  });
});

describe("aio resume", () => {
  it("continues the newest answer that kill -9 cut off, and the title is the question", async () => {
    for (const question of ["slow old one", "slow new one"]) {
      const child = spawn(process.execPath, [mocked.home.main, "-q", question], {
        env: { ...mocked.home.env, ...mocked.env },
        stdio: ["ignore", "pipe", "ignore"],
      });
      // The journal is written a moment after the screen.
      for (let pieces = 0; pieces < 20; pieces++) await new Promise((resolve) => child.stdout.once("data", resolve));
      await new Promise((resolve) => {
        child.once("close", resolve);
        child.kill("SIGKILL");
      });
    }
    const cut = (await list()).find((one) => one.title === "");
    const resumed = JSON.parse((await aio("resume", "--json")).stdout);
    expect(resumed.conversationId).toBe(cut?.id);
    expect((await list()).find((one) => one.id === cut?.id)?.title).toBe("slow new one");
    for (const command of [["history", "show"], ["export"], ["history", "branches"]] as const) {
      const { stdout } = await aio(...command, cut?.id ?? "");
      expect(stdout).toContain("continued");
      expect(stdout).not.toContain("cut off");
    }
  });
});

describe("aio compare", () => {
  it("goes on from the first whole answer, and raises no alert against itself", async () => {
    const compared = await aio("compare", "-m", "mistral-large,mistral-small,gpt-5.5", "compare them", "--json");
    const { results } = JSON.parse(compared.stdout);
    expect(results.map((one: { status: string }) => one.status)).toEqual(["complete", "complete", "failed"]);
    const { turns } = JSON.parse((await aio("history", "show", "last", "--json")).stdout);
    expect(turns).toMatchObject([{ status: "complete", model: "mistral-large" }]);
    expect(turns[0].alerts).toBeUndefined();
    expect((await aio("history", "show", "last")).stdout).toContain("Hello from the mock.");
    const alerts = JSON.parse((await aio("security", "alerts", "--json")).stdout);
    const ids = results.map((one: { turnId: string }) => one.turnId);
    expect(JSON.stringify(alerts)).not.toMatch(new RegExp(ids.join("|")));
  });
});

describe("aio usage, why, rate, learned, rules", () => {
  it("groups usage and refuses other groups", async () => {
    const usage = JSON.parse((await aio("usage", "--by", "provider", "--json")).stdout);
    expect(usage.rows[0]).toMatchObject({ group: "mistral", calls: expect.any(Number) });
    expect((await aio("usage")).stdout).toMatch(/^model +calls/);
    expect((await aio("usage", "--by", "mood")).stderr).toMatch(/Allowed choices are model, provider/);
    expect((await aio("usage", "--from", "yesterday")).code).toBe(2);
  });

  it("explains, rates, and shows and forgets what was learned", async () => {
    await aio("-q", "one more");
    expect((await aio("why")).stdout).toMatch(/mistral/);
    expect(JSON.parse((await aio("rate", "up", "--json")).stdout)).toEqual({ rating: "up" });
    expect((await aio("learned")).stdout).toMatch(/learning is on[\s\S]*task +model/);
    expect(JSON.parse((await aio("learned", "reset", "--json")).stdout)).toEqual({ reset: true });
    expect((await aio("rate", "sideways")).code).toBe(2);
  });

  it("adds, tests and removes rules", async () => {
    expect((await aio("rules", "add", "SQL → codestral")).stdout).toMatch(/sql.*codestral/i);
    expect((await aio("rules", "test", "write SQL")).stdout).toContain("codestral");
    expect(JSON.parse((await aio("rules", "remove", "1", "--json")).stdout)).toEqual({ removed: "SQL → codestral" });
    expect((await aio("rules", "add", "hello world")).code).toBe(2);
  });

  it("warns of a rule whose endpoint was removed, applies the others, and lists and removes it", async () => {
    await aio("config", "set", "providers.work.type", "openai-compatible");
    await aio("config", "set", "providers.work.baseUrl", "http://127.0.0.1:9/v1");
    expect((await aio("rules", "add", "use work/tiny for SQL")).code).toBe(0);
    expect((await aio("rules", "add", "secrets never leave this machine")).code).toBe(0);
    await aio("config", "unset", "providers.work");
    const warned = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const routed = await aio("route", "write SQL");
    const warnings = warned.mock.calls.map(([text]) => String(text)).join("");
    warned.mockRestore();
    expect(routed.code).toBe(0);
    expect(warnings).toMatch(/The rule "use work\/tiny for SQL" is not applied: no model or provider is called/);
    expect(JSON.parse((await aio("rules", "list", "--json")).stdout)).toEqual([
      {
        sentence: "use work/tiny for SQL",
        when: "",
        then: expect.stringMatching(/^not applied/),
        problem: expect.any(String),
      },
      { sentence: "secrets never leave this machine", when: expect.any(String), then: expect.any(String) },
    ]);
    expect((await aio("rules", "remove", "1")).code).toBe(0);
    expect((await aio("rules", "remove", "1")).code).toBe(0);
  });

  it("keeps the audit chain intact", async () => {
    expect((await aio("audit", "verify")).stdout).toMatch(/chain intact/);
    expect((await aio("audit", "export", "--format", "xml")).code).toBe(2);
    expect((await aio("audit", "list", "--from", "notadate")).code).toBe(2);
  });
});
