/** What only a house may say that makes products: a team that coordinates has neither products nor customers. */
const claims =
  /\bour (?:own )?(?:products?|customers?|support)\b|\b(?:products?|vulnerability|weakness) of ours\b|one of our products|customer support|\bnos (?:produits|clients|services)\b|un de nos\b|vulnérabilité chez nous|support client/gi;

/** Every such claim in a text, with the words around it. */
export function claimsOfVendor(text: string): string[] {
  const plain = text.replace(/\s+/g, " ");
  return [...plain.matchAll(claims)].map(({ index = 0 }) =>
    plain.slice(Math.max(0, index - 60), index + 60),
  );
}
