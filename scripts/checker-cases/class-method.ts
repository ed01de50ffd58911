class Ledger {
  async append(): Promise<void> {}
}

export function plant(ledger: Ledger): void {
  ledger.append();
}
