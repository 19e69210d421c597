import { PassThrough, Writable } from "node:stream";
import { expect, it } from "vitest";
import { createContext } from "../cli-context.ts";
import { asksForSecret, hideTyping, whileHidden } from "./hide-typing.ts";
import { readSecret } from "./read-secret.ts";

/** A terminal that echoes what is typed while nobody has hidden it. */
function terminal() {
  const state = { shown: "", isRaw: false, cancelled: 0 };
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (on: boolean) => void (state.isRaw = on),
  }) as unknown as NodeJS.ReadStream & PassThrough;
  const stderr = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      state.shown += chunk;
      done();
    },
  }) as unknown as NodeJS.WriteStream;
  const type = (text: string): void => {
    if (!state.isRaw) state.shown += text;
    stdin.write(text);
  };
  const context = createContext(
    new AbortController().signal,
    { isReaderGone: false, failure: undefined, goOnWithoutReader: () => {} },
    { stdin, stdout: stderr, stderr, env: {} },
  );
  const cancel = (): void => void state.cancelled++;
  return { state, stdin, type, context, cancel };
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("what is typed before and between the questions is hidden, and answers the next one", async () => {
  const { state, stdin, type, context, cancel } = terminal();
  {
    using _typing = hideTyping(stdin, cancel);
    type("sk-ea");
    await tick();
    type("rly\r");
    await tick();
    expect(await readSecret("first: ", context)).toBe("sk-early");
    type("sk-between\r");
    await tick();
    expect(await readSecret("second: ", context)).toBe("sk-between");
    const third = readSecret("third: ", context);
    type("sk-asked\r");
    expect(await third).toBe("sk-asked");
    expect(state.isRaw).toBe(true);
  }
  expect(state).toMatchObject({ shown: "first: \nsecond: \nthird: \n", isRaw: false, cancelled: 0 });
});

it("typing is hidden until the work is done", async () => {
  const { state, stdin, type, cancel } = terminal();
  const work = async (): Promise<number> => {
    await tick();
    type("sk-while-working");
    await tick();
    return state.isRaw ? 7 : 0;
  };
  expect(await whileHidden(stdin, { cancel, work })).toBe(7);
  expect(state).toMatchObject({ shown: "", isRaw: false });
});

it("Ctrl-C between the questions cancels, and at a question ends it", async () => {
  const { state, stdin, type, context, cancel } = terminal();
  using _typing = hideTyping(stdin, cancel);
  type("\u0003");
  await tick();
  expect(state.cancelled).toBe(1);
  const asked = readSecret("key: ", context);
  type("\u0003");
  await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  expect(state.cancelled).toBe(1);
});

it.each([
  [["credentials", "set", "openai"], true],
  [["--json", "credentials", "setup"], true],
  [["credentials", "--verbose", "unlock"], true],
  [["--config", "other.json", "credentials", "rotate"], true],
  [["credentials"], false],
  [["ask", "credentials", "import"], false],
  [["credentials", "test", "openai"], false],
  [["ask", "set credentials"], false],
])("%j asks for a secret: %s", (args, expected) => {
  expect(asksForSecret(args)).toBe(expected);
});
