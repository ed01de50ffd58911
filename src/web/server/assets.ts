/** Style sheet, scripts and pictures, read once and served from memory under hashed names. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { joinStylesheet } from "../assets/stylesheet.ts";

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same bytes in Brotli; null where that saves nothing. */
  readonly brotli: Buffer | null;
  readonly etag: string;
  /** Where pages link to it: the name with its hash, cached for ever. */
  readonly href: string;
}

export interface Assets {
  readonly stylesheet: string;
  readonly favicon: string;
  /** By file name as built ("parley.css") and by address ("/assets/parley.3f….css"). */
  find(nameOrPath: string): Asset | undefined;
  /** The address of a built script ("queue.js"); undefined where it was not built: pages work without. */
  script(name: string): string | undefined;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * Reads the built assets of `dist/assets` below `root`; where nothing is built yet, style sheet
 * and pictures come from their sources and there are no scripts.
 */
export function loadAssets(root: string): Assets {
  const sources = join(root, "src", "web", "assets");
  const built = join(root, "dist", "assets");
  const files = existsSync(join(built, "parley.css"))
    ? filesIn(built)
    : new Map([...filesIn(sources), ["parley.css", stylesheetIn(sources)]]);
  return assetsOf(files);
}

/** Assets from bytes at hand, by file name. */
function assetsOf(files: ReadonlyMap<string, Buffer>): Assets {
  const assets = new Map<string, Asset>();
  for (const [name, bytes] of files) {
    const asset = assetOf(name, bytes);
    assets.set(name, asset);
    assets.set(asset.href, asset);
  }
  const hrefOf = (name: string) => assets.get(name)?.href;
  return {
    stylesheet: hrefOf("parley.css") ?? "/assets/parley.css",
    favicon: hrefOf("favicon.svg") ?? "/favicon.svg",
    find: (nameOrPath) => assets.get(nameOrPath),
    script: hrefOf,
  };
}

function assetOf(name: string, bytes: Buffer): Asset {
  const hash = createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
  const ending = extname(name);
  const brotli = brotliCompressSync(bytes);
  return {
    type: types[ending] ?? "application/octet-stream",
    bytes,
    brotli: brotli.length < bytes.length ? brotli : null,
    etag: `"${hash}"`,
    href: `/assets/${name.slice(0, -ending.length)}.${hash}${ending}`,
  };
}

function filesIn(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder).filter((name) => extname(name) in types);
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

function stylesheetIn(sources: string): Buffer {
  return Buffer.from(joinStylesheet(join(sources, "css")));
}
