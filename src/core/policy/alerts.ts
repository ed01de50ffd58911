/** The policy's settings on who is woken when nobody takes a case. Every length runs at any hour of any day. */
export type Alerts = {
  /**
   * Minutes in which somebody takes a case of which a report says that it is exploited or that an
   * attack goes on, or that is suspected or scored in the highest band. Then the first on call is woken.
   */
  urgentMinutes: number;
  /** Minutes for further bands, by their names. What is left out wakes nobody. */
  bySeverity: Readonly<Record<string, number>>;
  /** Minutes that whoever was woken has to take it before the next on call is woken. */
  nextMinutes: number;
  /** Hours after which a case without an owner alarms its leads, once (ALE-08). */
  unownedHours: number;
  /** Hours after which a case whose parties no person has answered alarms its leads, once (ALE-09). */
  unansweredHours: number;
  requirements: readonly string[];
};
