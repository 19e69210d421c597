// Usage: node bench/vault/bench.ts [rounds]     (default 15; needs gnome-keyring for the keychain rows)
// Every row is measured against a floor in the same run, the two taking turns; medians in ms, and their ratio.
import { argon2Sync, randomBytes } from "node:crypto";
import { spawnSync } from "node:child_process";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { createCredentialChain, createKeyfile, type CredentialChain } from "../../packages/vault/src/index.ts";
import { hasSecretService, SecretService } from "../../packages/vault/test/secret-service.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ROUNDS = Number(process.argv[2] ?? 15);
const PASSPHRASE = "four words of nonsense";
const PROVIDERS = [
  "openai",
  "anthropic",
  "google",
  "mistral",
  "groq",
  "xai",
  "perplexity",
  "deepseek",
  "moonshot",
  "mine",
];

type Work = () => unknown;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function row(what: string, ours: Work, floor: readonly [name: string, work: Work]): Promise<void> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS + 2; round++) {
    const [mine, theirs] = [await timed(ours), await timed(floor[1])];
    // The first two rounds warm caches on both sides.
    if (round >= 2) {
      times[0].push(mine);
      times[1].push(theirs);
    }
  }
  const [mine, theirs] = [median(times[0]), median(times[1])];
  console.log(`| ${what} | ${mine.toFixed(2)} | ${floor[0]} | ${theirs.toFixed(2)} | ${(mine / theirs).toFixed(2)} |`);
}

const base = mkdtempSync(join(tmpdir(), "aio-vault-bench-"));
const chainAt = (name: string, options: Partial<Parameters<typeof createCredentialChain>[0]> = {}): CredentialChain =>
  createCredentialChain({
    directory: join(base, name),
    env: { OPENAI_API_KEY: "sk-env-0123456789abcdef" },
    now: Date.now,
    platform: process.platform,
    home: base,
    providers: PROVIDERS,
    defaultOrigin: (provider) => `https://api.${provider}.example`,
    keychain: false,
    ...options,
  });

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "" },
  });
  if (status !== 0) throw new Error(stderr);
}

async function measureStart(keyfile: string): Promise<void> {
  const out = join(base, "bundle");
  const bundle = await rolldown({
    input: join(ROOT, "packages/vault/src/index.ts"),
    platform: "node",
    external: ["@napi-rs/keyring", /^node:/],
  });
  await bundle.write({ dir: out, format: "esm", minify: true, entryFileNames: "index.js" });
  await bundle.close();
  writeFileSync(join(out, "package.json"), '{"type": "module"}');
  const program = (module: string): string => `import { createCredentialChain } from ${JSON.stringify(module)};
    const chain = createCredentialChain({ directory: ${JSON.stringify(join(base, "keyfile"))}, keyfile: ${JSON.stringify(keyfile)}, env: {}, now: Date.now, platform: "linux", home: "/nowhere", providers: ${JSON.stringify(PROVIDERS)}, defaultOrigin: () => "https://x.example" });
    if (chain.peek().providers.size !== ${PROVIDERS.length}) throw new Error("peek");`;
  writeFileSync(join(out, "peek.js"), program("./index.js"));
  writeFileSync(join(base, "peek.ts"), program(join(ROOT, "packages/vault/src/index.ts")));
  writeFileSync(join(base, "nothing.mjs"), "");
  const bare = ["node with an empty file", () => run([join(base, "nothing.mjs")])] as const;
  await row("process that peeks who has a key (bundled)", () => run([join(out, "peek.js")]), bare);
  await row("the same from source", () => run([join(base, "peek.ts")]), bare);
  const chain = chainAt("keyfile", { keyfile });
  const vault = join(base, "keyfile/vault.json");
  await row("peek, in process", () => chain.peek(), [
    "read and parse vault.json",
    () => JSON.parse(readFileSync(vault, "utf8")),
  ]);
}

