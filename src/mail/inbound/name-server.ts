/**
 * Asks name servers what checking a sender needs, within bounds: a mail chooses the names that are
 * asked, so it gets few questions and little time.
 */
import { Resolver } from "node:dns/promises";

/** As dns.resolve: rejects with a `code` such as ENOTFOUND. */
export type NameServer = (name: string, type: string) => Promise<string[] | string[][]>;

export function systemNameServer(): NameServer {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  return async (name, type) => (await resolver.resolve(name, type)) as string[] | string[][];
}

/** SPF allows ten questions, DMARC eight for each walk; a few signatures come on top. */
const questionsMax = 60;

/** For one mail: after `questionsMax` every question goes unanswered. */
export function withFewQuestions(ask: NameServer): {
  ask: NameServer;
  /** Whether some server did not answer, or was not asked any more. */
  unanswered(): boolean;
} {
  let asked = 0;
  let unanswered = false;
  return {
    ask: async (name, type) => {
      asked += 1;
      try {
        if (asked > questionsMax) throw noAnswer("EREFUSED");
        return await ask(name, type);
      } catch (error) {
        if (!isAnswer(error)) unanswered = true;
        throw error;
      }
    },
    unanswered: () => unanswered,
  };
}

/** "There is no such name" is an answer, as good as any. */
function isAnswer(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === "ENOTFOUND" || code === "ENODATA";
}

export function noAnswer(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * The demonstration's: each domain lets every server send for it, so that whoever tries Parley out
 * with addresses of their own is believed.
 */
export const demonstrationNameServer: NameServer = async (name, type) => {
  if (type === "TXT" && name.startsWith("_dmarc.")) return [["v=DMARC1; p=reject"]];
  if (type === "TXT" && !name.includes("_domainkey")) return [["v=spf1 +all"]];
  throw noAnswer("ENOTFOUND");
};
