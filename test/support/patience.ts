/** For worker threads under test: no verdict may depend on how busy the machine is. */
export const patience = { deadlineMs: 30 * 60_000 };
