/** What a file's name claims it to be, and whether the content agrees. */
import type { ContentKind } from "./content-kind.ts";

/** Endings by what they claim: one word of ours for each format that content can be told apart by. */
const claims: Readonly<Record<string, readonly string[]>> = {
  text: [
    ..."asc c conf cpp css csv diff eml go h htm html ini java js json log markdown md patch php".split(
      " ",
    ),
    ..."pl ps1 py rb rs rst rules sh sql svg toml ts tsv txt xml yaml yml".split(" "),
  ],
  png: ["png"],
  jpg: ["jpg", "jpeg", "jpe"],
  gif: ["gif"],
  bmp: ["bmp"],
  webp: ["webp"],
  tif: ["tif", "tiff"],
  pdf: ["pdf"],
  zip: ["zip"],
  gz: ["gz", "tgz"],
  tar: ["tar"],
  "7z": ["7z"],
  rar: ["rar"],
  xz: ["xz"],
  bz2: ["bz2"],
  docx: ["docx"],
  xlsx: ["xlsx"],
  pptx: ["pptx"],
  pcap: ["pcap", "cap"],
  pcapng: ["pcapng"],
  exe: ["exe", "dll", "sys", "scr"],
  elf: ["elf", "so", "ko"],
  mp4: ["mp4"],
  mp3: ["mp3"],
};

const claimOf = new Map(
  Object.entries(claims).flatMap(([claim, endings]) => endings.map((ending) => [ending, claim])),
);

/** "pcap" and "pcapng" are called by either name. */
const alike: readonly (readonly string[])[] = [["pcap", "pcapng"]];

/**
 * What the name claims, where the content is something else; null where they agree, or where the
 * name claims nothing that could be checked. `found` is the format by content: an ending without
 * its dot, "text", or null where it is none that is known.
 */
export function mismatchOf(name: string, found: string | null): string | null {
  const claim = claimOf.get(endingOf(name));
  if (!claim) return null;
  const content = found === null ? null : (claimOf.get(found) ?? found);
  if (claim === content) return null;
  return alike.some((group) => group.includes(claim) && content && group.includes(content))
    ? null
    : claim;
}

/** The ending of a name in small letters; "" where it has none. */
function endingOf(name: string): string {
  return /\.([a-z0-9]{1,12})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** Endings that name archives, programs and documents inside archives. */
export function kindOfName(name: string): ContentKind | null {
  const ending = endingOf(name);
  if (/^(zip|tar|tgz|gz|7z|rar|xz|bz2|jar|war|apk|zst)$/.test(ending)) return "archive";
  if (/^(exe|dll|sys|scr|com|bat|cmd|msi|ps1|vbs|elf|so|ko|dylib|app|lnk)$/.test(ending)) {
    return "program";
  }
  return null;
}
