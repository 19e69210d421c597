import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createKeyfile } from "../src/file/slot-keys.ts";
import { readEntry, writeEntry } from "../src/file/vault-contents.ts";
import { VaultFile, type VaultFileOptions } from "../src/file/vault-file.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/** The keys of the sample vault, newest generation last. */
export const SAMPLE_KEYS: Readonly<Record<string, string>> = {
  openai: "sk-proj-sample-openai-0123456789abcdef",
  anthropic: "sk-ant-sample-0123456789abcdefghij",
  google: "AIzaSample0123456789abcdefghijklmnop",
  mistral: "mistralsample0123456789abcdefghi",
  deepseek: "sk-deepseek-sample-0123456789abcdef",
  groq: "gsk_sample0123456789abcdefghijklmnop",
};

/** A vault of about 2 KB that opens with a key file (cheap, so that thousands of openings are), in a directory of its own. */
export class SampleVault {
  readonly directory: string = join(temporaryDirectory(), "data");
  readonly keyfile: string = join(temporaryDirectory(), "key");
  readonly path: string = join(this.directory, "vault.json");

  async create(): Promise<this> {
    const bytes = createKeyfile(this.keyfile);
    const vault = this.open();
    await vault.create([{ type: "keyfile", bytes }]);
    for (const [provider, secret] of Object.entries(SAMPLE_KEYS)) {
      await writeEntry(vault, provider, { secret, origin: `https://api.${provider}.example`, at: 1_790_000_000_000 });
    }
    return this;
  }

  /** Opens it as a new process would. */
  open(options: Partial<VaultFileOptions> = {}): VaultFile {
    const sources = { keyfile: this.keyfile, platform: "linux" };
    return new VaultFile(sources, { directory: this.directory, now: Date.now, ...options });
  }

  /** Every key, as a new process reads them. */
  async keys(): Promise<Record<string, string | undefined>> {
    const vault = this.open();
    const pairs = Object.keys(SAMPLE_KEYS).map(async (id) => [id, (await readEntry(vault, id))?.secret] as const);
    return Object.fromEntries(await Promise.all(pairs));
  }

  /** The files as they are now. */
  snapshot(): { readonly current: Buffer; readonly previous: Buffer } {
    return { current: readFileSync(this.path), previous: readFileSync(`${this.path}.prev`) };
  }

  /** Puts bytes in the place of the vault. */
  put(bytes: Uint8Array | string): void {
    mkdirSync(this.directory, { recursive: true });
    rmSync(this.path, { force: true, recursive: true });
    writeFileSync(this.path, bytes, { mode: 0o600 });
    chmodSync(this.path, 0o600);
  }
}
