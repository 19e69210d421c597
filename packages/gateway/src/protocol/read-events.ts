/** One server-sent event. */
export interface SentEvent {
  readonly id?: string;
  readonly name: string;
  readonly data: string;
}

/** The events of a body, in order; an unfinished one at the end is dropped, as the format says. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<SentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      for (;;) {
        const end = /\r?\n\r?\n/.exec(text);
        if (end === null) break;
        const event = parseEvent(text.slice(0, end.index));
        text = text.slice(end.index + end[0].length);
        if (event !== undefined) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined); // Broken already: there is nothing left to cancel.
  }
}

function parseEvent(block: string): SentEvent | undefined {
  let id: string | undefined;
  let name = "message";
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const cut = line.indexOf(":");
    if (cut === 0) continue;
    const [field, value] = cut < 0 ? [line, ""] : [line.slice(0, cut), line.slice(cut + 1).replace(/^ /, "")];
    if (field === "id") id = value;
    else if (field === "event") name = value;
    else if (field === "data") data.push(value);
  }
  if (data.length === 0) return undefined;
  return { name, data: data.join("\n"), ...(id === undefined ? {} : { id }) };
}
