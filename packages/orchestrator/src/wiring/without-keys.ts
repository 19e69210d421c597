/** Names under which keys, tokens and passwords stand in an environment. */
const SECRET_NAME = /(?:^|_)(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIALS)(?:_FILE)?$/i;
/** A download of a gated model needs it, and goes nowhere else. */
const KEPT = new Set(["HF_TOKEN"]);

/** An environment for a program that is not ours: a local model server needs no provider's key. */
export function withoutKeys(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => KEPT.has(name) || !SECRET_NAME.test(name)));
}
