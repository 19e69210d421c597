/** What errors tell a person to do; the commands are the CLI's. */
export const ADVICE = {
  createFile: "Create an encrypted file with `aio credentials create-file`.",
  openFile: "Run `aio credentials unlock`, or point AI_ORCHESTRATOR_KEYFILE at its key file.",
  restore: "Nothing was changed. Bring the previous generation back with `aio credentials restore`.",
} as const;
