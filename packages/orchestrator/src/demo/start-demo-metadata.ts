import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DEMO_PROJECT } from "./demo-project.ts";

const ANSWERS: Readonly<Record<string, string>> = {
  "/computeMetadata/v1/project/project-id": DEMO_PROJECT,
  "/computeMetadata/v1/instance/service-accounts/default/token": JSON.stringify({
    access_token: "demo-token-of-no-value",
    expires_in: 3600,
    token_type: "Bearer",
  }),
};

/**
 * A pretend Google Cloud metadata server on loopback, as every machine in Google's cloud has one: Vertex AI gets its
 * token on the real way, and the token is worth nothing. `host` is what `GCE_METADATA_HOST` names.
 */
export async function startDemoMetadata(): Promise<{ readonly host: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    const answer = request.headers["metadata-flavor"] === "Google" ? ANSWERS[request.url ?? ""] : undefined;
    response.writeHead(answer === undefined ? 404 : 200, { "metadata-flavor": "Google" }).end(answer);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  server.unref();
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
