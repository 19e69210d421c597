export { createGateway, type Gateway } from "./create-gateway.ts";
export type { GatewayOptions, GatewaySettings, GatewayTimeouts } from "./gateway-options.ts";
export type { AccessKey, KeyStore } from "./access/key-store.ts";
