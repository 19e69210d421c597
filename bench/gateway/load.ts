import { Agent, request, type IncomingMessage } from "node:http";

/** One way to ask one target. */
export interface Load {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  /** One body for all requests, or a new one for each. */
  readonly body: string | (() => string);
  readonly connections: number;
  readonly seconds: number;
}

/** What was seen. Times in ms. */
export interface Seen {
  readonly perSecond: number;
  readonly requests: number;
  readonly failed: number;
  readonly firstByteP50: number;
  readonly totalP50: number;
  readonly totalP99: number;
}

/** Asks as fast as `connections` callers can, one request at a time each. */
export async function runLoad(load: Load): Promise<Seen> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const first: number[] = [];
  const total: number[] = [];
  let failed = 0;
  const bodyOf = typeof load.body === "string" ? (): string => load.body as string : load.body;
  const until = performance.now() + load.seconds * 1000;
  const started = performance.now();
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      const at = performance.now();
      const { firstAt, ok } = await once(load, bodyOf(), agent);
      if (ok) {
        first.push(firstAt - at);
        total.push(performance.now() - at);
      } else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: load.connections }, caller));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return {
    perSecond: total.length / seconds,
    requests: total.length + failed,
    failed,
    firstByteP50: quantile(first, 0.5),
    totalP50: quantile(total, 0.5),
    totalP99: quantile(total, 0.99),
  };
}

function once(
  { port, headers }: Load,
  body: string,
  agent: Agent,
): Promise<{ readonly firstAt: number; readonly ok: boolean }> {
  return new Promise((resolve) => {
    const call = request(
      {
        port,
        host: "127.0.0.1",
        agent,
        method: "POST",
        path: "/v1/chat/completions",
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers },
      },
      (response: IncomingMessage) => {
        let firstAt = 0;
        response.on("data", () => {
          firstAt ||= performance.now();
        });
        response.on("end", () => resolve({ firstAt, ok: response.statusCode === 200 }));
        response.on("error", () => resolve({ firstAt, ok: false }));
      },
    );
    call.on("error", () => resolve({ firstAt: 0, ok: false }));
    call.end(body);
  });
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