async function measureFile(keyfile: string): Promise<void> {
  const vault = join(base, "keyfile/vault.json");
  await row("open with key file and read a key", () => chainAt("keyfile", { keyfile }).find("groq"), [
    "read and parse vault.json",
    () => JSON.parse(readFileSync(vault, "utf8")),
  ]);
  const open = chainAt("keyfile", { keyfile });
  await open.find("groq");
  await row("read a key of an open vault", () => open.find("groq"), [
    "read and parse vault.json",
    () => JSON.parse(readFileSync(vault, "utf8")),
  ]);
  const argon = {
    message: PASSPHRASE,
    nonce: randomBytes(16),
    parallelism: 1,
    tagLength: 32,
    memory: 65_536,
    passes: 3,
  };
  const passphrase = async (): Promise<string> => PASSPHRASE;
  await row("open with passphrase and read a key", () => chainAt("passphrase", { passphrase }).find("groq"), [
    "argon2id alone (64 MiB, 3 passes)",
    () => argon2Sync("argon2id", argon),
  ]);
  let n = 0;
  await row("store a key", () => open.set("groq", `gsk_${n++}_0123456789abcdef`, { to: "file" }), [
    "the same bytes: write, fsync, link, 2 renames, fsync",
    () => bareWrite(readFileSync(vault, "utf8")),
  ]);
}

function bareWrite(text: string): void {
  const path = join(base, "bare.json");
  const file = openSync(`${path}.tmp`, "w", 0o600);
  writeFileSync(file, text);
  fsyncSync(file);
  closeSync(file);
  rmSync(`${path}.prev.tmp`, { force: true });
  try {
    linkSync(path, `${path}.prev.tmp`);
    renameSync(`${path}.prev.tmp`, `${path}.prev`);
  } catch {
    // The first round has no previous file.
  }
  renameSync(`${path}.tmp`, path);
  const directory = openSync(base, "r");
  fsyncSync(directory);
  closeSync(directory);
}

async function measureKeychain(): Promise<void> {
  if (!hasSecretService()) return console.log("| keychain | – | gnome-keyring is not installed | – | – |");
  await using service = new SecretService();
  await service.startBus();
  await service.startKeyring("pw");
  const chain = (): CredentialChain => chainAt("keychain", { env: service.env, keychain: { timeoutMs: 20_000 } });
  for (const id of PROVIDERS) await chain().set(id, `key-of-${id}-0123456789`, { to: "keychain" });
  const bare = ["node with an empty file", () => run([join(base, "nothing.mjs")])] as const;
  await row("read a key from the keychain (child process)", () => chain().find("groq"), bare);
  await row("read ten keys from the keychain at once", () => batch(chain()), bare);
}

async function batch(chain: CredentialChain): Promise<void> {
  const found = await Promise.all(PROVIDERS.map((id) => chain.find(id)));
  if (found.some((each) => each?.source !== "keychain")) throw new Error("not all found");
}

try {
  mkdirSync(join(base, "keyfile"), { mode: 0o700 });
  symlinkSync(join(ROOT, "node_modules"), join(base, "node_modules"));
  const keyfile = join(base, "key");
  const byKeyfile = chainAt("keyfile", { keyfile });
  await byKeyfile.createVault([{ type: "keyfile", bytes: createKeyfile(keyfile) }]);
  for (const id of PROVIDERS) await byKeyfile.set(id, `key-of-${id}-0123456789abcdef`, { to: "file" });
  const byPassphrase = chainAt("passphrase");
  await byPassphrase.createVault([{ type: "passphrase", passphrase: PASSPHRASE }]);
  await byPassphrase.set("groq", "gsk_0123456789abcdef", { to: "file" });
  console.log(`${ROUNDS} rounds, medians in ms\n\n| what | ours | floor | floor | ratio |\n|---|---|---|---|---|`);
  await measureStart(keyfile);
  await measureFile(keyfile);
  await measureKeychain();
} finally {
  rmSync(base, { recursive: true, force: true });
}
