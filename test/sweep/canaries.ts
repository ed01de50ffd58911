/** Words that stand on one side of one case and nowhere else in the world, and the search for them in answers. */
import { randomBytes } from "node:crypto";

export interface Canary {
  readonly word: string;
  readonly caseId: string;
  /** Whose side of the case it stands on: "staff" or a party's id. */
  readonly side: string;
  /** What it is the word of: "report", "note", "name" … */
  readonly of: string;
}

export class Canaries {
  readonly all: Canary[] = [];
  private readonly byWord = new Map<string, Canary>();
  /** Words made before their case had an id. */
  private readonly loose: { word: string; of: string }[] = [];

  /** A word that no dictionary, page or id holds; tell where it stands by `settle`. */
  word(of: string): string {
    const letters = [...randomBytes(9)].map((byte) => "bcdfghjklmnpqrst"[byte % 16]).join("");
    const word = `zz${letters}`;
    this.loose.push({ word, of });
    return word;
  }

  /** All words made since the last time stand on this side of this case. */
  settle(caseId: string, side: string): void {
    for (const each of this.loose.splice(0)) {
      const canary = { ...each, caseId, side };
      this.all.push(canary);
      this.byWord.set(canary.word, canary);
    }
  }

  /** Those in the text, plain or inside base 64, whatever its case. */
  in(text: string): Canary[] {
    // Only where such a part starts: a search that begins again at each letter of a page takes long.
    const inside = [...text.matchAll(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}/g)].map(([part]) =>
      Buffer.from(part, "base64").toString("latin1"),
    );
    const found = new Set<Canary>();
    // No letter of a word is a z but its first two, so that no word hides behind another's start.
    for (const [word] of [text, ...inside].join("\n").matchAll(/zz[b-t]{9}/gi)) {
      const canary = this.byWord.get(word.toLowerCase());
      if (canary) found.add(canary);
    }
    return [...found];
  }
}
