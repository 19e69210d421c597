import { describe, expect, it } from "vitest";
import { guardedFetch } from "./guarded-fetch.ts";
import { sendThrough } from "./http-answer.ts";
import type { Door } from "./door.ts";
import { Exchange } from "./exchange.ts";
import { wholeThrough } from "./whole-through.ts";

const KEY = "sk-guarded-0123456789";

function doorWith(send: typeof fetch, more: Partial<Door> = {}): Door {
  return {
    provider: "openai",
    baseUrl: "https://api.test/v1",
    origin: "https://api.test",
    send: sendThrough(send),
    sendWhole: wholeThrough(sendThrough(send)),
    authorize: async () => ({ authorization: `Bearer ${KEY}` }),
    headers: {},
    timeouts: { headersMs: 1000, idleMs: 1000 },
    now: () => 0,
    ...more,
  };
}

function guarded(send: typeof fetch, more: Partial<Door> = {}): typeof fetch {
  const door = doorWith(send, more);
  return guardedFetch(door, new Exchange(door));
}

describe("guardedFetch", () => {
  it.each([
    "https://evil.test/v1/x",
    "http://api.test/v1/x",
    "https://api.test:8443/v1/x",
    "https://api.test.evil.test/",
  ])("contacts nobody else: %s", async (url) => {
    let called = false;
    const send = guarded(async () => {
      called = true;
      return new Response("");
    });
    await expect(send(url)).rejects.toMatchObject({
      code: "bad_request",
      message: expect.stringContaining("refused") as string,
    });
    expect(called).toBe(false);
  });

  it("drops credentials the caller set and puts the provider's own", async () => {
    let headers = new Headers();
    let redirect: string | undefined;
    const send = guarded(async (_input, init) => {
      headers = new Headers(init?.headers);
      redirect = init?.redirect;
      return new Response("ok");
    });
    await send("https://api.test/v1/x", {
      headers: {
        Authorization: "Bearer stale",
        "x-api-key": "stale",
        "x-goog-api-key": "stale",
        cookie: "stale",
        "x-other": "kept",
      },
    });
    expect([...headers]).toEqual([
      ["authorization", `Bearer ${KEY}`],
      ["x-other", "kept"],
    ]);
    expect(redirect).toBe("manual");
  });

  it("never shows a key or a secret header that the provider echoes", async () => {
    const send = guarded(
      async () => Response.json({ error: { message: `bad key ${KEY} and secret-header-value` } }, { status: 401 }),
      { headers: { "x-secret": "secret-header-value" } },
    );
    const error: unknown = await send("https://api.test/v1/x").catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toContain(KEY);
    expect(JSON.stringify(error)).not.toContain("secret-header-value");
    expect(error).toMatchObject({ code: "authentication" });
  });

  it("gives up waiting for a key as soon as it is cancelled", async () => {
    const controller = new AbortController();
    const send = guarded(async () => new Response("ok"), { authorize: () => new Promise(() => undefined) });
    const asked = send("https://api.test/v1/x", { signal: controller.signal });
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  });

  it("reads only the beginning of an endless refusal", async () => {
    let pulls = 0;
    const send = guarded(
      async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull(controller) {
              pulls += 1;
              controller.enqueue(new TextEncoder().encode("x".repeat(1024)));
            },
          }),
          { status: 500 },
        ),
    );
    await expect(send("https://api.test/v1/x")).rejects.toMatchObject({ code: "server" });
    expect(pulls).toBeLessThan(80);
  });

  it("explains certificates and unknown hosts", async () => {
    const failing =
      (code: string): typeof fetch =>
      async () => {
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("why"), { code }) });
      };
    await expect(guarded(failing("ENOTFOUND"))("https://api.test/v1/x")).rejects.toMatchObject({
      code: "network",
      retryable: true,
      message: expect.stringContaining("cannot be found") as string,
    });
    await expect(guarded(failing("SELF_SIGNED_CERT_IN_CHAIN"))("https://api.test/v1/x")).rejects.toMatchObject({
      code: "network",
      retryable: false,
    });
    await expect(guarded(failing("UND_ERR_CONNECT_TIMEOUT"))("https://api.test/v1/x")).rejects.toMatchObject({
      code: "timeout",
    });
  });
});
