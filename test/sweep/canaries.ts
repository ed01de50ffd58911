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
    for (const each of this.loose.splice(0)) this.all.push({ ...each, caseId, side });
  }

  /** Those in the text, plain or inside base 64, whatever its case. */
  in(text: string): Canary[] {
    const inside = [...text.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g)].map(([part]) =>
      Buffer.from(part, "base64").toString("latin1"),
    );
    const whole = [text, ...inside].join("\n").toLowerCase();
    return this.all.filter(({ word }) => whole.includes(word));
  }
}
