/** What errors tell a person to do; the commands are the CLI's. */
export const ADVICE = {
  createFile: "Create an encrypted file with `aio credentials create-file`.",
  openFile:
    "Run it in a terminal, which asks for the passphrase; in scripts name AI_ORCHESTRATOR_KEYFILE or AI_ORCHESTRATOR_PASSPHRASE_FILE. With a keychain, `aio credentials unlock` opens it for later commands too.",
  fileExists:
    "Nothing was changed. `aio credentials set-passphrase` and `aio credentials add-keyfile` change what opens it.",
  restore: "Nothing was changed. Bring the previous generation back with `aio credentials restore`.",
} as const;
