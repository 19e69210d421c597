/** The text without any of the secrets. Secrets shorter than 6 characters are ignored: they would eat ordinary words. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((safe, secret) => (secret.length < 6 ? safe : safe.replaceAll(secret, "[redacted]")), text);
}
