import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../../test/temporary-directory.ts";
import { reportAdc, wellKnownAdcPath } from "./report-adc.ts";

const KEY = "-----BEGIN PRIVATE KEY-----\nnot-a-real-one\n-----END PRIVATE KEY-----\n";
const serviceAccount = {
  type: "service_account",
  project_id: "from-file",
  client_email: "bot@from-file.iam.gserviceaccount.com",
  private_key: KEY,
};

describe("Application Default Credentials", () => {
  const home = temporaryDirectory();
  const write = (value: unknown): string => {
    const path = join(home, `${Math.random()}.json`);
    writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
    return path;
  };
  const report = (env: Record<string, string> = {}): ReturnType<typeof reportAdc> =>
    reportAdc({ env, home, platform: "linux" });

  it("says how to get some when there are none", () => {
    expect(report()).toMatchObject({
      source: "none",
      location: "global",
      suggestion: expect.stringContaining("gcloud auth application-default login"),
    });
  });

  it("reads the file that GOOGLE_APPLICATION_CREDENTIALS names, without its key", () => {
    const path = write(serviceAccount);
    const found = report({ GOOGLE_APPLICATION_CREDENTIALS: path });
    expect(found).toEqual({
      source: "adc",
      kind: "service_account",
      sourceDetail: "GOOGLE_APPLICATION_CREDENTIALS",
      path,
      account: "bot@from-file.iam.gserviceaccount.com",
      project: "from-file",
      projectFrom: path,
      location: "global",
    });
    expect(JSON.stringify(found)).not.toContain("PRIVATE");
  });

  it("prefers project and location from the environment", () => {
    const path = write(serviceAccount);
    expect(
      report({ GOOGLE_APPLICATION_CREDENTIALS: path, GCP_PROJECT_ID: "old", GOOGLE_CLOUD_LOCATION: "us-central1" }),
    ).toMatchObject({ project: "old", location: "us-central1" });
    expect(report({ GCP_PROJECT_ID: "old", GOOGLE_CLOUD_PROJECT: "new" })).toMatchObject({
      source: "none",
      project: "new",
      projectFrom: "GOOGLE_CLOUD_PROJECT",
    });
  });

  it.each([
    ["is missing", "/nonexistent/key.json", "does not exist"],
    ["is a directory", home, "cannot be read"],
    ["is not JSON", () => write("hello"), "is not JSON"],
    ["is another JSON file", () => write({ type: "something" }), "not a Google credentials file"],
    ["is a list", () => write([]), "not a Google credentials file"],
    ["is null", () => write("null"), "not a Google credentials file"],
    ["has no key", () => write({ ...serviceAccount, private_key: "" }), "lacks private_key"],
    [
      "has no token",
      () => write({ type: "authorized_user", client_id: "x", client_secret: "y" }),
      "lacks refresh_token",
    ],
  ])("says so when the file %s", (_, path, reason) => {
    const found = report({ GOOGLE_APPLICATION_CREDENTIALS: typeof path === "string" ? path : path() });
    expect(found).toMatchObject({
      source: "none",
      reason: expect.stringContaining(reason),
      suggestion: expect.stringMatching(/./),
    });
  });

  it("finds gcloud's own file, where each system keeps it", () => {
    expect(wellKnownAdcPath({ env: {}, home: "/h", platform: "darwin" })).toBe(
      "/h/.config/gcloud/application_default_credentials.json",
    );
    expect(wellKnownAdcPath({ env: { APPDATA: "/roaming" }, home: "/h", platform: "win32" })).toBe(
      "/roaming/gcloud/application_default_credentials.json",
    );
    const elsewhere = join(home, "gcloud");
    mkdirSync(elsewhere);
    writeFileSync(
      join(elsewhere, "application_default_credentials.json"),
      JSON.stringify({
        type: "authorized_user",
        client_id: "a",
        client_secret: "b",
        refresh_token: "c",
        quota_project_id: "quota",
      }),
    );
    expect(report({ CLOUDSDK_CONFIG: elsewhere })).toMatchObject({
      source: "adc",
      kind: "authorized_user",
      project: "quota",
    });
  });

  it("recognises Google's own machines without asking the network", () => {
    expect(report({ K_SERVICE: "run" })).toMatchObject({ source: "adc", kind: "metadata" });
  });
});
