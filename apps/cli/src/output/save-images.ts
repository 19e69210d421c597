import { existsSync } from "node:fs";
import { OrchestratorError, type ImagePart, type TurnState } from "@ai-orchestrator/contract";
import { writeFileDurably } from "ai-orchestrator/files";
import { sanitizeLine } from "../terminal/sanitize-line.ts";

const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
};

/** Writes the pictures of an answer into the current folder, or the first into `file`. Returns where they are; pictures that are only links are returned as links. Throws `storage`, or `bad_response` where a file was asked for and no picture came. */
export function saveImages(state: TurnState, file?: string): readonly string[] {
  const images = state.parts.filter((part) => part.type === "image");
  if (file !== undefined && !images.some((image) => image.data !== undefined)) {
    throw new OrchestratorError("bad_response", `The answer holds no picture; ${file} was not written.`, {
      suggestion: 'Ask for one ("Draw …") of a model that makes pictures: aio models list.',
    });
  }
  const chosen = images.find((image) => image.data !== undefined);
  return images.map((image, index) =>
    image.data === undefined
      ? sanitizeLine(image.url ?? "")
      : save(image, file !== undefined && image === chosen ? file : freeName(state.turnId, image, index)),
  );
}

/** True for a name that asks for a picture. */
export function isImageFile(file: string): boolean {
  return /\.(png|jpe?g|webp|gif)$/i.test(file);
}

function save(image: ImagePart, file: string): string {
  writeFileDurably(
    file,
    Buffer.from(image.data ?? "", "base64"),
    "Check free space and permissions; with history on, the picture is kept there: aio export last --format html",
  );
  return file;
}

function freeName(turnId: string, image: ImagePart, index: number): string {
  const ending = ENDINGS[image.mediaType] ?? "png";
  const base = `aio-${turnId.slice(-8)}${index === 0 ? "" : `-${index + 1}`}`;
  for (let attempt = 0; ; attempt++) {
    const name = `${base}${attempt === 0 ? "" : `-${attempt}`}.${ending}`;
    if (!existsSync(name)) return name;
  }
}
