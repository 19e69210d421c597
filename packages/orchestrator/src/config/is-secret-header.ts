/** True for a header whose value lets someone in. */
export function isSecretHeader(name: string): boolean {
  return /auth|key|token|secret|cookie|password/i.test(name);
}
