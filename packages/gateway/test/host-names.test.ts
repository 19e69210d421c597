import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRelayGateway, type RelayGateway } from "./open-relay-gateway.ts";
import { rawRequest } from "./raw-request.ts";

let open: RelayGateway;
beforeAll(async () => {
  open = await openRelayGateway([], { publicHosts: ["ai.example.com", "10.0.0.5:8080"] });
});
afterAll(() => open[Symbol.asyncDispose]());

function statusFor(host: string, origin?: string): Promise<number> {
  const headers = [`Host: ${host}`, ...(origin === undefined ? [] : [`Origin: ${origin}`]), "Connection: close"];
  return rawRequest(open.gateway.port, `GET /health HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
}

describe("names a gateway was given", () => {
  it.each(["ai.example.com", "10.0.0.5:8080"])("are answered as they are written: %s", async (host) => {
    expect(await statusFor(host)).toBe(200);
  });

  it("are answered with our own port too, and pages under them are its own", async () => {
    expect(await statusFor(`ai.example.com:${open.gateway.port}`)).toBe(200);
    expect(await statusFor("ai.example.com", "https://ai.example.com")).toBe(200);
  });

  it.each([
    "ai.example.com.evil.test",
    "evil.test",
    "10.0.0.5",
    "10.0.0.5:80",
    "AI.example.com:1",
    "ai.example.com:80",
  ])("open no other door: %s", async (host) => {
    expect(await statusFor(host)).toBe(403);
  });
});
