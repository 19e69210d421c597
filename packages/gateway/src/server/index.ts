export { createGateway, type Gateway, type GatewayOptions } from "./create-gateway.ts";
export type { AccessKey, KeyStore } from "./access/key-store.ts";
