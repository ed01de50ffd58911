/**
 * Takes the pictures of README and guides anew, from a demonstration that is started for it:
 * `node scripts/with-node.mjs scripts/pictures.ts [NAME…]`. They are looked at before they are committed.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { projectRoot } from "../src/lib/project-root.ts";
import { openBrowser } from "../test/support/browser.ts";
import { startProduct } from "../test/support/product.ts";
import { type Scene, scenes } from "./pictures/scenes.ts";
import { Studio } from "./pictures/studio.ts";

const pictures = join(projectRoot(), "docs", "images");

await main(process.argv.slice(2));

async function main(names: readonly string[]): Promise<void> {
  const wanted = scenes.filter(({ name }) => names.length === 0 || names.includes(name));
  const folder = await mkdtemp(join(tmpdir(), "parley-pictures-"));
  const start = startProduct({ folder, logLevel: "warn" });
  const [product, browser] = await Promise.all([start, openBrowser()]);
  try {
    for (const scene of wanted) await take(scene, new Studio(product, browser), browser);
  } finally {
    await browser.close();
    await product.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function take(scene: Scene, studio: Studio, browser: Browser): Promise<void> {
  const page = await scene.play(studio);
  const path = join(pictures, `${scene.name}.png`);
  await page.screenshot({ path, animations: "disabled" });
  console.log(path);
  await Promise.all(browser.contexts().map((context) => context.close()));
}
