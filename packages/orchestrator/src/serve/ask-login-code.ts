import { OrchestratorError } from "@ai-orchestrator/contract";
import { answers } from "./daemon.ts";
import { readServerFile } from "./server-file.ts";

/** Asks the running server for a browser login code: good once, within a minute. Throws `network` where none runs. */
export async function askLoginCode(runtime: string): Promise<string> {
  const server = readServerFile(runtime);
  if (server === undefined || !(await answers(server)))
    throw new OrchestratorError("network", "No server is running.", { suggestion: "aio serve --daemon" });
  const response = await fetch(`${server.url}/api/v1/login-codes`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.token}` },
  });
  if (!response.ok) throw new OrchestratorError("network", `The server answered ${response.status}.`);
  return ((await response.json()) as { readonly code: string }).code;
}
