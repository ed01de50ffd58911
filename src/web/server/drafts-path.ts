/** Where one's own drafts are listed: named by the frame of every page and by the page itself. */
export const draftsPath = "/console/drafts";
