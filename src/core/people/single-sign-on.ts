/** What Parley asks of an organisation's own sign-in (OpenID Connect), and what it answers. */

/** Secrets of one attempt; they leave the server as hashes or come back once. */
export interface SignOnAttempt {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636): only who began the attempt can end it. */
  readonly verifier: string;
  /** Ask the person again, however lately they signed in there. */
  readonly fresh: boolean;
}

/** Who the provider says it is; checked signature, audience, nonce and age before. */
export interface SignOnClaims {
  readonly issuer: string;
  readonly subject: string;
  /** The claim by which an invited person is found the first time; null where it may not be used. */
  readonly name: string | null;
  /** Whether the provider's word on a second factor counts here. */
  readonly secondFactor: boolean;
  readonly authenticatedAt: Date | null;
}

export interface SingleSignOn {
  /** The provider as people know it: the host of its address. */
  readonly provider: string;
  /** Where the browser goes. Refuses with sso.away. */
  begin(attempt: SignOnAttempt): Promise<string>;
  /** What the browser came back with. Refuses with sso.away or sso.refused. */
  finish(attempt: SignOnAttempt, query: string): Promise<SignOnClaims>;
}
