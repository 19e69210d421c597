import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { makeHome, type AioHome } from "./run-aio.ts";

/** A home whose Mistral is a pretend provider on loopback, with its key in the environment. */
export interface MockHome extends AsyncDisposable {
  readonly home: AioHome;
  readonly mock: LLMock;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts one. "slow" answers slowly, "colours" with control sequences, everything else at once. */
export async function makeMockHome(): Promise<MockHome> {
  const home = makeHome();
  const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });
  mock.onMessage(/slow/, { content: "word ".repeat(300) }, { latency: 30, chunkSize: 5 });
  mock.onMessage(/colours/, { content: "\u001B]0;title\u0007a \u001B[31mred answer" });
  mock.onMessage(/[\s\S]*/, { content: "Hello from the mock." });
  await mock.start();
  const data = home.env["AI_ORCHESTRATOR_HOME"] ?? "";
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(
    path.join(data, "config.json"),
    JSON.stringify({ providers: { mistral: { baseUrl: `${mock.url}/v1` } } }),
  );
  return {
    home,
    mock,
    env: { MISTRAL_API_KEY: "test-key-of-no-value-123456" },
    [Symbol.asyncDispose]: async () => {
      await mock.stop();
      home[Symbol.dispose]();
    },
  };
}
