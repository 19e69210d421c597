// Preloaded into a run of `aio`: appends every address it connects to or looks up to the file named by AIO_CONNECTIONS.
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import net from "node:net";

const note = (text) => appendFileSync(process.env.AIO_CONNECTIONS, `${text}\n`);
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  note(
    typeof first === "object" && first !== null
      ? `connect ${first.host ?? first.path ?? "localhost"}:${first.port ?? ""}`
      : `connect ${String(first)}`,
  );
  return connect.apply(this, args);
};
for (const module of [dns, dns.promises]) {
  const { lookup } = module;
  module.lookup = (host, ...rest) => {
    note(`lookup ${host}`);
    return lookup(host, ...rest);
  };
}
