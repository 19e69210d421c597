import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPublicAddress, fetchPublicUrl } from "../src/input/fetch-public-url.ts";
import { listFolder } from "../src/input/list-folder.ts";
import { readAttachments } from "../src/input/read-attachments.ts";
import { aioInProcess } from "./in-process.ts";
import { makeMockHome, type MockHome } from "./mock-home.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F1 24 Tf 20 100 Td (Lighthouse) Tj ET   
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`;

const signal = new AbortController().signal;
const read = (...names: string[]) => readAttachments(names, { allowUrls: false, signal });
let folder = "";
const put = (name: string, data: string | Buffer): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, data);
  return file;
};
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "aio-attach-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("--file", () => {
  it("knows pictures and PDFs by their content, not their name", async () => {
    const [picture] = await read(put("picture.txt", PNG));
    expect(picture).toMatchObject({ type: "image", mediaType: "image/png", data: PNG.toString("base64") });
    const [document] = await read(put("paper", PDF));
    expect(document).toMatchObject({ type: "file", mediaType: "application/pdf", text: "Lighthouse" });
  });

  it("reads a folder by its ignore rules, without secrets, binaries, links and build output", () => {
    put("p/.gitignore", "*.log\n!keep.log\n/only-top.txt\nout/\n");
    put("p/sub/.aioignore", "private.txt\n");
    for (const name of ["a.txt", "x.log", "keep.log", "only-top.txt", "out/o.txt", "sub/b.txt", "sub/private.txt"])
      put(`p/${name}`, "text");
    for (const name of ["sub/only-top.txt", ".env", "id_rsa", "server.pem", "node_modules/m.js", ".git/config"])
      put(`p/${name}`, "text");
    put("p/binary.bin", Buffer.from([1, 0, 2]));
    symlinkSync("/etc/passwd", path.join(folder, "p/link"));
    expect(listFolder(path.join(folder, "p"))).toEqual([
      ".gitignore",
      "a.txt",
      "keep.log",
      "sub/.aioignore",
      "sub/b.txt",
      "sub/only-top.txt",
    ]);
  });

  it("refuses what it cannot read, naming the file and the fix", async () => {
    const big = put("big.txt", "x");
    truncateSync(big, 33 * 1024 * 1024);
    mkdirSync(path.join(folder, "empty"));
    for (const [name, why] of [
      [path.join(folder, "nowhere"), /no such file/],
      [big, /33 MB; the limit is 32 MB/],
      [path.join(folder, "empty"), /holds no text file/],
      [put("latin1.txt", Buffer.from([0xe4, 0xf6, 0xfc])), /neither UTF-8 text/],
      [put("cut.pdf", PDF.slice(0, 9)), /not a readable PDF/],
      ["https://example.com/page", /fetching is off/],
    ] as const) {
      await expect(read(name), name).rejects.toMatchObject({
        code: "invalid_input",
        message: expect.stringMatching(why),
        suggestion: expect.any(String),
      });
    }
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)("says when permission is missing", async () => {
    const file = put("locked.txt", "x");
    chmodSync(file, 0);
    await expect(read(file)).rejects.toMatchObject({ message: expect.stringMatching(/permission denied/) });
  });

  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::ffff:10.0.0.1",
    "fe80::1",
    "fd00::1",
  ])("never fetches %s", async (address) => {
    expect(isPublicAddress(address)).toBe(false);
    const url = `http://${address.includes(":") ? `[${address}]` : address}/`;
    await expect(fetchPublicUrl(url, { maxBytes: 10, signal })).rejects.toMatchObject({ code: "invalid_input" });
  });
  it.each(["93.184.216.34", "1.1.1.1", "172.32.0.1", "2606:4700::1111"])("%s is public", (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe("--redact", () => {
  const SECRET = "sk-proj-q8Zt3mVw9LxR2bNc7YhK4sDf6GpJ1aTe";
  let mocked: MockHome;
  beforeAll(async () => {
    mocked = await makeMockHome();
  }, 20_000);
  afterAll(async () => mocked[Symbol.asyncDispose]());

  it.each([
    ["ask", [`my key is ${SECRET}`]],
    ["compare", ["compare", "-m", "mistral-large,mistral-small", `my key is ${SECRET}`]],
    ["system prompt", ["-s", `my key is ${SECRET}`, "hello"]],
    ["piped text", ["what is this"]],
  ] as const)("hides secrets in every way in: %s", async (name, args) => {
    const file = put("notes.txt", `token: ${SECRET}`);
    const run = await aioInProcess([...args, "--redact", "-f", file], {
      env: { ...mocked.home.env, ...mocked.env },
      ...(name === "piped text" ? { input: `piped ${SECRET}` } : {}),
    });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/hidden:/);
    expect(JSON.stringify(mocked.mock.getRequests())).not.toContain(SECRET);
  });
});
