/** The two sides that every case has besides one per party (whose side is the party's own id). */
export const staffSide = "00000000-0000-7000-8000-000000000001";
export const sharedSide = "00000000-0000-7000-8000-000000000002";
