import { sdkFailure } from "../errors/sdk-failure.ts";
import { classifyFailure } from "../errors/classify-failure.ts";
import { openCall, type Connection } from "./connection.ts";

/** Proves that the credential works, as cheaply as the provider allows. Throws `authentication`, `permission` or what else went wrong. */
export async function verifyCredential(
  connection: Connection,
  options: { readonly signal: AbortSignal },
): Promise<void> {
  const { verify } = connection.adapter;
  const { exchange, link } = await openCall(connection);
  try {
    const response = await link.fetch(verifyUrl(link.baseUrl, verify.path), {
      method: verify.method,
      signal: options.signal,
      ...(verify.method === "GET" ? {} : { body: verify.body, headers: { "content-type": "application/json" } }),
    });
    const text = await response.text();
    // A proxy's login page answers 200 as well.
    if (text.trimStart().startsWith("<"))
      throw classifyFailure({ status: 502, headers: response.headers, body: text }, exchange.context);
  } catch (thrown) {
    if (
      verify.method === "POST" &&
      exchange.failure?.status !== undefined &&
      verify.acceptedStatuses.includes(exchange.failure.status) &&
      exchange.failure.code !== "authentication"
    )
      return;
    throw sdkFailure({ thrown, exchange, signal: options.signal });
  }
}

/** Both may name the version. */
function verifyUrl(baseUrl: string, path: string): string {
  return baseUrl.endsWith("/v1") && path.startsWith("/v1/")
    ? `${baseUrl}${path.slice("/v1".length)}`
    : `${baseUrl}${path}`;
}
