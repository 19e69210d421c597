// Stores conversations and turns beside other processes; prints each turn id once it is stored.
import { writeSync } from "node:fs";
import { openStore } from "../../src/index.ts";
import { finishedTurn } from "../turns.ts";

const [, , path = "", name = "", count = "0"] = process.argv;
using store = openStore({ path, now: Date.now, newId: () => crypto.randomUUID() });
const { id: conversationId } = store.conversations.create({ id: name });
for (let n = 0; n < Number(count); n += 1) {
  const id = `${name}-${n}`;
  store.conversations.beginTurn({
    id,
    conversationId,
    question: [{ type: "file", mediaType: "text/plain", data: "c2hhcmVk" }],
    at: Date.now(),
  });
  store.conversations.journal(id, [{ type: "text-delta", id: "a", text: "x", turnId: id, seq: 0 }]);
  store.conversations.finishTurn(
    finishedTurn({
      id,
      conversationId,
      question: [{ type: "file", mediaType: "text/plain", data: "c2hhcmVk" }],
      answer: [{ type: "text", text: `answer ${name}` }],
    }),
  );
  writeSync(1, `${id}\n`);
}
