/** Why a customer is erased: words of a closed list, so that the record of it names nobody. */

export const eraseReasons = ["asked", "over", "mistake"] as const;

export const eraseReasonWords: Readonly<Record<(typeof eraseReasons)[number], string>> = {
  asked: "They asked for it",
  over: "The business with them is over",
  mistake: "It was kept by mistake",
};

/** Besides what people choose: the policy's term ended. */
export type ErasedBecause = (typeof eraseReasons)[number] | "term";
