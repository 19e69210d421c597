import { createVerify, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAdcTokens, type AdcTokens } from "./adc-tokens.ts";
import { findAdc, vertexBaseUrl } from "./vertex-place.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "adc-"));
});
afterEach(async () => {
  await rm(home, { recursive: true });
});

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly body: string;
  readonly headers: Headers;
}

/** A pretended Google: answers token requests and remembers them. */
function google(answers: Readonly<Record<string, unknown>>): { readonly fetch: typeof fetch; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const send: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const body =
      init?.body instanceof URLSearchParams
        ? init.body.toString()
        : typeof init?.body === "string"
          ? init.body
          : init?.body === undefined || init.body === null
            ? ""
            : await new Response(init.body).text();
    asked.push({ url, method: init?.method ?? "GET", body, headers: new Headers(init?.headers) });
    const found = Object.entries(answers).find(([part]) => url.includes(part));
    if (found === undefined)
      return Response.json({ error: "invalid_grant", error_description: "Bad grant" }, { status: 400 });
    return typeof found[1] === "string" ? new Response(found[1]) : Response.json(found[1]);
  };
  return { fetch: send, asked };
}

function tokensFor(
  env: Record<string, string>,
  send: typeof fetch,
  clock: { now: number } = { now: 1_000_000 },
): AdcTokens {
  return createAdcTokens({ fetch: send, now: () => clock.now, find: () => findAdc({ env }) });
}

const GRANT = { access_token: "ya29.one", expires_in: 3600, token_type: "Bearer" };

describe("Application Default Credentials", () => {
  it("signs in with a service-account file", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const file = join(home, "sa.json");
    await writeFile(
      file,
      JSON.stringify({
        type: "service_account",
        project_id: "proj-sa",
        private_key_id: "k1",
        private_key: privateKey,
        client_email: "bot@proj-sa.iam.gserviceaccount.com",
        client_id: "1",
        token_uri: "https://oauth2.googleapis.com/token",
      }),
    );
    const { fetch: send, asked } = google({ "googleapis.com/token": GRANT, "/token": GRANT });
    const tokens = tokensFor({ GOOGLE_APPLICATION_CREDENTIALS: file }, send);
    expect(await tokens.project()).toBe("proj-sa");
    expect(await tokens.headers()).toEqual({ authorization: "Bearer ya29.one" });
    const assertion =
      new URLSearchParams(asked[0]?.body).get("assertion") ??
      JSON.parse(asked[0]?.body.startsWith("{") === true ? asked[0].body : '{"assertion":""}').assertion;
    const [header, claims, signature] = String(assertion).split(".");
    expect(
      createVerify("RSA-SHA256")
        .update(`${header}.${claims}`)
        .verify(publicKey, signature ?? "", "base64url"),
    ).toBe(true);
    expect(JSON.parse(Buffer.from(claims ?? "", "base64url").toString())).toMatchObject({
      iss: "bot@proj-sa.iam.gserviceaccount.com",
      scope: "https://www.googleapis.com/auth/cloud-platform",
    });
    expect(new URL(asked[0]?.url ?? "").host).toMatch(/googleapis\.com$/);
  });

  it("refreshes a user's own login, and says which project pays", async () => {
    await writeFile(
      join(home, "application_default_credentials.json"),
      JSON.stringify({
        type: "authorized_user",
        client_id: "c",
        client_secret: "s",
        refresh_token: "1//refresh",
        quota_project_id: "proj-pay",
      }),
    );
    const { fetch: send, asked } = google({ token: GRANT });
    const tokens = tokensFor({ CLOUDSDK_CONFIG: home }, send);
    expect(await tokens.headers()).toEqual({ authorization: "Bearer ya29.one", "x-goog-user-project": "proj-pay" });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toContain("refresh_token");
  });

  it("exchanges an external account's token", async () => {
    const subject = join(home, "subject.txt");
    await writeFile(subject, "subject-token");
    const file = join(home, "external.json");
    await writeFile(
      file,
      JSON.stringify({
        type: "external_account",
        audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x",
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        token_url: "https://sts.googleapis.com/v1/token",
        credential_source: { file: subject },
      }),
    );
    const { fetch: send, asked } = google({
      "sts.googleapis.com": { ...GRANT, issued_token_type: "urn:ietf:params:oauth:token-type:access_token" },
    });
    expect(await tokensFor({ GOOGLE_APPLICATION_CREDENTIALS: file }, send).headers()).toEqual({
      authorization: "Bearer ya29.one",
    });
    expect(asked[0]?.body).toContain("subject-token");
  });

  it("acts as another service account", async () => {
    const file = join(home, "as.json");
    await writeFile(
      file,
      JSON.stringify({
        type: "impersonated_service_account",
        service_account_impersonation_url:
          "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/bot@p.iam.gserviceaccount.com:generateAccessToken",
        source_credentials: { type: "authorized_user", client_id: "c", client_secret: "s", refresh_token: "r" },
      }),
    );
    const { fetch: send, asked } = google({
      generateAccessToken: { accessToken: "ya29.other", expireTime: "2030-01-01T00:00:00Z" },
      token: GRANT,
    });
    expect(await tokensFor({ GOOGLE_APPLICATION_CREDENTIALS: file }, send).headers()).toEqual({
      authorization: "Bearer ya29.other",
    });
    expect(asked.at(-1)?.url).toContain("bot@p.iam.gserviceaccount.com:generateAccessToken");
  });

  it("asks the metadata server where there is no file", async () => {
    const { fetch: send, asked } = google({
      "service-accounts/default/token": GRANT,
      "project/project-id": "proj-gce",
    });
    const tokens = tokensFor({ HOME: home, GCE_METADATA_HOST: "metadata.test" }, send);
    expect(await tokens.headers()).toEqual({ authorization: "Bearer ya29.one" });
    expect(await tokens.project()).toBe("proj-gce");
    expect(asked[0]?.url).toBe("http://metadata.test/computeMetadata/v1/instance/service-accounts/default/token");
    expect(asked[0]?.headers.get("metadata-flavor")).toBe("Google");
  });

  it("keeps a token until shortly before it expires, and shares one exchange", async () => {
    const { fetch: send, asked } = google({ token: GRANT });
    const clock = { now: 0 };
    const tokens = tokensFor({ HOME: home, GCE_METADATA_HOST: "m.test" }, send, clock);
    await Promise.all([tokens.headers(), tokens.headers(), tokens.headers()]);
    clock.now = 54 * 60_000;
    await tokens.headers();
    expect(asked).toHaveLength(1);
    clock.now = 56 * 60_000;
    await tokens.headers();
    expect(asked).toHaveLength(2);
  });

  it("reads a changed file again", async () => {
    const file = join(home, "application_default_credentials.json");
    const write = (refresh: string): Promise<void> =>
      writeFile(
        file,
        JSON.stringify({ type: "authorized_user", client_id: "c", client_secret: "s", refresh_token: refresh }),
      );
    const { fetch: send, asked } = google({ token: GRANT });
    const tokens = tokensFor({ CLOUDSDK_CONFIG: home }, send);
    await write("first");
    await tokens.headers();
    await write("second");
    await tokens.headers();
    expect(asked.map((one) => /refresh_token["=:]+"?(\w+)/.exec(one.body)?.[1])).toEqual(["first", "second"]);
  });

  it.each([
    ["a named file that is missing", { GOOGLE_APPLICATION_CREDENTIALS: "/nowhere/sa.json" }, "does not exist"],
    ["no credentials at all", { HOME: "/nowhere", GCE_METADATA_HOST: "m.test" }, "no Google Cloud credentials"],
  ])("explains %s", async (_title, env, words) => {
    const { fetch: send } = google({});
    await expect(tokensFor(env, send).headers()).rejects.toMatchObject({
      code: "authentication",
      message: expect.stringContaining(words) as string,
      suggestion: expect.stringContaining("gcloud") as string,
    });
  });

  it("explains broken files and refused grants without showing them", async () => {
    const file = join(home, "x.json");
    const { fetch: send } = google({});
    await writeFile(file, '{"client_secret": "a" "TOPSECRET"}');
    const broken: unknown = await tokensFor({ GOOGLE_APPLICATION_CREDENTIALS: file }, send)
      .headers()
      .catch((error: unknown) => error);
    expect(broken).toMatchObject({
      code: "authentication",
      message: expect.stringContaining("not JSON") as string,
    });
    expect(inspect(broken, { depth: 12 })).not.toContain("TOPSEC");
    await writeFile(
      file,
      JSON.stringify({
        type: "authorized_user",
        client_id: "c",
        client_secret: "TOPSECRET",
        refresh_token: "TOPSECRET2",
      }),
    );
    const thrown: unknown = await tokensFor({ GOOGLE_APPLICATION_CREDENTIALS: file }, send)
      .headers()
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "authentication" });
    expect(JSON.stringify(thrown)).not.toContain("TOPSECRET");
  });
});

