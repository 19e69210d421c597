export { createConnections, type ConnectionsOptions, type ProviderConnections } from "./create-connections.ts";
