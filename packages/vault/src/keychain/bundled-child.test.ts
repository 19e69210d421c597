import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import { describe, expect, it } from "vitest";
import { hasSecretService, SecretService } from "../../test/secret-service.ts";
import { temporaryDirectory } from "../../test/temporary-directory.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

describe.skipIf(!hasSecretService())("a bundled build", () => {
  it("finds its keychain child beside it and reaches the real keychain", async () => {
    const directory = temporaryDirectory();
    const bundle = await rolldown({
      input: {
        index: join(ROOT, "packages/vault/src/index.ts"),
        "keychain-child": join(ROOT, "packages/vault/src/keychain/keychain-child.ts"),
      },
      platform: "node",
      external: ["@napi-rs/keyring", /^node:/],
    });
    await bundle.write({ dir: directory, format: "esm", minify: true, entryFileNames: "[name].js" });
    await bundle.close();
    symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"), "junction");
    mkdirSync(join(directory, "home"));
    writeFileSync(join(directory, "package.json"), '{"type": "module"}');
    writeFileSync(
      join(directory, "program.js"),
      `import { createCredentialChain } from "./index.js";
      const chain = createCredentialChain({ directory: "${directory}/home", env: process.env, now: Date.now, platform: "linux", home: "/nowhere", providers: ["groq"], defaultOrigin: () => "https://api.groq.com", keychain: { timeoutMs: 20000 } });
      const { source } = await chain.set("groq", "gsk_bundled0123456789ab", {});
      chain.lock();
      const found = await chain.get("groq", { origin: "https://api.groq.com" });
      console.log(JSON.stringify({ source, found: found.value.reveal() === "gsk_bundled0123456789ab", from: found.source }));`,
    );
    expect(readdirSync(directory)).toContain("keychain-child.js");
    await using service = new SecretService();
    await service.startBus();
    await service.startKeyring("pw");
    const { stdout } = await promisify(execFile)(process.execPath, [join(directory, "program.js")], {
      env: service.env,
    });
    expect(JSON.parse(stdout)).toEqual({ source: "keychain", found: true, from: "keychain" });
  });
});
