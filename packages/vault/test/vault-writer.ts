/**
 * A process that writes keys into a vault, for tests and benches that start several or kill them.
 * Arguments: directory, key file, writer's name, number of writes. After each write that was acknowledged it prints
 * the key's number; it never prints keys.
 */
import { writeEntry } from "../src/file/vault-contents.ts";
import { VaultFile } from "../src/file/vault-file.ts";

const [directory = "", keyfile = "", name = "", count = "0"] = process.argv.slice(2);
const sources = { keyfile, platform: process.platform };
const vault = new VaultFile(sources, { directory, now: Date.now, lockWaitMs: 120_000 });
for (let i = 0; i < Number(count); i++) {
  await writeEntry(vault, `${name}-${i}`, { secret: `key-${name}-${i}`, origin: "https://x.example", at: i });
  process.stdout.write(`${i}\n`);
}
