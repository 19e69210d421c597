/**
 * Entry of the short-lived child process that alone touches the OS keychain. It exists because a D-Bus that never
 * answers blocks the whole process inside native code: here the parent can kill it. Keys come in on standard input
 * and leave on standard output; arguments and environment carry none. Not for import.
 */
import { randomBytes } from "node:crypto";
import type * as KeyringModule from "@napi-rs/keyring";
import { parseKeychainItem } from "./keychain-item.ts";
import { oneLine } from "../vault-error.ts";
import type { KeychainOperation, KeychainRequest, KeychainResponse, KeychainResult } from "./keychain-protocol.ts";

/** The library, loaded late so that a machine without its native part gets an answer instead of a crash. */
type Keyring = Pick<typeof KeyringModule, "Entry" | "findCredentials">;

async function readRequest(): Promise<KeychainRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as KeychainRequest;
}

function perform(keyring: Keyring, request: KeychainRequest, operation: KeychainOperation): KeychainResult {
  const options = request.store === undefined ? null : { linux: { store: request.store } };
  const entry = (account: string): InstanceType<Keyring["Entry"]> =>
    new keyring.Entry(request.service, account, options);
  switch (operation.op) {
    case "get":
      return { ok: true, value: entry(operation.account).getPassword() };
    case "set":
      entry(operation.account).setPassword(operation.secret);
      if (entry(operation.account).getPassword() !== operation.secret) {
        return { ok: false, message: "the keychain did not give back what was stored" };
      }
      return { ok: true };
    case "remove":
      return { ok: true, removed: entry(operation.account).deletePassword() };
    case "list": {
      const items = keyring.findCredentials(request.service).map(({ account, password }) => {
        const { origin, storedAt } = parseKeychainItem(password);
        return {
          account,
          ...(origin === undefined ? {} : { origin }),
          ...(storedAt === undefined ? {} : { storedAt }),
        };
      });
      return { ok: true, items };
    }
    case "probe": {
      const account = `@probe/${randomBytes(6).toString("hex")}`;
      const value = randomBytes(9).toString("base64url");
      entry(account).setPassword(value);
      const back = entry(account).getPassword();
      entry(account).deletePassword();
      return back === value ? { ok: true } : { ok: false, message: "the keychain did not give back what was stored" };
    }
  }
}

async function answer(): Promise<KeychainResponse> {
  const request = await readRequest();
  let keyring: Keyring;
  try {
    keyring = await import("@napi-rs/keyring");
  } catch (error) {
    return { unavailable: oneLine(error) };
  }
  const results = request.operations.map((operation): KeychainResult => {
    try {
      return perform(keyring, request, operation);
    } catch (error) {
      return { ok: false, message: oneLine(error) };
    }
  });
  return { results };
}

const response = await answer();
process.stdout.write(JSON.stringify(response));
