export { askLoginCode } from "./ask-login-code.ts";
export { answers, startDaemon, stopDaemon } from "./daemon.ts";
export { serve, type ServeOptions, type Serving } from "./serve.ts";
export { readServerFile, stoppingServer, type ServerFile } from "./server-file.ts";
export { launchdAgent, systemdUnit } from "./service-units.ts";
export { openVirtualKeys, type NewKey, type StoredKey, type VirtualKeys } from "./virtual-keys.ts";
