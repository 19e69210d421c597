import path from "node:path";
import { judgeFile, judgeImport } from "./import-law.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** @param {{ filename?: string, getFilename?: () => string }} context */
function fileOf(context) {
  const filename = context.filename ?? context.getFilename?.() ?? "";
  return path.relative(root, path.resolve(root, filename)).split(path.sep).join("/");
}

const importLaw = {
  create(context) {
    const file = fileOf(context);
    const judge = (node, source) => {
      if (typeof source?.value !== "string") return;
      const complaint = judgeImport(file, source.value);
      if (complaint !== undefined) context.report({ node, message: complaint });
    };
    return {
      Program(node) {
        const complaint = judgeFile(file);
        if (complaint !== undefined) context.report({ node, message: complaint });
      },
      ImportDeclaration: (node) => judge(node, node.source),
      ExportAllDeclaration: (node) => judge(node, node.source),
      ExportNamedDeclaration: (node) => judge(node, node.source),
      ImportExpression: (node) => judge(node, node.source),
      TSImportType: (node) => judge(node, node.source ?? node.argument?.literal),
    };
  },
};

const plugin = { meta: { name: "house" }, rules: { "import-law": importLaw } };
export default plugin;
