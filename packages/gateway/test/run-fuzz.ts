import { Agent, request } from "node:http";
import { BODIES, brokenBody, seeded } from "./fuzz-bodies.ts";

/** What came of a fuzzing run. */
export interface FuzzOutcome {
  readonly sent: number;
  /** Bodies that got an answer no input should be able to cause. */
  readonly bad: readonly {
    readonly path: string;
    readonly status: number;
    readonly body: string;
    readonly answer: string;
  }[];
}

/** Sends `count` broken bodies over all paths. `expected` are statuses of 500 and up that are not the input's doing. */
export async function runFuzz(
  target: { readonly port: number; readonly token: string },
  {
    count,
    seed,
    expected,
  }: { readonly count: number; readonly seed: number; readonly expected: (answer: string, status: number) => boolean },
): Promise<FuzzOutcome> {
  const random = seeded(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const paths = Object.entries(BODIES);
  const bad: { path: string; status: number; body: string; answer: string }[] = [];
  let sent = 0;
  const one = async (): Promise<void> => {
    while (sent < count) {
      const [path, good] = paths[sent++ % paths.length] ?? ["", null];
      const body = brokenBody(good, random);
      const { status, answer } = await post({ ...target, path, body, agent });
      if (status === 0 || (status >= 500 && !expected(answer, status)))
        bad.push({ path, status, body: body.toString("latin1"), answer });
    }
  };
  await Promise.all(Array.from({ length: 16 }, one));
  agent.destroy();
  return { sent, bad };
}

function post(of: {
  readonly port: number;
  readonly token: string;
  readonly path: string;
  readonly body: Buffer;
  readonly agent: Agent;
}): Promise<{ readonly status: number; readonly answer: string }> {
  return new Promise((resolve) => {
    const call = request(
      {
        port: of.port,
        host: "127.0.0.1",
        agent: of.agent,
        path: of.path,
        method: "POST",
        headers: {
          authorization: `Bearer ${of.token}`,
          "content-type": "application/json",
          "content-length": of.body.length,
        },
      },
      (response) => {
        let answer = "";
        response.on("data", (chunk: Buffer) => {
          answer += chunk.toString();
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, answer }));
        response.on("error", () => resolve({ status: 0, answer }));
      },
    );
    call.on("error", () => resolve({ status: 0, answer: "" }));
    call.end(of.body);
  });
}
