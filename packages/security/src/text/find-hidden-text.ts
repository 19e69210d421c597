import type { TextView } from "./text-view.ts";

const LEAST = 6;

/** Text in characters that are not shown: tag characters (U+E0020–E007E) and bytes in variation selectors. */
export function findHiddenText(text: string): TextView[] {
  if (!text.includes("\uDB40") && !/[\uFE00-\uFE0F]{4}/.test(text)) return [];
  const views: TextView[] = [];
  const tags = { out: "", start: -1, end: 0 };
  const bytes = { out: [] as number[], start: -1, end: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    const width = code > 0xffff ? 2 : 1;
    if (code >= 0xe0020 && code <= 0xe007e) {
      tags.out += String.fromCharCode(code - 0xe0000);
      if (tags.start < 0) tags.start = at;
      tags.end = at + width;
    } else if (code === 10) {
      if (tags.start >= 0) tags.out += "\n";
    } else {
      const byte =
        code >= 0xfe00 && code <= 0xfe0f
          ? code - 0xfe00
          : code >= 0xe0100 && code <= 0xe01ef
            ? code - 0xe0100 + 16
            : -1;
      if (byte >= 0) {
        bytes.out.push(byte);
        if (bytes.start < 0) bytes.start = at;
        bytes.end = at + width;
      }
    }
    at += width - 1;
  }
  if (tags.out.length >= LEAST) views.push({ kind: "hidden", text: tags.out, start: tags.start, end: tags.end });
  const decoded = new TextDecoder().decode(new Uint8Array(bytes.out));
  if (decoded.length >= LEAST && !decoded.includes("\uFFFD"))
    views.push({ kind: "hidden", text: decoded, start: bytes.start, end: bytes.end });
  return views;
}
