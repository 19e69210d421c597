import { expect, it } from "vitest";
import type { KeychainClient } from "../keychain/keychain-client.ts";
import type { KeychainOperation, KeychainResult } from "../keychain/keychain-protocol.ts";
import { renderKeychainItem } from "../keychain/keychain-item.ts";
import type { CredentialIndex } from "./credential-index.ts";
import { createRememberingKeychain, type RememberingKeychain } from "./remembering-keychain.ts";

const origin = "https://api.openai.com";
const item = (key: string, storedAt: number): string => renderKeychainItem({ key, origin, storedAt });

/** A keychain whose answers to `get` come when they are let go, and the index that two processes share. */
class SlowKeychain {
  readonly items = new Map<string, string>();
  index: CredentialIndex = { v: 1, environment: {} };
  readonly held: (() => void)[] = [];
  holds = false;
  time = 1_790_000_000_000;

  open(): RememberingKeychain {
    const client: KeychainClient = {
      service: "test",
      name: "Test keyring",
      absence: () => undefined,
      status: async () => ({ source: "keychain", state: "available", reason: "Test keyring" }),
      run: async (operations) => ({
        state: "answered",
        results: await Promise.all(operations.map((one) => this.#answer(one))),
      }),
    };
    const index = {
      read: () => this.index,
      update: async (change: (index: CredentialIndex) => CredentialIndex) => {
        this.index = change(this.index);
      },
    };
    return createRememberingKeychain(client, index, {
      platform: "linux",
      now: () => this.time,
      defaultOrigin: () => origin,
    });
  }

  async #answer(operation: KeychainOperation): Promise<KeychainResult> {
    if (operation.op === "set") this.items.set(operation.account, operation.secret);
    if (operation.op === "remove") return { ok: true, removed: this.items.delete(operation.account) };
    if (operation.op !== "get") return { ok: true, items: [] };
    const value = this.items.get(operation.account) ?? null;
    if (this.holds) await new Promise<void>((resolve) => this.held.push(resolve));
    return { ok: true, value };
  }

  /** What `keychain` gives for a question that was under way while `change` happened, and for one a second later. */
  async during(keychain: RememberingKeychain, change: () => Promise<unknown> | void): Promise<string | undefined> {
    this.holds = true;
    const asked = keychain.get("openai");
    while (this.held.length === 0) await Promise.resolve();
    this.holds = false;
    this.time += 5;
    await change();
    for (const release of this.held.splice(0)) release();
    await asked;
    this.time += 1_000;
    return (await keychain.get("openai"))?.value.reveal();
  }
}

async function begin(): Promise<{ readonly ring: SlowKeychain; readonly keychain: RememberingKeychain }> {
  const ring = new SlowKeychain();
  const keychain = ring.open();
  await keychain.set("openai", "sk-first", { origin });
  keychain.forget();
  return { ring, keychain };
}

it("does not keep a key that was removed while it was read", async () => {
  const { ring, keychain } = await begin();
  expect(await ring.during(keychain, () => keychain.remove("openai"))).toBeUndefined();
});

it("keeps the key that was stored while another was read", async () => {
  const { ring, keychain } = await begin();
  expect(await ring.during(keychain, () => keychain.set("openai", "sk-second", { origin }))).toBe("sk-second");
});

it("notices what another process stored while the key was read", async () => {
  const { ring, keychain } = await begin();
  expect(await ring.during(keychain, () => ring.open().set("openai", "sk-second", { origin }))).toBe("sk-second");
});

it("keeps nothing that was read when it was told to forget", async () => {
  const { ring, keychain } = await begin();
  ring.items.set("openai", item("sk-changed", 1));
  await ring.during(keychain, () => {
    ring.items.set("openai", item("sk-first", 2));
    keychain.forget();
    expect(keychain.secrets()).toEqual([]);
  });
  expect(keychain.secrets()).toEqual(["sk-first"]);
});
