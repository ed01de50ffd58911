/**
 * Writes the gallery of the design system to tmp/gallery, with `--pictures` also as screenshots:
 * `node scripts/gallery.ts --pictures`. For eyes; what can be checked is checked by tests.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { joinStylesheet } from "../src/web/assets/stylesheet.ts";
import { openBrowser } from "../test/support/browser.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "tmp", "gallery");
const widths = [1280, 390];

/** Node reads no JSX: the gallery's modules are bundled into one first. */
async function writePages(): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, "gallery.mjs");
  await build({
    stdin: {
      contents: `export { galleryPages } from "./test/support/gallery.tsx";
        export { renderPage } from "./src/ui/render-page.ts";`,
      resolveDir: root,
    },
    bundle: true,
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    outfile,
  });
  const { galleryPages, renderPage } = await import(pathToFileURL(outfile).href);
  const assets = join(root, "src", "web", "assets");
  writeFileSync(join(folder, "parley.css"), joinStylesheet(join(assets, "css")));
  copyFileSync(join(assets, "favicon.svg"), join(folder, "favicon.svg"));
  const pages = galleryPages("parley.css");
  for (const [name, page] of Object.entries(pages))
    writeFileSync(join(folder, `${name}.html`), renderPage(page));
  return Object.keys(pages);
}

async function takePictures(names: readonly string[]): Promise<void> {
  const browser = await openBrowser();
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of widths) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 900 },
        javaScriptEnabled: false,
      });
      const page = await context.newPage();
      for (const name of names) {
        await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
        const path = join(folder, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
      }
      await context.close();
    }
  await browser.close();
}

const names = await writePages();
if (process.argv.includes("--pictures")) await takePictures(names);
console.log(`${names.length} pages in ${folder}`);
