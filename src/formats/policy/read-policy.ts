/**
 * Reads a policy file (YAML 1.2) into a Policy, or into everything that is wrong with it. Reads
 * no other file, follows no reference out of the text.
 */
import { isNode, LineCounter, parseDocument } from "yaml";
import type { Finding } from "../../core/finding.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { policySchema } from "./schema.ts";
import { sentenceFor } from "./sentences.ts";

/** A finding with the line (from 1) of the setting, or of what it is missing from. */
export interface PolicyFinding extends Finding {
  readonly line: number;
}

const charactersMax = 1_000_000;

/** The policy that the text holds, or every problem with its place and a sentence. */
export function readPolicy(text: string): { policy: Policy } | { findings: PolicyFinding[] } {
  if (text.length > charactersMax) return { findings: [tooLong] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      findings: document.errors.map((error) => ({
        rule: "policy.yaml",
        path: "",
        line: lines.linePos(error.pos[0]).line,
        message: `This is not valid YAML: ${error.message.split(" at line ")[0]}.`,
      })),
    };
  }
  const read = policySchema.safeParse(plain(document), { error: sentenceFor });
  if (read.success) return { policy: read.data };
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = path.length > 0 ? document.getIn(path, true) : document.contents;
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return path.length > 0 ? lineOf(path.slice(0, -1)) : 1;
  };
  return {
    findings: read.error.issues.flatMap((issue) => {
      // An unknown key is reported at the key, so that the line shows it.
      const paths =
        issue.code === "unrecognized_keys"
          ? issue.keys.map((key) => [...issue.path, key])
          : [issue.path];
      return paths.map((path) => ({
        rule: "policy.setting",
        path: pointer(path),
        line: lineOf(path),
        message: `${path.join(".") || "The file"}: ${issue.message}`,
      }));
    }),
  };
}

const tooLong: PolicyFinding = {
  rule: "policy.yaml",
  path: "",
  line: 1,
  message: "This is longer than any policy.",
};

/** The document as plain data; aliases that unfold into a bomb count as no data at all. */
function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return undefined;
  }
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
