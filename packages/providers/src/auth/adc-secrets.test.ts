import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAdcTokens } from "./adc-tokens.ts";
import { findAdc } from "./vertex-place.ts";

let home: string;
beforeEach(async () => {
  // The library warns about files from strangers; this one is the user's.
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  home = await mkdtemp(join(tmpdir(), "adc-secrets-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(home, { recursive: true });
});

const REFRESH = "1//0eCanaryRefreshTokenQ9w8e7r6t5y4u3i2o1p";
const CLIENT_SECRET = "GOCSPX-CanaryClientSecret0123456789";
const SUBJECT = "eyJhbGciOiJub25lIn0.CanarySubjectToken0123456789.c2lnbmF0dXJl";
const SOURCE_TOKEN = "ya29.CanarySourceAccessToken0123456789abcdef";
const { privateKey: PEM } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const USER = { type: "authorized_user", client_id: "c", client_secret: CLIENT_SECRET, refresh_token: REFRESH };
const KINDS: Readonly<Record<string, (folder: string) => object>> = {
  "a service account": () => ({
    type: "service_account",
    client_email: "bot@p.iam.gserviceaccount.com",
    private_key: PEM,
  }),
  "a user's login": () => USER,
  "a user acting as a service account": () => ({
    type: "impersonated_service_account",
    service_account_impersonation_url:
      "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/b@p.iam.gserviceaccount.com:generateAccessToken",
    source_credentials: USER,
  }),
  "an external account": (folder) => ({
    type: "external_account",
    audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    client_id: "c",
    client_secret: CLIENT_SECRET,
    credential_source: { file: join(folder, "subject.txt") },
  }),
  "an external account's user": () => ({
    type: "external_account_authorized_user",
    audience: "//iam.googleapis.com/locations/global/workforcePools/p/providers/x",
    token_url: "https://sts.googleapis.com/v1/oauthtoken",
    client_id: "c",
    client_secret: CLIENT_SECRET,
    refresh_token: REFRESH,
  }),
};

/** What a hostile or careless endpoint may say: everything it was sent and, for good measure, the file's secrets, each in several forms. */
function echoed(sent: string, file: object): string {
  const own = JSON.stringify(file);
  const kept = [PEM, PEM.replaceAll("\n", ""), CLIENT_SECRET, REFRESH].filter((secret) =>
    own.includes(JSON.stringify(secret).slice(1, 40)),
  );
  const parameters = sent.startsWith("{")
    ? Object.values(JSON.parse(sent) as object)
    : [...new URLSearchParams(sent).values()];
  return [sent, ...parameters.map(String), ...kept]
    .flatMap((text) => [
      text,
      JSON.stringify(text),
      encodeURIComponent(text),
      Buffer.from(text).toString("hex"),
      Buffer.from(text).toString("base64"),
      Buffer.from(`Basic c:${text}`).toString("base64url"),
    ])
    .join(" ");
}

const ANSWERS: Readonly<Record<string, (echo: string) => Response>> = {
  "an OAuth error": (echo) => Response.json({ error: "invalid_grant", error_description: echo }, { status: 400 }),
  "an OAuth error's code": (echo) => Response.json({ error: echo, error_description: "no" }, { status: 401 }),
  "a Google error": (echo) => Response.json({ error: { code: 403, message: echo, status: echo } }, { status: 403 }),
  "plain text": (echo) => new Response(echo, { status: 500, statusText: "No" }),
  "a page": (echo) => new Response(`<title>${echo}</title>`, { status: 502, headers: { "content-type": "text/html" } }),
  "JSON that is none": (echo) =>
    new Response(`{"access_token": ${echo}`, { headers: { "content-type": "application/json" } }),
  "a success without token": (echo) => Response.json({ token_type: echo }),
  "a redirect": (echo) =>
    new Response(echo, {
      status: 307,
      headers: { location: `https://evil.example/?${encodeURIComponent(echo.slice(0, 3000))}` },
    }),
};

/** The forms one search has to try: pieces of each secret as they are, in hex and in base64 at any alignment. */
function tracesOf(text: string, secret: string): readonly string[] {
  const pieces = secret.length <= 60 ? [secret.slice(4, 30)] : secret.split("\n").filter((line) => line.length > 40);
  return pieces
    .map((line) => line.slice(4, 30))
    .flatMap((piece) => {
      const bytes = Buffer.from(piece);
      const base64 = [0, 1, 2].map((shift) =>
        Buffer.concat([Buffer.alloc(shift), bytes])
          .toString("base64url")
          .slice(Math.ceil((shift * 8) / 6), -3),
      );
      return [piece, bytes.toString("hex"), ...base64];
    })
    .filter((form) => text.includes(form));
}

describe.each(Object.keys(KINDS))("credentials of %s", (kind) => {
  it.each(Object.keys(ANSWERS))(
    "stand in no part of the error where the token endpoint answers with %s",
    async (answer) => {
      await writeFile(join(home, "subject.txt"), SUBJECT);
      const file = join(home, "adc.json");
      const credentials = KINDS[kind]?.(home) ?? {};
      await writeFile(file, JSON.stringify(credentials));
      const bodies: string[] = [];
      const send: typeof fetch = async (input, init) => {
        const url = input instanceof Request ? input.url : String(input);
        const body =
          init?.body instanceof URLSearchParams
            ? init.body.toString()
            : typeof init?.body === "string"
              ? init.body
              : "";
        bodies.push(body);
        expect(init?.redirect).toBe("manual");
        // Acting as somebody else, the second request is the one refused.
        if (kind.includes("acting") && !url.includes("generateAccessToken"))
          return Response.json({ access_token: SOURCE_TOKEN, expires_in: 3600, token_type: "Bearer" });
        const authorization = new Headers(init?.headers).get("authorization") ?? "";
        return ANSWERS[answer]?.(`${authorization} ${echoed(body, credentials)}`) ?? new Response();
      };
      const tokens = createAdcTokens({
        fetch: send,
        now: () => 1_000_000,
        find: () => findAdc({ env: { GOOGLE_APPLICATION_CREDENTIALS: file } }),
      });
      const thrown: unknown = await tokens.headers().catch((error: unknown) => error);
      expect(thrown).toMatchObject({ code: "authentication", provider: "vertex-ai" });
      expect(bodies.length).toBe(kind.includes("acting") ? 2 : 1);
      const sent = bodies.flatMap((body) =>
        [...new URLSearchParams(body).values()].filter((value) => value.length > 80),
      );
      const printed = `${inspect(thrown, { depth: 12, showHidden: true })}\n${JSON.stringify(thrown)}\n${String((thrown as Error).stack)}`;
      const all = [PEM, REFRESH, CLIENT_SECRET, SUBJECT, SOURCE_TOKEN, ...sent];
      expect(all.flatMap((secret) => tracesOf(printed, secret)).slice(0, 3)).toEqual([]);
    },
  );
});
