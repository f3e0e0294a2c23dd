/** Milliseconds over many runs. */
export interface Figures {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Prints one line per row. The last column compares its p50 with that of the peer. */
export function printFigures(rows: readonly (readonly [string, Figures])[], peer: Figures): void {
  const cells = (values: readonly string[]) => `| ${values.join(' | ')} |`;
  console.log(cells(['', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'p50 × peer']));
  console.log(cells(['---', '---:', '---:', '---:', '---:', '---:']));
  for (const [name, { p50, p95, p99, max }] of rows) {
    console.log(
      cells([name, ...[p50, p95, p99, max].map((value) => value.toFixed(1)), (p50 / peer.p50).toFixed(1)]),
    );
  }
}
