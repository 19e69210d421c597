import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CredentialBackend } from "../src/credential.ts";
import { vaultProblem } from "../src/vault-error.ts";

/** One way to have a backend: how to open it (again), and how a key gets into it. */
export interface BackendFixture {
  /** Opens the place; a second call opens it anew, as another process would. */
  open(): Promise<CredentialBackend>;
  /** False for a place that is written by others: then `put` writes it. */
  readonly isWritable: boolean;
  /** Puts a key there by other means than the backend. */
  put?(provider: string, secret: string): void;
  /** False if another opening starts empty. */
  readonly isPersistent: boolean;
  close?(): Promise<void>;
}

const ORIGIN = "https://api.openai.com";

/** The contract of CredentialBackend, the same for every implementation. */
export function describeBackend(name: string, create: () => Promise<BackendFixture>): void {
  describe(`credential backend: ${name}`, () => {
    let fixture: BackendFixture;
    let backend: CredentialBackend;
    beforeAll(async () => {
      fixture = await create();
      backend = await fixture.open();
    });
    afterAll(async () => fixture.close?.());

    const store = async (provider: string, secret: string, origin = ORIGIN): Promise<void> => {
      if (fixture.isWritable) await backend.set(provider, secret, { origin });
      else fixture.put?.(provider, secret);
    };

    it("says what state it is in without throwing", async () => {
      const status = await backend.status();
      expect(status).toMatchObject({ source: backend.source, state: "available" });
      expect(status.reason).not.toBe("");
    });

    it("gives undefined for what is not stored", async () => {
      expect(await backend.get("groq")).toBeUndefined();
      expect(await backend.remove("groq")).toBe(false);
    });

    it("gives back exactly the key, with origin and source", async () => {
      const key = "sk-" + String.fromCharCode(...Array.from({ length: 94 }, (_, i) => 33 + i));
      await store("openai", key);
      const found = await backend.get("openai");
      expect(found?.value.reveal()).toBe(key);
      expect(found).toMatchObject({ provider: "openai", origin: ORIGIN, source: backend.source });
      expect(found?.sourceDetail).toBeTruthy();
    });

    it("replaces", async () => {
      await store("openai", "sk-first-0123456789");
      await store("openai", "sk-second-0123456789");
      expect((await backend.get("openai"))?.value.reveal()).toBe("sk-second-0123456789");
    });

    it("keeps providers apart, also when one's name begins another's", async () => {
      await store("mistral", "key-of-mistral-000000");
      await store("mistral-eu", "key-of-mistral-eu-000");
      expect((await backend.get("mistral"))?.value.reveal()).toBe("key-of-mistral-000000");
      expect((await backend.get("mistral-eu"))?.value.reveal()).toBe("key-of-mistral-eu-000");
    });

    it("lists without keys, sorted", async () => {
      await store("anthropic", "sk-ant-listed-0123456789");
      const list = await backend.list();
      const ids = list.map(({ provider }) => provider);
      expect(ids).toContain("anthropic");
      expect(ids).toEqual([...ids].sort());
      expect(JSON.stringify(list)).not.toContain("sk-ant-listed");
    });

    it("does not print the key", async () => {
      await store("deepseek", "sk-do-not-print-me-12345");
      const found = await backend.get("deepseek");
      for (const text of [inspect(found, { depth: 9, showHidden: true }), JSON.stringify(found), `${found?.value}`]) {
        expect(text).not.toContain("do-not-print-me");
      }
    });

    it("is seen by the next one to open it", async () => {
      await store("xai", "xai-seen-by-the-next-0001");
      const found = await (await fixture.open()).get("xai");
      expect(found?.value.reveal()).toBe(fixture.isPersistent ? "xai-seen-by-the-next-0001" : undefined);
    });

    it("removes, or says that it cannot", async () => {
      await store("perplexity", "pplx-to-be-removed-0123");
      if (fixture.isWritable) {
        expect(await backend.remove("perplexity")).toBe(true);
        expect(await backend.remove("perplexity")).toBe(false);
        expect(await backend.get("perplexity")).toBeUndefined();
        expect((await backend.list()).map(({ provider }) => provider)).not.toContain("perplexity");
      } else {
        const refusals = [backend.remove("perplexity"), backend.set("perplexity", "x", { origin: ORIGIN })];
        for (const refusal of refusals) expect(await refusal.catch(vaultProblem)).toBe("state");
        expect((await backend.get("perplexity"))?.value.reveal()).toBe("pplx-to-be-removed-0123");
      }
    });

    it("loses nothing when many are stored at once", async () => {
      const ids = Array.from({ length: 8 }, (_, i) => `endpoint-${i}`);
      await Promise.all(ids.map((id) => store(id, `key-of-${id}-0123456789`)));
      for (const id of ids) expect((await backend.get(id))?.value.reveal()).toBe(`key-of-${id}-0123456789`);
    });
  });
}
