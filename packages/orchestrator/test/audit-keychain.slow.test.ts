import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { hasSecretService, MuteBus, SecretService } from "../../vault/test/secret-service.ts";
import { openLocalOrchestrator, type LocalOrchestrator } from "../src/index.ts";

/** One process after another over a data folder, in a session with a keychain. */
class Session {
  readonly folder = mkdtempSync(path.join(tmpdir(), "aio-audit-keychain-"));
  readonly home = path.join(this.folder, "data");
  env: Record<string, string> = {};

  async run<T>(work: (orchestrator: LocalOrchestrator) => Promise<T>): Promise<T> {
    await using orchestrator = await openLocalOrchestrator({ home: this.home, env: this.env });
    return await work(orchestrator);
  }

  append = (outcome: string): Promise<void> =>
    this.run(({ audit }) => audit.append({ at: Date.now(), event: "config", outcome }));

  verify = (): ReturnType<LocalOrchestrator["audit"]["verify"]> => this.run(({ audit }) => audit.verify());

  /** Ten minutes pass. */
  wait(): void {
    utimesSync(path.join(this.home, "audit-told"), new Date(0), new Date(0));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe.runIf(hasSecretService())("the audit log's head in a real keychain", () => {
  it("betrays a data folder put back as a whole, until a person accepts it", { timeout: 60_000 }, async () => {
    await using service = new SecretService();
    await service.startBus();
    await service.startKeyring("password");
    using session = new Session();
    session.env = service.env;
    await session.append("first");
    // A keychain that nobody uses is left alone.
    expect(readdirSync(session.home)).not.toContain("audit-told");
    await session.run(({ credentials }) => credentials.list());
    await session.append("second");
    expect(await session.verify()).toMatchObject({
      ok: true,
      checkpoints: [
        { place: "the checkpoint", state: "agrees", seq: 1 },
        { place: "the keychain", state: "agrees", seq: 1 },
      ],
    });

    const backup = path.join(session.folder, "backup");
    cpSync(session.home, backup, { recursive: true });
    session.wait();
    await session.append("what shall be forgotten");
    expect((await session.verify()).checkpoints[1]).toMatchObject({ state: "agrees", seq: 2 });
    rmSync(session.home, { recursive: true });
    cpSync(backup, session.home, { recursive: true });
    const rolledBack = {
      ok: false,
      problem: expect.stringContaining("the keychain knows record 2") as string,
      checkpoints: [{ state: "agrees" }, { place: "the keychain", state: "disagrees", seq: 2 }],
    };
    expect(await session.verify()).toMatchObject(rolledBack);
    session.wait();
    await session.append("something harmless");
    expect(await session.verify()).toMatchObject({ ok: false, problem: expect.stringContaining("keychain") as string });

    await session.run(({ audit }) => audit.accept());
    expect(await session.verify()).toMatchObject({ ok: true, checkpoints: [{}, { state: "agrees" }] });
    expect(JSON.stringify(await session.run(({ audit }) => audit.list()))).toContain("checkpoint-accepted");
    // The item is no credential.
    expect((await session.run(({ credentials }) => credentials.list())).flatMap(({ places }) => places)).toEqual([]);

    await service.stopKeyring();
    await service.startKeyring();
    expect(await session.verify()).toMatchObject({ ok: true, checkpoints: [{}, { state: "unreachable" }] });
  });
});

it(
  "a keychain that never answers delays verifying by its time limit, and nothing else",
  { timeout: 30_000 },
  async () => {
    await using bus = new MuteBus();
    await bus.start();
    using session = new Session();
    session.env = bus.env;
    await session.append("first");
    expect(await session.verify()).toMatchObject({
      ok: true,
      checkpoints: [
        { state: "agrees" },
        { state: "unreachable", reason: expect.stringContaining("did not answer") as string },
      ],
    });
  },
);
