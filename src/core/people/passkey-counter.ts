/** The signature counter of a passkey, by which a copied one gives itself away. */

/**
 * Whether the counter that a passkey answers with may follow the one stored (WebAuthn level 3, section
 * 7.2, step 22): it rises, or the passkey counts nothing and both are 0, as synced passkeys do.
 */
export function counterMayFollow(stored: number, given: number): boolean {
  return given > stored || (given === 0 && stored === 0);
}
