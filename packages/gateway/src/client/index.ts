export { createGatewayClient, type GatewayClientOptions } from "./create-gateway-client.ts";
export { login } from "./login.ts";
