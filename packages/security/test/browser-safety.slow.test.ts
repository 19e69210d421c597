import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Conversation, MessagePart } from "@ai-orchestrator/contract";
// oxlint-disable-next-line house/import-law -- an export is the store's page with this package's HTML in it; only together are they what a reader opens
import { exportConversation, openStore } from "@ai-orchestrator/store";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderSafeHtml } from "../src/sanitize/markdown/render-safe-html.ts";
import { hostileHtml, hostilePages } from "./hostile-pages.ts";
import { type Foreign, type Mischief, SHOW, watchedPage } from "./page-watch.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const RENDERED =
  "html head body div p h1 h2 h3 h4 h5 h6 pre code span blockquote ul ol li table thead tbody tr th td hr strong em del a br img";
const EXPORTED = `${RENDERED} meta title style main article section details summary small figure`;
const RENDERED_ATTRIBUTES = "class title rel target href src alt start";
const EXPORTED_ATTRIBUTES = `${RENDERED_ATTRIBUTES} lang charset http-equiv content name`;
const PER_PAGE = 60;

describe.skipIf(CHROMIUM === undefined)(
  "hostile texts in a real browser (skipped without Chromium: apt-get install chromium)",
  () => {
    let browser: Browser;
    let server: Server;
    let sink = "";
    const reached: string[] = [];
    beforeAll(async () => {
      server = createServer((request, response) => {
        // The browser's own services (updates, hints) come here too; no text names their hosts.
        const isBrowsers = /(?:google|googleapis|gvt1|gstatic)\.com(?::\d+)?$/.test(request.headers.host ?? "");
        if (request.url !== "/home" && !isBrowsers) reached.push(request.url ?? "");
        response
          .writeHead(200, { "content-type": "text/html" })
          .end("<!doctype html><link rel=icon href=data:,><body></body>");
      });
      await new Promise<void>((resolve) => {
        server.listen(0, "127.0.0.1", resolve);
      });
      const { port } = server.address() as AddressInfo;
      sink = `http://127.0.0.1:${port}`;
      browser = await chromium.launch({
        executablePath: CHROMIUM ?? "",
        // Whatever host a text names, asking for it ends at the sink.
        args: [...QUIET, `--host-resolver-rules=MAP * 127.0.0.1:${port}`],
      });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    const show = async (
      documents: readonly string[],
      [elements, attributes]: readonly [string, string],
    ): Promise<Mischief & { readonly foreign: Foreign; readonly reached: readonly string[] }> => {
      reached.length = 0;
      const context = await browser.newContext();
      const { page, mischief } = await watchedPage(context, `${sink}/home`);
      const foreign: string[] = [];
      for (let from = 0; from < documents.length; from += PER_PAGE) {
        await page.goto(`${sink}/home`);
        const lists = { elements: elements.split(" "), attributes: attributes.split(" ") };
        const part = JSON.stringify({ documents: documents.slice(from, from + PER_PAGE), ...lists });
        foreign.push(...(await page.evaluate<Foreign>(`(${SHOW})(${part})`)));
      }
      await context.close();
      return { ...mischief, foreign, reached: [...reached] };
    };
    const nothing = { scripts: [], requests: [], navigations: [], violations: [], foreign: [], reached: [] };

    it("do run, load and leave when nothing renders them: the watch sees it", async () => {
      const seen = await show(hostileHtml(sink), [RENDERED, RENDERED_ATTRIBUTES]);
      expect(seen.scripts.length).toBeGreaterThan(30);
      expect(seen.requests.length).toBeGreaterThan(20);
      expect(seen.reached.length).toBeGreaterThan(10);
      expect(seen.navigations.length).toBeGreaterThan(0);
      expect(seen.foreign.length).toBeGreaterThan(100);
    }, 120_000);

    it("run, load and open nothing once rendered", async () => {
      const texts = hostilePages(sink);
      expect(texts.length).toBeGreaterThanOrEqual(300);
      const seen = await show(
        texts.map((text) => renderSafeHtml(text)),
        [RENDERED, RENDERED_ATTRIBUTES],
      );
      expect(seen).toEqual(nothing);
    }, 240_000);

    it("run, load and open nothing in an exported page, wherever they stand in a conversation", async () => {
      const texts = hostilePages(sink);
      const pages = Array.from({ length: Math.ceil(texts.length / 5) }, (_, i) =>
        exportedPage(texts.slice(i * 5, i * 5 + 5)),
      );
      const seen = await show(pages, [EXPORTED, EXPORTED_ATTRIBUTES]);
      expect(seen).toEqual(nothing);
    }, 240_000);

    it("need not the exported page's policy to be harmless in it", async () => {
      const pages = hostilePages(sink)
        .filter((_, index) => index % 7 === 0)
        .map((text) => exportedPage([text]).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
      const seen = await show(pages, [EXPORTED, EXPORTED_ATTRIBUTES]);
      expect(seen).toEqual(nothing);
    }, 240_000);
  },
);

/** A conversation with each text in its title, system prompt, question, answer, reasoning, sources, files and tool calls. */
function exportedPage(texts: readonly string[]): string {
  let id = 0;
  using store = openStore({ path: ":memory:", now: () => Date.UTC(2026, 0, 1), newId: () => `id-${++id}` });
  const all = texts.join("\n\n");
  const conversation: Conversation = store.conversations.create({ title: texts[0] ?? "", system: all });
  for (const text of texts) {
    const turn = {
      id: `turn-${++id}`,
      conversationId: conversation.id,
      question: [{ type: "text" as const, text }],
    };
    store.conversations.beginTurn({ ...turn, at: Date.UTC(2026, 0, 2) });
    store.conversations.finishTurn({
      ...turn,
      createdAt: new Date(Date.UTC(2026, 0, 2)).toISOString(),
      status: "complete",
      completedAt: new Date(Date.UTC(2026, 0, 2)).toISOString(),
      model: text,
      provider: text,
      answer: everyPart(text),
    });
  }
  return exportConversation(store.conversations, conversation.id, {
    format: "html",
    now: Date.UTC(2026, 0, 3),
    renderMarkdown: renderSafeHtml,
  });
}

function everyPart(text: string): MessagePart[] {
  return [
    { type: "reasoning", text },
    { type: "text", text },
    { type: "source", id: text, url: text, title: text, snippet: text },
    { type: "source", id: "s", url: `https://ok.example/${text}` },
    { type: "image", mediaType: "image/png", data: text, name: text },
    { type: "image", mediaType: text, data: "iVBORw0KGgo=", name: text },
    { type: "image", mediaType: "image/png", url: text, name: text },
    { type: "file", mediaType: "text/html", url: text, name: text, text },
    { type: "tool-call", id: "t", name: text, input: { text }, rawInput: text },
    { type: "tool-result", id: "t", name: text, output: { text }, isError: true },
  ];
}
