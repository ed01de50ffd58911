/**
 * The settings of a policy as its type names them, with the comment at each. Reads source text
 * only; the reference page and its test are made from it.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A setting's dotted path: "[]" for each entry of a list, "*" for each name. */
export interface Setting {
  readonly path: string;
  readonly isGroup: boolean;
  /** Empty where nobody wrote one. */
  readonly comment: string;
}

type Aliases = ReadonlyMap<string, ts.TypeAliasDeclaration>;

/** Types that are one value each, whatever they are made of. */
const values = new Set(["Text", "Length", "Date"]);

/** Every setting in the order of the type, groups before what they hold. */
export function settingsOfType(root: string): Setting[] {
  const aliases = aliasesIn(root);
  return groupAt("", "Policy", aliases);
}

function aliasesIn(root: string): Aliases {
  const files = globSync("src/core/{policy,severity}/*.ts", { cwd: root });
  const product = files.filter((file) => !file.endsWith(".test.ts"));
  const statements = product.flatMap((file) => [
    ...ts.createSourceFile(
      file,
      readFileSync(join(root, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    ).statements,
  ]);
  return new Map(statements.filter(ts.isTypeAliasDeclaration).map((at) => [at.name.text, at]));
}

function groupAt(path: string, alias: string, aliases: Aliases): Setting[] {
  const declared = aliases.get(alias);
  if (!declared) throw new Error(`there is no type ${alias}`);
  return within(declared.type, path, aliases);
}

/** What a type literal holds. */
function within(node: ts.TypeNode, path: string, aliases: Aliases): Setting[] {
  if (!ts.isTypeLiteralNode(node)) throw new Error(`${path} is no group: ${node.getText()}`);
  return node.members.filter(ts.isPropertySignature).flatMap((member) => {
    if (!member.type) throw new Error(`${path}: ${member.getText()} has no type`);
    const name = member.name.getText();
    return settingsAt(path === "" ? name : `${path}.${name}`, member.type, {
      aliases,
      comment: commentAt(member),
    });
  });
}

function settingsAt(
  path: string,
  type: ts.TypeNode,
  at: { readonly aliases: Aliases; readonly comment: string },
): Setting[] {
  const { aliases, comment } = at;
  const node = stripped(type);
  if (ts.isArrayTypeNode(node)) {
    const [first, ...rest] = settingsAt(`${path}[]`, node.elementType, at);
    // The entries of a list of plain values are no settings of their own.
    if (first?.isGroup) return [{ ...first, path }, ...rest];
    return [{ path, isGroup: false, comment }];
  }
  if (ts.isTypeLiteralNode(node)) {
    return [{ path, isGroup: true, comment }, ...within(node, path, aliases)];
  }
  if (!ts.isTypeReferenceNode(node)) return [{ path, isGroup: false, comment }];
  const name = node.typeName.getText();
  if (name === "Record") return eachNamed(path, node, at);
  const declared = values.has(name) ? undefined : aliases.get(name);
  if (!declared || !ts.isTypeLiteralNode(declared.type)) return [{ path, isGroup: false, comment }];
  const own = comment || commentAt(declared);
  return [{ path, isGroup: true, comment: own }, ...within(declared.type, path, aliases)];
}

function eachNamed(
  path: string,
  node: ts.TypeReferenceNode,
  at: { readonly aliases: Aliases; readonly comment: string },
): Setting[] {
  const [, value] = node.typeArguments ?? [];
  if (!value) throw new Error(`${path}: a record of what?`);
  const [first, ...rest] = settingsAt(`${path}.*`, value, at);
  return first?.isGroup
    ? [{ ...first, path }, ...rest]
    : [{ path, isGroup: false, comment: at.comment }];
}

/** Without `readonly`, `| undefined`, brackets, Readonly<…> and Partial<…>. */
function stripped(node: ts.TypeNode): ts.TypeNode {
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return stripped(node.type);
  if (ts.isUnionTypeNode(node)) {
    const defined = node.types.filter((each) => each.kind !== ts.SyntaxKind.UndefinedKeyword);
    return defined.length === 1 && defined[0] ? stripped(defined[0]) : node;
  }
  if (ts.isTypeReferenceNode(node) && /^(Readonly|Partial)$/.test(node.typeName.getText())) {
    const [inner] = node.typeArguments ?? [];
    return inner ? stripped(inner) : node;
  }
  return node;
}

function commentAt(node: ts.Node): string {
  const found = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  return (ts.getTextOfJSDocComment(found?.comment) ?? "").replace(/\s+/g, " ").trim();
}
