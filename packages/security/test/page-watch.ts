import type { BrowserContext, Page } from "playwright-core";

/** What texts did in a browser that a text must not do. */
export interface Mischief {
  /** Scripts, dialogs and errors, with the frame they ran in. */
  readonly scripts: string[];
  /** Everything asked of a network or a file. */
  readonly requests: string[];
  /** Frames that left the page they were given, and new windows. */
  readonly navigations: string[];
  /** What the page's own policy had to stop. */
  readonly violations: string[];
}

const TOLD = "mischief:";
// Every script in the payloads calls `alert`; a dialog would stop the frame, a console line does not.
const TELL = `for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => console.log("${TOLD}" + name);
addEventListener("securitypolicyviolation", (event) => console.log("${TOLD}csp " + event.effectiveDirective + " " + event.blockedURI), true);`;

/** A page that tells what happens in it and its frames. `home` is the one address it may ask for. */
export async function watchedPage(
  context: BrowserContext,
  home: string,
): Promise<{ readonly page: Page; readonly mischief: Mischief }> {
  const mischief: Mischief = { scripts: [], requests: [], navigations: [], violations: [] };
  await context.addInitScript(TELL);
  const page = await context.newPage();
  page.on("console", (message) => {
    const text = message.text();
    if (text.startsWith(`${TOLD}csp`)) mischief.violations.push(text);
    else if (text.startsWith(TOLD)) mischief.scripts.push(text);
    else if (/Content Security Policy|Refused to/.test(text)) mischief.violations.push(text);
  });
  page.on("pageerror", (error) => mischief.scripts.push(error.message));
  page.on("dialog", (dialog) => {
    mischief.scripts.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    if (!/^(?:data:image\/(?:png|jpe?g|gif|webp);base64|about:)/.test(request.url()) && request.url() !== home)
      mischief.requests.push(request.url());
  });
  page.on("framenavigated", (frame) => {
    if (!["about:srcdoc", "about:blank", home].includes(frame.url())) mischief.navigations.push(frame.url());
  });
  context.on("page", (other) => {
    if (other !== page) mischief.navigations.push(`window ${other.url()}`);
  });
  return { page, mischief };
}

/** Elements, attributes and addresses in the documents that no renderer of ours makes. */
export type Foreign = readonly string[];

/**
 * Runs in the page: each document in a frame of its own and again by `innerHTML`, written out and parsed a second time; every
 * element is then touched in all the ways of a mouse and a keyboard. Gives back what is not on the lists.
 */
export const SHOW = `async ({ documents, elements, attributes }) => {
  const foreign = [];
  const frames = await Promise.all(documents.map((html) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.onload = () => done(frame);
    setTimeout(() => done(frame), 4000);
    frame.srcdoc = html;
    document.body.append(frame);
  })));
  const look = (root, html) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.namespaceURI !== "http://www.w3.org/1999/xhtml" || !elements.includes(node.localName)) foreign.push(node.localName + " in " + html);
      // A form's fields named like its properties hide them: ask the prototype.
      for (const name of Element.prototype.getAttributeNames.call(node)) if (!attributes.includes(name)) foreign.push("@" + name + " in " + html);
      // ":" is an address the browser cannot read; it opens nothing.
      if (node.localName === "a" && ![":", "http:", "https:", "mailto:"].includes(node.protocol)) foreign.push(node.href + " in " + html);
      if (node.localName === "img" && !node.src.startsWith("data:image/")) foreign.push(node.src + " in " + html);
      for (const type of ["mouseover", "mouseenter", "pointerenter", "mousedown", "keydown", "focus", "toggle", "animationstart"]) EventTarget.prototype.dispatchEvent.call(node, new Event(type, { bubbles: true }));
    }
  };
  frames.forEach((frame, index) => {
    const inner = frame.contentDocument;
    if (inner === null) return foreign.push("left: " + documents[index]);
    look(inner, documents[index]);
    // A whole page's head is no part of this: a policy outside a head is a complaint of its own.
    const again = documents[index].startsWith("<!doctype") ? inner.body.innerHTML : documents[index];
    const box = inner.createElement("div");
    inner.body?.append(box);
    box.innerHTML = again;
    box.innerHTML = box.innerHTML;
    look(box, documents[index]);
  });
  await new Promise((done) => setTimeout(done, 100));
  for (const frame of frames) frame.remove();
  return foreign;
}`;
