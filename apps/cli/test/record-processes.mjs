// Preloaded into a run of `aio`: appends every process it starts to the file named by AIO_PROCESSES.
import { ChildProcess } from "node:child_process";
import { appendFileSync } from "node:fs";

const { spawn } = ChildProcess.prototype;
ChildProcess.prototype.spawn = function (options) {
  appendFileSync(process.env.AIO_PROCESSES, `process ${options.file} ${(options.args ?? []).join(" ")}\n`);
  return spawn.call(this, options);
};