it("does not show a metadata server's answer that cannot be read", async () => {
  const { fetch: send } = google({ "service-accounts/default/token": '{"access_token": "a" "TOPSECRET"}' });
  const thrown: unknown = await tokensFor({ HOME: home, GCE_METADATA_HOST: "metadata.test" }, send)
    .headers()
    .catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: "authentication", message: expect.stringContaining("not JSON") as string });
  expect(inspect(thrown, { depth: 12 })).not.toContain("TOPSEC");
});

describe("vertexBaseUrl", () => {
  it.each([
    [{ GOOGLE_CLOUD_PROJECT: "p1" }, {}, "https://aiplatform.googleapis.com/v1beta1/projects/p1/locations/global"],
    [
      { GCP_PROJECT_ID: "p2", GOOGLE_CLOUD_LOCATION: "europe-west4" },
      {},
      "https://europe-west4-aiplatform.googleapis.com/v1beta1/projects/p2/locations/europe-west4",
    ],
    [
      { GOOGLE_CLOUD_PROJECT: "p1", GOOGLE_CLOUD_LOCATION: "eu" },
      {},
      "https://aiplatform.eu.rep.googleapis.com/v1beta1/projects/p1/locations/eu",
    ],
    [
      { GOOGLE_CLOUD_PROJECT: "p1" },
      { project: "p3", location: "us-central1" },
      "https://us-central1-aiplatform.googleapis.com/v1beta1/projects/p3/locations/us-central1",
    ],
    [{}, { baseUrl: "http://127.0.0.1:9/v1/" }, "http://127.0.0.1:9/v1/projects/fallback/locations/global"],
  ])("%o with %o", (env, settings, expected) => {
    expect(vertexBaseUrl(settings, env, "fallback")).toBe(expected);
  });

  it("refuses a missing project and names that would leave the host", () => {
    expect(() => vertexBaseUrl({ baseUrl: "http://proxy.example/v1" }, {}, "p")).toThrow(/travel readable/);
    expect(vertexBaseUrl({ baseUrl: "http://127.0.0.1:9/v1" }, {}, "p")).toMatch(/^http:/);
    expect(() => vertexBaseUrl({}, {}, undefined)).toThrow(/no Google Cloud project/);
    expect(() => vertexBaseUrl({ location: "evil.example/#" }, {}, "p")).toThrow(/cannot use project/);
    expect(() => vertexBaseUrl({ project: "../../x?" }, {}, "p")).toThrow(/cannot use project/);
  });
});
