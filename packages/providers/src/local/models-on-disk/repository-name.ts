/** `owner/repo` as huggingface_hub allows it (`_validators.py`), old one-word names included. */
const REPOSITORY = /^(?:[A-Za-z0-9_][\w.-]{0,95}\/)?[A-Za-z0-9_][\w.-]{0,95}$/;

/** True for a name that can be a repository's and a folder's: no `..`, no `--`, no ending that Git or a file system minds. */
export function isRepositoryName(name: string): boolean {
  return REPOSITORY.test(name) && !name.includes("--") && !name.includes("..") && !/[.-](?:\/|$)|\.git$/.test(name);
}

/** The repository's folder in a cache: `models--owner--repo`. */
export function repositoryFolder(repository: string): string {
  return ["models", ...repository.split("/")].join("--");
}

/** The repository of a cache folder, or undefined for anything else. */
export function repositoryOf(folder: string): string | undefined {
  if (!folder.startsWith("models--")) return undefined;
  const name = folder.slice("models--".length).replaceAll("--", "/");
  return isRepositoryName(name) ? name : undefined;
}

/**
 * True for a file path that stays inside the folder it is joined to, on every system: a repository's owner chooses
 * these names.
 */
export function isInnerPath(path: string): boolean {
  return (
    path.length > 0 &&
    path.length <= 1000 &&
    !/[\\:\p{Cc}]/u.test(path) &&
    path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}
