/** Another reading of a text, or of a part of it: what a decoder or a patient reader would see. */
export interface TextView {
  readonly kind: "hidden" | "escaped" | "encoded" | "rearranged" | "respelled";
  readonly text: string;
  /** Where in the original it was read from; UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** Whether decoded text reads like writing: hardly a control character, mostly letters, digits and spaces. */
export function looksLikeWriting(text: string): boolean {
  if (text.length < 6) return false;
  let plain = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return false;
    if (
      code === 32 ||
      (code >= 48 && code <= 57) ||
      (code >= 97 && code <= 122) ||
      (code >= 65 && code <= 90) ||
      code >= 0xa0
    )
      plain++;
  }
  return plain >= text.length * 0.75;
}
