/** A place for keys, as it is now. */
interface Store {
  readonly source: string;
  readonly state: string;
}

/** True where nothing must be done about a place: it can be used, or it is the encrypted file and there is a keychain in its stead. */
export function isStoreFine({ source, state }: Store, all: readonly Store[]): boolean {
  if (state === "available") return true;
  return (
    source === "file" && state === "absent" && all.some((one) => one.source === "keychain" && one.state === "available")
  );
}
