import fc from "fast-check";
import { expect, test } from "vitest";
import { BoundedQueue } from "./bounded-queue.ts";

test("whatever the pace, everything comes out once and in order, and never more than the capacity waits", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.nat(2), { maxLength: 60 }),
      fc.array(fc.nat(2), { maxLength: 60 }),
      async (capacity, producerPauses, readerPauses) => {
        const queue = new BoundedQueue<number>(capacity);
        let most = 0;
        const pause = async (ticks: number): Promise<void> => {
          for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
        };
        const produce = async (): Promise<void> => {
          for (const [value, ticks] of producerPauses.entries()) {
            await queue.push(value);
            most = Math.max(most, queue.size);
            await pause(ticks);
          }
          queue.close();
        };
        const read = async (): Promise<number[]> => {
          const seen: number[] = [];
          for (let index = 0; ; index += 1) {
            await pause(readerPauses[index] ?? 0);
            const { value, done } = await queue.next();
            if (done) return seen;
            seen.push(value);
          }
        };
        const [, seen] = await Promise.all([produce(), read()]);
        expect(seen).toEqual(producerPauses.map((_pause, index) => index));
        expect(most).toBeLessThanOrEqual(capacity);
      },
    ),
    { numRuns: 200 },
  );
});

test("a producer waits while the queue is full, and opening it lets the rest through", async () => {
  const queue = new BoundedQueue<number>(2);
  expect(queue.push(1)).toBeUndefined();
  let went = false;
  const full = queue.push(2)?.then(() => {
    went = true;
  });
  await Promise.resolve();
  expect(went).toBe(false);
  queue.open();
  await full;
  expect(went).toBe(true);
  expect(queue.push(3)).toBeUndefined();
  queue.close();
  expect(
    [await queue.next(), await queue.next(), await queue.next(), await queue.next()].map((result) => result.value),
  ).toEqual([1, 2, 3, undefined]);
});

test("a reader that leaves frees the producer and the memory", async () => {
  const queue = new BoundedQueue<number>(1);
  const full = queue.push(1);
  queue.discard();
  await full;
  queue.push(2);
  expect(queue.size).toBe(0);
  expect((await queue.next()).done).toBe(true);
});
