import { connect } from "node:net";

/** Sends bytes as they are, for requests no client would make; gives back the status line's number, or 0 where the connection just ended. */
export function rawRequest(port: number, bytes: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.setTimeout(5_000, () => {
      socket.destroy();
      reject(new Error("No answer within 5 s."));
    });
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (!answer.includes("\r\n")) return;
      socket.destroy();
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0));
    });
    socket.on("close", () => resolve(0));
    socket.on("error", () => resolve(0));
  });
}
