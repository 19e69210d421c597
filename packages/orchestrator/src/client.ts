/** The same orchestrator in another process or on another machine: a running gateway. Also in a browser. */
export { createGatewayClient, login, type GatewayClientOptions } from "@ai-orchestrator/gateway/client";
