import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCredentialChain } from "../src/chain/create-credential-chain.ts";
import type { CredentialChain, CredentialChainOptions } from "../src/chain/credential-chain.ts";
import { createKeyfile } from "../src/file/slot-keys.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const ORIGINS: Readonly<Record<string, string>> = {
  openai: "https://api.openai.com",
  anthropic: "https://api.anthropic.com",
  google: "https://generativelanguage.googleapis.com",
  mistral: "https://api.mistral.ai",
  groq: "https://api.groq.com",
};

/** A home with a keychain of chosen mood, an environment and a data directory; chains over them, as one process after another would make them. */
export class ChainFixture {
  readonly home: string = temporaryDirectory();
  readonly directory: string = join(this.home, "data");
  readonly keyfile: string = join(temporaryDirectory(), "key");
  readonly env: Record<string, string> = { HOME: this.home, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" };
  time = 1_790_000_000_000;

  constructor() {
    this.write({ starts: 0, mood: "open", items: {} });
  }

  /** How many keychain processes were started so far. */
  get starts(): number {
    return this.read().starts;
  }

  get items(): Record<string, string> {
    return this.read().items;
  }

  set mood(mood: "open" | "locked" | "mute" | "gone") {
    this.write({ ...this.read(), mood });
  }

  putItem(name: string, text: string): void {
    const ring = this.read();
    this.write({ ...ring, items: { ...ring.items, [name]: text } });
  }

  chain(options: Partial<CredentialChainOptions> = {}): CredentialChain {
    return createCredentialChain({
      directory: this.directory,
      env: this.env,
      now: () => this.time,
      platform: "linux",
      home: this.home,
      providers: ["openai", "anthropic", "google", "mistral", "groq", "vertex-ai", "my-endpoint"],
      defaultOrigin: (provider) => ORIGINS[provider],
      keychain: { entry: new URL("./file-keychain-child.ts", import.meta.url), timeoutMs: 20_000 },
      ...options,
    });
  }

  /** A chain without a keychain, over a vault that the key file opens. */
  async fileChain(options: Partial<CredentialChainOptions> = {}): Promise<CredentialChain> {
    const chain = this.chain({ keychain: false, keyfile: this.keyfile, ...options });
    await chain.createVault([{ type: "keyfile", bytes: createKeyfile(this.keyfile) }]);
    return chain;
  }

  private read(): { starts: number; mood: string; items: Record<string, string> } {
    return JSON.parse(readFileSync(join(this.home, "ring.json"), "utf8")) as {
      starts: number;
      mood: string;
      items: Record<string, string>;
    };
  }

  private write(ring: { starts: number; mood: string; items: Record<string, string> }): void {
    writeFileSync(join(this.home, "ring.json"), JSON.stringify(ring));
  }
}
