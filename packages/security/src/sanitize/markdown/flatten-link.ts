import { checkImage } from "../link-policy.ts";
import type { Inline } from "./markdown-node.ts";

/** What a link may hold: no link of its own, and of images that are not shown only their name. */
export function flattenLink(nodes: readonly Inline[]): readonly Inline[] {
  return nodes.flatMap((node): readonly Inline[] => {
    if (node.type === "link") return flattenLink(node.children);
    if (node.type === "image") return [flattenImage(node)];
    return "children" in node ? [{ ...node, children: flattenLink(node.children) }] : [node];
  });
}

function flattenImage(node: Extract<Inline, { type: "image" }>): Inline {
  const image = checkImage(node.src);
  if (image.kind === "inline") return node;
  const from = image.kind === "remote" ? ` from ${image.host}` : "";
  return { type: "text", text: `[image${from}${node.alt === "" ? "" : `: ${node.alt}`}]` };
}
