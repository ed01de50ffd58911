/**
 * Whose interest a date, a detail or a delay serves: it is asked with the decision and kept with it
 * (ALU-01). Says nothing of which interest should win.
 */
export const interests = ["customers", "reporter", "ours", "balanced"] as const;
export type Interest = (typeof interests)[number];

export const interestWords: Readonly<Record<Interest, string>> = {
  customers: "Customers’",
  reporter: "The reporter’s",
  ours: "Our own",
  balanced: "All of them, in balance",
};
