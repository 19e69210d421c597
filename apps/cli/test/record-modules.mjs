// Preloaded into a run of `aio`: appends the address of every module it loads to the file named by AIO_MODULES.
import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";

registerHooks({
  load: (url, context, next) => {
    appendFileSync(process.env.AIO_MODULES, `${url}\n`);
    return next(url, context);
  },
});
