/** The team that every report is routed to. Further teams are rows; this one always is. */
export const psirtTeam = "00000000-0000-7000-8000-0000000000a1";
