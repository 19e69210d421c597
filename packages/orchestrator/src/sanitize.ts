export { createTerminalSanitizer, sanitizeTerminal } from "@ai-orchestrator/security/sanitize";
