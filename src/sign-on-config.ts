/** The settings of single sign-on and of who may still sign in locally. Reads the values it is given, opens no file. */

export interface SignOnConfig {
  /** The provider's address as its documents name it. */
  readonly issuer: string;
  readonly clientId: string;
  /** File of the client's secret; a client without one is known by PKCE alone. */
  readonly secretFile: string | undefined;
  /** The claim that names an invited person the first time. */
  readonly claim: string;
  /** A claim and the value that it must hold; undefined lets in everybody who was invited. */
  readonly allowed: { readonly claim: string; readonly value: string } | undefined;
  /** Which word of the provider counts as a second factor; "always" where it never does without. */
  readonly secondFactor:
    | "always"
    | readonly { readonly claim: "acr" | "amr"; readonly value: string }[];
  /** Hosts besides the issuer's at which its token, key and user endpoints may lie. */
  readonly hosts: readonly string[];
}

/** Texts of the settings by the tail of their names; undefined where they are not set. */
export type SignOnTexts = Readonly<
  Record<
    "ISSUER" | "CLIENT_ID" | "SECRET_FILE" | "CLAIM" | "ALLOWED" | "SECOND_FACTOR" | "HOSTS",
    string | undefined
  >
>;

const usualFactor = "amr=mfa";

/** Undefined where no issuer is set. `problem` is told whole sentences, one for each fault. */
export function signOnFrom(
  texts: SignOnTexts,
  problem: (sentence: string) => void,
): SignOnConfig | undefined {
  const { ISSUER: issuer, CLIENT_ID: clientId, ...rest } = texts;
  if (issuer === undefined) {
    for (const [name, text] of Object.entries({ CLIENT_ID: clientId, ...rest })) {
      if (text !== undefined) {
        problem(`PARLEY_OIDC_${name} is set and PARLEY_OIDC_ISSUER is not: set both or none.`);
      }
    }
    return undefined;
  }
  if (!isIssuer(issuer)) {
    problem(
      "PARLEY_OIDC_ISSUER should be an https address; http is for a provider on this machine only.",
    );
  }
  if (clientId === undefined)
    problem("PARLEY_OIDC_CLIENT_ID is missing beside PARLEY_OIDC_ISSUER.");
  return {
    issuer,
    clientId: clientId ?? "",
    secretFile: texts.SECRET_FILE,
    claim: texts.CLAIM ?? "email",
    allowed: allowedFrom(texts.ALLOWED, problem),
    secondFactor: factorFrom(texts.SECOND_FACTOR ?? usualFactor, problem),
    hosts: (texts.HOSTS ?? "")
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ""),
  };
}

function isIssuer(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username !== "" || url.search !== "" || url.hash !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isHere(url.hostname));
}

/** This machine: the only place where a provider may be asked without TLS. */
function isHere(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function allowedFrom(
  text: string | undefined,
  problem: (sentence: string) => void,
): SignOnConfig["allowed"] {
  if (text === undefined) return undefined;
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1)
    return { claim: text.slice(0, at), value: text.slice(at + 1) };
  problem("PARLEY_OIDC_ALLOWED should be a claim and its value, such as groups=psirt.");
  return undefined;
}

function factorFrom(
  text: string,
  problem: (sentence: string) => void,
): SignOnConfig["secondFactor"] {
  if (text === "always") return "always";
  const parts = text.split(",").map((part) => /^(acr|amr)=(\S+)$/.exec(part.trim()));
  if (parts.some((part) => part === null)) {
    problem("PARLEY_OIDC_SECOND_FACTOR should be always, or values such as amr=mfa with commas.");
  }
  return parts.flatMap((part) => {
    const [, claim, value] = part ?? [];
    return claim && value ? [{ claim: claim as "acr" | "amr", value }] : [];
  });
}
