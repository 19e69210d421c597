const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Numbers from -32 to 31 as one letter of base64 each: what `decodeSixBits` of the security package reads. */
export function encodeSixBits(numbers: Int8Array): string {
  return Array.from(numbers, (number) => LETTERS.charAt(number + 32)).join("");
}
