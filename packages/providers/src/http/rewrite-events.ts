/**
 * A fetch whose event streams have some of their `data:` lines rewritten. `rewrite` gets a line's data and returns
 * it, changed or not; it must be cheap for lines it does not care about. Other responses pass untouched.
 */
export function rewriteEvents(send: typeof fetch, rewrite: (data: string) => string): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    if (response.body === null || !(response.headers.get("content-type") ?? "").includes("text/event-stream"))
      return response;
    const body = response.body
      .pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
      .pipeThrough(lineRewriter(rewrite))
      .pipeThrough(new TextEncoderStream() as unknown as ReadableWritablePair<Uint8Array<ArrayBuffer>, string>);
    return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
  };
}

function lineRewriter(rewrite: (data: string) => string): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(text, controller) {
      const end = text.lastIndexOf("\n");
      if (end < 0) {
        rest += text;
        return;
      }
      const whole = rest + text.slice(0, end + 1);
      rest = text.slice(end + 1);
      controller.enqueue(whole.replaceAll(/^data: ?(.*)$/gm, (_line, data: string) => `data: ${rewrite(data)}`));
    },
    flush(controller) {
      if (rest !== "") controller.enqueue(rest);
    },
  });
}
