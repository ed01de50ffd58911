/**
 * Reads a whole list in statements of so many rows each, by the place of the last row. Only for lists
 * whose length people make, such as the catalogue; what reports make is shown in pages.
 */
export async function inPages<Row>(
  count: number,
  read: (last: Row | undefined, count: number) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await read(rows.at(-1), count);
    for (const row of page) rows.push(row);
    if (page.length < count) return rows;
  }
}
