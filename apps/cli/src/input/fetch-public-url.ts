import { lookup } from "node:dns/promises";
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { OrchestratorError } from "@ai-orchestrator/contract";

/**
 * Addresses that are not the public internet (RFC 6890 and friends). A list for each family: in one list the rule for
 * mapped addresses, ::ffff:0:0/96, would cover every IPv4 address.
 */
const PRIVATE = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  PRIVATE.ipv4.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 96],
  ["::1", 128],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  PRIVATE.ipv6.addSubnet(network, prefix, "ipv6");

/** True for an address that a fetched web page may live at. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  return !PRIVATE[family].check(address, family);
}

/** Fetches a web address the user asked for by flag; private and metadata addresses are refused, also after redirects, and the checked address is the one connected to. Throws `invalid_input` or `network`. */
export async function fetchPublicUrl(
  url: string,
  options: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<{ bytes: Uint8Array; mediaType: string }> {
  let current = new URL(url);
  for (let hop = 0; hop < 5; hop++) {
    const address = await publicAddressOf(current);
    const response = await get(current, { address, ...options });
    if (response.redirect === undefined) return response;
    current = new URL(response.redirect, current);
    if (current.protocol !== "https:" && current.protocol !== "http:") break;
  }
  throw new OrchestratorError("network", `${url} redirects too often or to something that is not the web.`, {
    suggestion: "Download it yourself and attach the file.",
  });
}

async function publicAddressOf(url: URL): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) ? [host] : await resolve(host);
  const address = addresses[0];
  if (address === undefined || !addresses.every(isPublicAddress)) {
    throw new OrchestratorError("invalid_input", `${url.host} is not a public web address.`, {
      suggestion: "Private and metadata addresses are never fetched; save the page and attach the file.",
    });
  }
  return address;
}

async function resolve(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map((entry) => entry.address);
  } catch (error) {
    throw new OrchestratorError("network", `Cannot find ${host}.`, {
      suggestion: "Check the address and the connection.",
      cause: error,
    });
  }
}

interface Fetched {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly redirect?: string;
}

interface GetOptions {
  readonly address: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

async function get(url: URL, options: GetOptions): Promise<Fetched> {
  const client = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const family = isIP(options.address);
  const response = await new Promise<IncomingMessage>((done, fail) => {
    const request = client.get(url, {
      signal: options.signal,
      timeout: 20_000,
      headers: { "user-agent": "ai-orchestrator", accept: "text/*,application/json,application/pdf,image/*" },
      lookup: (_host, asked, callback) =>
        asked.all ? callback(null, [{ address: options.address, family }]) : callback(null, options.address, family),
    });
    request.on("response", done);
    request.on("timeout", () => request.destroy(new Error("it took too long")));
    request.on("error", (error) => fail(cannotFetch(url, error)));
  });
  try {
    return await receive(response, { url, maxBytes: options.maxBytes });
  } catch (error) {
    throw cannotFetch(url, error);
  }
}

/** What went wrong on the way, in the middle of the body too. */
function cannotFetch(url: URL, error: unknown): Error {
  if (error instanceof OrchestratorError) return error;
  if (error instanceof Error && error.name === "AbortError") return error;
  return new OrchestratorError("network", `Cannot fetch ${url.host}: ${(error as Error).message}.`, {
    suggestion: "Check the address and the connection, or download it yourself and attach the file.",
    cause: error,
  });
}

async function receive(
  response: IncomingMessage,
  { url, maxBytes }: { readonly url: URL; readonly maxBytes: number },
): Promise<Fetched> {
  const { location } = response.headers;
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400 && location !== undefined) {
    response.destroy();
    return { bytes: new Uint8Array(), mediaType: "", redirect: location };
  }
  if (status !== 200) {
    response.destroy();
    throw new OrchestratorError("network", `${url.host} answered ${status}.`, {
      suggestion: "Open it in a browser to see why.",
    });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw new OrchestratorError("invalid_input", `${url.href} is too large.`, { suggestion: "Attach a part of it." });
    }
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), mediaType: response.headers["content-type"] ?? "application/octet-stream" };
}
