/**
 * Finds promises that are started and forgotten, with TypeScript's own knowledge of types. Biome's
 * rule is quick and runs first, but sees no promise that comes from Node or from generic types.
 */

import { relative } from "node:path";
import ts from "typescript";

/** Each forgotten promise of a program's own files, as "file:line: text". */
export function lostPromisesIn(program: ts.Program, root: string): string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile || source.fileName.includes("/node_modules/")) continue;
    const walk = (node: ts.Node): void => {
      if (ts.isExpressionStatement(node) && isLost(node.expression, checker)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const text = node.getText().split("\n")[0] ?? "";
        found.push(`${relative(root, source.fileName)}:${line + 1}: ${text}`);
      }
      ts.forEachChild(node, walk);
    };
    walk(source);
  }
  return found;
}

/** Whether a statement's value is a promise whose failure nobody will hear of. */
function isLost(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isParenthesizedExpression(expression)) return isLost(expression.expression, checker);
  if (ts.isConditionalExpression(expression)) {
    return isLost(expression.whenTrue, checker) || isLost(expression.whenFalse, checker);
  }
  if (ts.isBinaryExpression(expression)) {
    return !keeps.has(expression.operatorToken.kind) && isLost(expression.right, checker);
  }
  // `void promise` says that forgetting is meant; `await` hears of the failure.
  if (ts.isVoidExpression(expression) || ts.isAwaitExpression(expression)) return false;
  if (!isPromise(checker.getTypeAtLocation(expression), checker)) return false;
  return !isHandled(expression, checker);
}

/** What is assigned is kept, and whoever keeps it can hear of its failure. */
const keeps: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** A real Promise or an array of them; Fastify's replies are thenable too and mean no promise. */
function isPromise(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnionOrIntersection()) return type.types.some((part) => isPromise(part, checker));
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const parts = checker.getTypeArguments(type as ts.TypeReference);
    return parts.some((part) => isPromise(part, checker));
  }
  if (type.getSymbol()?.name === "Promise") return true;
  const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
  return bases.some((base) => isPromise(base, checker));
}

/** `.catch(handler)`, `.then(done, handler)`, and `.finally(…)` behind one of them. */
function isHandled(expression: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!(ts.isCallExpression(expression) && ts.isPropertyAccessExpression(expression.expression))) {
    return false;
  }
  const { name, expression: before } = expression.expression;
  if (!isPromise(checker.getTypeAtLocation(before), checker)) return false;
  if (name.text === "catch") return expression.arguments.length > 0;
  if (name.text === "then") return expression.arguments.length > 1;
  return name.text === "finally" && isHandled(before, checker);
}

/** The program that a tsconfig.json describes. */
export function programOf(configFile: string): ts.Program {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic({ messageText }) {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  };
  const config = ts.getParsedCommandLineOfConfigFile(configFile, {}, host);
  if (!config) throw new Error(`${configFile} cannot be read`);
  return ts.createProgram(config.fileNames, config.options);
}

if (import.meta.main) {
  const root = process.cwd();
  const found = lostPromisesIn(programOf("tsconfig.json"), root);
  for (const line of found) console.error(line);
  if (found.length > 0) process.exitCode = 1;
}
