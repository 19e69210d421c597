export * from "./create-provider-client.ts";
export * from "./facts/provider-deps.ts";
export * from "./facts/provider-facts.ts";
export * from "./facts/providers-table.ts";
export * from "./http/create-http-fetch.ts";
export * from "./rate-limits/read-rate-limits.ts";
export * from "./upstream-for.ts";
export * from "./local/index.ts";
