/**
 * Runs a development tool, or a script of ours, under the pinned Node and with everything
 * installed: `node scripts/with-node.mjs vitest run`. What `npm test` and its sisters call.
 */
import { join } from "node:path";
import { ensureInstalled, main, nodeToUse, root, runInstead } from "./bootstrap.mjs";

await main(() => {
  const [name, ...args] = process.argv.slice(2);
  ensureInstalled({ development: true });
  const node = nodeToUse();
  if (name.endsWith(".ts")) runInstead(node, [join(root, name), ...args]);
  else runInstead(join(root, "node_modules", ".bin", name), args);
});
