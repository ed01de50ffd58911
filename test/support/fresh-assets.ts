/** Style sheet and scripts as their sources are now, whatever was built before. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../../src/lib/project-root.ts";
import { joinStylesheet } from "../../src/web/assets/stylesheet.ts";
import { type Assets, loadAssets } from "../../src/web/server/assets.ts";

/** By the names of their scripts: no source changes while tests run. */
const made = new Map<string, Promise<Assets>>();

/** `scripts` are names in src/web/assets/scripts without their ending; pages work without any. */
export function freshAssets(...scripts: readonly string[]): Promise<Assets> {
  const names = scripts.join(" ");
  const assets = made.get(names) ?? makeAssets(scripts);
  made.set(names, assets);
  return assets;
}

async function makeAssets(scripts: readonly string[]): Promise<Assets> {
  const sources = join(projectRoot(), "src/web/assets");
  const folder = await mkdtemp(join(tmpdir(), "parley-assets-"));
  const outdir = join(folder, "dist", "assets");
  const entryPoints = scripts.map((name) => join(sources, "scripts", `${name}.ts`));
  try {
    await mkdir(outdir, { recursive: true });
    await build({ entryPoints, bundle: true, format: "esm", target: "es2022", outdir });
    await writeFile(join(outdir, "parley.css"), joinStylesheet(join(sources, "css")));
    return loadAssets(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
