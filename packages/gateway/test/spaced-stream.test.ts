import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { openRelayGateway } from "./open-relay-gateway.ts";

/** Python's servers put a blank after every colon. */
const event = (value: object): string => `data: ${JSON.stringify(value).replaceAll('":', '": ')}\n\n`;
const chunk = (delta: object): object => ({ id: "c", choices: [{ index: 0, delta, finish_reason: null }] });

test("a stream whose JSON has blanks flows as it comes, and its usage is read", async () => {
  const seen = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    request.resume().on("end", async () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(event(chunk({ role: "assistant", content: "" })) + event(chunk({ content: 'He said "a":' })));
      await seen.promise;
      response.write(event(chunk({ content: "b" })));
      response.write(event({ id: "c", choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } }));
      response.end("data: [DONE]\n\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { gateway, token, ended, ...opened } = await openRelayGateway([`http://127.0.0.1:${port}`]);
  try {
    const response = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "Hi" }] }),
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain("He said");
    seen.resolve();
    let rest = "";
    for (let next = await reader.read(); !next.done; next = await reader.read()) rest += next.value;
    expect(rest).toContain('"content": "b"');
    // The caller did not ask for usage.
    expect(rest).not.toContain("usage");
    expect(ended).toMatchObject([{ usage: { inputTokens: 3, outputTokens: 2 } }]);
    expect(ended[0]?.answer?.text()).toBe('He said "a": b');
  } finally {
    await opened[Symbol.asyncDispose]();
    await new Promise((resolve) => server.close(resolve));
  }
});
