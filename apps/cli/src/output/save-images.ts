import { existsSync, writeFileSync } from "node:fs";
import { OrchestratorError, type ImagePart, type TurnState } from "@ai-orchestrator/contract";

const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
};

/** Writes the pictures of an answer into the current folder, or the first into `file`. Returns where they are; pictures that are only links are returned as links. Throws `storage`. */
export function saveImages(state: TurnState, file?: string): readonly string[] {
  const images = state.parts.filter((part) => part.type === "image");
  return images.map((image, index) =>
    image.data === undefined
      ? (image.url ?? "")
      : save(image, file !== undefined && index === 0 ? file : freeName(state.turnId, image, index)),
  );
}

/** True for a name that asks for a picture. */
export function isImageFile(file: string): boolean {
  return /\.(png|jpe?g|webp|gif)$/i.test(file);
}

function save(image: ImagePart, file: string): string {
  try {
    writeFileSync(file, Buffer.from(image.data ?? "", "base64"), { flush: true });
    return file;
  } catch (error) {
    throw new OrchestratorError("storage", `Cannot write ${file}: ${(error as Error).message}.`, {
      suggestion:
        "Check free space and permissions; with history on, the picture is kept there: aio export last --format html",
      cause: error,
    });
  }
}

function freeName(turnId: string, image: ImagePart, index: number): string {
  const ending = ENDINGS[image.mediaType] ?? "png";
  const base = `aio-${turnId.slice(-8)}${index === 0 ? "" : `-${index + 1}`}`;
  for (let attempt = 0; ; attempt++) {
    const name = `${base}${attempt === 0 ? "" : `-${attempt}`}.${ending}`;
    if (!existsSync(name)) return name;
  }
}
