/** What the planted cases import. */
export async function save(): Promise<void> {}

export async function isSaved(): Promise<boolean> {
  return true;
}

export interface Store {
  save(): Promise<void>;
}
