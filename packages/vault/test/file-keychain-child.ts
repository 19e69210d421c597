/**
 * Stands in for the keychain child where a test must choose the keychain's mood: speaks the same protocol over a JSON
 * file in $HOME. `mood` in that file: `open`, `locked` (reads find nothing, writes fail, as on Linux), `mute`, `gone`.
 * Counts its starts. The real keychain is tested with the real gnome-keyring.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseKeychainItem } from "../src/keychain/keychain-item.ts";
import type { KeychainOperation, KeychainRequest, KeychainResult } from "../src/keychain/keychain-protocol.ts";

interface Ring {
  starts: number;
  mood: "open" | "locked" | "mute" | "gone";
  items: Record<string, string>;
}

const path = join(process.env["HOME"] ?? "", "ring.json");
const ring = JSON.parse(readFileSync(path, "utf8")) as Ring;
ring.starts++;
writeFileSync(path, JSON.stringify(ring));

const isOpen = ring.mood === "open";
function perform(service: string, operation: KeychainOperation): KeychainResult {
  const name = (account: string): string => `${service}/${account}`;
  if (ring.mood === "gone") return { ok: false, message: "DBus error: no such address" };
  switch (operation.op) {
    case "get":
      return { ok: true, value: isOpen ? (ring.items[name(operation.account)] ?? null) : null };
    case "set":
      if (!isOpen) return { ok: false, message: "The prompt was dismissed" };
      ring.items[name(operation.account)] = operation.secret;
      return { ok: true };
    case "remove": {
      const isHeld = isOpen && Object.hasOwn(ring.items, name(operation.account));
      if (isHeld) delete ring.items[name(operation.account)];
      return { ok: true, removed: isHeld };
    }
    case "list": {
      const own = Object.entries(isOpen ? ring.items : {}).filter(([key]) => key.startsWith(`${service}/`));
      const items = own.map(([key, text]) => {
        const { key: _key, ...rest } = parseKeychainItem(text);
        return { account: key.slice(service.length + 1), ...rest };
      });
      return { ok: true, items };
    }
    case "probe":
      return isOpen ? { ok: true } : { ok: false, message: "The prompt was dismissed" };
  }
}

if (ring.mood === "mute") setInterval(() => {}, 1_000_000);
else {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const request = JSON.parse(Buffer.concat(chunks).toString("utf8")) as KeychainRequest;
  const results = request.operations.map((operation) => perform(request.service, operation));
  writeFileSync(path, JSON.stringify(ring));
  process.stdout.write(JSON.stringify({ results }));
}
