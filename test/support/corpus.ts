/** Reads the published test corpora beside the project; where they are absent, says so in one line. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";

const root = resolve(import.meta.dirname, "../../../shared/data");

/** The files of a `.tar.gz` under `../shared/data` by their path, or null with a printed line. */
export function corpus(path: string): Map<string, string> | null {
  const file = resolve(root, path);
  if (existsSync(file)) return new Map(tarEntries(gunzipSync(readFileSync(file))));
  console.log(`Skipped: the corpus ${path} is not beside the project.`);
  return null;
}

/** Regular files of a ustar archive; checksums and long names are not needed here. */
function* tarEntries(archive: Buffer): Generator<[string, string]> {
  const text = (from: number, length: number) =>
    archive.toString("utf8", from, from + length).replace(/\0.*$/s, "");
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const prefix = text(at + 345, 155);
    const name = prefix === "" ? text(at, 100) : `${prefix}/${text(at, 100)}`;
    const content = at + 512;
    if (text(at + 156, 1) === "0") {
      yield [name, archive.toString("utf8", content, content + size)];
    }
    at = content + Math.ceil(size / 512) * 512;
  }
}
