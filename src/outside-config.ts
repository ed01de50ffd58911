/** The settings of sites from which reports are read. Reads the values it is given, opens no file. */

export type OutsideSetting = {
  readonly name: string;
  /** Scheme and host, without a slash at its end. */
  readonly url: string;
  /** Whether a setting names the host, so that it may lie in a network of one's own. */
  readonly isOurs: boolean;
  readonly tokenFile: string;
} & (
  | { readonly site: "github"; readonly repository: string }
  | { readonly site: "hackerone"; readonly program: string; readonly user: string }
);

export type OutsideConfig = readonly OutsideSetting[];

/** Texts of the settings by the tail of their names; undefined where they are not set. */
export type OutsideTexts = Readonly<
  Record<
    | "GITHUB_REPOSITORIES"
    | "GITHUB_TOKEN_FILE"
    | "GITHUB_URL"
    | "HACKERONE_PROGRAM"
    | "HACKERONE_USER"
    | "HACKERONE_TOKEN_FILE"
    | "HACKERONE_URL",
    string | undefined
  >
>;

type Problem = (sentence: string) => void;

/** `problem` is told whole sentences, one for each fault. */
export function outsideFrom(texts: OutsideTexts, problem: Problem): OutsideConfig {
  return [...githubFrom(texts, problem), ...hackeroneFrom(texts, problem)];
}

function githubFrom(texts: OutsideTexts, problem: Problem): OutsideSetting[] {
  const { GITHUB_REPOSITORIES: named, GITHUB_TOKEN_FILE: tokenFile } = texts;
  if ((named === undefined) !== (tokenFile === undefined)) {
    problem("PARLEY_GITHUB_REPOSITORIES belongs together with PARLEY_GITHUB_TOKEN_FILE: set both.");
  }
  if (named === undefined || tokenFile === undefined) return [];
  const repositories = named.split(/[\s,]+/).filter(Boolean);
  if (!repositories.every((each) => /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(each))) {
    problem("PARLEY_GITHUB_REPOSITORIES should be names such as vendor/gateway, with commas.");
  }
  const at = hostFrom("PARLEY_GITHUB_URL", texts.GITHUB_URL, "https://api.github.com", problem);
  return repositories.map((repository) => ({
    ...{ site: "github", name: `github ${repository}`, repository, tokenFile },
    ...at,
  }));
}

function hackeroneFrom(texts: OutsideTexts, problem: Problem): OutsideSetting[] {
  const { HACKERONE_PROGRAM: program, HACKERONE_USER: user } = texts;
  const { HACKERONE_TOKEN_FILE: tokenFile } = texts;
  const set = [program, user, tokenFile].filter((text) => text !== undefined);
  if (set.length === 0) return [];
  if (program === undefined || user === undefined || tokenFile === undefined) {
    problem(
      "PARLEY_HACKERONE_PROGRAM belongs together with PARLEY_HACKERONE_USER and PARLEY_HACKERONE_TOKEN_FILE: set all three.",
    );
    return [];
  }
  const usual = "https://api.hackerone.com";
  const at = hostFrom("PARLEY_HACKERONE_URL", texts.HACKERONE_URL, usual, problem);
  return [{ site: "hackerone", name: `hackerone ${program}`, program, user, tokenFile, ...at }];
}

/** Without TLS only on this machine: a token travels with every question. */
function hostFrom(name: string, text: string | undefined, usual: string, problem: Problem) {
  const url = text ?? usual;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed?.hostname ?? "");
  const isFine =
    (parsed?.protocol === "https:" || (parsed?.protocol === "http:" && isHere)) &&
    parsed.username === "" &&
    parsed.search === "" &&
    parsed.hash === "";
  if (!isFine) problem(`${name} should be an https address; http is for this machine only.`);
  return { url: url.replace(/\/+$/, ""), isOurs: text !== undefined };
}
