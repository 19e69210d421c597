import type { IncomingMessage } from "node:http";

/** Names this server answers to, with its port. */
export interface OriginRules {
  readonly port: number;
  /** Host names besides loopback's, as callers write them: behind a proxy the port is not ours. */
  readonly hosts: readonly string[];
  /** Origins of web pages that may call, besides the server's own. */
  readonly allowedOrigins: readonly string[];
}

/** Why a request may not come in, or undefined. Runs before anything of the request is parsed. */
export function originProblem(request: IncomingMessage, rules: OriginRules): string | undefined {
  const { host, origin, "sec-fetch-site": site } = request.headers;
  if (host === undefined || countHeader(request, "host") !== 1 || !isOwnHost(host, rules))
    return "The Host header is not this server's. If it should be, add the name to gateway.hostNames.";
  if (!(request.url ?? "").startsWith("/")) return "Only paths of this server are answered.";
  if (origin !== undefined && countHeader(request, "origin") > 1) return "Two Origin headers.";
  if (origin !== undefined && !isAllowedOrigin(origin, rules))
    return "Web pages of other origins may not call this server.";
  if (
    site !== undefined &&
    site !== "same-origin" &&
    site !== "none" &&
    !(origin !== undefined && rules.allowedOrigins.includes(origin))
  ) {
    return "Other sites may not call this server.";
  }
  return undefined;
}

function countHeader(request: IncomingMessage, name: string): number {
  const { rawHeaders } = request;
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const given = rawHeaders[index];
    if (given?.length === name.length && given.toLowerCase() === name) count++;
  }
  return count;
}

const LOOPBACK_NAMES: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

function isOwnHost(host: string, { port, hosts }: OriginRules): boolean {
  const isNamed = (name: string): boolean =>
    host === `${name}:${port}` || (host === name && (port === 80 || port === 443));
  return LOOPBACK_NAMES.some(isNamed) || hosts.some((name) => host === name || isNamed(name));
}

function isAllowedOrigin(origin: string, rules: OriginRules): boolean {
  if (rules.allowedOrigins.includes(origin)) return true;
  const match = /^https?:\/\/(.+)$/.exec(origin);
  return match?.[1] !== undefined && isOwnHost(match[1], rules);
}
