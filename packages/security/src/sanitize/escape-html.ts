import { isDeceptive, visibleCodePoint } from "./visible-code-point.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Text fit for an element's content or a quoted attribute; NUL and other controls dropped. */
export function escapeHtml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are dropped
  return text
    .replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? "")
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, "");
}

/** Text with bidi controls, zero-width and tag characters made visible; joiners inside emoji and joining scripts stay. */
export function showDeceptive(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-misleading-character-class -- single code points are what is matched
    /(?<!\p{Extended_Pictographic}\uFE0F?|[\u0600-\u0FFF\u1000-\u109F\u1780-\u17FF\uFE0F\u{1F3FB}-\u{1F3FF}])[\u200C\u200D]|[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu,
    (character) => {
      const code = character.codePointAt(0) ?? 0;
      return isDeceptive(code) ? visibleCodePoint(code) : character;
    },
  );
}
