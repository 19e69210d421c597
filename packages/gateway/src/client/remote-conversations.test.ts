import { expect, test } from "vitest";
import type { GatewayHttp } from "./http.ts";
import { remoteConversations } from "./remote-conversations.ts";

/** A gateway that keeps one conversation of `length` turns and says how many it was asked for. */
function gatewayWith(length: number): { readonly http: GatewayHttp; readonly asked: number[] } {
  const asked: number[] = [];
  const http: GatewayHttp = {
    send: () => Promise.reject(new Error("not sent")),
    call: <T>(_name: string, input: object = {}): Promise<T> => {
      const { turnId = `t${length - 1}`, most } = input as { readonly turnId?: string; readonly most: number };
      asked.push(most);
      const end = Number(turnId.slice(1)) + 1;
      const first = Math.max(0, end - most);
      const page = Array.from({ length: end - first }, (_none, index) => ({
        id: `t${first + index}`,
        ...(first + index === 0 ? {} : { parentId: `t${first + index - 1}` }),
      }));
      return Promise.resolve(page as T);
    },
  };
  return { http, asked };
}

test("a long branch is read page by page and comes whole, in order, or as far back as asked", async () => {
  const { http, asked } = gatewayWith(1_234);
  const { branch } = remoteConversations(http, 1);
  const ids = (await branch("c")).map((turn) => turn.id);
  expect(ids).toEqual(Array.from({ length: 1_234 }, (_none, index) => `t${index}`));
  expect(asked).toEqual([500, 500, 500]);
  asked.length = 0;
  expect((await branch("c", "t699", 600)).map((turn) => turn.id)).toEqual(ids.slice(100, 700));
  expect(asked).toEqual([500, 100]);
});
