/**
 * Reads a policy text (YAML 1.2) into a Policy, or into everything that is wrong with it. A child
 * entity's text stands behind its parent's as another document. Reads no file, follows no
 * reference out of the text.
 */
import { type Document, LineCounter } from "yaml";
import type { Finding } from "../../core/finding.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { documentsIn, placeOf, placeOfAlias, plain } from "./documents.ts";
import { inheritanceOf } from "./inheritance.ts";
import { isGroup, parentKey } from "./layers.ts";
import { policySchema } from "./schema.ts";
import {
  aliasSentence,
  emptySentence,
  sentenceFor,
  sentencesPerKey,
  yamlSentence,
} from "./sentences.ts";

/** A finding with the line (from 1) of the setting, or of what it is missing from. */
export interface PolicyFinding extends Finding {
  readonly line: number;
}

const charactersMax = 1_000_000;

/** The policy that the text holds, or every problem with its place and a sentence. */
export function readPolicy(text: string): { policy: Policy } | { findings: PolicyFinding[] } {
  if (text.length > charactersMax) return { findings: [tooLong] };
  const lines = new LineCounter();
  const documents = documentsIn(text, lines);
  const broken = documents.flatMap((document) => document.errors);
  if (broken.length > 0) {
    return {
      findings: broken.map((error) =>
        fileFinding(yamlSentence(error), lines.linePos(error.pos[0]).line),
      ),
    };
  }
  const lineAt = (path: readonly PropertyKey[], among: readonly Document[] = documents) =>
    Math.max(1, lines.linePos(placeOf(path, among)).line);
  const texts = documents.map(plain);
  const hollow = documents.find((_, index) => texts[index] === undefined);
  if (hollow) {
    return { findings: [fileFinding(aliasSentence, lines.linePos(placeOfAlias(hollow)).line)] };
  }
  if (texts.every((each) => each === null)) return { findings: [fileFinding(emptySentence, 1)] };
  const family = inheritanceOf(texts);
  if ("problems" in family) {
    return {
      findings: family.problems.map(({ layer, path, message }) =>
        findingAt(path, message, lineAt(path, documents.slice(layer, layer + 1))),
      ),
    };
  }
  const read = policySchema.safeParse(family.settings, { error: sentenceFor });
  if (read.success) {
    const { inherited } = family;
    return { policy: inherited ? { ...read.data, inherited } : read.data };
  }
  return {
    findings: read.error.issues.flatMap((issue) => {
      // An unknown key is reported at the key, so that the line shows it.
      if (issue.code !== "unrecognized_keys") {
        return [findingAt(issue.path, issue.message, lineAt(issue.path))];
      }
      const sentences = sentencesPerKey(issue.message);
      return issue.keys.map((key, index) => {
        const path = [...issue.path, key];
        return findingAt(path, sentences[index] ?? issue.message, lineAt(path));
      });
    }),
  };
}

/** The parent that a policy file names, with the line; its text has to be put before the file's. */
export function parentIn(text: string): { name: string; line: number } | undefined {
  if (text.length > charactersMax) return undefined;
  const lines = new LineCounter();
  const documents = documentsIn(text, lines).slice(0, 1);
  const settings = documents.map(plain)[0];
  if (!isGroup(settings) || settings[parentKey] === undefined) return undefined;
  const { line } = lines.linePos(placeOf([parentKey], documents));
  return { name: String(settings[parentKey]), line };
}

/** One text of a parent's and its child's, which says all that the child's file means. */
export function laidOver(parent: string, child: string): string {
  return `${parent.replace(/\n?$/, "\n")}${endOfDocument}${child}`;
}

// Not "---": a child may begin with a directive, a mark of its own or a byte order mark.
const endOfDocument = "...\n";

function findingAt(path: readonly PropertyKey[], message: string, line: number): PolicyFinding {
  const name = path.join(".") || "The file";
  return { rule: "policy.setting", path: pointer(path), line, message: `${name}: ${message}` };
}

/** What is wrong with the file before it has any settings. */
function fileFinding(message: string, line: number): PolicyFinding {
  return { rule: "policy.yaml", path: "", line, message };
}

const tooLong = fileFinding("This is longer than any policy.", 1);

function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
