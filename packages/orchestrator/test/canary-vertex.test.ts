import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { openLocalOrchestrator } from "../src/index.ts";
import { canaryHome } from "./canary-batch.ts";
import { canaryKey, filesWith, KEY_MARK, traces } from "./canary-marks.ts";

const { privateKey: PEM } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
/** A piece of the private key that no other text holds. */
const PEM_MARK = PEM.split("\n")[10]?.slice(10, 40) ?? "";

const CREDENTIALS = {
  "a service account": {
    type: "service_account",
    project_id: "p",
    client_email: "bot@p.iam.gserviceaccount.com",
    private_key: PEM,
  },
  "a user's login": {
    type: "authorized_user",
    client_id: "c",
    client_secret: canaryKey("GOCSPX-"),
    refresh_token: canaryKey("1//0e"),
    quota_project_id: "p",
  },
} as const;

/** What a token endpoint says back: the request and the file's secrets, as they are and encoded, in an OAuth error or as plain text. */
function hostileAnswer(body: string, kind: keyof typeof CREDENTIALS, count: number): Response {
  const assertion = new URLSearchParams(body).get("assertion") ?? body;
  const secrets = [body, assertion, ...Object.values(CREDENTIALS[kind]).filter((value) => value.length > 30)];
  const echo = secrets
    .flatMap((text) => [
      text,
      JSON.stringify(text),
      Buffer.from(text).toString("base64"),
      Buffer.from(text).toString("hex"),
    ])
    .join(" ");
  return count % 2 === 0
    ? Response.json({ error: "invalid_grant", error_description: echo }, { status: 400 })
    : new Response(echo, { status: 500 });
}

/** Every path that may need a Google token; what each throws is printed as a crash would print it. */
async function everyPath(
  orchestrator: Awaited<ReturnType<typeof openLocalOrchestrator>>,
): Promise<{ readonly texts: readonly string[]; readonly failed: number }> {
  const texts: string[] = [];
  let failed = 0;
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      texts.push(inspect(await work(), { depth: 12 }));
    } catch (thrown) {
      failed += 1;
      texts.push(inspect(thrown, { depth: 12, showHidden: true }), JSON.stringify(thrown));
    }
  };
  const ask = { prompt: "Hello", model: "vertex-gemini-3.5-flash", save: true, timeoutMs: 5000 };
  for await (const event of orchestrator.stream(ask)) texts.push(JSON.stringify(event));
  await attempt(() => orchestrator.query({ ...ask, save: false }));
  await attempt(() => orchestrator.credentials.test("vertex-ai"));
  await attempt(() =>
    orchestrator.relay.lease(
      { ...ask, messages: [{ role: "user", parts: [{ type: "text", text: "Hello" }] }] },
      "gemini",
    ),
  );
  texts.push(
    JSON.stringify(await orchestrator.audit.list()),
    JSON.stringify(await orchestrator.providers()),
    JSON.stringify(await orchestrator.health()),
    inspect(await orchestrator.credentials.list(), { depth: 12 }),
    await orchestrator.history.export({ format: "json" }),
  );
  return { texts, failed };
}

it.each(Object.keys(CREDENTIALS) as (keyof typeof CREDENTIALS)[])(
  "what authenticates to Vertex AI as %s stays out of errors, logs and files, though the token endpoint says it back",
  async (kind) => {
    using home = canaryHome();
    const outside = canaryHome();
    const file = path.join(outside.folder, "adc.json");
    writeFileSync(file, JSON.stringify(CREDENTIALS[kind]));
    const sent: string[] = [];
    const log = path.join(home.folder, "aio.log");
    {
      await using orchestrator = await openLocalOrchestrator({
        home: path.join(home.folder, "data"),
        logLevel: "debug",
        env: {
          AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
          GOOGLE_APPLICATION_CREDENTIALS: file,
          GOOGLE_CLOUD_PROJECT: "p",
        },
        config: { logging: { file: log, level: "DEBUG" } },
        fetch: async (input, init) => {
          const url = String(input instanceof Request ? input.url : input);
          if (!url.includes("oauth2.googleapis.com")) return new Response("no", { status: 404 });
          sent.push(String(init?.body));
          return hostileAnswer(String(init?.body), kind, sent.length);
        },
      });
      const { texts, failed } = await everyPath(orchestrator);
      expect(failed).toBeGreaterThanOrEqual(2);
      const marks = [KEY_MARK, PEM_MARK, ...sent.map((body) => body.slice(-60, -20))];
      for (const mark of marks) expect(texts.flatMap((text) => traces(text, mark)).slice(0, 2)).toEqual([]);
    }
    expect(sent.length).toBeGreaterThanOrEqual(3);
    for (const mark of [KEY_MARK, PEM_MARK, ...sent.map((body) => body.slice(-60, -20))])
      expect(filesWith(home.folder, mark)).toEqual([]);
    outside[Symbol.dispose]();
  },
);
