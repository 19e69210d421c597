import { LOGIN_PATH, type LoginAnswer } from "../protocol/app-api.ts";
import { createGatewayHttp, type GatewayClientOptions } from "./http.ts";

/** Exchanges a one-time code for this browser's cookie; gives back the token to show beside it. Throws `authentication` for a code that is used or old. */
export async function login(code: string, options: Pick<GatewayClientOptions, "url" | "fetch">): Promise<LoginAnswer> {
  const response = await createGatewayHttp(options).send(LOGIN_PATH, { method: "POST", body: { code } });
  return (await response.json()) as LoginAnswer;
}
