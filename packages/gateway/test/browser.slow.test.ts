import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allRoutes } from "../src/server/all-routes.ts";
import { CHROMIUM } from "./chromium.ts";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";
import { routePatterns } from "./route-patterns.ts";

/** A page that tries every way a page has to reach each address; gives back what it could read. */
const ATTACK = `async (urls) => {
  const seen = [];
  // Chromium makes a page that fails with sockets wait longer each time; no path knows them, so a few stand for all.
  let sockets = 3;
  const queue = [...urls];
  const attack = async (url) => {
  const note = (way) => (value) => seen.push(way + " " + url + ": " + value);
  const tries = [
    ["fetch", () => fetch(url).then((r) => r.text())],
    ["fetch no-cors", () => fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" }).then((r) => r.type === "opaque" ? Promise.reject() : r.text())],
    ["fetch json", () => fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then((r) => r.text())],
    ["fetch text", () => fetch(url, { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" }).then((r) => r.text())],
    ["fetch delete", () => fetch(url, { method: "DELETE" }).then((r) => r.text())],
    ["xhr", () => new Promise((ok, no) => { const x = new XMLHttpRequest(); x.open("POST", url); x.onload = () => ok(x.responseText); x.onerror = no; x.send("{}"); })],
    ["events", () => new Promise((ok, no) => { const e = new EventSource(url); e.onmessage = () => ok("message"); e.onopen = () => ok("open"); e.onerror = () => { e.close(); no(); }; })],
    ["socket", () => sockets-- <= 0 ? Promise.reject() : new Promise((ok, no) => { const w = new WebSocket(url.replace("http", "ws")); w.onopen = () => ok("open"); w.onerror = no; })],
    ["image", () => new Promise((ok, no) => { const i = new Image(); i.onload = () => ok("loaded"); i.onerror = no; i.src = url; })],
    ["script", () => new Promise((ok, no) => { const s = document.createElement("script"); s.onload = () => ok("loaded"); s.onerror = no; s.src = url; document.head.append(s); })],
  ];
  await Promise.all(tries.map(([way, run]) => run().then(note(way), () => undefined)));
  navigator.sendBeacon(url, "{}");
  const frame = document.createElement("iframe"); frame.name = "f"; document.body.append(frame);
  const form = document.createElement("form"); form.method = "POST"; form.action = url; form.target = "f"; form.enctype = "text/plain"; document.body.append(form); form.submit();
  await new Promise((ok) => setTimeout(ok, 50));
  };
  await Promise.all(Array.from({ length: 6 }, async () => { for (let url = queue.shift(); url !== undefined; url = queue.shift()) await attack(url); }));
  return seen;
}`;

describe.skipIf(CHROMIUM === undefined)(
  "a page of another origin in a real browser (skipped without Chromium: apt-get install chromium)",
  () => {
    let open: RelayGateway;
    let browser: Browser;
    const statuses: number[] = [];
    const page = createServer((_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><body>evil</body>"),
    );
    beforeAll(async () => {
      open = await openRelayGateway([]);
      browser = await chromium.launch({
        executablePath: CHROMIUM ?? "",
        args: ["--no-sandbox", `--host-resolver-rules=MAP evil.test 127.0.0.1, MAP rebound.test 127.0.0.1`],
      });
      await new Promise<void>((resolve) => {
        page.listen(0, "127.0.0.1", resolve);
      });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await open[Symbol.asyncDispose]();
      page.closeAllConnections();
      await new Promise((resolve) => page.close(resolve));
    });

    it.each(["evil.test", "127.0.0.1"])(
      "reads nothing and causes nothing on any route, from %s",
      async (host) => {
        const tab = await browser.newPage();
        tab.on("response", (response) => {
          if (response.url().startsWith(open.gateway.url) && !/\/(?:health|ready)$/.test(response.url()))
            statuses.push(response.status());
        });
        await tab.goto(`http://${host}:${(page.address() as AddressInfo).port}/`);
        const urls = routePatterns(allRoutes).map((path) => open.gateway.url + path);
        expect(await tab.evaluate(`(${ATTACK})(${JSON.stringify(urls)})`)).toEqual([]);
        expect(open.reached).toEqual([]);
        expect(statuses.length).toBeGreaterThan(0);
        expect(statuses.filter((status) => status < 400)).toEqual([]);
        await tab.close();
      },
      120_000,
    );

    it("is not reached under a name that was rebound to this machine", async () => {
      const tab = await browser.newPage();
      const response = await tab.goto(`http://rebound.test:${open.gateway.port}/health`);
      expect(response?.status()).toBe(403);
      await tab.close();
    });
  },
);
