import { ADVICE } from "../advice.ts";
import type { BackendStatus } from "../credential.ts";
import { oneLine } from "../vault-error.ts";

/** What people call the keychain, by `process.platform`. */
export const KEYCHAIN_NAMES: Readonly<Record<string, string>> = {
  darwin: "macOS Keychain",
  win32: "Windows Credential Manager",
  linux: "Secret Service (GNOME Keyring, KWallet)",
};

type Unusable = Exclude<BackendStatus["state"], "available">;

/**
 * The library reports by English text only (2.1.2), so the text is all there is to go by. Observed against a real
 * gnome-keyring: no bus, no service, no collection, locked collection. Unknown text counts as `failed`.
 */
const SIGNS: readonly (readonly [RegExp, Unusable, string])[] = [
  [
    /D-?Bus error|zbus error|failed to connect|org\.freedesktop\.secrets was not provided|ServiceUnknown/i,
    "absent",
    "no Secret Service on this session's D-Bus",
  ],
  [/no result found/i, "locked", "the keyring has no unlocked default collection"],
  [
    /prompt was dismissed|locked|user interaction is not allowed|interaction not allowed/i,
    "locked",
    "the keychain is locked",
  ],
  [/user canceled|access.?denied|not authorized|auth.*failed/i, "locked", "the keychain refused access"],
];

/** The state a failed operation reveals, with a reason in our words. */
export function explainKeychainError(message: string): { readonly state: Unusable; readonly reason: string } {
  for (const [pattern, state, reason] of SIGNS) if (pattern.test(message)) return { state, reason };
  return { state: "failed", reason: oneLine(message).slice(0, 200) };
}

/** One line: what to do about it. */
export function suggestionFor(state: Unusable, platform: string): string {
  if (state === "locked" || state === "hangs") {
    return platform === "linux"
      ? "Unlock the login keyring and try again, or use the encrypted file."
      : "Unlock the keychain and try again, or use the encrypted file.";
  }
  if (state === "absent" && platform === "linux") {
    return "Install and start gnome-keyring or KWallet, or create an encrypted file with `aio credentials create-file`.";
  }
  return ADVICE.createFile;
}
