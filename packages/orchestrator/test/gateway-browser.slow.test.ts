import path from "node:path";
import type * as Client from "@ai-orchestrator/gateway/client";
import { chromium, type Browser, type Page } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM } from "../../gateway/test/chromium.ts";
import { openTestGateway, type TestGateway } from "./open-test-gateway.ts";

/** What the functions below find in the page: they run there. */
declare const client: typeof Client;
declare const location: { readonly origin: string };
declare const document: { readonly cookie: string };

/** The client as a page loads it: bundled for a browser, so that anything of Node's in it fails here. */
async function bundleClient(): Promise<string> {
  const input = path.resolve(import.meta.dirname, "../../gateway/src/client/index.ts");
  const bundle = await rolldown({ input, platform: "browser" });
  const { output } = await bundle.generate({ format: "iife", name: "client" });
  await bundle.close();
  return output[0].code;
}

describe.skipIf(CHROMIUM === undefined)(
  "the client in a page of the gateway's own origin (skipped without Chromium: apt-get install chromium)",
  () => {
    let test: TestGateway;
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      test = await openTestGateway((mock) => {
        mock.onMessage(/slowly/, { content: "word ".repeat(400) }, { latency: 20 });
        mock.onMessage(/[\s\S]*/, { content: "Hello from the mock server." }, { latency: 5 });
      });
      browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
      page = await browser.newPage();
      const script = await bundleClient();
      // Only the page itself comes from the test; every call goes to the real gateway.
      await page.route(`${test.gateway.url}/`, (route) =>
        route.fulfill({ contentType: "text/html", body: `<!doctype html><script>${script}</script>` }),
      );
      await page.goto(`${test.gateway.url}/`);
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await test[Symbol.asyncDispose]();
    });

    it("gets in by a one-time code, with a cookie no script can read", async () => {
      const code = test.gateway.issueCode();
      const seen = await page.evaluate(async (oneTime) => {
        const { csrf } = await client.login(oneTime, { url: location.origin });
        sessionStorage.setItem("csrf", csrf);
        const again = await client.login(oneTime, { url: location.origin }).catch((error: Error) => error.name);
        return { cookies: document.cookie, again };
      }, code);
      expect(seen).toEqual({ cookies: "", again: "OrchestratorError" });
      const strange = await page.evaluate(() =>
        client
          .createGatewayClient({ url: location.origin, csrf: "guess" })
          .models()
          .catch((error: { code: string }) => error.code),
      );
      expect(strange).toBe("authentication");
    });

    it("streams a turn, also over a connection that breaks again and again", async () => {
      const seen = await page.evaluate(async () => {
        let connections = 0;
        const breaking: typeof fetch = async (input, init) => {
          const response = await fetch(input, init);
          const type = response.headers.get("content-type") ?? "";
          if (!type.startsWith("text/event-stream") || response.body === null) return response;
          connections += 1;
          // By events, not by chunks: how many come in one is up to the network.
          let left = 3;
          let text = "";
          const lost = (): TypeError => new TypeError("network lost");
          const cut = new TransformStream<string, string>({
            transform: (chunk, controller) => {
              if (left === 0) return controller.error(lost());
              text += chunk;
              const events = text.split("\n\n");
              text = events.pop() ?? "";
              const passed = events.splice(0, left);
              left -= passed.length;
              if (passed.length > 0) controller.enqueue(passed.map((event) => `${event}\n\n`).join(""));
              if (events.length > 0) text = "cut";
            },
            flush: (controller) => (text === "cut" ? controller.error(lost()) : undefined),
          });
          const body = response.body
            .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
            .pipeThrough(cut)
            .pipeThrough(new TextEncoderStream());
          return new Response(body, { status: response.status, headers: response.headers });
        };
        const csrf = sessionStorage.getItem("csrf") ?? "";
        const run = async (own?: typeof fetch): Promise<readonly unknown[]> => {
          const gateway = client.createGatewayClient({
            url: location.origin,
            csrf,
            reconnectMs: 1,
            ...(own === undefined ? {} : { fetch: own }),
          });
          let text = "";
          const numbers: number[] = [];
          let last = "";
          for await (const event of gateway.stream({ prompt: "hello", model: "gpt-5.5", save: false })) {
            if (event.type === "text-delta") text += event.text;
            numbers.push(event.seq);
            last = event.type;
          }
          return [text, numbers.every((number, index) => number === index), last];
        };
        return { plain: await run(), broken: await run(breaking), reconnected: connections > 1 };
      });
      const whole = ["Hello from the mock server.", true, "turn-end"];
      expect(seen).toEqual({ plain: whole, broken: whole, reconnected: true });
    });

    it("joins a turn again after the page was loaded anew, and cancels it", async () => {
      const started = page.evaluate(async () => {
        const gateway = client.createGatewayClient({
          url: location.origin,
          csrf: sessionStorage.getItem("csrf") ?? "",
        });
        for await (const event of gateway.stream({
          prompt: "slowly",
          model: "gpt-5.5",
          save: false,
          turnId: "from-a-page",
        }))
          if (event.type === "text-delta") break;
      });
      await started;
      await page.reload();
      const rest = await page.evaluate(async () => {
        const response = await fetch("/api/v1/runs/from-a-page/events?after=0", {
          headers: { "x-aio-csrf": sessionStorage.getItem("csrf") ?? "" },
        });
        return response.text();
      });
      expect(rest).toContain("id: 1");
      expect(rest).toMatch(/"type":"turn-error".*"code":"cancelled"/);
      expect(rest.match(/word /g)?.length ?? 0).toBeLessThan(400);
    });

    it("cancels by the signal it was given", async () => {
      const last = await page.evaluate(async () => {
        const controller = new AbortController();
        const gateway = client.createGatewayClient({
          url: location.origin,
          csrf: sessionStorage.getItem("csrf") ?? "",
        });
        const request = { prompt: "slowly", model: "claude-sonnet-5.5", save: false };
        let seen: unknown;
        for await (const event of gateway.stream(request, { signal: controller.signal })) {
          if (event.type === "text-delta") controller.abort();
          seen = event;
        }
        return seen;
      });
      expect(last).toMatchObject({ type: "turn-error", error: { code: "cancelled" } });
    });
  },
);
