/** Lines of a UTF-8 stream, ended by `\n` or `\r\n` and nothing else: JSON may hold U+2028, which readline would split at. */
export async function* readLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let open = "";
  for await (const chunk of stream) {
    const pieces = (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true })).split("\n");
    for (const [index, piece] of pieces.entries()) {
      open += piece;
      if (index === pieces.length - 1) break;
      yield open.endsWith("\r") ? open.slice(0, -1) : open;
      open = "";
    }
  }
  open += decoder.decode();
  if (open !== "") yield open;
}
