type Row = Record<string, unknown>;

/** The name of a property, whose case does not matter. */
export const propertyOf = (row: Row, wanted: string): string | undefined =>
  Object.keys(row).find((known) => known.toLowerCase() === wanted.toLowerCase());

/** `name`, `createdAt DESC`: numbers by their value, texts without regard to case. Without one, the order stays. */
export function byOrder(orderBy: string | undefined): (a: Row, b: Row) => number {
  const [wanted, direction = 'ASC'] = (orderBy ?? '').trim().split(/\s+/).filter(Boolean);
  if (wanted === undefined) return () => 0;
  const sign = direction.toUpperCase() === 'DESC' ? -1 : 1;
  const textOf = (row: Row) => String(row[propertyOf(row, wanted) ?? ''] ?? '');
  return (a, b) => sign * textOf(a).localeCompare(textOf(b), 'en', { numeric: true });
}
