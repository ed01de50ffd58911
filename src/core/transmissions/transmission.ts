/**
 * The agreement on how data that a party holds back travels (TH-22): its states, who may take which
 * step, and whose turn it is. Knows no words that people wrote.
 */

export const transmissionMethods = ["portal", "encrypted-mail", "other", "none"] as const;
export type TransmissionMethod = (typeof transmissionMethods)[number];

/** `countered`: the party said in words what would do, and waits for a new proposal. */
export type TransmissionState =
  | "proposed"
  | "agreed"
  | "declined"
  | "countered"
  | "withdrawn"
  | "received"
  | "deleted";

/** Until the data came either side may step back: it is the party's, and the party answers for it. */
const steps: Readonly<Record<TransmissionState, readonly TransmissionState[]>> = {
  proposed: ["agreed", "declined", "countered", "withdrawn"],
  agreed: ["declined", "withdrawn", "received"],
  received: ["deleted"],
  declined: [],
  countered: [],
  withdrawn: [],
  deleted: [],
};

/** Whether an agreement may go from one state to the next. What is not to be sent is never received. */
export function mayBecome(
  from: { readonly state: TransmissionState; readonly method: TransmissionMethod },
  to: TransmissionState,
): boolean {
  if (to === "received" && from.method === "none") return false;
  return steps[from.state].includes(to);
}

export type TransmissionTurn =
  | "we-propose"
  | "party-answers"
  | "party-sends"
  | "we-delete"
  | "nothing";

/**
 * Whose turn it is towards one party. `holdsBack`: its report says that it holds such data;
 * `agreements` are those with it, oldest first.
 */
export function transmissionTurn(
  holdsBack: boolean,
  agreements: readonly { state: TransmissionState; method: TransmissionMethod }[],
): TransmissionTurn {
  const newest = agreements.at(-1);
  if (!newest) return holdsBack ? "we-propose" : "nothing";
  switch (newest.state) {
    case "proposed":
      return "party-answers";
    case "countered":
      return "we-propose";
    case "withdrawn":
      return holdsBack ? "we-propose" : "nothing";
    case "agreed":
      return newest.method === "none" ? "nothing" : "party-sends";
    case "received":
      return "we-delete";
    case "declined":
    case "deleted":
      return "nothing";
  }
}

/** Whether one of these reports says that its author holds data back until we agree on its way. */
export function holdsBack(
  reports: readonly { readonly fields: Readonly<Partial<Record<string, string>>> }[],
): boolean {
  return reports.some(({ fields }) => fields["personal-data"] === "held-back");
}
